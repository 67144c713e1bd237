"""Urdu read aloud, for those who do not read: espeak-ng speaks, LAME makes a voice note of it that WhatsApp plays.

espeak-ng is a program of the machine's; where it is not installed nothing is spoken and everything else works.
"""

import re
import shutil
import subprocess
import wave
from functools import cache
from io import BytesIO

import lameenc

PROGRAM = "espeak-ng"
WORDS_A_MINUTE = 130  # ours: slower than talk, for figures are being told
KBIT_A_SECOND = 32  # enough for a voice
TAKES_AT_MOST = 20  # seconds; a statement takes a tenth of one
_COMMA_IN_A_FIGURE = re.compile(r"(?<=\d),(?=\d)")


class NoVoice(Exception):
    """The program did not speak; its own words say why."""


@cache
def can_speak() -> bool:
    """Whether the program is there."""
    return shutil.which(PROGRAM) is not None


def speak(text: str) -> bytes:
    """MP3 of the words in Urdu. Raises NoVoice, FileNotFoundError without the program."""
    said = subprocess.run(
        [PROGRAM, "-v", "ur", "-s", str(WORDS_A_MINUTE), "--stdin", "--stdout"],
        input=_COMMA_IN_A_FIGURE.sub("", text).encode(),  # "15,675" would be told as two numbers
        capture_output=True,
        timeout=TAKES_AT_MOST,
        check=False,
    )
    if said.returncode != 0:
        raise NoVoice(said.stderr.decode(errors="replace"))
    return _mp3(said.stdout)


def _mp3(sound: bytes) -> bytes:
    with wave.open(BytesIO(sound)) as wav:
        encoder = lameenc.Encoder()
        encoder.set_channels(wav.getnchannels())
        encoder.set_in_sample_rate(wav.getframerate())
        encoder.set_bit_rate(KBIT_A_SECOND)
        encoder.silence()
        samples = wav.readframes(wav.getnframes())
    return bytes(encoder.encode(samples) + encoder.flush())

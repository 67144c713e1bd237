"""Urdu read aloud. The program belongs to the machine, so these tests say when it is not there."""

import subprocess

import pytest

from bot.documents import voice

WORDS = "السلام علیکم۔ کل رقم 15,675 روپے۔"
speaks = pytest.mark.skipif(not voice.can_speak(), reason="espeak-ng is not installed")


@speaks
def test_words_become_a_voice_note() -> None:
    short, long = voice.speak(WORDS), voice.speak(WORDS * 4)
    assert short[0] == 0xFF and short[1] & 0xE0 == 0xE0  # the sync word of an MPEG frame
    assert 4_000 < len(short) < len(long) / 2  # a second or more of 32 kbit


def test_a_figure_is_told_as_one_number(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[bytes] = []

    def run(_command: list[str], *, input: bytes, **_how: object) -> subprocess.CompletedProcess[bytes]:
        told.append(input)
        return subprocess.CompletedProcess([], 1, b"", b"as broken as can be")

    monkeypatch.setattr(voice.subprocess, "run", run)
    with pytest.raises(voice.NoVoice, match="as broken"):
        voice.speak(WORDS)
    assert "15675 روپے" in told[0].decode()

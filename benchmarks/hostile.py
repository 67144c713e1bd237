"""The slowest of many random and hostile strings, beside an ordinary message. `python -m benchmarks.hostile 100000`."""

import gc
import random
import statistics
import sys
from collections.abc import Callable
from datetime import date
from time import process_time  # what the string costs, not what else the machine does

import locales
from bot.understanding import Understanding

TODAY = date(2026, 11, 23)
ORDINARY = "agli qist kab deni hai aur kitni"
SAID = "qist haan nahi 5 hazar kal so do sawa lakh ki ko pe mein 15000 ۵۰۰ قسط نہیں کل ہزار rs , . - / ( ) ? ! 0300"
WORDS = SAID.split()
INVISIBLE = "\u202e\u200c\u200d\u0000\u064e\ufe0f\u0301😀aق1 "
DIGITS = "0123456789۰۱۲٠١,.٬٫-/ "


def anything(chance: random.Random) -> str:
    """Any character of any plane but the surrogates."""
    return chr(chance.choice((chance.randrange(0xD800), chance.randrange(0xE000, 0x110000))))


def some(chance: random.Random, letters: str, most: int) -> str:
    return "".join(chance.choice(letters) for _ in range(chance.randrange(most)))


KINDS: tuple[Callable[[random.Random], str], ...] = (
    lambda chance: anything(chance) * chance.randrange(1, 10_000),
    lambda chance: "".join(anything(chance) for _ in range(chance.randrange(300))),
    lambda chance: " ".join(chance.choices(WORDS, k=chance.randrange(200))),
    lambda chance: "".join(chance.choices(WORDS, k=chance.randrange(600))),
    lambda chance: chance.choice("aقھ1٫,.-(+") * 10_000,
    lambda chance: some(chance, DIGITS, 3_000),
    lambda chance: "(" * chance.randrange(500) + "9" * chance.randrange(500) + ")" * chance.randrange(500),
    lambda chance: ("a" * chance.randrange(1, 40) + "!") * chance.randrange(1, 200),
    lambda chance: "".join(chr(chance.randrange(0x600, 0x700)) for _ in range(chance.randrange(400))),
    lambda chance: some(chance, INVISIBLE, 800),
)


def cost(ours: Understanding, text: str) -> float:
    """Milliseconds of this process."""
    start = process_time()
    ours.read(text, today=TODAY)
    return 1000 * (process_time() - start)


def main(strings: int = 2_000) -> None:
    ours, chance = Understanding(locales.heard()), random.Random(7)
    gc.freeze()  # as the application does
    ordinary = statistics.median(cost(ours, ORDINARY) for _ in range(200))
    slowest, text = max((cost(ours, text), text) for text in (KINDS[n % 10](chance) for n in range(strings)))
    print(
        f"{strings} strings, none failed; the slowest {slowest:.1f} ms ({len(text)} characters, {text[:8]!r})"
    )
    print(f"against an ordinary message: {slowest / ordinary:.0f} x")


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:2]))

"""How an amount and a date are written in each of our three forms (voice.md: digits 0-9 in all of them)."""

from collections.abc import Callable
from datetime import date, time

from bot.understanding import Language

MONTHS: dict[Language, tuple[str, ...]] = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December"),
    "ur-Latn": ("January", "February", "March", "April", "May", "June", "July", "August", "September",
                "October", "November", "December"),
    "ur": ("جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر",
           "اکتوبر", "نومبر", "دسمبر"),
}  # fmt: skip

WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "ur-Latn": ("Peer", "Mangal", "Budh", "Jumerat", "Juma", "Hafta", "Itwar"),
    "ur": ("پیر", "منگل", "بدھ", "جمعرات", "جمعہ", "ہفتہ", "اتوار"),
}


def rupees(language: Language, paisa: int) -> str:
    """Rs 2,500 or 2,500 روپے; paisa are shown only when there are some."""
    whole, rest = divmod(abs(int(paisa)), 100)
    digits = f"{'-' if paisa < 0 else ''}{whole:,}" + (f".{rest:02d}" if rest else "")
    return f"{digits} روپے" if language == "ur" else f"Rs {digits}"


def day(language: Language, iso: str) -> str:
    """5 December, 5 دسمبر."""
    on = date.fromisoformat(str(iso))
    return f"{on.day} {MONTHS[language][on.month - 1]}"


def short_day(language: Language, iso: str) -> str:
    """5 Dec; Urdu script has no customary short months."""
    on = date.fromisoformat(str(iso))
    month = MONTHS[language][on.month - 1]
    return f"{on.day} {month if language == 'ur' else month[:3]}"


def full_date(language: Language, iso: str) -> str:
    """5 Dec 2026, for what must stay readable years later."""
    return f"{short_day(language, iso)} {date.fromisoformat(str(iso)).year}"


def weekday(language: Language, iso: str) -> str:
    return WEEKDAYS[language][date.fromisoformat(str(iso)).weekday()]


# The part of the day by its first hour, as people say it; in English am and pm do.
PARTS: dict[Language, tuple[tuple[int, str], ...]] = {
    "ur-Latn": ((20, "raat"), (16, "shaam"), (12, "dopahar"), (4, "subah"), (0, "raat")),
    "ur": ((20, "رات"), (16, "شام"), (12, "دوپہر"), (4, "صبح"), (0, "رات")),
}


def clock(language: Language, iso: str) -> str:
    """9 am, subah 9 baje, صبح 9 بجے."""
    at = time.fromisoformat(str(iso))
    hour = f"{(at.hour - 1) % 12 + 1}" + (f":{at.minute:02d}" if at.minute else "")
    if language == "en":
        return f"{hour} {'am' if at.hour < 12 else 'pm'}"
    part = next(name for first, name in PARTS[language] if at.hour >= first)
    return f"{part} {hour} {'بجے' if language == 'ur' else 'baje'}"


FORMATS: dict[str, Callable[..., str]] = {
    "RUPEES": rupees,
    "DAY": day,
    "SHORTDAY": short_day,
    "DATE": full_date,
    "WEEKDAY": weekday,
    "TIME": clock,
}

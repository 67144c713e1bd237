"""The words that dates lean on, by concept or by themselves."""

from bot.understanding.message import Message

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = ("jan", "feb", "mar", "apr", "may_m", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NEAR = {"today": 0, "kal": 1, "kal_en": 1, "day_after": 2, "parson": 2, "tarson": 3}

FOLLOWED = frozenset(("later", "from", "tak", "تک", "tk"))
BETWEEN = frozenset(("ki", "ke", "کی", "کے", "me", "mein", "میں", "the", "on", ","))
LED = frozenset(("in", "within", "after", "baad", "اندر", "بعد"))


def is_saturday(message: Message, at: int) -> bool:
    """Whether "hafta" at this position is followed by what makes it a day: "hafte wale din"."""
    following = [message.word(spot) for spot in (at + 1, at + 2)]
    return following in (
        ["wale", "din"],
        ["walay", "din"],
        ["ke", "din"],
        ["والے", "دن"],
        ["کے", "دن"],
        ["kay", "din"],
    )

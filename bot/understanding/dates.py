"""The single day a message names, as in a promise to pay, and dates of birth."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from bot.understanding import calendar as cal
from bot.understanding.day_words import BETWEEN, FOLLOWED, LED, MONTHS, NEAR, WEEKDAYS, is_saturday
from bot.understanding.days_found import Found
from bot.understanding.meaning import Waiting
from bot.understanding.message import Message
from bot.understanding.number_words import NumberWords
from bot.understanding.numerals import Numeral
from bot.understanding.text import NUMBER
from bot.understanding.vocabulary import Vocabulary


class DateReader:
    """Rules tried at every position, the most telling first."""

    def __init__(self, vocabulary: Vocabulary, words: NumberWords) -> None:
        bit = vocabulary.bit
        self._words = words
        self._weekdays = [bit(name) for name in WEEKDAYS]
        self._months = [bit(name) for name in MONTHS]
        self._any_month = sum(self._months)
        self._near = {bit(name): days for name, days in NEAR.items()}
        self._any_near = sum(self._near)
        self._day, self._week, self._month = bit("day_unit"), bit("week_unit"), bit("month_unit")
        self._after, self._inside, self._tak = bit("after"), bit("inside"), bit("tak")
        self._next, self._this, self._end = bit("next"), bit("this"), bit("end")
        self._date, self._ko, self._th = bit("date"), bit("ko"), bit("ordinal_end")
        self._past = bit("past") | bit("was") | bit("done") | bit("ago")
        self._fut = bit("fut") | bit("inf") | bit("can") | bit("give+imp") | bit("do+imp") | bit("subj")
        self._strictly_fut = bit("fut")
        self._neg = bit("neg")
        self._last = bit("last")
        self._or = bit("or")
        self._rules: tuple[Callable[[Message, int, date, Found], int], ...] = (
            self._written, self._month_name, self._end_of_month, self._day_of_named_month, self._counted,
            self._week_words, self._near_words, self._day_number,
        )  # fmt: skip

    def month_in(self, message: Message) -> int | None:
        """The month that the message names, 1 to 12, None when none or several."""
        named = {
            number for mask in message.masks for number, bit in enumerate(self._months, start=1) if mask & bit
        }
        return named.pop() if len(named) == 1 else None

    def read(self, message: Message, *, today: date, waiting: Waiting) -> tuple[date | None, set[int]]:
        """The day the message names (None when none or more than one), and the positions of its words."""
        found = self.all_days(message, today=today)
        if self._is_past(message):
            return None, found.tokens
        if waiting == "date" and not found.days:
            day, _ = self._day_at(message, 0)
            if day and len(message.tokens) == 1:
                return cal.next_day_number(today, day), {0}
        return self._single(message, found), found.tokens

    def all_days(self, message: Message, *, today: date) -> Found:
        """Every day the message names, from left to right."""
        found = Found()
        at = 0
        while at < len(message.tokens):
            at = max(at + 1, self._at(message, at, today, found))
        return found

    def _at(self, message: Message, at: int, today: date, found: Found) -> int:
        for rule in self._rules:
            end = rule(message, at, today, found)
            if end:
                return end
        return 0

    def _is_past(self, message: Message) -> bool:
        mask = 0
        for one in message.masks:
            mask |= one
        return bool(mask & self._past and not mask & self._fut)

    def _single(self, message: Message, found: Found) -> date | None:
        days = found.days
        if len(days) == 2 and days[0] != days[1]:
            between = range(found.steps[0][1], min(found.steps[1][0], found.steps[0][1] + 5))
            if any(message.has(at, self._neg) for at in between):
                return days[1]  # "kal nahi parson"
        return days[0] if len(set(days)) == 1 else None

    def _written(self, message: Message, at: int, today: date, found: Found) -> int:
        token = message.tokens[at]
        if token.kind != NUMBER or not any(mark in token.text for mark in "/-."):
            return 0
        parts = token.text.replace("/", " ").replace("-", " ").replace(".", " ").split()
        if not all(part.isdigit() and len(part) <= 4 for part in parts):
            return 0
        if message.has(at + 1, self._day | self._week | self._month):
            return at + 1  # "2-3 din"
        if len(parts) == 2 and "." not in token.text and len(parts[1]) <= 2 and int(parts[0]) > 0:
            return (
                found.add(cal.next_occurrence(today, int(parts[1]), int(parts[0])), at, at + 1)
                if 1 <= int(parts[1]) <= 12
                else 0
            )
        if len(parts) != 3:
            return 0
        return found.add(cal.full_date(parts), at, at + 1)

    def _month_name(self, message: Message, at: int, today: date, found: Found) -> int:
        if not message.has(at, self._any_month):
            return 0
        month = next(number for number, bit in enumerate(self._months, start=1) if message.masks[at] & bit)
        before = self._number_before(message, at)
        if before and 1 <= before.value <= 31 and before.start not in found.tokens:
            year, end = self._year(message, at + 1)
            return found.add(cal.with_year(today, year, month, int(before.value)), before.start, end)
        after = at + 1
        while message.word(after) in ("ki", "ka", "ke", "کی", "کا", "کے", "the", ",") or message.has(
            after, self._date
        ):
            after += 1
        day, end = self._day_at(message, after)
        if (day and message.word(at) not in ("may", "mar", "march")) or (day and message.tokens[at + 1 :]):
            if message.has(end, self._th):
                end += 1
            year, end = self._year(message, end)
            return found.add(cal.with_year(today, year, month, day), at, end)
        return 0

    def _number_before(self, message: Message, at: int) -> Numeral | None:
        """ "5 december", "5th of december", "5 tareekh december"."""
        before = at
        while before > 0 and (message.word(before - 1) in ("of", "ki", "ko", "th", "st", "nd", "rd", "-", "/", ",")
                              or message.has(before - 1, self._date)):  # fmt: skip
            before -= 1
        found = next((numeral for numeral in message.numerals if numeral.end == before), None)
        if found is None and before > 0:
            ordinal = self._words.ordinal.get(self._words.spelling(message.word(before - 1)), 0)
            return Numeral(Fraction(ordinal), before - 1, before) if ordinal > 0 else None
        return found

    def _day_at(self, message: Message, at: int) -> tuple[int, int]:
        """A day number at this position, 0 when there is none, and where it ends."""
        numeral = next((numeral for numeral in message.numerals if numeral.start == at), None)
        if numeral and not numeral.scaled and numeral.value.denominator == 1 and 1 <= numeral.value <= 31:
            return int(numeral.value), numeral.end
        ordinal = self._words.ordinal.get(self._words.spelling(message.word(at)), 0)
        if ordinal > 0:
            return ordinal, at + 1
        plain = self._words.plain.get(self._words.spelling(message.word(at)), 0)
        return (plain, at + 1) if 1 <= plain <= 31 else (0, at)

    def _year(self, message: Message, at: int) -> tuple[int | None, int]:
        if message.word(at) == ",":
            at += 1
        word = message.word(at)
        if word.isdigit() and len(word) == 4 and 1900 <= int(word) <= 2100:
            return int(word), at + 1
        return None, at

    def _end_of_month(self, message: Message, at: int, today: date, found: Found) -> int:
        for first, second in ((self._month, self._end), (self._end, self._month)):
            if message.has(at, first):
                for near in range(at + 1, at + 4):
                    if message.has(near, second):
                        months = int(
                            any(message.has(spot, self._next) for spot in (at - 1, at - 2, near - 1))
                        )
                        return found.add(cal.end_of_month(today, months), at, near + 1)
        return 0

    def _day_of_named_month(self, message: Message, at: int, today: date, found: Found) -> int:
        """ "agle mahine ki 5", "is mahine ki 25 tareekh", "5th of next month"."""
        which = message.has(at, self._next) or message.has(at, self._this) or message.has(at, self._last)
        if not (which and message.has(at + 1, self._month)):
            return 0
        if any(message.has(near, self._end) for near in range(at + 2, at + 5)):
            return 0  # "agle mahine ke aakhir"
        months = 1 if message.has(at, self._next) else 0
        after = at + 2
        while message.word(after) in BETWEEN or message.has(after, self._date):
            after += 1
        day, end = self._day_at(message, after)
        start = at
        if not day:
            before = self._number_before(message, at)
            if before is None or not 1 <= before.value <= 31 or before.scaled:
                return at + 2
            day, start, end = int(before.value), before.start, at + 2
            found.forget(start)
        elif message.has(end, self._th) or message.has(end, self._date):
            end += 1
        return found.add(cal.day_of_month(today, day, months), start, end)

    def _counted(self, message: Message, at: int, today: date, found: Found) -> int:
        """ "3 din mein", "do hafte baad", "in 3 days", "mahine baad"."""
        units = self._day | self._week | self._month
        if not message.has(at, units):
            return 0
        count, start = self._count_before(message, at)
        after = at + 1
        while message.word(after) in ("ke", "ki", "k", "کے", "time", "kay"):
            after += 1
        led = message.has(start - 1, self._inside | self._after) and message.word(start - 1) in LED
        followed = message.has(after, self._after | self._inside) or message.word(after) in FOLLOWED
        if not (led or followed) or message.has(start - 1, self._this):
            return 0
        if count is None:
            if (
                message.has(at, self._day)
                or message.has(start - 1, self._next)
                or not message.has(after, self._after)
            ):
                return 0
            count = 1
        end = after + 1 if followed else at + 1
        return found.add(self._shifted(message, at, today, count), start, end)

    def _count_before(self, message: Message, at: int) -> tuple[int | None, int]:
        numeral = next((numeral for numeral in message.numerals if numeral.end == at), None)
        if numeral is None:
            if message.word(at - 1) in ("a", "one", "ek", "aik", "ایک", "ik"):
                return 1, at - 1
            return None, at
        whole = numeral.value.denominator == 1 and not numeral.scaled and numeral.certain
        before = numeral.start - 1
        ranged = message.word(before) in self._words.plain or self._day_ends_at(message, numeral.start)
        ranged = ranged or (before >= 0 and message.tokens[before].kind == NUMBER)
        return (int(numeral.value) if whole and not ranged else -1), numeral.start

    def _shifted(self, message: Message, at: int, today: date, count: int) -> date | None:
        if message.has(at, self._month):
            return cal.in_months(today, count)
        return cal.in_days(today, count * (7 if message.has(at, self._week) else 1))

    def _week_words(self, message: Message, at: int, today: date, found: Found) -> int:
        for weekday, bit in enumerate(self._weekdays):
            if message.has(at, bit) and not (weekday == 0 and message.word(at + 1) in ("sahab", "صاحب")):
                if message.has(at + 1, self._next) and message.has(at + 2, self._week):
                    return found.add(cal.weekday_of_next_week(today, weekday), at, at + 3)
                return found.add(cal.next_weekday(today, weekday), at, at + 1)
        if message.has(at, self._next) and message.has(at + 1, self._week):
            for near in range(at + 2, at + 5):
                for weekday, bit in enumerate(self._weekdays):
                    if message.has(near, bit):
                        return found.add(cal.weekday_of_next_week(today, weekday), at, near + 1)
            return found.add(cal.in_days(today, 7), at, at + 2)
        if message.has(at, self._week) and (message.has(at + 1, self._ko) or is_saturday(message, at)):
            return found.add(cal.next_weekday(today, 5), at, at + 1)
        return 0

    def _near_words(self, message: Message, at: int, today: date, found: Found) -> int:
        mask = message.masks[at] & self._any_near
        if not mask:
            return 0
        for size, text in ((4, "the day after tomorrow"), (3, "day after tomorrow")):
            if " ".join(message.word(spot) for spot in range(at - size + 1, at + 1)) == text:
                return found.add(cal.in_days(today, 2), at - size + 1, at + 1)
        days = next(days for bit, days in self._near.items() if bit & mask)
        return found.add(cal.in_days(today, days), at, at + 1)

    def _day_number(self, message: Message, at: int, today: date, found: Found) -> int:
        """ "15 ko", "15 tareekh", "pehli tareekh", "on the 15th", "tareekh 15"."""
        led = message.has(at, self._date)
        day, end = self._day_at(message, at + 1 if led else at)
        if not day or (not led and at in found.tokens):
            return 0
        followed = message.has(end, self._date | self._th | self._ko) or message.word(end) in (
            "tak",
            "تک",
            "tk",
        )
        bare_ordinal = message.word(at) in ("1st", "2nd", "3rd")
        if message.word(end) in ("on", "wan") or not (followed or led or bare_ordinal):
            return 0
        if message.has(end, self._th) and message.word(end) not in ("th", "st", "nd", "rd"):
            return 0
        if message.has(end, self._any_month) or message.has(end + 1, self._any_month):
            return 0
        while message.has(end, self._date | self._th | self._ko):
            end += 1
        either = message.has(at - 1, self._or) and self._day_ends_at(message, at - 1)
        return found.add(None if either else cal.next_day_number(today, day), at, end)

    def _day_ends_at(self, message: Message, at: int) -> bool:
        """ "5 ya 6 tareekh": whether a number ends where the "or" begins."""
        return any(numeral.end == at for numeral in message.numerals)

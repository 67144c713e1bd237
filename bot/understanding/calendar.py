"""Days counted from a day: the arithmetic behind the words for dates."""

import calendar
from datetime import date, timedelta


def in_days(today: date, days: int) -> date | None:
    """`days` after today, None beyond the calendar or more than ten years away."""
    return today + timedelta(days=days) if 0 <= days <= 3700 else None


def in_months(today: date, months: int) -> date | None:
    """The same day `months` later, or the last day of a shorter month."""
    if not 0 <= months <= 120:
        return None
    year, month = _month_after(today, months)
    return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))


def next_weekday(today: date, weekday: int) -> date:
    """The first such weekday strictly after today; Monday is 0."""
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def weekday_of_next_week(today: date, weekday: int) -> date:
    """That weekday in the calendar week after this one; weeks begin on Monday."""
    return today + timedelta(days=7 - today.weekday() + weekday)


def day_of_month(today: date, day: int, months: int) -> date | None:
    """The `day`th of the month that is `months` after this one, None when it does not exist."""
    year, month = _month_after(today, months)
    return real_date(year, month, day)


def next_day_number(today: date, day: int) -> date | None:
    """The next date after today with this day number, in a month that has it."""
    for months in range(3):
        found = day_of_month(today, day, months)
        if found and found > today:
            return found
    return None


def end_of_month(today: date, months: int) -> date:
    """The last day of the month that is `months` after this one."""
    year, month = _month_after(today, months)
    return date(year, month, calendar.monthrange(year, month)[1])


def next_occurrence(today: date, month: int, day: int) -> date | None:
    """This day and month, today or later; 29 February waits for a leap year."""
    for year in range(today.year, today.year + 9):
        found = real_date(year, month, day)
        if found and found >= today:
            return found
        if found is None and (month, day) != (2, 29):
            return None
    return None


def last_occurrence_year(today: date, two_digits: int) -> int:
    """The year of the past that ends in these two digits."""
    year = today.year - today.year % 100 + two_digits
    return year if year <= today.year else year - 100


def real_date(year: int, month: int, day: int) -> date | None:
    """The date, None when there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_date(parts: list[str]) -> date | None:
    """The date of three written numbers: year first when it has four digits, else day first."""
    if len(parts[0]) == 4:
        return real_date(int(parts[0]), int(parts[1]), int(parts[2]))
    year = int(parts[2])
    return real_date(year + 2000 if year < 100 else year, int(parts[1]), int(parts[0]))


def with_year(today: date, year: int | None, month: int, day: int) -> date | None:
    """This date, or its next occurrence where no year was said."""
    return real_date(year, month, day) if year else next_occurrence(today, month, day)


def _month_after(today: date, months: int) -> tuple[int, int]:
    count = today.year * 12 + today.month - 1 + months
    return count // 12, count % 12 + 1

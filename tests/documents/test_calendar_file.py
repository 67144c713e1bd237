"""A calendar file is read back by the library that others read it with."""

from datetime import date, datetime, timedelta, timezone

from icalendar import Calendar

from bot.documents.calendar import Entry, calendar_file

PAKISTAN = timezone(timedelta(hours=5))
AT = datetime(2026, 11, 23, 10, 30, tzinfo=PAKISTAN)
LONG = "قسط کی تاریخ بدل سکتی ہے؛ نئی تاریخوں کے لیے, لکھیں۔ " * 4
ENTRIES = (
    Entry("10000001-1@qist-saathi", 2, date(2026, 12, 31), "Qist Saathi: قسط 5,150 روپے", LONG),
    Entry("10000001-2@qist-saathi", 3, date(2027, 1, 23), "Qist Saathi: ہو گئی", over=True),
)


def events() -> list:
    return Calendar.from_ical(calendar_file(ENTRIES, name="Qist Saathi", at=AT)).walk("VEVENT")


def test_an_entry_is_one_whole_day_across_the_end_of_a_year() -> None:
    first = events()[0]
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (date(2026, 12, 31), date(2027, 1, 1))
    assert first["DTSTART"].params["VALUE"] == "DATE"
    assert str(first["TRANSP"]) == "TRANSPARENT" and str(first["CLASS"]) == "PRIVATE"


def test_urdu_comes_back_letter_for_letter_from_folded_lines() -> None:
    assert str(events()[0]["SUMMARY"]) == ENTRIES[0].title
    assert str(events()[0]["DESCRIPTION"]) == LONG
    lines = calendar_file(ENTRIES, name="Qist Saathi", at=AT).split(b"\r\n")
    assert max(map(len, lines)) <= 75


def test_the_phone_rings_at_six_the_evening_before() -> None:
    (alarm,) = events()[0].walk("VALARM")
    midnight = datetime(2026, 12, 31)  # noqa: DTZ001  an all-day event floats
    assert midnight + alarm["TRIGGER"].dt == datetime(2026, 12, 30, 18)  # noqa: DTZ001
    assert str(alarm["ACTION"]) == "DISPLAY" and str(alarm["DESCRIPTION"]) == ENTRIES[0].title


def test_what_is_over_is_cancelled_and_rings_no_more() -> None:
    over = events()[1]
    assert (str(over["STATUS"]), over["SEQUENCE"]) == ("CANCELLED", 3)
    assert over.walk("VALARM") == []


def test_the_file_says_what_it_is() -> None:
    file = Calendar.from_ical(calendar_file([], name="Qist Saathi", at=AT))
    assert (str(file["VERSION"]), str(file["METHOD"])) == ("2.0", "PUBLISH") and file["PRODID"]

"""Reminders in lives drawn at random: whatever happens, in whatever order, nobody hears what they should not.

QIST_LIVES sets how many lives (a few in the suite; thousands by hand), QIST_SHRINK has a failing one made shorter.
"""

import os
from datetime import datetime
from itertools import repeat
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from town import SAYS, lived

from tests.conduct import PAKISTAN
from tests.fakes.fickle import LUCK

LIVES = int(os.environ.get("QIST_LIVES", "15"))
# Chance finds by hand; a suite fails for what was changed.
ALWAYS_THE_SAME = "QIST_LIVES" not in os.environ
# A failing life is long; it is made shorter, for minutes, only when somebody sits before it.
PHASES = set(Phase) - (set() if os.environ.get("QIST_SHRINK") else {Phase.shrink, Phase.explain})
LATE = ("after_1", "after_3", "after_7")
BEGINS = (  # a winter month with Fridays; Ramadan 2027; the days around a holiday
    datetime(2026, 11, 23, 11, tzinfo=PAKISTAN),
    datetime(2027, 1, 20, 11, tzinfo=PAKISTAN),
    datetime(2027, 2, 8, 16, tzinfo=PAKISTAN),
)
MINUTES = (1, 5, 30, 60, 61, 3 * 60, 9 * 60, 15 * 60, 24 * 60, 47 * 60, 96 * 60)


people = st.integers(0, 1)
talk = st.tuples(people, st.sampled_from(["sms", "whatsapp"]), st.sampled_from(sorted(SAYS)))
kinds = st.sampled_from(["once", "twice", "another worker", "at once", "carrier busy", "carrier busy"])
clock = st.sampled_from(
    [8 * 60 + 58, 10 * 60, 10 * 60 + 5, 10 * 60 + 5, 12 * 60 + 45, 17 * 60 + 40, 18 * 60 + 58]
)
day = st.tuples(st.just("day"), st.tuples(st.sampled_from([1, 1, 1, 1, 2, 3]), clock, kinds))
event = st.one_of(
    day,
    day,
    day,
    day,
    st.tuples(st.just("wait"), st.sampled_from(MINUTES)),
    st.tuples(st.just("tick"), kinds),
    st.tuples(st.just("carry"), st.none()),
    st.tuples(st.just("report"), st.integers(0, 8)),
    st.tuples(st.just("report"), st.integers(0, 8)),
    st.tuples(st.just("pay"), st.tuples(people, st.sampled_from(["all", "next", "half", "little"]))),
    st.tuples(st.just("say"), talk),
    st.tuples(st.just("say"), talk),
    st.tuples(st.just("say"), st.tuples(people, st.just("sms"), st.sampled_from(["promise", "stop", "ill"]))),
    st.tuples(st.just("say"), st.just((0, "whatsapp", "menu"))),
    st.tuples(st.just("agent"), st.tuples(people, st.sampled_from(["take", "hand back", "unlock"]))),
    st.tuples(st.just("agent"), st.tuples(people, st.just("hand back"))),
    st.one_of(*(st.tuples(st.just(name), people) for name in ("locks", "extend", "return", "buy"))),
)
life = st.lists(event, min_size=10, max_size=40)
luck = st.lists(st.sampled_from((*LUCK, *["delivered"] * 4)), max_size=30)
begins = st.sampled_from(BEGINS)


@given(begins=begins, events=life, luck=luck, whatsapp=st.booleans(), two_numbers=st.booleans())
@settings(
    max_examples=LIVES,
    derandomize=ALWAYS_THE_SAME,
    suppress_health_check=list(HealthCheck),
    phases=PHASES,
)
def test_nobody_hears_what_they_should_not(
    begins: datetime, events: list[tuple[str, Any]], luck: list[Any], whatsapp: bool, two_numbers: bool
) -> None:
    with lived(begins, luck, whatsapp=whatsapp, two_numbers=two_numbers) as town:
        for name, how in events:
            town.happens(name, how)
            assert town.wrong() == []
        town.ends()
        assert town.wrong() == []
        assert town.world.problems() == []


@pytest.mark.parametrize("whatsapp", [False, True])
def test_an_untroubled_life_hears_of_everything_once(whatsapp: bool) -> None:
    """The lives above are about something: without trouble every reminder goes out."""
    with lived(BEGINS[0], [], whatsapp=whatsapp, two_numbers=False) as town:
        for _ in range(14):
            town.happens("day", (1, 10 * 60 + 5, "at once"))
        kinds = [one.about[2] for one in town.left() if one.about and one.customer == town.customers[0]]
        assert kinds == ["before_3", "on_day", "after_1", "after_3", "after_7"]
        assert town.wrong() == []


def test_who_writes_on_whatsapp_every_day_hears_there_of_nothing_late() -> None:
    with lived(BEGINS[0], [], whatsapp=True, two_numbers=False) as town:
        for _ in range(14):
            town.happens("say", (0, "whatsapp", "menu"))
            town.happens("day", (1, 10 * 60 + 5, "once"))
        told = {
            one.about[2]: one.channel
            for one in town.left()
            if one.about and one.customer == town.customers[0]
        }
        assert told == {"before_3": "whatsapp", "on_day": "whatsapp", **dict.fromkeys(LATE, "sms")}
        assert town.wrong() == []


def test_what_whatsapp_does_not_deliver_within_the_hour_comes_by_sms_once() -> None:
    with lived(BEGINS[0], ["delivered"] * 3, whatsapp=True, two_numbers=False) as town:
        town.carrier.luck = repeat("silent")
        town.happens("day", (1, 10 * 60 + 5, "once"))
        for _ in range(8):
            town.happens("wait", 10)
            town.happens("tick", "at once")
        forms = [one.channel for one in town.left() if one.about and one.customer == town.customers[0]]
        assert forms == ["whatsapp", "sms"]
        assert town.wrong() == []


def test_on_a_holiday_nobody_hears_anything() -> None:
    """Due on 25 December: what speaks of that day comes before it, what is late after it."""
    with lived(datetime(2026, 12, 22, 9, tzinfo=PAKISTAN), [], whatsapp=False, two_numbers=False) as town:
        for _ in range(5):
            town.happens("day", (1, 10 * 60 + 5, "once"))
        days = [one.at.astimezone(PAKISTAN).day for one in town.left() if one.about]
        assert 24 in days and 25 not in days and 26 in days
        assert town.wrong() == []


SILENCING = (
    ("pay", (0, "all")),
    ("say", (0, "sms", "stop")),
    ("say", (0, "sms", "ill")),
    ("say", (0, "sms", "complain")),
    ("say", (0, "sms", "promise")),
    ("say", (0, "sms", "person")),
    ("agent", (0, "take")),
    ("locks", 0),
)


@pytest.mark.parametrize("when", ["before", "while it waits in the outbox"])
@pytest.mark.parametrize("event", SILENCING, ids=str)
def test_whatever_silences_a_reminder_does_so_until_it_has_left(event: tuple[str, Any], when: str) -> None:
    with lived(BEGINS[0], [], whatsapp=False, two_numbers=False) as town:
        if when == "before":
            town.happens(*event)
        town.happens("day", (1, 10 * 60 + 5, "carrier busy"))
        if when != "before":
            town.happens(*event)
        town.happens("wait", 5)
        town.happens("tick", "once")
        heard = {one.customer for one in town.left() if one.about}
        assert heard == {town.customers[1]}  # the other one is reminded all the same
        assert town.wrong() == []

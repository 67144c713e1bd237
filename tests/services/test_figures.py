"""The supervisor's figures against cases that were counted by hand, on both stores."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update
from world import World

from bot.services.desk import figures
from bot.services.desk.figures import Report, Span, last_days
from bot.services.desk.load import load
from bot.services.desk.rules import DeskRules
from bot.store import desk_tables, people, tables
from bot.store.tables import table

DAY = date(2026, 11, 23)  # a Monday; the desk is open 9 to 19
FIRST, NEXT = timedelta(minutes=15), timedelta(minutes=10)
DESK = DeskRules()


def at(hour: int, minute: int = 0, *, days: int = 0, seconds: int = 0) -> datetime:
    """Pakistan time on that Monday, as UTC."""
    midnight = datetime(2026, 11, 22, 19, tzinfo=UTC)
    return midnight + timedelta(days=days, hours=hour, minutes=minute, seconds=seconds)


class History:
    """What happened at the desk, written down row by row."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.ayesha, self.bilal = world.agent("ayesha"), world.agent("bilal")

    def add(self, model: type, **values: Any) -> int:
        with self.world.context.database.transaction() as connection:
            made = connection.execute(insert(table(model)).values(**values))
            return int(made.inserted_primary_key[0])

    def talk(self) -> int:
        customer = self.add(
            tables.Customer, created_at=at(0), name="", cnic_masked="", work="", obligations=0,
            payday_kind="", pin_wrong=0,
        )  # fmt: skip
        return self.add(
            tables.Conversation, customer_id=customer, position={}, held_by="bot", hand_reason="", version=0
        )

    def came(self, opened: datetime, reason: str = "asked", **more: Any) -> tuple[int, int]:
        """(episode, conversation)"""
        talk = self.talk()
        values = {"conversation_id": talk, "reason": reason, "opened_at": opened, "closed_how": "", **more}
        return self.add(desk_tables.Handoff, **values), talk

    def waited(
        self, since: datetime, ended: datetime | None, agent: int | None = None, kind: str = "first"
    ) -> int:
        """A wait with an episode of its own; in which conversation."""
        episode, talk = self.came(since)
        due = DESK.after(since, FIRST if kind == "first" else NEXT)
        self.add(
            desk_tables.Wait, handoff_id=episode, conversation_id=talk, kind=kind, since=since, due_at=due,
            ended_at=ended, agent_id=agent,
        )  # fmt: skip
        return talk

    def holds(self, talk: int, agent: int, **more: Any) -> None:
        conversation = table(tables.Conversation)
        with self.world.context.database.transaction() as connection:
            change = update(conversation).where(conversation.c.id == talk)
            connection.execute(change.values(held_by="agent", agent_id=agent, **more))

    def did(
        self, agent: int, action: str, moment: datetime, talk: int | None = None, detail: str = ""
    ) -> None:
        with self.world.context.database.transaction() as connection:
            people.note(
                connection, at=moment, agent_id=agent, action=action, conversation_id=talk, detail=detail
            )

    def report(self, *, span: Span | None = None, agent: int = 0) -> Report:
        return figures.report(self.world.context, span=span or Span(DAY, DAY), agent_id=agent)


@pytest.fixture
def history(either_world: World) -> History:
    either_world.now = at(18)
    return History(either_world)


def test_in_time_late_and_never_needed(history: History) -> None:
    history.waited(at(10), at(10, 15), history.ayesha)  # to the second in time
    history.waited(at(10), at(10, 15, seconds=1), history.bilal)  # a second late
    history.waited(at(11), at(11, 2), None)  # went back to the bot by themselves
    history.waited(at(12), at(12, 4), history.ayesha, kind="next")
    first, following = history.report().responses
    assert (first.in_time, first.late, first.open_late, first.unneeded) == (1, 1, 0, 1)
    assert first.kept == 0.5
    assert (following.in_time, following.late, following.kept) == (1, 0, 1.0)


def test_who_still_waits_counts_as_missed_once_it_is_late_and_not_before(history: History) -> None:
    history.waited(at(17, 50), None)  # due 18:05, it is 18:00
    history.waited(at(17, 44), None)  # due 17:59
    held = history.waited(at(17, 40), None, kind="next")
    history.holds(held, history.bilal)
    first, following = history.report().responses
    assert (first.counted, first.open_late, first.kept) == (1, 1, 0.0)
    assert (following.counted, following.open_late, following.median) == (1, 1, None)
    (bilal,) = history.report().agents
    assert (bilal.name, bilal.next.open_late, bilal.first.counted) == ("Bilal (demo)", 1, 0)
    assert [one.open_late for one in history.report(agent=history.bilal).responses] == [0, 1]


def test_the_night_is_nobodys(history: History) -> None:
    """18:50 to 9:04 next morning are 14 minutes; 3 at night to 9:05 are 5; 19:00 to 8:59 none."""
    history.world.now = at(12, days=1)
    history.waited(at(18, 50), at(9, 4, days=1), history.ayesha)
    history.waited(at(3), at(9, 5), history.ayesha)
    history.waited(at(19), at(8, 59, days=1), history.ayesha)
    first, _ = history.report().responses
    assert (first.in_time, first.late) == (3, 0)
    assert first.median == timedelta(minutes=5) and first.nine_in_ten == timedelta(minutes=14)


def test_half_and_nine_in_ten(history: History) -> None:
    for minutes in (10, 1, 9, 2, 8, 3, 7, 4, 6, 5):
        history.waited(at(10), at(10, minutes), history.ayesha)
    first, _ = history.report().responses
    assert first.median == timedelta(minutes=5, seconds=30)
    assert first.nine_in_ten == timedelta(minutes=9)


def test_a_day_is_from_midnight_to_midnight_in_pakistan(history: History) -> None:
    for moment in (at(0), at(23, 59, seconds=59), at(0, seconds=-1), at(24)):
        history.waited(moment, None)
    report = history.report()
    assert report.days == ((DAY, 2),)
    assert (report.hours[0], report.hours[23], sum(report.hours)) == (1, 1, 2)
    assert history.report(span=Span(DAY - timedelta(days=1), DAY + timedelta(days=1))).days == (
        (date(2026, 11, 22), 1),
        (DAY, 2),
        (date(2026, 11, 24), 1),
    )


def test_today_begins_when_it_does_in_pakistan() -> None:
    assert last_days(1, now=at(0, seconds=-1)) == Span(date(2026, 11, 22), date(2026, 11, 22))
    assert last_days(7, now=at(0)) == Span(date(2026, 11, 17), DAY)


def test_why_people_come(history: History) -> None:
    for reason in ("asked", "refund", "asked"):
        history.came(at(10), reason, agent_id=history.ayesha if reason == "refund" else None)
    assert history.report().reasons == (("asked", 2), ("refund", 1))
    assert history.report(agent=history.ayesha).reasons == (("refund", 1),)


def test_scores_are_of_those_who_were_asked_in_these_days(history: History) -> None:
    def scored(asked: datetime | None, score: int | None, agent: int) -> None:
        history.came(at(9), agent_id=agent, score_asked_at=asked, score=score)

    scored(at(10), 5, history.ayesha)
    scored(at(11), 2, history.ayesha)
    scored(at(12), None, history.ayesha)
    scored(at(13), 4, history.bilal)
    scored(at(24), 1, history.bilal)  # the next day
    scored(None, None, history.bilal)
    report = history.report()
    assert (report.scores.asked, report.scores.answered) == (4, 3)
    assert report.scores.counts == (0, 1, 0, 1, 1)
    assert report.scores.mean == pytest.approx(11 / 3)
    by_name = {one.name: (one.scores.mean, one.scores.answered, one.scores.asked) for one in report.agents}
    assert by_name == {"Ayesha (demo)": (3.5, 2, 3), "Bilal (demo)": (4.0, 1, 1)}
    assert history.report(agent=history.bilal).scores.mean == 4.0


def test_each_agent_for_themselves(history: History) -> None:
    talk = history.waited(at(10), at(10, 2), history.ayesha)
    history.waited(at(10), at(10, 8), history.bilal)
    for action in ("take", "reply", "reply", "see"):
        history.did(history.ayesha, action, at(10), talk)
    history.did(history.bilal, "returned", at(11), talk)
    history.did(history.bilal, "insisted", at(12), talk, "police")
    history.did(history.bilal, "insisted", at(12, days=-1), talk, "the day before")
    ayesha, bilal = history.report().agents
    assert (ayesha.taken, ayesha.replies, ayesha.returned, ayesha.insisted) == (1, 2, 0, 0)
    assert (bilal.taken, bilal.replies, bilal.returned, bilal.insisted) == (0, 0, 1, 1)
    assert (ayesha.first.median, bilal.first.median) == (timedelta(minutes=2), timedelta(minutes=8))
    (override,) = history.report().overrides
    assert (override.agent, override.conversation_id, override.words) == ("Bilal (demo)", talk, "police")
    assert history.report(agent=history.ayesha).overrides == ()
    assert [one.name for one in history.report(agent=history.bilal).agents] == ["Bilal (demo)"]


def test_a_quiet_desk(history: History) -> None:
    report = history.report()
    assert [one.kept for one in report.responses] == [None, None]
    assert report.scores.mean is None and report.agents == () and report.days == ((DAY, 0),)
    assert report.reminders.kinds == report.reminders.skipped == ()


def test_who_waits_now_and_what_agents_have(history: History) -> None:
    queued = history.waited(at(17), None)
    late, snoozed = history.waited(at(17, 30), None, kind="next"), history.talk()
    history.holds(late, history.bilal)
    history.holds(snoozed, history.bilal, snoozed_until=at(20))
    history.holds(history.talk(), history.ayesha, snoozed_until=at(17))  # woken an hour ago
    history.holds(history.waited(at(17, 55), None, kind="next"), history.ayesha)  # due 18:05
    now = load(history.world.context)
    assert (now.queued, now.waiting, now.late) == (1, 3, 2)
    assert (now.longest, now.since) == (queued, at(17))
    told = [(one.name, one.held, one.snoozed, one.late) for one in now.agents]
    assert told == [("Ayesha (demo)", 2, 0, 0), ("Bilal (demo)", 2, 1, 1)]
    assert [one.name for one in load(history.world.context, agent_id=history.ayesha).agents] == [
        "Ayesha (demo)"
    ]


def test_what_came_after_reminders(history: History) -> None:
    history.world.now = at(12, days=10)
    shop = history.world.context.database
    with shop.transaction() as connection:
        shop_id = connection.execute(select(table(tables.Shop).c.id)).scalars().first()

    def loan(number: str) -> int:
        customer = history.add(
            tables.Customer, created_at=at(0), name="", cnic_masked="", work="", obligations=0,
            payday_kind="", pin_wrong=0,
        )  # fmt: skip
        statement = history.add(
            tables.Statement, loan=number, customer_id=customer, shown_at=at(0), facts={}, shown={}, digest=""
        )
        return history.add(
            tables.Loan, number=number, customer_id=customer, shop_id=shop_id, statement_id=statement,
            accepted_at=at(0), offer={}, state="open",
        )  # fmt: skip

    def reminded(number: str, kind: str, when: datetime, state: str = "sent", why: str = "") -> None:
        history.add(
            tables.Reminder, loan_id=loan(number), installment=1, kind=kind, due=when.date(), due_at=when,
            next_at=when, state=state, why=why, settled_at=when,
        )  # fmt: skip

    def paid(number: str, when: datetime, name: str) -> None:
        history.add(
            tables.Payment, provider="sandbox", provider_id=name, reference="", amount=100, at=when,
            loan=number, posted_as=f"sandbox:{name}",
        )  # fmt: skip

    def posted(reference: str, number: str) -> None:
        history.add(tables.PostingRow, kind="x", reference=reference, at=at(0), loan=number, hash=reference)

    reminded("1", "before_3", at(10))
    paid("1", at(10, days=3), "to the second")
    reminded("2", "before_3", at(10))
    paid("2", at(10, days=3, seconds=1), "a second after")
    reminded("3", "on_day", at(10))
    paid("3", at(9), "before it")
    reminded("4", "on_day", at(10))
    paid("4", at(11), "taken back")
    posted("sandbox:taken back~reversed", "4")
    reminded("5", "on_day", at(10))
    paid("5", at(11), "booked again")
    posted("sandbox:booked again~reversed", "5")
    posted("sandbox:booked again~rebooked", "5")
    reminded("6", "after_1", at(10, days=9))
    reminded("7", "after_1", at(10), "skipped", "paid")
    effect = history.report(span=Span(DAY, DAY + timedelta(days=9))).reminders
    told = [(one.kind, one.sent, one.paid, one.open, one.share) for one in effect.kinds]
    assert told == [
        ("before_3", 2, 1, 0, 0.5),
        ("on_day", 3, 1, 0, pytest.approx(1 / 3)),
        ("after_1", 1, 0, 1, None),
    ]
    assert effect.skipped == (("paid", 1),)


@pytest.mark.parametrize("days", ["1234567", "12345", "7"])
def test_desk_hours_between_are_those_that_go_by_until_after(days: str) -> None:
    desk = DeskRules(days=frozenset(map(int, days)))
    for hours in range(0, 24 * 9, 5):
        for minutes in (0, 1, 600, 601, 1234):
            start, span = at(hours, 7), timedelta(minutes=minutes)
            assert desk.between(start, desk.after(start, span)) == span
    assert desk.between(at(12), at(10)) == timedelta(0)

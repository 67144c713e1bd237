"""Reminders: once, in contact hours, never beside a promise, an agent or an opt-out; late ones by SMS only."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from lender import agree
from sqlalchemy import select
from world import Phone, World

from bot.lending.terms import PAY2
from bot.services import deliver
from bot.services import remind as remind_module
from bot.services.plan_reminders import plan_reminders
from bot.services.remind import Reminded, rehearse, remind
from bot.store import conversations, reminders, tables
from tests.services.test_deliver import RETRY, Script, to

NUMBER = "+923000000631"
BEFORE = ("salam", "1", "3520212345671", "Namoona Khan", "15081990", "2", "40000", "2", "1", "4826")
BOUGHT = ("101 10000", "2", "1", "1", "10300", "1", "1")  # two of Rs 5,150: 23 December and 23 January
EVE = "2026-12-20T10:30+05:00"


@pytest.fixture
def phone(world: World) -> Phone:
    return buyer(world, "sms")


def buyer(world: World, channel: str) -> Phone:
    made = world.phone(channel, NUMBER)  # type: ignore[arg-type]
    for text in (*BEFORE, *BOUGHT):
        made.says(text)
    assert made.show()["loans"][0]["state"] == "open"
    return made


def at(world: World, moment: str) -> list[Reminded]:
    world.now = datetime.fromisoformat(moment)
    return world.tick()


def outcomes(reminded: list[Reminded]) -> list[tuple[str, str, str]]:
    return [(one.kind, one.outcome, one.why) for one in reminded]


def test_once_and_no_more(world: World, phone: Phone) -> None:
    assert outcomes(at(world, EVE)) == [("before_3", "sent", "")]
    assert at(world, EVE) == []
    assert len(phone.hears()) == 1


def test_a_rehearsal_tells_and_does_nothing(world: World, phone: Phone) -> None:
    world.now = datetime.fromisoformat(EVE)
    for _ in range(2):
        told = list(rehearse(world.context, now=world.now))
        assert outcomes(told) == [("before_3", "sent", "")]
    assert phone.hears() == []
    assert outcomes(world.tick()) == [("before_3", "sent", "")]


@pytest.mark.parametrize(("day", "clock"), [(20, "22:30"), (21, "02:00"), (21, "07:59")])
def test_nobody_is_woken(world: World, phone: Phone, day: int, clock: str) -> None:
    assert outcomes(at(world, f"2026-12-{day}T{clock}+05:00")) == [("before_3", "wait", "closed_hours")]
    assert phone.hears() == []


def test_what_was_missed_is_not_caught_up(world: World, phone: Phone) -> None:
    told = outcomes(at(world, "2026-12-23T10:30+05:00"))
    assert told == [("before_3", "skipped", "stale"), ("on_day", "sent", "")]
    assert len(phone.hears()) == 1


def test_nobody_is_told_of_today_when_it_was_yesterday(world: World, phone: Phone) -> None:
    told = outcomes(at(world, "2026-12-24T10:30+05:00"))
    assert told[1:] == [("on_day", "skipped", "stale"), ("after_1", "sent", "")]


def test_whoever_said_stop_hears_nothing(world: World, phone: Phone) -> None:
    phone.says("STOP")
    assert outcomes(at(world, EVE)) == [("before_3", "skipped", "opted_out")]


def test_nothing_while_a_person_has_the_conversation(world: World, phone: Phone) -> None:
    phone.says("0")
    (reminded,) = at(world, EVE)
    assert reminded.outcome != "sent"
    assert phone.hears() == []


def test_nothing_about_what_is_paid(world: World, phone: Phone) -> None:
    for text in ("9", "3", "2"):
        phone.says(text)
    reference = phone.messages()[-1].text.split("/pay/")[1].split()[0].rstrip(".")
    assert world.pay(reference, 1_000_000) == "posted"
    assert phone.show()["loans"][0]["state"] == "closed"
    phone.hears()
    for day in ("2026-12-20", "2026-12-23", "2026-12-24", "2027-01-23"):
        assert {one.outcome for one in at(world, f"{day}T10:30+05:00")} <= {"skipped"}
    assert phone.hears() == []


@pytest.mark.parametrize(
    ("hours", "moment", "channel"),
    [
        (2, EVE, "whatsapp"),  # wrote two hours ago: the window is open
        (30, EVE, "sms"),
        (2, "2026-12-24T10:30+05:00", "sms"),  # late: never on WhatsApp
    ],
)
def test_by_which_channel(world: World, hours: int, moment: str, channel: str) -> None:
    phone = buyer(world, "whatsapp")
    world.now = datetime.fromisoformat(moment) - timedelta(hours=hours)
    phone.says("salam")
    sent = [one for one in at(world, moment) if one.outcome == "sent"]
    assert [one.channel for one in sent] == [channel]


@pytest.mark.parametrize(
    ("moment", "channel"),
    [(EVE, "whatsapp"), ("2026-12-23T10:30+05:00", "whatsapp"), ("2026-12-24T10:30+05:00", "sms")],
)
def test_once_the_window_is_shut_what_is_not_late_goes_as_an_approved_template(
    world: World, moment: str, channel: str
) -> None:
    phone = buyer(world, "whatsapp")
    world.approve()
    world.now = datetime.fromisoformat(moment) - timedelta(hours=30)
    phone.says("salam")
    sent = [one for one in at(world, moment) if one.outcome == "sent"]
    assert [one.channel for one in sent] == [channel]
    table = tables.table(tables.Message)
    with world.context.database.snapshot() as connection:
        row = connection.execute(select(table).order_by(table.c.id.desc()).limit(1)).one()
    assert bool(row.content_sid) is (channel == "whatsapp")
    assert phone.state == "reminder.answer"


def test_whom_whatsapp_does_not_reach_is_reminded_by_sms(world: World) -> None:
    phone = buyer(world, "whatsapp")
    world.approve()
    with world.context.database.transaction() as connection:
        line = conversations.find_line(connection, channel="whatsapp", address=phone.number)
        assert line is not None
        conversations.set_unreachable(connection, contact_id=line.contact_id, at=world.now)
    assert [one.channel for one in at(world, EVE)] == ["sms"]


@pytest.mark.parametrize(("approved", "channel"), [(True, "whatsapp"), (False, "sms")])
def test_a_receipt_long_after_the_last_message(world: World, approved: bool, channel: str) -> None:
    phone = buyer(world, "whatsapp")
    for text in ("9", "3", "2"):
        phone.says(text)
    reference = phone.messages()[-1].text.split("/pay/")[1].split()[0].rstrip(".")
    if approved:
        world.approve()
    world.later(days=2)
    assert world.pay(reference, 1_030_000) == "posted"
    heard = world.phone(channel, NUMBER).messages()[-1].text  # type: ignore[arg-type]
    assert reference in heard and "Aap ka plan poora ada ho gaya" in heard


def test_the_question_before_stands_again_after_the_answer(world: World, phone: Phone) -> None:
    for text in ("9", "1", "102"):
        phone.says(text)
    assert phone.state == "buy.price"
    at(world, EVE)
    assert phone.state == "reminder.answer"
    phone.says("#")
    phone.says("4826")  # a month later what is private is closed
    assert phone.state == "buy.price"


def test_two_workers_at_once_send_one(either_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have read the same row before either has decided."""
    world = either_world
    phone = buyer(world, "sms")
    phone.hears()
    world.now = datetime.fromisoformat(EVE)
    for _ in plan_reminders(world.context, now=world.now):
        pass
    meet, read = threading.Barrier(2), reminders.due

    def due(*given: Any, **how: Any) -> list[reminders.ReminderRow]:
        rows = read(*given, **how)
        if rows:
            meet.wait(10)
        return rows

    monkeypatch.setattr(reminders, "due", due)
    with ThreadPoolExecutor(2) as pool:
        work = [pool.submit(lambda: list(remind(world.context, now=world.now))) for _ in range(2)]
        told = [one for done in work for one in done.result()]
    assert [one.outcome for one in told] == ["sent"]
    deliver.drain(world.context)
    assert len(phone.hears()) == 1


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("pays", "prepaid"),
        ("STOP", "opted_out"),
        ("0", "held_by_agent"),
        ("22 december ko de dunga", "promised"),
        ("bohat bimar hun, nahi de sakta", "hardship"),
    ],
)
def test_what_happens_before_it_leaves_keeps_it_here(world: World, phone: Phone, what: str, why: str) -> None:
    """Twilio was down when the reminder was to leave; meanwhile it has become untrue."""
    for text in ("9", "3", "2"):
        phone.says(text)
    reference = phone.messages()[-1].text.split("/pay/")[1].split()[0].rstrip(".")
    phone.says("9")
    world.now = datetime.fromisoformat(EVE)
    list(plan_reminders(world.context, now=world.now))
    assert [one.outcome for one in remind(world.context, now=world.now)] == ["sent"]
    deliver.drain(to(world, Script(RETRY)))
    phone.hears()
    world.later(minutes=1)
    heard = [world.pay(reference, 1_030_000)] if what == "pays" else phone.says(what)
    assert heard and not [text for text in [*heard, *phone.hears()] if "Budh (23 Dec) ko" in text]
    assert [tuple(row) for row in settled(world)] == [("skipped", why)]


def test_one_that_cannot_be_decided_keeps_nobody_else_from_their_turn(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    buyer(world, "sms")
    agree(world, loan="90000001", number="+923000000632", terms=PAY2)
    look = remind_module.look

    def stumbles(context: Any, connection: Any, row: reminders.ReminderRow, lines: Any) -> Any:
        if row.loan == "90000001":
            raise RuntimeError("a row that nobody can read")
        return look(context, connection, row, lines)

    monkeypatch.setattr(remind_module, "look", stumbles)
    told = {one.loan: (one.outcome, one.why) for one in at(world, EVE)}
    assert told.pop("90000001") == ("wait", "error") and list(told.values()) == [("sent", "")]
    monkeypatch.undo()
    world.later(minutes=59)
    assert world.tick() == []
    world.later(minutes=1)
    assert [(one.loan, one.outcome) for one in world.tick()] == [("90000001", "sent")]


def settled(world: World) -> list[Any]:
    table = tables.table(tables.Reminder)
    with world.context.database.snapshot() as connection:
        query = select(table.c.state, table.c.why).where(table.c.state != "planned")
        return list(connection.execute(query))

"""STOP: nothing that we begin on that channel, whatever else happens, but for the account messages a lender names."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from lender import agree, ask_for, enrol
from sqlalchemy import select
from world import Phone, World

from bot.account_messages import KINDS, REQUIRED
from bot.channels.ports import Inbound, Outgoing, SendFailed, Sent, StatusEvent
from bot.services import complaints, deliver
from bot.services.receive import receive
from bot.store import conversations, messages, tables
from bot.store.conversations import Line
from bot.store.messages import PROACTIVE

NUMBER = "+923000000404"
SHOP_PHONE = "+923000000101"
MESSAGE = tables.table(tables.Message)
STOPS = ("STOP", "message band karo", "میسج بند کریں", "please stop these messages")
STARTS = ("START", "shuru karo", "شروع کریں", "start sending messages again")
ORDINARY = (
    "salam",
    "9",
    "limit",
    "baqi raqam",
    "mujhe khareedna hai",
    "haan",
    "yes",
    "shukriya",
    "calendar",
    "0",
)


def line(world: World, channel: str = "sms", number: str = NUMBER) -> Line:
    with world.context.database.transaction() as connection:
        return conversations.line_of(connection, channel=channel, address=number, at=world.now)


def begun(world: World, channel: str = "sms") -> list[tuple[str, str]]:
    """(tag, state) of what was put out on a channel although nobody had just asked."""
    query = select(MESSAGE.c.tag, MESSAGE.c.state).where(
        MESSAGE.c.channel == channel,
        MESSAGE.c.address == NUMBER,
        MESSAGE.c.direction == "out",
        MESSAGE.c.tag.in_((*KINDS, PROACTIVE, "reopen")),
    )
    with world.context.database.snapshot() as connection:
        return [tuple(row) for row in connection.execute(query.order_by(MESSAGE.c.id))]


def naming(world: World, *kinds: str) -> World:
    world.context = replace(world.context, always_tell=frozenset(kinds))
    return world


@pytest.fixture
def owing(world: World) -> World:
    """A customer with a plan, who writes by SMS."""
    enrol(world)
    agree(world)
    return world


@pytest.mark.parametrize("words", STOPS)
def test_stop_in_every_form_ends_our_messages_here_and_only_here(words: str, world: World) -> None:
    (answer,) = world.phone("sms", NUMBER).says(words)
    assert "START" in answer
    assert line(world).opted_out and not line(world, "whatsapp").opted_out


@pytest.mark.parametrize("words", STARTS)
def test_only_words_that_say_so_bring_them_back(words: str, world: World) -> None:
    phone = world.phone("sms", NUMBER)
    phone.says("STOP")
    phone.says(words)
    assert not line(world).opted_out


@pytest.mark.parametrize("words", ORDINARY)
def test_nothing_else_brings_them_back(words: str, owing: World) -> None:
    phone = owing.phone("sms", NUMBER)
    phone.says("STOP")
    assert phone.says(words) and line(owing).opted_out  # an answer comes all the same


def test_who_looks_around_reads_how_to_start_again(owing: World) -> None:
    phone = owing.phone("sms", NUMBER)
    assert "band hain" not in phone.says("9")[0]
    phone.says("STOP")
    assert phone.says("9")[0].startswith("Yahan hamare message band hain.")
    assert "START" in phone.says("meri limit kitni hai")[0]


def test_a_receipt_is_told_by_default_and_not_when_the_lender_takes_it_out(owing: World) -> None:
    owing.phone("sms", NUMBER).says("STOP")
    owing.pay(ask_for(owing, 100_000), 100_000)
    assert [tag for tag, _ in begun(owing)] == ["receipt"]
    naming(owing).pay(ask_for(owing, 100_000, reference="2000000002"), 100_000)
    assert [tag for tag, _ in begun(owing)] == ["receipt"]


def test_of_the_last_payment_only_what_is_named_is_said(owing: World) -> None:
    phone = owing.phone("sms", NUMBER)
    phone.says("STOP")
    naming(owing, "plan_closed").pay(ask_for(owing, 1_045_000), 1_045_000)
    assert phone.hears() == ["Plan 10000001 poora ada ho gaya. Aap ke bharose ka shukriya."]


def test_the_answer_to_a_complaint_is_told_or_stays_in_the_register(owing: World) -> None:
    phone = owing.phone("sms", NUMBER)
    customer_id = line(owing).customer_id
    for number in ("1", "2"):
        with owing.context.database.transaction() as connection:
            complaints.register(
                owing.context,
                connection,
                number=number,
                customer_id=customer_id,
                words="kharab tha",
                at=owing.now,
            )
    phone.says("STOP")
    told = {"words": "Hum ne dekh liya.", "agent_id": None}
    assert complaints.answer(owing.context, number="1", **told) == "answered"
    assert complaints.answer(naming(owing).context, number="2", **told) == "untold"
    assert [tag for tag, _ in begun(owing)] == ["complaint_answer"]


def test_a_shop_that_wrote_stop_is_told_of_sales_only_when_named(world: World) -> None:
    def told() -> int:
        return len([one for one in world.phone("sms", SHOP_PHONE).messages() if "10000" in one.text])

    with world.context.database.transaction() as connection:
        connection.execute(tables.table(tables.Shop).update().values(phone=SHOP_PHONE))
    agree(world)
    assert told() == 1
    world.phone("sms", SHOP_PHONE).says("STOP")
    agree(world, loan="10000002")
    assert told() == 1
    agree(naming(world, "shop_sold"), loan="10000003")
    assert told() == 2


def test_an_agent_answers_who_asked_and_writes_to_nobody_who_did_not(owing: World) -> None:
    phone, desk, agent = owing.phone("sms", NUMBER), owing.desk, owing.agent()
    phone.says("STOP")
    here = line(owing).conversation_id
    assert desk.reply(here, agent, "Kaise hain?").outcome == "opted_out"
    phone.says("0")
    assert desk.reply(here, agent, "Ji, batayein.").outcome == "sent"


def test_stop_while_talking_to_a_person_lets_them_finish(owing: World) -> None:
    phone, desk, agent = owing.phone("sms", NUMBER), owing.desk, owing.agent()
    phone.says("0")
    here = line(owing).conversation_id
    assert desk.reply(here, agent, "Ji, batayein.").outcome == "sent"
    phone.says("STOP")
    assert desk.reply(here, agent, "Theek hai.").outcome == "sent"


def test_what_was_in_the_outbox_before_stop_is_not_sent_after_it(owing: World) -> None:
    for tag in (PROACTIVE, "account_changed", "receipt"):
        with owing.context.database.transaction() as connection:
            here = conversations.line_of(connection, channel="sms", address=NUMBER, at=owing.now)
            messages.enqueue(connection, line=here, text=tag, tag=tag, at=owing.now)
            conversations.opt_out(connection, contact_id=here.contact_id, at=owing.now)
    deliver.drain(owing.context)
    assert begun(owing) == [
        (PROACTIVE, "suppressed"),
        ("account_changed", "suppressed"),
        ("receipt", "delivered"),
    ]


# What the carrier decides


class Refuses:
    """A carrier that knows of a STOP."""

    def __init__(self) -> None:
        self.tries: list[str] = []

    def send(self, message: Outgoing) -> None:
        self.tries.append(message.address)
        raise SendFailed("rejected", "the recipient has replied STOP", code=21610)


class Accepts:
    """A carrier that takes everything and reports later."""

    def send(self, message: Outgoing) -> Sent:
        return Sent(f"SM{message.id}", "sent")


def receipt(world: World) -> str:
    """The provider id of a receipt that was taken and not reported on."""
    world.context = replace(world.context, carriers={"sms": Accepts(), "whatsapp": Accepts()})
    world.pay(ask_for(world, 100_000), 100_000)
    with world.context.database.snapshot() as connection:
        return connection.execute(
            select(MESSAGE.c.provider_id).where(MESSAGE.c.tag == "receipt")
        ).scalar_one()


def from_carrier(world: World, words: str, taken_as: str, channel: str = "sms") -> str:
    inbound = Inbound(uuid4().hex, channel, NUMBER, words, world.now, taken_as=taken_as)  # type: ignore[arg-type]
    outcome = receive(world.context, inbound=inbound)
    deliver.drain(world.context)
    world.reads()
    return outcome


def test_21610_teaches_us_a_stop_that_we_never_saw(owing: World) -> None:
    carrier = Refuses()
    owing.context = replace(owing.context, carriers={"sms": carrier, "whatsapp": carrier})
    owing.pay(ask_for(owing, 100_000), 100_000)
    owing.later(hours=3)
    deliver.drain(owing.context)
    assert carrier.tries.count(NUMBER) == 1 and begun(owing) == [("receipt", "dead")]
    assert line(owing).opted_out_at is not None and not line(owing, "whatsapp").opted_out


def test_21610_that_only_a_report_tells_teaches_it_too(owing: World) -> None:
    sid = receipt(owing)
    for _ in range(2):
        deliver.record_status(owing.context, StatusEvent(sid, "failed", 21610))
    assert line(owing).opted_out and begun(owing) == [("receipt", "failed")]


def test_a_start_is_newer_than_a_late_report_of_21610(owing: World) -> None:
    sid = receipt(owing)
    owing.later(minutes=1)
    phone = owing.phone("sms", NUMBER)
    phone.says("STOP")
    phone.says("START")
    deliver.record_status(owing.context, StatusEvent(sid, "failed", 21610))
    assert not line(owing).opted_out


def test_what_twilio_has_answered_is_kept_and_not_answered_again(world: World) -> None:
    phone = world.phone("sms", NUMBER)
    for words, taken_as, out in (("CANCEL", "STOP", True), ("INFO", "HELP", True), ("START", "START", False)):
        assert from_carrier(world, words, taken_as) == "taken"
        assert phone.hears() == [] and line(world).opted_out is out
    assert [one.text for one in phone.messages()] == ["CANCEL", "INFO", "START"]


def test_a_yes_that_twilio_takes_for_start_is_an_answer_and_brings_nothing_back(world: World) -> None:
    from_carrier(world, "STOP", "STOP")
    assert from_carrier(world, "YES", "START") == "answered"
    assert line(world).opted_out and world.phone("sms", NUMBER).hears()


# Whatever happens, in any order


def _acts(phone: Phone, world: World) -> dict[str, Callable[[], object]]:
    desk, agent = world.desk, world.agent()
    here = line(world).conversation_id
    return {
        "writes": lambda: phone.says(random.choice(ORDINARY)),
        "pays": lambda: world.pay(ask_for(world, 10_000, reference=world.context.fresh()), 10_000),
        "a day": lambda: world.later(days=1),
        "hours": lambda: world.later(hours=5),
        "tick": world.tick,
        "extends": lambda: desk.act("extend", here, agent, loan="10000001", days="7"),
        "waives": lambda: desk.act("waive", here, agent, loan="10000001", reason="x"),
        "pauses": lambda: desk.act("pause", here, agent, why="dispute", reason="x"),
        "resumes": lambda: desk.act("resume", here, agent, reason="x"),
        "agent": lambda: desk.reply(here, agent, "Salam."),
        "hand back": lambda: desk.hand_back(here, agent),
    }


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("named", [(), tuple(sorted(REQUIRED))], ids=["nothing named", "the default"])
def test_after_stop_nothing_begins_there_whatever_happens(
    named: tuple[str, ...], seed: int, owing: World
) -> None:
    naming(owing, *named)
    random.seed(seed)
    phone = owing.phone("sms", NUMBER)
    owing.later(days=27)
    phone.says("STOP")
    before = len(begun(owing))
    acts = _acts(phone, owing)
    for name in random.choices(
        sorted(acts), weights=[3 if name in ("tick", "a day") else 1 for name in sorted(acts)], k=40
    ):
        acts[name]()
    deliver.drain(owing.context)
    assert line(owing).opted_out
    assert {tag for tag, state in begun(owing)[before:] if state != "suppressed"} <= {*named}


def test_without_stop_the_same_days_bring_messages(owing: World) -> None:
    """So that the test above cannot pass because nothing ever happens."""
    owing.later(days=27)
    for _ in range(10):
        owing.tick()
        owing.later(days=1)
    assert PROACTIVE in {tag for tag, _ in begun(owing)}


# A late charge is told


def late(world: World, days: int) -> list[str]:
    """What came in by SMS over so many days after the first due date."""
    phone = world.phone("sms", NUMBER)
    world.later(days=30)
    phone.hears()
    said: list[str] = []
    for _ in range(days):
        world.tick()
        world.tick()
        said += phone.hears()
        world.later(days=1)
    return [one for one in said if "khairat" in one and "late charge" in one.lower()]


def test_a_late_charge_is_told_once_by_sms(either_world: World) -> None:
    enrol(either_world)
    agree(either_world)
    (told,) = late(either_world, 14)
    assert "Rs 100" in told and "Namoona" not in told


def test_a_late_charge_keeps_to_hours_and_limits(owing: World) -> None:
    late(owing, 14)
    with owing.context.database.snapshot() as connection:
        here = line(owing).conversation_id
        sent = messages.proactive(connection, conversation_ids=[here], since=owing.now - timedelta(days=60))
    assert len({moment.date() for moment in sent}) == len(sent)


def test_after_stop_a_late_charge_is_told_only_when_named(owing: World) -> None:
    owing.phone("sms", NUMBER).says("STOP")
    assert late(naming(owing), 10) == []
    owing.context = replace(owing.context, always_tell=frozenset(("late_charge",)))
    owing.tick()
    assert [tag for tag, _ in begun(owing)] == ["late_charge"]

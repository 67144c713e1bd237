"""What WhatsApp refuses goes another way: once, in the next form, and never to somebody who has it already."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.serving import make_server
from world import World, settings_for

from bot.app import create_app
from bot.channels.ports import Outgoing, Sent, StatusEvent
from bot.channels.twilio import connect, connect_approvals
from bot.services import deliver, templates
from bot.services.context import Context
from bot.store import conversations, messages, tables
from bot.store.claimed import Filled
from bot.store.messages import PROACTIVE
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, FakeTwilio

pytestmark = pytest.mark.enable_socket
NUMBER, HIDDEN = "+923000000641", "PK.13491208655302741918"
DUE = Filled("due_soon", "ur-Latn", {"amount": 515_000, "day": "2026-12-23"})
WORDS = "Assalam o alaikum. Is Budh yani 23 Dec ko aap ki qist Rs 5,150 hai. Qist ke liye kya karein?"
BUTTONS = (("reminder.answer.pay", "Dene ka tareeqa"), ("reminder.answer.day", "Din badlein"))
MESSAGE = tables.table(tables.Message)


@pytest.fixture
def twilio() -> Iterator[FakeTwilio]:
    with FakeTwilio() as fake:
        yield fake


def connected(world: World, twilio: FakeTwilio, *, approve: bool = True, public_url: str = "") -> Context:
    account = {"account_sid": ACCOUNT_SID, "auth_token": AUTH_TOKEN, "api_url": twilio.url, "timeout": 0.5}
    carrier = connect(
        **account,  # type: ignore[arg-type]
        public_url=public_url or "https://qist.example.pk",
        whatsapp_from="+14155238886",
        sms_from="+15005550006",
    )
    office = connect_approvals(**account)  # type: ignore[arg-type]
    context = replace(world.context, carriers={"sms": carrier, "whatsapp": carrier}, approvals=office)
    list(templates.sync(context))
    twilio.approvals.decide("approved" if approve else "pending")
    list(templates.status(context))
    return context


def put(
    context: Context,
    *,
    hours: float | None,
    address: str = NUMBER,
    template: Filled | None = DUE,
    **more: Any,
) -> int:
    """A message for somebody who wrote on WhatsApp so many hours ago (None: never)."""
    now = context.clock()
    with context.database.transaction() as connection:
        line = conversations.line_of(connection, channel="whatsapp", address=address, at=now)
        if hours is not None:
            conversations.heard(connection, line=line, at=now - timedelta(hours=hours))
        line = conversations.line_by_contact(connection, line.contact_id)
        return messages.enqueue(
            connection, line=line, at=now, template=template, **{"text": WORDS, "buttons": BUTTONS, **more}
        )


def rows(context: Context) -> list[tuple[str, str, str]]:
    """(channel, state, why) of everything we sent or would have sent."""
    query = select(MESSAGE.c.channel, MESSAGE.c.state, MESSAGE.c.why).order_by(MESSAGE.c.id)
    with context.database.snapshot() as connection:
        return [tuple(row) for row in connection.execute(query)]


def forms(twilio: FakeTwilio) -> list[str]:
    """How each message that Twilio took left us."""
    approved = twilio.approvals.is_approved
    return [
        "sms" if not one.to.startswith("whatsapp:") else "template" if approved(one.content) else "free"
        for one in twilio.messages
    ]


def refused(context: Context, twilio: FakeTwilio, code: int, *, which: int = -1, times: int = 1) -> None:
    for _ in range(times):
        deliver.record_status(context, StatusEvent(twilio.messages[which].sid, "undelivered", code))
    deliver.drain(context)


@pytest.mark.parametrize(
    ("hours", "approve", "form"),
    [
        (2, True, "free"),
        (2, False, "free"),
        (25, True, "template"),
        (None, True, "template"),
        (25, False, "sms"),
    ],
)
def test_the_form_is_chosen_in_the_moment_of_sending(
    world: World, twilio: FakeTwilio, hours: float | None, approve: bool, form: str
) -> None:
    context = connected(world, twilio, approve=approve)
    put(context, hours=hours)
    deliver.drain(context)
    assert forms(twilio) == [form]


def test_a_template_goes_without_a_body_and_reads_as_we_keep_it(world: World, twilio: FakeTwilio) -> None:
    context = connected(world, twilio)
    put(context, hours=25)
    deliver.drain(context)
    (message,) = twilio.messages
    assert message.params["ContentVariables"] == '{"1": "Budh", "2": "23 Dec", "3": "Rs 5,150"}'
    assert "Body" not in message.params and "MediaUrl" not in message.params
    assert message.body == WORDS


def test_the_sms_in_its_place_is_short_plain_and_answered_by_digits(world: World, twilio: FakeTwilio) -> None:
    context = connected(world, twilio, approve=False)
    put(context, hours=25)
    deliver.drain(context)
    (message,) = twilio.messages
    assert message.to == NUMBER
    assert message.body.startswith(
        "Assalam o alaikum. Budh (23 Dec) ko aap ki qist Rs 5,150 hai.\n1 Dene ka tareeqa"
    )
    assert rows(context) == [("whatsapp", "dead", "not_approved"), ("sms", "sent", "")]


@pytest.mark.parametrize("at_once", [True, False], ids=["in the answer", "in a report"])
@pytest.mark.parametrize(
    ("code", "template", "hours", "then"),
    [
        (63016, DUE, 23, ["template"]),
        (63016, None, 23, ["sms"]),
        (63016, DUE, 25, ["sms"]),  # it was the template already
        (63024, DUE, 23, ["sms"]),
        (63003, None, 23, ["sms"]),
        (63014, DUE, 25, ["sms"]),
        (63041, DUE, 25, ["sms"]),
        (63018, DUE, 23, ["sms"]),  # another form would not mend it, but nobody waits for a reminder
        (63018, None, 23, []),
        (30008, None, 23, []),
    ],
)
def test_the_next_form_once(
    either_world: World,
    twilio: FakeTwilio,
    at_once: bool,
    code: int,
    template: Filled | None,
    hours: int,
    then: list[str],
) -> None:
    context = connected(either_world, twilio)
    put(context, hours=hours, template=template)
    if at_once:
        twilio.fail("400", code=code)
    deliver.drain(context)
    if not at_once:
        assert forms(twilio) == ["template" if template and hours > 24 else "free"]
        first = twilio.messages[0].sid
        refused(context, twilio, code, which=0, times=3)
        deliver.record_status(context, StatusEvent(first, "failed", code))
        deliver.drain(context)
    assert forms(twilio)[0 if at_once else 1 :] == then


def test_from_free_text_by_template_to_sms_and_no_further(world: World, twilio: FakeTwilio) -> None:
    context = connected(world, twilio)
    put(context, hours=23)
    deliver.drain(context)
    for _ in range(2):
        refused(context, twilio, 63016, times=2)
    assert forms(twilio) == ["free", "template", "sms"]
    refused(context, twilio, 63016)
    refused(context, twilio, 30005)
    assert forms(twilio) == ["free", "template", "sms"]


class Hasty:
    """A carrier whose report is here before its answer."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def send(self, message: Outgoing) -> Sent:
        deliver.record_status(self.context, StatusEvent("SMx", "undelivered", 63024))
        return Sent("SMx", "queued")


def test_a_report_that_comes_before_the_answer(either_world: World, twilio: FakeTwilio) -> None:
    context = connected(either_world, twilio)
    put(context, hours=23, template=None)
    hasty = {**context.carriers, "whatsapp": Hasty(context)}
    deliver.drain(replace(context, carriers=hasty))  # type: ignore[arg-type]
    assert forms(twilio) == ["sms"]


def test_told_by_many_at_once_it_goes_once(either_world: World, twilio: FakeTwilio) -> None:
    context = connected(either_world, twilio)
    put(context, hours=23, template=None)
    deliver.drain(context)
    event = StatusEvent(twilio.messages[0].sid, "undelivered", 63024)
    at_once = [threading.Thread(target=deliver.record_status, args=(context, event)) for _ in range(6)]
    for thread in at_once:
        thread.start()
    for thread in at_once:
        thread.join()
    deliver.drain(context)
    assert forms(twilio) == ["free", "sms"]


def test_who_has_it_gets_nothing_more(world: World, twilio: FakeTwilio) -> None:
    context = connected(world, twilio)
    put(context, hours=23, template=None)
    deliver.drain(context)
    sid = twilio.messages[0].sid
    deliver.record_status(context, StatusEvent(sid, "delivered"))
    refused(context, twilio, 63024)
    assert forms(twilio) == ["free"]


def test_what_turns_out_to_have_arrived_keeps_its_sms_back(world: World, twilio: FakeTwilio) -> None:
    context = connected(world, twilio)
    put(context, hours=23, template=None)
    deliver.drain(context)
    sid = twilio.messages[0].sid
    deliver.record_status(context, StatusEvent(sid, "undelivered", 63024))
    deliver.record_status(context, StatusEvent(sid, "read"))
    deliver.drain(context)
    assert forms(twilio) == ["free"]
    assert rows(context)[-1] == ("sms", "suppressed", "arrived")


@pytest.mark.parametrize("mode", ["500", "accept_then_timeout", "reset"])
def test_what_may_have_left_is_no_reason_for_another(world: World, twilio: FakeTwilio, mode: str) -> None:
    context = connected(world, twilio)
    put(context, hours=25, tag=PROACTIVE)
    twilio.fail(mode)
    deliver.drain(context)
    world.later(minutes=10)
    deliver.drain(context)
    assert rows(context) == [("whatsapp", "dead", "may_have_left")]
    assert len(twilio.messages) <= 1


def test_a_template_that_may_have_left_is_looked_for(world: World, twilio: FakeTwilio) -> None:
    context = connected(world, twilio)
    put(context, hours=25)
    twilio.outcome()
    twilio.fail("accept_then_timeout")
    deliver.drain(context)
    twilio.messages[0].created = world.now  # this world's clock is not the fake's
    twilio.approvals.decide("paused")
    list(templates.status(context))
    world.later(minutes=10)
    deliver.drain(context)
    assert len(twilio.messages) == 1  # approved no more, but it had left
    assert rows(context) == [("whatsapp", "sent", "")]


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"address": HIDDEN}, "no_number"),
        ({"text": "", "buttons": (), "template": None}, "nothing_to_say"),
    ],
)
def test_given_up_with_a_word_why(world: World, twilio: FakeTwilio, more: dict, why: str) -> None:
    context = connected(world, twilio, approve=False)
    put(context, hours=23, **more)
    twilio.fail("400", code=63016)
    deliver.drain(context)
    assert (forms(twilio), rows(context)) == ([], [("whatsapp", "dead", why)])


@pytest.mark.parametrize(
    ("tag", "hours", "why"), [(PROACTIVE, 9, "closed_hours"), ("", 9, "window_shut"), ("", 30, "too_late")]
)
def test_nothing_goes_at_night_or_when_it_is_too_late(
    world: World, twilio: FakeTwilio, tag: str, hours: int, why: str
) -> None:
    context = connected(world, twilio, approve=False)
    put(context, hours=2, tag=tag, valid_for=timedelta(hours=20))
    deliver.drain(context)
    world.later(hours=hours)  # from 11 in the morning
    refused(context, twilio, 63016)
    assert rows(context)[0][2] == why
    assert forms(twilio) == (["free", "sms"] if why == "window_shut" else ["free"])


def test_who_stopped_sms_gets_none(world: World, twilio: FakeTwilio) -> None:
    context = connected(world, twilio)
    put(context, hours=23, template=None)
    with context.database.transaction() as connection:
        line = conversations.line_of(connection, channel="sms", address=NUMBER, at=world.now)
        conversations.opt_out(connection, contact_id=line.contact_id, at=world.now)
    twilio.fail("400", code=63024)
    deliver.drain(context)
    assert (forms(twilio), rows(context)[0][2]) == ([], "opted_out")


def test_a_stop_that_twilio_heard_on_whatsapp_leaves_sms_alone(world: World, twilio: FakeTwilio) -> None:
    context = connected(world, twilio)
    put(context, hours=23, template=None)
    twilio.fail("400", code=21610)
    deliver.drain(context)
    assert [(channel, why) for channel, _, why in rows(context)] == [("whatsapp", "opted_out"), ("sms", "")]
    with context.database.transaction() as connection:
        for channel, out in (("whatsapp", True), ("sms", False)):
            found = conversations.find_line(connection, channel=channel, address=NUMBER)
            assert found is not None and found.opted_out is out


def test_a_named_account_message_goes_by_sms_even_to_whoever_stopped_sms(
    world: World, twilio: FakeTwilio
) -> None:
    context = connected(world, twilio)
    put(context, hours=23, template=None, tag="receipt")
    with context.database.transaction() as connection:
        line = conversations.line_of(connection, channel="sms", address=NUMBER, at=world.now)
        conversations.opt_out(connection, contact_id=line.contact_id, at=world.now)
    twilio.fail("400", code=63024)
    deliver.drain(context)
    assert [channel for channel, _, _ in rows(context)] == ["whatsapp", "sms"]


def test_that_whatsapp_does_not_reach_them_is_learnt_and_forgotten_when_they_write(
    world: World, twilio: FakeTwilio
) -> None:
    context = connected(world, twilio)
    put(context, hours=23, template=None)
    deliver.drain(context)
    refused(context, twilio, 63024)
    put(context, hours=None, template=None)
    deliver.drain(context)
    assert forms(twilio) == ["free", "sms", "sms"]
    put(context, hours=0, template=None)
    deliver.drain(context)
    assert forms(twilio) == ["free", "sms", "sms", "free"]


def test_a_withdrawn_template_rests_until_we_have_asked(world: World, twilio: FakeTwilio) -> None:
    context = connected(world, twilio)
    put(context, hours=25)
    twilio.fail("400", code=63041)
    deliver.drain(context)
    put(context, hours=25, address="+923000000642")
    deliver.drain(context)
    assert forms(twilio) == ["sms", "sms"]
    world.later(minutes=10)
    assert templates.refresh(context, now=world.now) == 1  # approved again by now
    put(context, hours=25, address="+923000000643")
    deliver.drain(context)
    assert forms(twilio) == ["sms", "sms", "template"]


def test_over_http_from_report_to_sms(world: World, twilio: FakeTwilio) -> None:
    server = make_server("127.0.0.1", 0, lambda *_: [], threaded=True)
    url = f"http://127.0.0.1:{server.server_port}"
    context = connected(world, twilio, public_url=url)
    told = {"PUBLIC_URL": url, "TWILIO_ACCOUNT_SID": ACCOUNT_SID, "TWILIO_AUTH_TOKEN": AUTH_TOKEN}
    told["TWILIO_WHATSAPP_FROM"] = "+14155238886"
    settings = settings_for(
        world.settings.database_url, **{f"QIST_{name}": value for name, value in told.items()}
    )
    server.app = create_app(settings, context=context)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        twilio.shut.add(f"whatsapp:{NUMBER}")
        put(context, hours=23, template=None)
        deliver.drain(context)
        assert {report.answered for report in twilio.wait_for_reports(2)} <= {200, 204}
        deliver.drain(context)
        put(context, hours=25)
        deliver.drain(context)
        assert forms(twilio) == ["free", "sms", "template"]
        twilio.wait_for_reports(6)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert [row[:2] for row in rows(context)] == [
        ("whatsapp", "undelivered"),
        ("sms", "delivered"),
        ("whatsapp", "delivered"),
    ]

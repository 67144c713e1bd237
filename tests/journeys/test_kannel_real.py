"""The application behind a real Kannel (bearerbox and smsbox), run from docs/operators/kannel.conf."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from kannel_real import KEY, PASSWORD, PROGRAMS, Gate, Kannel, Network, installed, until
from served import Served, serve
from sqlalchemy import select

from bot.store import conversations, messages, tables

pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.skipif(
        not installed(),
        reason=f"no Kannel in {PROGRAMS}: apt-get install kannel, or set QIST_KANNEL_PROGRAMS",
    ),
]
MESSAGE = tables.table(tables.Message)
IN_URDU = (
    "اردو میں لکھیں",
    "سلام",
    "۱",
    "۳۵۲۰۲-۷۶۵۴۳۲۱-۳",
    "نمونہ خان",
    "۱۵-۰۸-۱۹۹۰",
    "2",
    "۴۰۰۰۰",
    "2",
    "1",
    "4826",
)
BUYS = ("۱۰۱ ۱۰۰۰۰", "2", "1", "1", "10300", "1", "1")


@dataclass
class Real:
    served: Served
    kannel: Kannel
    network: Network
    gate: Gate

    def rows(self, number: str, direction: str) -> list:
        query = select(MESSAGE).where(MESSAGE.c.address == number, MESSAGE.c.direction == direction)
        with self.served.context.database.transaction() as connection:
            return list(connection.execute(query.order_by(MESSAGE.c.id)))

    def settled(self, number: str, *, heard: int) -> list:
        """Our messages to a number, once that many of theirs have come in and all ours have been delivered."""
        until(lambda: len(self.rows(number, "in")) >= heard, f"{heard} messages of {number}")
        until(
            lambda: {row.state for row in self.rows(number, "out")} == {"delivered"}, f"reports for {number}"
        )
        return self.rows(number, "out")

    def arrived(self, number: str) -> None:
        """What is on the telephone is what stands in our books, letter for letter, part for part."""
        sent = self.rows(number, "out")
        parts = sum(row.segments for row in sent)
        until(lambda: len(self.network.parts(number)) >= parts, f"{parts} parts for {number}")
        assert self.network.hears(number) == [row.text for row in sent]
        assert len(self.network.parts(number)) == parts


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Real]:
    folder = tmp_path_factory.mktemp("kannel")
    with ExitStack() as stack:
        gate = Gate()
        stack.callback(gate.close)
        kannel = Kannel(folder / "kannel")
        kannel.configure(site=gate.url)
        served = stack.enter_context(serve(folder, with_twilio=False, **settings(kannel)))
        gate.port = urlsplit(served.url).port or 0
        stack.callback(kannel.stop_all)
        kannel.start_all()
        network = Network(kannel.network)
        stack.callback(network.close)
        yield Real(served, kannel, network, gate)


def test_messages_can_be_brought_by_get_as_well(tmp_path: Path) -> None:
    kannel, number = Kannel(tmp_path / "kannel"), "+923000000478"
    with ExitStack() as stack:
        served = stack.enter_context(serve(tmp_path, with_twilio=False, **settings(kannel)))
        kannel.configure(site=served.url, by_get=True)
        stack.callback(kannel.stop_all)
        kannel.start_all()
        network = Network(kannel.network)
        stack.callback(network.close)
        real = Real(served, kannel, network, Gate())
        stack.callback(real.gate.close)
        network.says(number, "میری  قسط & +50%؟ 😀")
        real.settled(number, heard=1)
        assert [row.text for row in real.rows(number, "in")] == ["میری  قسط & +50%؟ 😀"]
        real.arrived(number)


def settings(kannel: Kannel) -> dict[str, str]:
    return {
        "QIST_SMS_CARRIER": "kannel",
        "QIST_KANNEL_URL": kannel.url,
        "QIST_KANNEL_USERNAME": "qist",
        "QIST_KANNEL_PASSWORD": PASSWORD,
        "QIST_KANNEL_FROM": "8123",
        "QIST_KANNEL_WEBHOOK_KEY": KEY,
    }


def test_a_plan_is_bought_in_urdu_and_every_letter_arrives(real: Real) -> None:
    number = "+923000000471"
    for count, text in enumerate((*IN_URDU, *BUYS), start=1):
        real.network.says(number, text)
        real.settled(number, heard=count)
        real.served.clock.reads()
    (loan,) = real.served.show(number)["loans"]
    assert (loan["state"], loan["total"]) == ("open", 1_030_000)
    assert max(row.segments for row in real.rows(number, "out")) > 2
    real.arrived(number)


def test_roman_urdu_stays_in_the_cheap_letters(real: Real) -> None:
    number = "+923000000472"
    for count, text in enumerate(("salam", "1", "kya yeh halal hai?"), start=1):
        real.network.says(number, text)
        real.settled(number, heard=count)
        real.served.clock.reads()
    assert max(row.segments for row in real.rows(number, "out")) > 1
    real.arrived(number)


def test_the_parts_of_a_long_sms_come_swapped_and_are_one_message(real: Real) -> None:
    number = "+923000000473"
    first, second = bytes.fromhex("0500032b0201"), bytes.fromhex("0500032b0202")
    real.network.says(number, "ke qist  kab hai?", header=second)
    real.network.says(number, "Mujhe bata dein ", header=first)
    real.settled(number, heard=1)
    assert [row.text for row in real.rows(number, "in")] == ["Mujhe bata dein ke qist  kab hai?"]


@pytest.mark.parametrize(("state", "number"), [("shut", "+923000000474"), ("deaf", "+923000000475")])
def test_kannel_asks_again_until_it_is_answered_and_it_counts_once(
    real: Real, state: str, number: str
) -> None:
    knocks, real.gate.state = real.gate.knocks, state
    real.network.says(number, "salam")
    until(lambda: real.gate.knocks >= knocks + 2, "second try")
    assert len(real.rows(number, "in")) == (state == "deaf")
    real.gate.state = "open"
    until(lambda: real.gate.knocks >= knocks + 3, "third try")
    real.settled(number, heard=1)
    real.arrived(number)
    assert (len(real.rows(number, "in")), len(real.rows(number, "out"))) == (1, 1)


def test_what_cannot_be_answered_is_not_asked_for_again(real: Real) -> None:
    knocks = real.gate.knocks
    real.network.says("HBL", "Mubarak ho!")
    real.network.says("+923000000476", "salam")
    real.settled("+923000000476", heard=1)
    assert real.gate.knocks == knocks + 2
    assert real.network.hears("HBL") == []


def test_while_kannel_is_down_messages_wait(real: Real) -> None:
    number, context, clock = "+923000000477", real.served.context, real.served.clock
    real.kannel.stop("smsbox")
    with context.database.transaction() as connection:
        line = conversations.line_of(connection, channel="sms", address=number, at=clock())
        messages.enqueue(connection, line=line, text="قسط مل گئی", at=clock(), segments=1)
    context.outgoing.set()
    until(lambda: real.rows(number, "out")[0].attempts > 0, "first try")
    real.kannel.start("smsbox")
    clock.reads()
    context.outgoing.set()
    real.settled(number, heard=0)
    real.arrived(number)


def test_a_number_that_kannel_will_not_have_is_refused_for_good(real: Real) -> None:
    with real.served.context.database.transaction() as connection:
        line = conversations.line_of(connection, channel="sms", address="PK.1349", at=real.served.clock())
        messages.enqueue(connection, line=line, text="x", at=real.served.clock(), segments=1)
    real.served.context.outgoing.set()
    until(lambda: real.rows("PK.1349", "out")[0].state == "dead", "refusal")
    assert (real.rows("PK.1349", "out")[0].why, real.rows("PK.1349", "out")[0].error_code) == ("refused", 400)

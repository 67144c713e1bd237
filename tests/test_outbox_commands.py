"""`qist outbox`: what an operator reads at night, and what they can do about it."""

import json
from contextlib import contextmanager

import click
import pytest
from click.testing import CliRunner
from sqlalchemy import select
from world import World

from bot.channels.ports import SendFailed
from bot.outbox_commands import REFUSED, STATES, add_to
from bot.services import deliver, record
from bot.store import outbox, tables
from tests.services.test_deliver import REJECTED, Script, put, to

MESSAGE = tables.table(tables.Message)
NUMBER = "+923000000681"


@pytest.fixture
def qist(world: World):
    @contextmanager
    def contexts():
        yield world.context

    cli = click.Group()
    add_to(cli, contexts)

    def run(*arguments: str, code: int = 0) -> str:
        done = CliRunner().invoke(cli, ["outbox", *arguments])
        assert done.exit_code == code, done.output
        return done.output

    return run


def dead(world: World, number: str = NUMBER, failure: SendFailed = REJECTED) -> int:
    message_id = put(world, f"Raseed: Rs 5,150, plan {number[-2:]}", number)
    deliver.drain(to(world, Script(failure)))
    return message_id


def states(world: World) -> list[str]:
    with world.context.database.transaction() as connection:
        return list(connection.execute(select(MESSAGE.c.state).order_by(MESSAGE.c.id)).scalars())


def test_nothing_is_wrong(qist) -> None:
    assert qist("list") == "waiting 0; retrying 0; not arrived 0 today, 0 in all\n"
    assert qist("retry", "--all-dead") == "0 put back, 0 stay\n"


def test_what_is_wrong_in_plain_words_without_number_or_text(world: World, qist) -> None:
    message_id = dead(world, failure=SendFailed("rejected", "no", code=30005))
    world.later(minutes=30)
    put(world, "salam", "+923000000682")
    world.later(minutes=7)
    shown = qist("list")
    assert shown.startswith("waiting 1, the oldest 7 min; retrying 0; not arrived 1 today, 1 in all\n")
    assert f"{message_id} dead sms +92300*****81 37 min old, tried once" in shown
    assert "The number does not exist (any more) [30005]. Ask the customer" in shown
    assert NUMBER not in shown and "Raseed" not in shown
    revealed = qist("list", "--reveal", "--state", "dead")
    assert NUMBER in revealed and "| Raseed" in revealed and "salam" not in revealed


def test_as_json(world: World, qist) -> None:
    message_id = dead(world)
    told = json.loads(qist("list", "--json"))
    assert told["summary"] == {
        "waiting": 0,
        "oldest_seconds": None,
        "retrying": 0,
        "not_arrived_today": 1,
        "not_arrived": 1,
    }
    (one,) = told["messages"]
    assert (one["id"], one["state"], one["error_code"], one["to"]) == (
        message_id,
        "dead",
        21211,
        "+92300*****81",
    )
    assert one["explained"] and one["what_to_do"] and "text" not in one
    assert "text" in json.loads(qist("list", "--json", "--reveal"))["messages"][0]


def test_narrowed_and_limited(world: World, qist) -> None:
    ids = [dead(world, f"+9230000068{number:02d}") for number in range(4)]
    assert qist("list", "--limit", "2").count(" dead sms ") == 2
    assert (
        f"{ids[1]} dead" in (found := qist("list", "--phone", "+923000006801")) and found.count(" dead ") == 1
    )
    assert " dead " not in qist("list", "--why", "tried_often") and " dead " in qist("list", "--why", "21211")
    assert " dead " not in qist("list", "--channel", "whatsapp")


def test_put_back_and_recorded(world: World, qist) -> None:
    one, two = dead(world), dead(world, "+923000000682")
    assert qist("retry", str(one)) == f"{one} put back\n1 put back, 0 stay\n"
    assert qist("retry", "--all-dead") == f"{two} put back\n1 put back, 0 stay\n"
    deliver.drain(to(world, Script()))
    assert states(world) == ["sent", "sent"]
    saima = world.agent("saima")
    entries = record.read(
        world.context, filters=record.Filters(action="retry_message"), agent_id=saima
    ).entries
    assert len(entries) == 2 and all("by operator " in entry.detail for entry in entries)


def test_what_stays_says_why_and_the_command_fails(world: World, qist) -> None:
    message_id = dead(world)
    world.later(hours=5)
    assert "its time is over" in qist("retry", str(message_id), code=1)
    assert "no such message" in qist("retry", "999999", code=1)
    assert "1 put back, 0 stay" in qist("retry", str(message_id), "--valid-for", "4h")


def test_only_those_of_a_reason_or_a_time(world: World, qist) -> None:
    old = dead(world)
    world.later(hours=3)
    new = dead(world, "+923000000682")
    assert qist("retry", "--all-dead", "--why", "tried_often") == "0 put back, 0 stay\n"
    assert qist("retry", "--all-dead", "--since", "2h") == f"{new} put back\n1 put back, 0 stay\n"
    assert qist("retry", "--all-dead", "--why", "21211") == f"{old} put back\n1 put back, 0 stay\n"


@pytest.mark.parametrize(
    "call",
    [
        ("retry",),
        ("retry", "1", "--all-dead"),
        ("retry", "1", "--why", "refused"),
        ("retry", "x"),
        ("retry", "0"),
        ("retry", "1", "--valid-for", "soon"),
        ("retry", "1", "--valid-for", "0h"),
        ("list", "--state", "lost"),
        ("list", "--limit", "0"),
    ],
)
def test_a_call_that_cannot_be_understood(qist, call: tuple[str, ...]) -> None:
    assert "Usage" in qist(*call, code=2)


def test_every_outcome_and_state_has_words() -> None:
    from pathlib import Path

    import bot.services.send_again as service

    text = Path(service.__file__).read_text("utf-8")
    told = text[text.index("class Retried") : text.index("id: int\n    outcome")]
    assert all(word in told for word in REFUSED)
    assert outbox.STATES == STATES

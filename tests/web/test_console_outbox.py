"""/console/outbox: supervisors see what did not arrive and why, and send it again."""

import re
from pathlib import Path

import pytest
from desk_client import DeskClient
from sqlalchemy import select
from world import World

import bot.channels.refusals as refusals
from bot.channels.ports import SendFailed
from bot.outbox_commands import REFUSED
from bot.services import deliver
from bot.store import outbox, tables
from bot.web.console.reasons import explained, reason
from bot.web.console.wording import TONGUES, bundle
from tests.services.test_deliver import AMBIGUOUS, REJECTED, Script, put, to

MESSAGE = tables.table(tables.Message)
NUMBER = "+923000000691"


def dead(world: World, number: str = NUMBER, failure: SendFailed = REJECTED, tag: str = "") -> int:
    message_id = put(world, "Raseed: Rs 5,150", number, tag=tag)
    deliver.drain(to(world, Script(failure)))
    return message_id


def state(world: World, message_id: int) -> str:
    with world.context.database.transaction() as connection:
        return str(connection.execute(select(MESSAGE.c.state).where(MESSAGE.c.id == message_id)).scalar_one())


def test_everything_has_arrived(world: World) -> None:
    assert "Everything has arrived." in DeskClient(world, "saima").page("/console/outbox")


def test_an_agent_does_not_see_it(world: World) -> None:
    client = DeskClient(world, "ayesha")
    assert client.get("/console/outbox").status_code == 403
    assert 'id="nav-outbox"' not in client.page("/console")
    assert client.post("/console/outbox/1/retry").status_code == 403


def test_what_did_not_arrive_with_its_reason(world: World) -> None:
    message_id = dead(world, failure=SendFailed("rejected", "no", code=30003))
    page = DeskClient(world, "saima").page("/console/outbox")
    assert "The telephone was off or out of reach" in page and "Try again later in the day." in page
    assert "+92300*****91" in page and NUMBER not in page and "Raseed" not in page
    assert f'id="message-{message_id}"' in page and 'href="/console/conversations/' in page.replace(
        "/talk/", "/"
    )


def test_send_again(world: World) -> None:
    message_id = dead(world)
    client = DeskClient(world, "saima")
    answer = client.post(f"/console/outbox/{message_id}/retry?state=dead")
    assert (answer.status_code, answer.location) == (303, "/console/outbox?state=dead")
    assert "It is in the outbox again." in client.page("/console/outbox")
    assert state(world, message_id) == "queued"
    deliver.drain(to(world, Script()))
    client.post(f"/console/outbox/{message_id}/retry")
    assert "has arrived" in client.page("/console/outbox")
    assert "sent a message again" in client.page("/console/audit?action=retry_message")


def test_an_answer_gets_four_more_hours_and_a_reminder_none(world: World) -> None:
    answer, reminder = dead(world), dead(world, "+923000000692", tag="reminder")
    world.later(hours=6)
    client = DeskClient(world, "saima")
    client.post(f"/console/outbox/{answer}/retry")
    client.post(f"/console/outbox/{reminder}/retry")
    assert (state(world, answer), state(world, reminder)) == ("queued", "dead")
    assert "the next reminder speaks for itself" in client.page("/console/outbox")


def test_what_may_have_left_wants_a_look_first(world: World) -> None:
    message_id = dead(world, failure=AMBIGUOUS, tag="reminder")
    with world.context.database.transaction() as connection:
        connection.execute(MESSAGE.update().values(tag=""))
    client = DeskClient(world, "saima")
    assert 'name="doubtful"' in client.page("/console/outbox")
    client.post(f"/console/outbox/{message_id}/retry")
    assert state(world, message_id) == "dead"
    client.post(f"/console/outbox/{message_id}/retry", doubtful="1")
    assert state(world, message_id) == "queued"


def test_narrowed_and_page_by_page(world: World) -> None:
    ids = [dead(world, f"+9230000{number:05d}") for number in range(55)]
    client = DeskClient(world, "saima")
    page = client.page("/console/outbox?state=dead&channel=sms&why=21211")
    assert page.count('class="case lost"') == 50 and 'id="older"' in page
    older = re.search(r'href="([^"]+)" id="older"', page)
    assert older
    rest = client.page(older[1].replace("&amp;", "&"))
    assert rest.count('class="case lost"') == 5 and f'id="message-{ids[0]}"' in rest and 'id="newest"' in rest
    assert "Nothing of that kind." in client.page("/console/outbox?channel=whatsapp")


NONE = ("state=nope", "channel=fax", "why=%3Cscript%3E", "why=99999999999999999999", "why=%D9%A3")


@pytest.mark.parametrize("query", [*NONE, "before=x", "before=-1", f"before={'9' * 30}", "before=%D9%A3"])
def test_a_query_that_is_none_narrows_nothing(world: World, query: str) -> None:
    message_id = dead(world)
    page = DeskClient(world, "saima").page(f"/console/outbox?{query}")
    assert f'id="message-{message_id}"' in page and "<script>" not in page


def test_the_figures_follow_by_themselves(world: World) -> None:
    client = DeskClient(world, "saima")
    seen = re.search(r'name="seen" value="([0-9a-f]+)"', client.page("/console/outbox"))
    assert seen
    assert client.get(f"/console/outbox/live?seen={seen[1]}").status_code == 204
    dead(world)
    assert 'class="tile bad"' in client.page(f"/console/outbox/live?seen={seen[1]}")


@pytest.mark.parametrize("tongue", TONGUES)
def test_every_reason_code_and_outcome_has_words(tongue) -> None:
    has = bundle(tongue).has_message
    codes = {
        *refusals.WINDOW_SHUT,
        *refusals.UNREACHABLE,
        21610,
        21635,
        30003,
        30005,
        30006,
        30007,
        30008,
        30036,
        63018,
    }
    services = Path(deliver.__file__).parent
    text = (services / "deliver.py").read_text("utf-8") + (services / "fall_back.py").read_text("utf-8")
    words = {*re.findall(r'why="([a-z_]+)"', text), *re.findall(r'return "([a-z_]+)"', text)}
    words |= {
        "too_late",
        "may_have_left",
        "tried_often",
        "refused",
        "no_number",
        "opted_out",
        "nothing_to_say",
    }
    for name in (*map(str, codes), *words):
        key = f"lost-{name.replace('_', '-')}"
        assert has(key) and has(f"{key}-do"), key
    for outcome in ("queued", *REFUSED):
        assert has(f"outbox-said-{outcome.replace('_', '-')}"), outcome
    for one in outbox.STATES:
        assert has(f"outbox-is-{one}"), one


def test_the_number_says_more_than_refused_and_a_word_of_ours_more_than_the_number() -> None:
    assert "STOP" in explained("en", why="refused", code=21610).why
    assert "hides the number" in explained("en", why="no_number", code=63024).why
    assert "99999" in explained("en", why="refused", code=99999).why
    assert explained("en", why="something_new", code=None) == explained("en", why="unknown", code=None)
    assert reason("en", "30003").startswith("30003: The telephone")

"""Templates by the real SDK over HTTP: handed in once, resumed, followed, and asked after no more than need be."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from world import World

from bot.channels.twilio import connect_approvals
from bot.cli import cli
from bot.conversation.templates import filling, write
from bot.services import templates
from bot.services.context import Context
from bot.services.templates import Standing
from bot.store import tables
from bot.store.claimed import Filled
from bot.understanding import LANGUAGES
from flows.templates import TEMPLATES
from tests.fakes.twilio import ACCOUNT_SID, AUTH_TOKEN, FakeTwilio

pytestmark = pytest.mark.enable_socket
EVERY = len(TEMPLATES) * len(LANGUAGES)
FIGURES = {"amount": 515_000, "day": "2026-12-23", "reference": "4826153907", "agent": "Ayesha"}


@pytest.fixture
def twilio() -> Iterator[FakeTwilio]:
    with FakeTwilio() as fake:
        yield fake


def connected(world: World, twilio: FakeTwilio, *, timeout: float = 10.0) -> Context:
    office = connect_approvals(
        account_sid=ACCOUNT_SID, auth_token=AUTH_TOKEN, api_url=twilio.url, timeout=timeout
    )
    return replace(world.context, approvals=office)


def did(standings: Iterator[Standing]) -> list[tuple[str, str]]:
    return [(one.did, one.status) for one in standings]


def test_handed_in_once_and_followed(either_world: World, twilio: FakeTwilio) -> None:
    context = connected(either_world, twilio)
    assert did(templates.status(context)) == [("missing", "")] * EVERY
    assert did(templates.sync(context)) == [("handed_in", "received")] * EVERY
    assert did(templates.sync(context)) == [("nothing", "received")] * EVERY
    assert (len(twilio.contents), len(twilio.approvals.requests)) == (EVERY, EVERY)
    assert {request["category"] for request in twilio.approvals.requests.values()} == {"UTILITY"}
    twilio.approvals.decide("rejected", name="qist_receipt", reason="INVALID_FORMAT")
    told = {(one.name, one.status, one.reason) for one in templates.status(context)}
    assert ("receipt", "rejected", "INVALID_FORMAT") in told and ("due_soon", "received", "") in told


def test_what_is_handed_in(world: World, twilio: FakeTwilio) -> None:
    list(templates.sync(connected(world, twilio)))
    content = next(
        one for one in twilio.contents if one["friendly_name"].startswith("qist_due_soon_ur_latn_")
    )
    assert content["language"] == "ur"  # WhatsApp has no code for Roman Urdu
    said = content["types"]["twilio/quick-reply"]
    assert said["body"].startswith("Assalam o alaikum. Is {{1}} yani {{2}} ko")
    assert content["variables"] == {"1": "Budh", "2": "30 Sep", "3": "Rs 50,000"}
    assert [action["id"] for action in said["actions"]] == [
        f"reminder.answer.{one}" for one in ("pay", "day", "hard")
    ]


@pytest.mark.parametrize("on", ["content", "approvals"])
@pytest.mark.parametrize("mode", ["500", "accept_then_timeout", "accept_then_500", "reset", "garbage"])
def test_broken_off_anywhere_it_goes_on(world: World, twilio: FakeTwilio, on: str, mode: str) -> None:
    # Nobody else's answer may be late on a busy machine.
    impatient = connected(world, twilio, timeout=0.5 if "timeout" in mode else 10.0)
    context = connected(world, twilio)
    twilio.fail(mode, on=on)
    assert [one.did for one in templates.sync(impatient)].count("failed") == 1
    assert "failed" not in [one.did for one in templates.sync(context)]
    assert (len(twilio.contents), len(twilio.approvals.requests)) == (EVERY, EVERY)


def test_a_changed_text_is_another_template(world: World, twilio: FakeTwilio) -> None:
    context = connected(world, twilio)
    list(templates.sync(context))
    again = list(templates.sync(replace(context, roman_as="en")))
    new = [one.language for one in again if one.did == "handed_in"]
    assert new == ["ur-Latn"] * len(TEMPLATES)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_filled_in_it_reads_as_we_keep_it(world: World, template, language) -> None:
    catalog = world.context.catalog
    body = write(template, language=language, catalog=catalog).body
    for number, value in enumerate(
        filling(template, language=language, catalog=catalog, params=FIGURES), start=1
    ):
        body = body.replace(f"{{{{{number}}}}}", value)
    assert body == catalog.text(language=language, channel="whatsapp", key=template.key, params=FIGURES)


def test_only_what_is_approved_and_as_it_was_approved_is_sent(world: World, twilio: FakeTwilio) -> None:
    context, due = connected(world, twilio), Filled("due_soon", "en", FIGURES)
    list(templates.sync(context))
    for status, good in (("pending", False), ("approved", True), ("paused", False)):
        twilio.approvals.decide(status)
        list(templates.status(context))
        with context.database.transaction() as connection:
            assert bool(templates.approved(context, connection, filled=due)) is good
    twilio.approvals.decide("approved")
    list(templates.status(context))
    with context.database.transaction() as connection:
        nameless = Filled("reopen", "en", {"agent": " "})
        assert templates.approved(context, connection, filled=nameless) is None  # no place may be empty


def test_a_tick_asks_after_the_pending_and_not_all_the_time(world: World, twilio: FakeTwilio) -> None:
    context = connected(world, twilio)
    list(templates.sync(context))
    assert templates.refresh(context, now=world.now) == 0
    world.later(minutes=10)
    twilio.approvals.decide("approved")
    twilio.fail("500", on="approvals")
    assert templates.refresh(context, now=world.now) == EVERY
    table = tables.table(tables.Template)
    with context.database.snapshot() as connection:
        states = list(connection.execute(select(table.c.status)).scalars())
    assert sorted(set(states)) == ["approved", "received"] and states.count("received") == 1
    world.later(minutes=10)
    assert templates.refresh(context, now=world.now) == 1
    world.later(minutes=10)
    assert templates.refresh(context, now=world.now) == 0
    assert templates.refresh(world.context, now=world.now) == 0  # no Twilio, nothing to ask


def test_the_command(world: World, twilio: FakeTwilio, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = world.settings
    env = {"DATABASE_URL": settings.database_url, "PUBLIC_URL": twilio.url, "DEMO": "1"}
    env |= {name.upper(): getattr(settings, name).get_secret_value() for name in ("secret_key", "data_key")}
    for name, value in env.items():
        monkeypatch.setenv(f"QIST_{name}", value)
    without = CliRunner().invoke(cli, ["templates", "sync"])
    assert (without.exit_code, "no Twilio account is set" in without.output) == (1, True)
    for name, value in (("ACCOUNT_SID", ACCOUNT_SID), ("AUTH_TOKEN", AUTH_TOKEN), ("API_URL", twilio.url)):
        monkeypatch.setenv(f"QIST_TWILIO_{name}", value)
    monkeypatch.setenv("QIST_TWILIO_WHATSAPP_FROM", "+14155238886")
    done = CliRunner().invoke(cli, ["templates", "sync"])
    assert done.exit_code == 0
    assert done.output.count("handed in, received") == EVERY
    twilio.fail("500", on="approvals")
    broken = CliRunner().invoke(cli, ["templates", "status"])
    assert (broken.exit_code, "1 failed; run qist templates status again" in broken.output) == (1, True)

"""Attacks of docs/threat-model.md that no other test is about; and that every line there names a test that exists."""

import re
import sqlite3
from pathlib import Path

import pyotp
import pytest
from lender import agree, enrol
from sqlalchemy import text
from world import World

from bot.services import account, deliver

ROOT = Path(__file__).parents[1]
MODEL = (ROOT / "docs/threat-model.md").read_text(encoding="utf-8")
ROWS = [
    line for line in MODEL.splitlines() if line.startswith("| ") and not line.startswith(("| what", "|--"))
]
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)(?:\[(\w+)\])?`", MODEL)
OWNER, STRANGER = "+923000000404", "+923000000405"
CARD, NO_CARD, PIN = "3520212345671", "3520298765431", "4826"


@pytest.mark.parametrize("row", ROWS, ids=[row[2:40] for row in ROWS])
def test_every_line_names_its_test(row: str) -> None:
    assert re.search(r"`tests/[\w/]+\.py::test_\w+", row), row


@pytest.mark.parametrize(("path", "name", "play"), NAMED)
def test_every_test_that_is_named_exists(path: str, name: str, play: str) -> None:
    assert f"\ndef {name}(" in (ROOT / path).read_text(encoding="utf-8")
    assert not play or (ROOT / "tests/transcripts" / f"{play}.txt").exists()


def stolen(world: World) -> bytes:
    """The whole store as a thief has it, backup or disk: every page of the file."""
    database = world.context.database
    with database.engine.connect() as connection:
        path = str(connection.execute(text("PRAGMA database_list")).first()[2])  # type: ignore[index]
    database.close()
    with sqlite3.connect(path) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        whole = "\n".join(raw.iterdump())
    raw.close()
    return Path(path).read_bytes() + whole.encode()


def test_a_stolen_store_holds_no_card_number_no_pin_and_no_second_step(world: World) -> None:
    enrol(world)
    agree(world)
    phone = world.phone("sms", OWNER)
    world.later(hours=2)
    for line in ("limit", PIN, "mera cnic 35202-1234567-1 hai", "mera pin 4826 hai"):
        phone.says(line)
    agent = world.agent()
    offer = account.offer_key(world.context, agent_id=agent)
    key = account.offered(world.context, agent_id=agent, offer=offer)
    code = pyotp.TOTP(key).at(world.now)
    assert account.keep_key(world.context, agent_id=agent, offer=offer, code=code)
    deliver.drain(world.context)

    found = stolen(world)
    assert b"35202-*****67-1" in found  # the thief does read the rest, as the model says
    for secret in (CARD, "35202-1234567-1", "2021234567", key):
        assert secret.encode() not in found
    assert b"mera pin **** hai" in found and b"pin 4826" not in found
    assert f"'{PIN}'".encode() not in found and f'"{PIN}"'.encode() not in found


def tries(world: World, number: str, card: str, pins: tuple[str, ...]) -> list[str]:
    phone = world.phone("sms", number)
    return [answer for line in ("mera phone chori ho gaya hai", card, *pins) for answer in phone.says(line)]


def test_whether_a_card_is_known_cannot_be_learnt_from_a_lost_telephone(world: World) -> None:
    """The same words for a card we know and one we do not, until a person has it."""
    enrol(world)
    wrong = ("1111", "2222", "3333")
    assert tries(world, STRANGER, CARD, wrong) == tries(world, "+923000000406", NO_CARD, wrong)


def test_who_has_card_and_sim_but_no_pin_sees_nothing(world: World) -> None:
    """A swapped SIM or a stolen telephone: the number is the customer's, the PIN is not known."""
    enrol(world)
    agree(world)
    thief = world.phone("sms", OWNER)
    world.later(days=1)
    thief.hears()
    said = [answer for line in ("kitni baqi hai", "1111", "2222", "3333", PIN) for answer in thief.says(line)]
    assert thief.show()["customer"]["pin_locked"]
    assert not any(secret in "".join(said) for secret in ("10000001", "Namoona", "12,000", "10,000"))


def test_too_many_wrong_pins_from_elsewhere_lock_the_owners_pin_too(world: World) -> None:
    """Guessing goes on nowhere: what is tried from another number counts for the owner."""
    enrol(world)
    tries(world, STRANGER, CARD, ("1111", "2222", "3333"))
    assert world.phone("sms", OWNER).show()["customer"]["pin_locked"]


def test_what_operators_print_shows_no_card_number(world: World) -> None:
    from bot.services.show import show

    enrol(world)
    assert CARD not in str(show(world.context, phone=OWNER)) and "35202-*****67-1" in str(
        show(world.context, phone=OWNER)
    )
    assert CARD in str(show(world.context, phone=OWNER, reveal=True))

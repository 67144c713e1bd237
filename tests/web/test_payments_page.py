"""/console/payments: what was odd is read, settled once with a note, and stands in the record."""

import pytest
from desk_client import desk, site, submit
from lender import agree, ask_for
from sqlalchemy import text
from world import World

from bot.lending.money import rupees
from bot.services.oddities import KINDS, listed
from bot.web.console.wording import TONGUES, bundle


@pytest.fixture
def odd(world: World) -> World:
    """Somebody paid another amount than they were asked for."""
    agree(world)
    ask_for(world, rupees(500))
    world.pay("2000000001", rupees(400), provider_id="<script>alert(1)</script>")
    return world


def test_every_kind_is_worded_in_every_language_of_the_console() -> None:
    for tongue in TONGUES:
        for kind in KINDS:
            assert bundle(tongue).has_message(f"oddity-{kind}"), (tongue, kind)
            assert bundle(tongue).has_message(f"oddity-{kind}-what"), (tongue, kind)


def test_what_was_odd_what_happened_to_the_money_and_whose_plan(odd: World) -> None:
    page = desk(site(odd)).get("/console/payments").text
    for words in ("Another amount than asked", "Expected: Rs 500", "Rs 400", "10000001", 'id="nav-payments"'):
        assert words in page
    assert "<script>alert(1)" not in page
    assert "/console/c" in page  # to the conversation


def test_settled_once_with_a_note_and_in_the_record(odd: World) -> None:
    client = desk(site(odd))
    (one,) = listed(odd.context)
    assert "write what came of it first" in follow(
        client, submit(client, f"/console/payments/{one.id}", note=" ")
    )
    done = follow(client, submit(client, f"/console/payments/{one.id}", note="rang them, they pay the rest"))
    assert "Settled and in the record" in done and "Every payment was as it should be" in done
    again = follow(client, submit(client, f"/console/payments/{one.id}", note="again"))
    assert "already" in again
    settled = client.get("/console/payments?settled=1").text
    assert "rang them, they pay the rest" in settled and "Ayesha" in settled
    with odd.context.database.snapshot() as connection:
        rows = connection.execute(text("SELECT detail FROM audit WHERE action = 'settle_oddity'")).scalars()
        assert [row.split()[0] for row in rows] == ["other_amount"]


def test_what_is_not_there(odd: World) -> None:
    client = desk(site(odd))
    assert "no such entry" in follow(client, submit(client, "/console/payments/999", note="x"))
    assert submit(client, "/console/payments/x", note="x").status_code == 404


def test_a_kind_of_somebody_elses_reads_as_it_is_spelt(odd: World) -> None:
    from bot.store import oddities

    with odd.context.database.transaction() as connection:
        oddities.note(
            connection, kind="statement_differs", provider="jazzcash", provider_id="1", at=odd.now,
            detail="the statement says more",
        )  # fmt: skip
    page = desk(site(odd)).get("/console/payments").text
    assert "Statement differs" in page and "the statement says more" in page


def test_in_urdu(odd: World) -> None:
    with odd.context.database.transaction() as connection:
        connection.execute(text("UPDATE agent SET language = 'ur'"))
    page = desk(site(odd)).get("/console/payments").text
    assert "مانگی ہوئی رقم سے مختلف" in page and 'dir="rtl"' in page


def follow(client, answer) -> str:
    assert answer.status_code == 303
    return client.get(answer.headers["Location"]).text

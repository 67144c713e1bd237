""" "I have paid": looked up truthfully, told of nobody else's, and bounded in what it holds up."""

from datetime import timedelta

import pytest
from lender import agree, ask_for, do
from sqlalchemy import text
from world import World

from bot.lending.commands import ClaimPayment
from bot.services.check_books import check_books
from bot.services.reverse_payment import reverse_payment
from bot.store import claims, loans
from bot.store.claims import numbers_in

LOAN = "10000001"
NUMBER = "+923000000404"


def look_up(world: World, words: str, *, amounts: tuple[int, ...] = ()) -> tuple[str, int]:
    with world.context.database.snapshot() as connection:
        plan = loans.by_number(connection, LOAN)
        assert plan is not None
        held = loans.of_customer(connection, plan.customer_id)
        found = claims.named(connection, held, words, amounts=amounts)
    return found.state, found.received.amount if found.received else 0


def claim(world: World, words: str = "") -> None:
    do(world, ClaimPayment(LOAN, 1, words))


def states(world: World) -> list[str]:
    with world.context.database.transaction() as connection:
        return [state for (state,) in connection.execute(text("SELECT state FROM payment_claim ORDER BY id"))]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("TID 012345678901", ["012345678901"]),
        ("Trx ID: abc-123456 ko", ["abc-123456"]),
        ("۵۵۵۱۲۳۴۵۶۷۸", ["55512345678"]),
        ("nahi hai", []),
        ("maine kal bheje thay", []),
        ("12", []),
    ],
)
def test_numbers_as_people_tell_them(words: str, found: list[str]) -> None:
    assert numbers_in(words) == found


def test_theirs_is_found_by_any_spelling_and_by_the_reference(either_world: World) -> None:
    world = either_world
    agree(world)
    world.pay(ask_for(world, 50_000), 50_000, provider_id="TX123456AB")
    for words in ("tx123456ab", "mera TID TX123456AB hai", "reference 2000000001"):
        assert look_up(world, words) == ("theirs", 50_000)
    reverse_payment(world.context, provider="sandbox", provider_id="TX123456AB")
    assert look_up(world, "TX123456AB") == ("gone", 0)


def test_of_other_people_nothing_is_told(either_world: World) -> None:
    world = either_world
    agree(world)
    agree(world, loan="10000002", number="+923000000405")
    ask_for(world, 50_000, loan="10000002", reference="2000000009")
    world.pay("2000000009", 50_000, provider_id="OTHERS12345")
    assert look_up(world, "OTHERS12345", amounts=(50_000,)) == ("nothing", 0)
    world.pay("nobody's", 70_000, provider_id="NOBODY12345")
    assert look_up(world, "NOBODY12345", amounts=(50_000,)) == ("nothing", 0)
    assert look_up(world, "NOBODY12345", amounts=(70_000,)) == ("unplaced", 70_000)


def test_what_comes_in_time_opens_no_case(either_world: World) -> None:
    world = either_world
    agree(world)
    claim(world, "TX123456")
    claim(world)
    assert states(world) == ["open"], "one at a time"
    world.later(hours=1)
    world.pay(ask_for(world, 50_000), 50_000)
    world.later(hours=30)
    world.tick()
    assert states(world) == ["came"] and world.desk.rows() == []


def test_what_does_not_come_is_a_case_in_the_hours(either_world: World) -> None:
    world = either_world
    agree(world)
    world.later(hours=12)  # at night
    claim(world)
    world.later(hours=25)
    world.tick()
    assert states(world) == ["open"], "nobody is written to at night"
    world.later(hours=10)
    world.tick()
    world.tick()
    assert states(world) == ["case"] and [row.reason for row in world.desk.rows()] == ["payment_dispute"]
    told = [one for one in world.phone("sms", NUMBER).hears() if "24" in one]
    assert len(told) == 1 and list(check_books(world.context)) == []


def test_reminders_rest_for_a_while_and_not_for_ever(either_world: World) -> None:
    world = either_world
    agree(world)
    rests = world.context.rules.claim_rest_days

    def resting() -> bool:
        with world.context.database.snapshot() as connection:
            since = world.now - timedelta(days=rests)
            return claims.rests(connection, loan=LOAN, installment=1, since=since)

    assert not resting()
    claim(world)
    assert resting()
    with world.context.database.snapshot() as connection:
        assert not claims.rests(connection, loan=LOAN, installment=2, since=world.now.replace(year=2020))
    world.later(days=rests - 1)
    world.tick()
    claim(world)
    world.later(days=1, hours=1)
    assert not resting(), "saying it again holds up nothing more"


def test_an_identity_card_is_not_kept_with_it(either_world: World) -> None:
    world = either_world
    agree(world)
    claim(world, "35202-1234567-1 TX123456 3520212345671")
    with world.context.database.transaction() as connection:
        assert connection.execute(text("SELECT words FROM payment_claim")).scalar_one() == "TX123456"


def test_the_provider_is_asked_at_once(either_world: World) -> None:
    world = either_world
    agree(world)
    ask_for(world, 50_000)
    with world.context.database.transaction() as connection:
        connection.execute(
            text(
                "INSERT INTO payment_attempt (provider, provider_ref, reference, amount, created_at, expires_at, "
                "next_at, asked, state) SELECT 'jazzcash', 'T1', reference, amount, created_at, created_at, "
                "'2030-01-01 00:00:00', 0, 'open' FROM payment_request"
            )
        )
    claim(world)
    with world.context.database.transaction() as connection:
        early = "SELECT count(*) FROM payment_attempt WHERE next_at < '2029-01-01'"
        assert connection.execute(text(early)).scalar_one() == 1

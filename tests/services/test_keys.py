"""Keys are changed while everything runs: nothing is lost, nobody is missed, and it can be stopped at any point."""

import base64
from contextlib import contextmanager
from dataclasses import replace

import click
import pytest
from click.testing import CliRunner
from cryptography.exceptions import InvalidTag
from lender import enrol
from sqlalchemy import select, text, update
from sqlmodel import SQLModel
from world import KEY, World

from bot import key_commands
from bot.services import demo, rotate_keys
from bot.services.context import Context
from bot.store import customers, sealed, tables, vault
from bot.store.customers import CnicTaken
from bot.store.vault import Vault

CUSTOMER = tables.table(tables.Customer)
NEW = base64.urlsafe_b64encode(bytes(range(100, 132))).decode()
NUMBERS = [f"+92300000090{one}" for one in range(5)]
CARDS = [f"352021234560{one}" for one in range(5)]


def before() -> Vault:
    """Everything as it was, and the key to come can be read already."""
    return Vault(KEY, others=[NEW])


def after() -> Vault:
    return Vault(NEW, others=[KEY])


def with_vault(world: World, one: Vault) -> Context:
    return replace(world.context, vault=one)


def customer_ids(world: World) -> list[int]:
    """A customer with a card and a PIN for each number; card and PIN are kept with the key of now."""
    found = []
    for number, card in zip(NUMBERS, CARDS, strict=True):
        world.phone("sms", number).says("salam")
        with world.context.database.transaction() as connection:
            customer = connection.execute(
                text(
                    "SELECT customer_id FROM conversation JOIN contact ON contact.conversation_id = conversation.id "
                    "WHERE address = :number"
                ),
                {"number": number},
            ).scalar_one()
            keep(connection, world.context.vault, customer, card)
            customers.set_pin(
                connection,
                customer_id=customer,
                pin="4826",
                unlocked_until=world.now,
                vault=world.context.vault,
            )
        found.append(customer)
    return found


def keep(connection, one: Vault, customer: int, card: str) -> None:
    customers.keep_cnic(connection, customer_id=customer, cnic=card, masked="masked", vault=one)


def found_by(world: World, one: Vault, card: str) -> int | None:
    with world.context.database.snapshot() as connection:
        return customers.with_cnic(connection, cnic=card, vault=one)


def test_every_encrypted_column_is_known_to_rotation() -> None:
    everything = SQLModel.metadata.tables.values()
    named = {
        f"{one.name}.{column.name}" for one in everything for column in one.c if column.name.endswith("_enc")
    }
    assert named == {place.column for place in (*sealed.PLACES, *sealed.PASSING)}


def test_a_sealed_value_opens_in_its_own_place_alone() -> None:
    one = Vault(KEY)
    kept = one.seal("3520212345671", column=vault.CNIC, row=7)
    assert one.open(kept, column=vault.CNIC, row=7) == "3520212345671"
    for other in (
        lambda: one.open(kept, column=vault.CNIC, row=8),
        lambda: one.open(kept, column=vault.TOTP, row=7),
        lambda: one.open(kept[:-1] + bytes([kept[-1] ^ 1]), column=vault.CNIC, row=7),
        lambda: Vault(NEW).open(kept, column=vault.CNIC, row=7),
    ):
        with pytest.raises(InvalidTag):
            other()
    assert one.seal("3520212345671", column=vault.CNIC, row=7) != kept
    assert b"35202" not in kept


def test_what_was_sealed_before_keys_had_names_still_opens() -> None:
    key = vault._Key(KEY)
    kept = b"\x01" + bytes(12) + key.cipher.encrypt(bytes(12), b"3520212345671", b"7")
    assert after().open(kept, column=vault.CNIC, row=7) == "3520212345671"
    assert not Vault(KEY).is_current(kept)
    with pytest.raises(InvalidTag):
        after().open(kept, column=vault.CNIC, row=8)


def test_links_of_before_open_until_the_old_key_is_gone() -> None:
    told = Vault(KEY).signature("paper:1:2")
    assert after().has_signed("paper:1:2", told)
    assert not Vault(NEW).has_signed("paper:1:2", told)
    assert not after().has_signed("paper:1:3", told)


def test_rotation_moves_all_and_nobody_is_missed_at_any_moment(either_world: World) -> None:
    world = either_world
    ids = customer_ids(world)
    context = with_vault(world, after())
    looks = 0
    for _ in rotate_keys.rotate(context):
        looks += 1
        for one in (before(), after()):
            assert [found_by(world, one, card) for card in CARDS] == ids
    assert looks >= 2

    stands = rotate_keys.standing(context)
    assert (stands.left, stands.old_pins, stands.unreadable) == (0, 0, 0)
    only_new = Vault(NEW)
    assert [found_by(world, only_new, card) for card in CARDS] == ids
    with context.database.transaction() as connection:
        for customer, card in zip(ids, CARDS, strict=True):
            assert customers.cnic(connection, customer_id=customer, vault=only_new) == card
            assert customers.proves(connection, customer_id=customer, pin="4826", vault=only_new)
            assert not customers.proves(connection, customer_id=customer, pin="4827", vault=only_new)
        with pytest.raises(InvalidTag):
            customers.cnic(connection, customer_id=ids[0], vault=Vault(KEY))


def test_one_that_is_stopped_midway_goes_on(either_world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world = either_world
    monkeypatch.setattr(sealed, "AT_ONCE", 2)
    ids = customer_ids(world)
    context = with_vault(world, after())
    all_of_it = rotate_keys.standing(context).left
    work = rotate_keys.rotate(context)
    next(work)
    work.close()  # killed
    stands = rotate_keys.standing(context)
    assert stands.left == all_of_it - 2
    assert [found_by(world, before(), card) for card in CARDS] == ids

    assert sum(rotate_keys.rotate(context)) == rotate_keys.steps(context)
    assert rotate_keys.standing(context).left == 0


def test_a_card_is_one_customers_while_two_keys_are_in_use(either_world: World) -> None:
    world = either_world
    ids = customer_ids(world)
    with world.context.database.transaction() as connection:
        for one in (before(), after()):
            with pytest.raises(CnicTaken):
                keep(connection, one, ids[1], CARDS[0])
    assert found_by(world, after(), CARDS[1]) == ids[1]


def test_a_pin_of_before_moves_when_it_is_used(world: World) -> None:
    enrol(world)
    phone = world.phone("sms", "+923000000404")
    key = vault._Key(KEY)
    with world.context.database.transaction() as connection:
        customer = connection.execute(
            select(CUSTOMER.c.id).where(CUSTOMER.c.pin_hash.is_not(None))
        ).scalar_one()
        kept = vault._hash(key.pin, f"{customer}:4826")
        connection.execute(
            update(CUSTOMER).values(pin_enc=None, pin_hash=kept).where(CUSTOMER.c.id == customer)
        )
    assert rotate_keys.standing(world.context).old_pins == 1

    world.later(hours=2)
    phone.says("limit")
    phone.says("1111")
    assert rotate_keys.standing(world.context).old_pins == 1
    phone.says("4826")

    assert rotate_keys.standing(world.context).old_pins == 0
    world.later(hours=2)
    phone.says("limit")
    assert "1111" not in "".join(phone.says("4826"))
    with world.context.database.transaction() as connection:
        assert customers.proves(connection, customer_id=customer, pin="4826", vault=world.context.vault)


def test_a_value_that_no_key_opens_stays_and_is_told(world: World) -> None:
    ids = customer_ids(world)
    lost = Vault(base64.urlsafe_b64encode(bytes(32)).decode())
    with world.context.database.transaction() as connection:
        kept = lost.seal("3520212345679", column=vault.CNIC, row=ids[0])
        connection.execute(update(CUSTOMER).values(cnic_enc=kept).where(CUSTOMER.c.id == ids[0]))
    context = with_vault(world, after())
    list(rotate_keys.rotate(context))
    stands = rotate_keys.standing(context)
    assert (stands.left, stands.unreadable) == (1, 1)


@pytest.fixture
def qist(world: World):
    def run(*arguments: str, code: int = 0, one: Vault) -> str:
        @contextmanager
        def contexts():
            yield with_vault(world, one)

        cli = click.Group()
        key_commands.add_to(cli, contexts)
        done = CliRunner().invoke(cli, ["keys", *arguments])
        assert done.exit_code == code, done.output
        return done.output

    return run


def test_an_operator_sees_what_is_left(world: World, qist) -> None:
    many = len(customer_ids(world))
    old, new = after().ids[1], after().ids[0]

    told = qist("rotate", "--dry-run", one=after())
    assert (
        f"customer.cnic_enc {old}: {many}" in told
        and f"{2 * many + len(demo.SHOPS)} would be encrypted anew" in told
    )
    assert qist("status", one=before()).count("(today)") == 3

    assert f"customer.pin_enc {new} (today): {many}" in qist("rotate", one=after())
    qist("status", one=Vault(NEW))
    assert "do not name" not in qist("status", one=after())
    assert "do not name" in qist("status", one=Vault(KEY), code=1)
    with world.context.database.transaction() as connection:
        noted = (
            connection.execute(text("SELECT detail FROM audit WHERE action = 'keys_rotated'")).scalars().all()
        )
    assert noted == [new]

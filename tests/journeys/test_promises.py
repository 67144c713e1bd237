"""What is quoted = what the key fact statement says, in data and in words = the schedule = the books, to the paisa."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from world import Phone, World

from bot.conversation.values import full_date
from bot.lending import ledger
from bot.lending.offer import Offer
from bot.lending.statement import KeyFacts
from bot.lending.terms import PAY2, PAY3, PAY4
from bot.store import books, tables
from bot.understanding import LANGUAGES

LIMIT, RICH = 2_500_000, "200000"
PAYDAYS = {
    "daily": ("1",),
    **{f"weekly on day {day}": ("2", str(day)) for day in range(1, 8)},
    **{f"monthly on the {day}": ("3", day) for day in ("01", "15", "31")},
}
PLANS = (PAY4.code, PAY2.code, PAY3.code)
PRICES = (100_000, 100_300, 150_100, 999_900, 1_000_100, 1_333_700, 2_499_900, LIMIT)
AMOUNT = re.compile(r"Rs ([\d,]+(?:\.\d\d)?)|([\d,]+(?:\.\d\d)?) روپے")


@pytest.mark.parametrize("payday", PAYDAYS)
def test_every_plan_is_kept_to_the_paisa(world: World, payday: str) -> None:
    first = list(PAYDAYS).index(payday)
    phone = enrolled(world, PAYDAYS[payday], channel=("sms", "whatsapp")[first % 2])
    for place, plan in enumerate(PLANS):
        price = PRICES[(first + 3 * place) % len(PRICES)]
        quoted = quote(phone, price=price, plan=plan)
        accept(phone, quoted)
        promise = kept(world)
        assert_the_same_everywhere(promise, quoted)
        assert_said_the_same(promise, phone)
        assert world.problems() == []
        pay_everything(world, phone)
        assert world.problems() == []


@pytest.mark.parametrize("price", [100_300, 999_900, 1_333_700, LIMIT])
@pytest.mark.parametrize("plan", PLANS)
def test_every_price_is_kept_to_the_paisa(world: World, plan: str, price: int) -> None:
    phone = enrolled(world, PAYDAYS["monthly on the 31"], channel="whatsapp")
    quoted = quote(phone, price=price, plan=plan)
    accept(phone, quoted)
    promise = kept(world)
    assert_the_same_everywhere(promise, quoted)
    assert_said_the_same(promise, phone)
    for _ in range(quoted.count):
        phone.says("9")
        phone.says("3")
        phone.says("1")  # the next instalment
        pay_newest(world, phone)
        assert world.problems() == []
    # Paid long before their days, the first instalments leave less than was agreed: mark-up not earned is dropped.
    (loan,) = phone.show()["loans"]
    assert (loan["state"], loan["outstanding"]) == ("closed", 0)


@pytest.mark.parametrize("price", ["999", "25001", "50001"])
def test_a_price_outside_the_limits_is_not_quoted(world: World, price: str) -> None:
    phone = enrolled(world, PAYDAYS["daily"], channel="sms")
    for text in ("9", "1", "101", price):
        phone.says(text)
    assert phone.state == "buy.price"
    assert "offers" not in phone.position().top.slots


def test_nothing_is_booked_before_it_is_accepted(world: World) -> None:
    phone = enrolled(world, PAYDAYS["daily"], channel="sms")
    quote(phone, price=1_000_000, plan=PAY2.code)
    assert phone.state == "buy.accept"
    phone.says("2")
    assert phone.show()["loans"] == []
    assert rows(world, tables.PostingRow) == []


# What is kept


@dataclass(frozen=True)
class Kept:
    """The newest plan as the store holds it."""

    offer: Offer
    facts: KeyFacts
    shown: Mapping[str, str]
    schedule: list[tuple[int, str, int, int, int]]
    balance: ledger.LoanBalance
    number: str


def kept(world: World) -> Kept:
    loan = rows(world, tables.Loan)[-1]
    statement = next(row for row in rows(world, tables.Statement) if row.id == loan.statement_id)
    parts = [row for row in rows(world, tables.Installment) if row.loan_id == loan.id]
    with world.context.database.transaction() as connection:
        balance = ledger.balance(books.of_loan(connection, loan.number), loan=loan.number)
    return Kept(
        offer=Offer.from_dict(loan.offer),
        facts=KeyFacts.from_dict(statement.facts),
        shown=statement.shown,
        schedule=[
            (part.number, part.due.isoformat(), part.amount, part.principal, part.markup) for part in parts
        ],
        balance=balance,
        number=loan.number,
    )


def assert_the_same_everywhere(promise: Kept, quoted: Offer) -> None:
    parts = [(p.number, p.due.isoformat(), p.amount, p.principal, p.markup) for p in quoted.installments]
    assert promise.offer == quoted
    assert promise.facts.installments == quoted.installments
    assert (promise.facts.principal, promise.facts.markup) == (quoted.principal, quoted.markup)
    assert (promise.facts.total, promise.facts.annual_rate) == (quoted.total, quoted.annual_rate)
    assert promise.facts.reference == promise.number
    assert promise.schedule == parts
    assert [(part.number, part.billed) for part in promise.balance.installments] == [
        (p[0], p[2]) for p in parts
    ]
    assert promise.balance.outstanding == quoted.total == quoted.principal + quoted.markup
    assert promise.balance.principal == quoted.principal
    assert promise.balance.unearned == quoted.markup


def assert_said_the_same(promise: Kept, phone: Phone) -> None:
    """The stored texts carry exactly the promised figures and dates, and are what was sent, in both forms."""
    offer = promise.offer
    late = phone.world.context.rules.late_charge
    figures = [offer.principal, offer.markup, offer.total, *(p.amount for p in offer.installments), late]
    sent = [message.text for message in phone.messages() if message.direction == "out"]
    texts = {language: text for language, text in promise.shown.items() if language in LANGUAGES}
    assert len(texts) == 2 and "en" in texts
    for language, text in texts.items():
        assert sorted(amounts(text)) == sorted(figures), language
        assert all(full_date(language, part.due.isoformat()) in text for part in offer.installments)
        assert str(offer.annual_rate.normalize() if offer.annual_rate else 0) + "%" in text
        assert promise.number in text
        assert text in sent
    if page := promise.shown.get("page"):  # the picture that goes along on WhatsApp
        assert set(amounts(page)) - {0} == set(figures) - {0}


def amounts(text: str) -> list[int]:
    """Every amount in a text, in paisa."""
    found = [left or right for left, right in AMOUNT.findall(text)]
    return [int(one.replace(",", "").replace(".", "")) * (1 if "." in one else 100) for one in found]


# What a customer does


def enrolled(world: World, payday: tuple[str, ...], *, channel: Any) -> Phone:
    phone = world.phone(channel)
    before = ("salam", "1", "3520212345671", "Namoona Khan", "15081990", "1", RICH, "2")
    for text in (*before, *payday, "4826", "later"):
        phone.says(text)
    assert phone.show()["customer"]["limit"] == LIMIT
    return phone


def quote(phone: Phone, *, price: int, plan: str) -> Offer:
    """From the menu to the question of acceptance; the offer as it stood when it was chosen."""
    for text in ("9", "1", "101", str(price // 100)):
        phone.says(text)
    drawn = [Offer.from_dict(one) for one in phone.position().top.slots["offers"]]
    place = [offer.terms.code for offer in drawn].index(plan)
    shown = phone.messages()[-1].text
    assert set(amounts(shown)) >= {
        drawn[place].total,
        drawn[place].markup,
        drawn[place].installments[0].amount,
    }
    for text in (str(place + 1), "1", "1"):
        phone.says(text)
    for text in (str(drawn[place].total // 100), "1"):
        phone.says(text)
    assert phone.state == "buy.accept"
    assert drawn[place].total in amounts(phone.messages()[-1].text)
    return drawn[place]


def accept(phone: Phone, quoted: Offer) -> None:
    phone.says("1")
    assert phone.show()["loans"][-1]["total"] == quoted.total


def pay_everything(world: World, phone: Phone) -> None:
    for text in ("9", "3", "2"):
        phone.says(text)
    pay_newest(world, phone)
    assert phone.show()["loans"][-1]["state"] == "closed"


def pay_newest(world: World, phone: Phone) -> None:
    """As the wallet would: what was asked for, no more and no less."""
    asked = rows(world, tables.PaymentRequest)[-1]
    assert asked.amount in amounts(phone.messages()[-1].text)
    assert world.pay(asked.reference, asked.amount) == "posted"


def rows(world: World, model: type) -> list[Any]:
    table = tables.table(model)
    with world.context.database.transaction() as connection:
        return list(connection.execute(select(table).order_by(table.c.id)))

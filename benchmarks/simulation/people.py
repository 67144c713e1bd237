"""Invented customers with real contacts, decisions, statements, plans and books."""

import random
from dataclasses import dataclass, field, replace
from datetime import date

from bot.channels.ports import ChannelName
from bot.conversation.position import Position
from bot.lending.applicant import Applicant
from bot.lending.commands import (
    AcceptPlan,
    AgreeToTerms,
    Enrol,
    KeepCnic,
    RequestPayment,
    SetPin,
    ShowStatement,
)
from bot.lending.eligibility import decide
from bot.lending.hours import PAKISTAN
from bot.lending.offer import Offer
from bot.lending.plans import draw_up
from bot.lending.schedule import Payday
from bot.lending.statement import key_facts
from bot.lending.terms import PAY2, PAY3, PAY4, Terms
from bot.services.context import Context
from bot.services.perform import perform
from bot.store import conversations
from bot.understanding import Language

SHOP = "103"  # has no telephone: nobody but customers is written to
PIN, WRONG_PIN = "4826", "9917"
SHOWN = {"en": "what was shown", "ur-Latn": "jo dikhaya gaya"}
FORMS: tuple[Language, ...] = ("ur-Latn", "ur-Latn", "ur", "en")
LIMIT_INCOME = 9_000_000


@dataclass
class Person:
    """`never_pays` and the like are habits; `plans`: {number: offer}."""

    number: str
    channel: ChannelName
    language: Language
    chance: random.Random
    customer_id: int = 0
    plans: dict[str, Offer] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """As Twilio knows them."""
        return f"whatsapp:{self.number}" if self.channel == "whatsapp" else self.number


def somebody(place: int, *, seed: int) -> Person:
    chance = random.Random(f"{seed} person {place}")
    channel: ChannelName = "whatsapp" if chance.random() < 0.6 else "sms"
    return Person(f"+92301{1_000_000 + place}", channel, chance.choice(FORMS), chance)


def enrol(context: Context, person: Person, *, place: int) -> None:
    """What the eligibility flow does, without the talk."""
    today = context.clock().astimezone(PAKISTAN).date()
    payday = _payday(person.chance)
    applicant = Applicant(
        born=date(1990, 8, 15), work="salary", income=LIMIT_INCOME, obligations=0, payday=payday
    )
    decision = decide(applicant, today=today, rules=context.rules)
    named = {"name": f"Namoona {place}", "born": applicant.born, "work": applicant.work}
    told = {"income": LIMIT_INCOME, "obligations": 0, "payday_kind": payday.kind, "payday_day": payday.day}
    commands = (
        AgreeToTerms(),
        KeepCnic(f"35202{1_000_000 + place}1"),
        SetPin(PIN),
        Enrol(**named, **told, decision=decision.to_dict()),
    )
    do(context, person, *commands)


def buy(context: Context, person: Person, *, loan: str) -> Offer:
    """A plan as if they had just accepted it; what is due at once is not paid yet."""
    today = context.clock().astimezone(PAKISTAN).date()
    terms: Terms = person.chance.choice((PAY2, PAY2, PAY3, PAY4))
    price = person.chance.randrange(2_000, 24_000, 100) * 100
    offer = draw_up(price=price, today=today, payday=_payday(person.chance), terms=terms, rules=context.rules)
    facts = key_facts(offer, reference=loan, shop=SHOP, rules=context.rules)
    write(context, person)
    do(context, person, ShowStatement(loan, facts.to_dict()), AcceptPlan(loan, SHOP, offer.to_dict()))
    person.plans[loan] = offer
    return offer


def ask_for(context: Context, person: Person, *, loan: str, paisa: int) -> str:
    """A reference to pay by."""
    reference = context.fresh()
    do(context, person, RequestPayment(reference, loan, paisa))
    return reference


def write(context: Context, person: Person) -> None:
    """As if they had just written: they buy by talking."""
    now = context.clock()
    with context.database.transaction() as connection:
        line = conversations.line_of(connection, channel=person.channel, address=person.number, at=now)
        conversations.heard(connection, line=line, at=now)


def do(context: Context, person: Person, *commands: object) -> None:
    """Commands in one transaction, with the conversation locked as a turn locks it."""
    now = context.clock()
    with context.database.transaction() as connection:
        line = conversations.line_of(connection, channel=person.channel, address=person.number, at=now)
        person.customer_id = line.customer_id
        for command in commands:
            perform(context, connection, command=command, line=line, now=now, shown=SHOWN)
        position = replace(Position.from_dict(line.position), language=person.language)
        conversations.save_position(
            connection, conversation_id=line.conversation_id, position=position.to_dict()
        )


def _payday(chance: random.Random) -> Payday:
    if chance.random() < 0.3:
        return Payday("monthly", chance.randrange(1, 29))
    return Payday("weekly", chance.randrange(7)) if chance.random() < 0.3 else Payday("daily")

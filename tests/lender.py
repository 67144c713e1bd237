"""Plans agreed without a conversation, for tests of what happens to them afterwards."""

from world import World

from bot.conversation.position import Position
from bot.lending.commands import AcceptPlan, CancelPlan, RequestPayment, ShowStatement
from bot.lending.hours import PAKISTAN
from bot.lending.ledger import LoanBalance, balance
from bot.lending.offer import Offer
from bot.lending.plans import draw_up
from bot.lending.schedule import Payday
from bot.lending.statement import key_facts
from bot.lending.terms import PAY3, Terms
from bot.services.perform import perform
from bot.store import books, conversations

SHOP = "101"


def agree(
    world: World,
    *,
    loan: str = "10000001",
    price: int = 1_000_000,
    terms: Terms = PAY3,
    number: str = "+923000000404",
    order: str = "",
    code: str = "",
) -> Offer:
    """A plan as if the customer had just accepted it. `price` in paisa."""
    rules = world.context.rules
    today = world.now.astimezone(PAKISTAN).date()
    offer = draw_up(price=price, today=today, payday=Payday("daily"), terms=terms, rules=rules)
    facts = key_facts(offer, reference=loan, shop=SHOP, rules=rules)
    do(world, ShowStatement(loan, facts.to_dict()), number=number)
    do(world, AcceptPlan(loan, SHOP, offer.to_dict(), order, code), number=number)
    return offer


def ask_for(world: World, amount: int, *, loan: str = "10000001", reference: str = "2000000001") -> str:
    """A payment reference for so many paisa."""
    do(world, RequestPayment(reference, loan, amount))
    return reference


def leave(world: World, *, loan: str = "10000001", number: str = "+923000000404") -> None:
    """The 24-hour way out."""
    do(world, CancelPlan(loan), number=number)


def stands(world: World, loan: str = "10000001") -> LoanBalance:
    """What is owed now."""
    with world.context.database.transaction() as connection:
        return balance(books.of_loan(connection, loan), loan=loan)


def do(world: World, command: object, *, number: str = "+923000000404") -> None:
    """One command in one transaction, with the customer's conversation locked as a turn locks it."""
    shown = {"en": "what was shown", "ur-Latn": "jo dikhaya gaya"}
    with world.context.database.transaction() as connection:
        line = conversations.line_of(connection, channel="sms", address=number, at=world.now)
        perform(world.context, connection, command=command, line=line, now=world.now, shown=shown)
        conversations.save_position(
            connection,
            conversation_id=line.conversation_id,
            position=Position.from_dict(line.position).to_dict(),
        )


ENROL = ("salam", "1", "{cnic}", "Namoona Khan", "15081990", "2", "{income}", "2", "1", "4826")


def enrol(
    world: World, *, middle: str = "1234567", number: str = "+923000000404", income: int = 40_000
) -> list[str]:
    """Somebody gets a limit by talking; what was answered."""
    phone = world.phone("sms", number)
    return [phone.says(line.format(cnic=f"35202{middle}1", income=income))[0] for line in ENROL]

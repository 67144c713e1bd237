""" "I have paid", and nothing is here: we look for it, and after a day a person does. Only the provider moves money."""

import logging
import re
from datetime import datetime, timedelta

from bot.conversation.turn import Say
from bot.lending.reminders import is_open
from bot.services import reach
from bot.services.context import Context
from bot.services.desk import episodes
from bot.store import claims, conversations, pay_requests
from bot.store.claims import ClaimRow
from bot.store.database import Transaction, lock_person
from bot.store.facts import Reader

NOT_HERE, TO_PLACE = "payment_dispute", "payment_to_place"
CARD = re.compile(r"[0-9]{5}-?[0-9]{7}-?[0-9]")  # an identity card is kept sealed or not at all
AT_ONCE = 100
LOG = logging.getLogger(__name__)


def open_claim(
    context: Context,
    connection: Transaction,
    *,
    customer_id: int,
    loan: str,
    installment: int,
    words: str,
    at: datetime,
) -> None:
    """One at a time of a customer, a number found later joins it; a provider is asked at the next chance."""
    numbers = " ".join(one for one in claims.numbers_in(words) if not CARD.fullmatch(one))
    if claims.open_since(connection, customer_id) is not None:
        claims.name(connection, customer_id=customer_id, words=numbers)
        return
    claims.add(
        connection,
        customer_id=customer_id,
        loan=loan,
        installment=installment,
        words=numbers,
        opened_at=at,
        look_at=at + timedelta(hours=context.rules.claim_check_hours),
    )
    pay_requests.hurry(connection, loan=loan, at=at)


def look_after_claims(context: Context, *, now: datetime) -> int:
    """What came meanwhile is over; what did not come in time goes to people, in the hours; how many went."""
    cases = after = 0
    while found := _some(context, after):
        after = found[-1].id
        cases += sum(_one(context, claim, now) for claim in found)
    context.outgoing.set()
    return cases


def _some(context: Context, after: int) -> list[ClaimRow]:
    with context.database.snapshot() as connection:
        return claims.every_open(connection, after=after, limit=AT_ONCE)


def _one(context: Context, claim: ClaimRow, now: datetime) -> bool:
    """One that stumbles keeps no other from being looked after."""
    try:
        with context.database.transaction() as connection:
            return _look_after(context, connection, claim, now)
    except Exception:
        LOG.exception("claim %s of plan %s stumbled", claim.id, claim.loan)
        return False


def _look_after(context: Context, connection: Transaction, claim: ClaimRow, now: datetime) -> bool:
    lines = conversations.lines_of_customer(connection, claim.customer_id)
    lock_person(connection, lines[0].address)
    conversations.lock(connection, customer_id=claim.customer_id)
    if claims.came_since(connection, loan=claim.loan, moment=claim.opened_at):
        claims.settle(connection, claim_id=claim.id, state="came", at=now)  # the receipt has told them
        return False
    if not is_open(now, rules=context.rules, city=context.city):
        return False
    reader = Reader(connection, context.vault, context.rules, context.ways)
    found = reader.facts(claim.customer_id, now=now, fresh="").named(claim.words)
    if found.state == "unplaced" and found.received is not None:
        say = Say("people.claim_found", {"amount": found.received.amount})
        return _to_people(context, connection, claim, say, reason=TO_PLACE, now=now)
    if now < claim.look_at:
        return False
    say = Say("people.claim_case", {"hours": context.rules.claim_check_hours})
    return _to_people(context, connection, claim, say, reason=NOT_HERE, now=now)


def _to_people(
    context: Context, connection: Transaction, claim: ClaimRow, say: Say, *, reason: str, now: datetime
) -> bool:
    if not claims.settle(connection, claim_id=claim.id, state="case", at=now):
        return False
    line = conversations.line_by_conversation(connection, claim.conversation_id)
    assert line is not None  # conversations are never deleted
    reach.tell(context, connection, line=line, say=say, kind="payment_claim", at=now)
    episodes.call_people(context, connection, conversation_id=line.conversation_id, reason=reason, at=now)
    return True

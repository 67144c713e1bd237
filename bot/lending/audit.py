"""What must be true of the books, as small functions that return what is wrong. Memory stays constant."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.lending.accounts import Account, is_cash, stands
from bot.lending.balances import LoanBalance, balance
from bot.lending.offer import Offer
from bot.lending.posting import GENESIS, Posting, chain
from bot.lending.rules import DEFAULT, Rules

MAY_CHANGE_SIDES = (
    Account.SHOP_DISCOUNT_RECEIVABLE,  # goods come back after the shop has paid its share: we owe it
    Account.SUSPENSE,  # no loan's own
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken invariant. `where` names the posting's reference or the loan."""

    code: str
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A posting as it was read back, with the hash kept beside it."""

    posting: Posting
    hash: str


@dataclass(frozen=True, slots=True)
class Broken:
    """What was read back and can be no posting: its reference, the hash kept beside it, and why."""

    reference: str
    hash: str
    text: str


@dataclass(frozen=True, slots=True)
class LoanBooks:
    """One loan's offer and its postings in order. `closed`: whether it is kept as closed; None: not known."""

    loan: str
    offer: Offer
    postings: Sequence[Posting]
    closed: bool | None = None


def check(
    stored: Iterable[Stored], *, loans: Iterable[LoanBooks], rules: Rules = DEFAULT
) -> Iterator[Problem]:
    """Everything wrong with the books: the chain over all postings, then each loan. Both are streamed."""
    yield from check_chain(stored)
    for books in loans:
        yield from check_loan(books, rules=rules)


def check_chain(
    stored: Iterable[Stored | Broken], *, previous: str = GENESIS, head: str | None = None
) -> Iterator[Problem]:
    """Postings whose stored hash is not theirs, in the order they were written.

    After a bad one the chain goes on from the stored hash, so that only what was touched is named. `head`:
    the hash that is known to be the last; postings cut off the end are seen by it.
    """
    for one in stored:
        if isinstance(one, Broken):
            yield Problem("entry", one.reference, one.text)
        elif chain(previous, one.posting) != one.hash:
            yield Problem("hash", one.posting.reference, "the posting or one before it was changed")
        previous = one.hash
    if head is not None and previous != head:
        yield Problem("head", "the newest posting", "is not the one that was written last")


def check_loan(books: LoanBooks, *, rules: Rules = DEFAULT) -> Iterator[Problem]:
    """What is wrong with one loan."""
    try:
        now = balance(books.postings, loan=books.loan)
    except ValueError as error:
        yield Problem("unreadable", books.loan, str(error))
        return
    for code, rule in LOAN_RULES.items():
        text = rule(books.offer, now, rules)
        if text:
            yield Problem(code, books.loan, text)
    if books.closed not in (None, now.settled):
        yield Problem("state", books.loan, f"{now.outstanding} paisa are owed, and closed is {books.closed}")


def _agreed_total(offer: Offer, now: LoanBalance, _: Rules) -> str:
    billed = sum(part.billed - part.late_charged for part in now.installments)
    return "" if billed == offer.total else f"billed {billed}, agreed {offer.total}"


def _adds_up(_: Offer, now: LoanBalance, __: Rules) -> str:
    wrong = [
        part.number
        for part in now.installments
        if part.billed != part.paid + part.forgiven + part.outstanding
    ]
    return f"paid and outstanding are not the total of instalments {wrong}" if wrong else ""


def _nothing_negative(_: Offer, now: LoanBalance, __: Rules) -> str:
    amounts = {"credit": now.credit, "charges": now.charges, "written off": now.written_off}
    for part in now.installments:
        amounts[f"principal {part.number}"] = part.open.principal
        amounts[f"mark-up {part.number}"] = part.open.markup
        amounts[f"late charge {part.number}"] = part.open.late
        amounts[f"unearned {part.number}"] = part.unearned
        amounts[f"earned {part.number}"] = part.earned
    for account, standing in now.accounts.items():
        if not is_cash(account) and account not in MAY_CHANGE_SIDES:
            amounts[account] = stands(account, standing)
    below = [name for name, amount in amounts.items() if amount < 0]
    return f"below zero: {', '.join(below)}" if below else ""


def _cost(offer: Offer, now: LoanBalance, rules: Rules) -> str:
    most = offer.principal * rules.max_cost_share
    return "" if now.charges <= most else f"charges of {now.charges} on {offer.principal}"


def _credit_or_debt(_: Offer, now: LoanBalance, __: Rules) -> str:
    return "credit stands beside a debt" if now.credit > 0 and now.outstanding > 0 else ""


LOAN_RULES: dict[str, Callable[[Offer, LoanBalance, Rules], str]] = {
    "agreed_total": _agreed_total,
    "adds_up": _adds_up,
    "negative": _nothing_negative,
    "cost": _cost,
    "credit_and_debt": _credit_or_debt,
}

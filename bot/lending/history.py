"""How plans were repaid: what lets a limit grow."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from bot.lending.balances import balance
from bot.lending.hours import PAKISTAN
from bot.lending.posting import Posting
from bot.lending.rules import DEFAULT, Rules

NOT_REPAID = frozenset({"cancel", "refund", "write_off", "relief"})


def repaid_on_time(
    postings: Iterable[Posting], *, loan: str, dues: Mapping[int, date], rules: Rules = DEFAULT
) -> bool:
    """Whether a plan was paid in full, no instalment later than its days of grace (docs/scorecard.md).

    `dues`: the day each instalment was due in the end, an agreed extension counted. A plan that was cancelled,
    returned in part or given up says nothing about repaying, and so does not count.
    """
    known = list(postings)
    if any(posting.kind in NOT_REPAID for posting in known) or not balance(known, loan=loan).settled:
        return False
    grace = timedelta(days=rules.late_grace_days)
    return all(_settled_by(known, loan, number, due + grace) for number, due in dues.items())


def _settled_by(postings: list[Posting], loan: str, number: int, day: date) -> bool:
    then = [posting for posting in postings if posting.at.astimezone(PAKISTAN).date() <= day]
    parts = {part.number: part for part in balance(then, loan=loan).installments}
    # One that was spread over others has nothing left of its own; one that did not exist yet was not late.
    return number not in parts or parts[number].settled

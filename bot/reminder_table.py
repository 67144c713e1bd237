"""What a tick did or would do, as a table that is written while it goes on."""

from collections import Counter
from collections.abc import Iterable, Iterator

from bot.services.outbox import mask_number
from bot.services.remind import Reminded

WIDTHS = (10, 3, 9, 9, 9, 15)
HEAD = ("plan", "#", "reminder", "outcome", "channel", "to")
WHY = {
    "paid": "it is paid",
    "prepaid": "it was paid before its day",
    "opted_out": "they asked us not to write first",
    "hardship": "they told us of trouble: a person looks first",
    "disputed": "there is a dispute: a person looks first",
    "return_open": "goods are coming back",
    "promised": "they chose a day that is not over",
    "held_by_agent": "a person is talking with them",
    "locked": "their PIN is locked",
    "said": "another reminder of this instalment went out today",
    "stale": "it comes too late to be of use",
    "closed_hours": "not at this hour or on this day; it waits",
    "frequency": "one a day and three a week; it waits",
    "error": "something went wrong (see the log); it is looked at again in an hour",
    "broken": "days that were chosen have passed: our people talk to them",
    "people": "every reminder was said: our people talk to them",
}


def lines(reminded: Iterable[Reminded], *, reveal: bool = False) -> Iterator[str]:
    """A head, one line for each reminder, and how many of each outcome."""
    counted = Counter[str]()
    for one in reminded:
        if not counted:
            yield _row(HEAD, "why")
        counted[one.outcome] += 1
        to = one.address if reveal else mask_number(one.address)
        yield _row(
            (one.loan, str(one.installment), one.kind, one.outcome, one.channel, to),
            WHY.get(one.why, one.why),
        )
    outcomes = ", ".join(f"{times} {outcome}" for outcome, times in counted.most_common())
    yield outcomes or "nothing is due"


def _row(cells: tuple[str, ...], last: str) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True))
    return "  ".join([*padded, last]).rstrip()

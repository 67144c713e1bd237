"""A provider's settlement file beside what we hold: what agrees, what is missing with us, what is extra, what differs.

What is missing with us happened, and is proposed for posting: a second person agrees, and it goes the way of every
payment. What is extra or differs is put on the list of oddities. Nothing that stands is ever changed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from bot.lending.hours import PAKISTAN, midnight
from bot.payments.columns import Columns
from bot.payments.settlement_file import BadFile, Settled, read
from bot.services import clear_payments
from bot.services.context import Context
from bot.services.desk.scene import money
from bot.store import approvals, oddities, people, settlements
from bot.store.database import Transaction, lock_person
from bot.store.settlements import Held, LineRow

KIND = "settlement"  # of the question to a second person
EXTRA, DIFFERS = "not_in_file", "file_differs"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """What the file covers, both included; None: from its first row's day to its last row's."""

    first: date | None = None
    last: date | None = None


@dataclass(slots=True)
class Found:
    """`missing`: proposed now; `waiting`: proposed before. `differing`: what the file says, and what we hold."""

    run_id: int = 0
    first: date = date.min
    last: date = date.min
    matched: int = 0
    skipped: int = 0
    missing: list[Settled] = field(default_factory=list)
    waiting: list[Settled] = field(default_factory=list)
    extra: list[Held] = field(default_factory=list)
    differing: list[tuple[Settled, int]] = field(default_factory=list)
    fees: int = 0

    @property
    def counts(self) -> dict[str, int]:
        return {
            "matched": self.matched,
            "missing": len(self.missing),
            "waiting": len(self.waiting),
            "extra": len(self.extra),
            "differing": len(self.differing),
            "skipped": self.skipped,
            "fees": self.fees,
        }


def reconcile(
    context: Context,
    *,
    content: bytes,
    name: str,
    provider: str,
    columns: Columns,
    days: Days | None = None,
    agent_id: int | None = None,
) -> Found:
    """One reading of a file, kept with its hash and who did it. Raises BadFile: then nothing at all was done."""
    now = context.clock()
    file = read(content, columns=columns, now=now, provider=provider)
    first, last = _covered(file.rows, days or Days())
    with context.database.transaction() as connection:
        lock_person(connection, f"settlement of {provider}")  # two readings at once: one after the other
        found = Found(first=first, last=last, skipped=file.skipped)
        found.run_id = settlements.keep_run(
            connection, provider=provider, name=name, sha256=sha256(content).hexdigest(), first_day=first,
            last_day=last, agent_id=agent_id, at=now,
        )  # fmt: skip
        _compare(connection, provider, file.rows, found)
        found.extra = _extra(connection, provider, file.rows, found, now=now)
        _put_down(connection, provider, found, at=now)
        _propose(connection, found, provider, agent_id=agent_id, at=now)
        found.fees = clear_payments.book_in(connection, provider=provider, at=now)
        settlements.count(connection, run_id=found.run_id, counts=found.counts)
        detail = f"{provider} {found.run_id} {sum(found.counts.values()) - found.fees}"
        people.note(connection, at=now, agent_id=agent_id, action="reconcile", detail=detail)
    return found


def _covered(rows: Sequence[Settled], days: Days) -> tuple[date, date]:
    """Raises BadFile for a file that tells nothing, of days that nobody named; and for rows outside those named."""
    told = sorted(row.at.astimezone(PAKISTAN).date() for row in rows)
    first, last = days.first or min(told, default=None), days.last or max(told, default=None)
    if first is None or last is None:
        raise BadFile(["there is no payment in the file; say which days it covers"])
    if first > last:
        raise BadFile([f"the days end on {last}, before they begin on {first}"])
    if outside := [row for row in rows if not first <= row.at.astimezone(PAKISTAN).date() <= last]:
        raise BadFile([f"line {outside[0].line}: outside the days from {first} to {last}"])
    return first, last


def _compare(connection: Transaction, provider: str, rows: Sequence[Settled], found: Found) -> None:
    """Each row beside our payment of this number, and beside what an earlier file told of it."""
    held = settlements.held(connection, provider, (row.provider_id for row in rows))
    lines = settlements.lines(connection, provider, (row.provider_id for row in rows))
    new, states = list[dict[str, Any]](), dict[str, list[int]]()
    for row in rows:
        line, ours = lines.get(row.provider_id), held.get(row.provider_id)
        state = _state(row, line, ours, found)
        if line is None:
            new.append(_as_line(row, provider, state, found.run_id))
            continue
        if (row.fee and row.fee != line.fee) or (row.settled_as and not line.settled_as):
            settlements.learn(connection, line_id=line.id, fee=row.fee or line.fee, settled_as=row.settled_as)
        if state != line.state:
            states.setdefault(state, []).append(line.id)
    settlements.add(connection, new)
    for state, ids in states.items():
        again = found.run_id if state == "proposed" else None
        settlements.set_state(connection, ids, state, run_id=again)


def _state(row: Settled, line: LineRow | None, ours: Held | None, found: Found) -> str:
    """What becomes of the row, counted in `found`."""
    stood = line.state if line else ""
    if ours is not None:
        amount = 0 if ours.gone else ours.amount
        if amount == row.paisa:
            found.matched += 1
            return "posted" if stood == "posted" else "matched"
        found.differing.append((row, amount))
        return stood if stood == "posted" else "differing"
    if line is not None and line.amount != row.paisa:
        found.differing.append((row, line.amount))  # the provider's own files do not agree
        return stood
    if stood in settlements.WAITING:
        found.waiting.append(row)
        return stood
    found.missing.append(row)
    return "proposed"


def _as_line(row: Settled, provider: str, state: str, run_id: int) -> dict[str, Any]:
    return {
        "provider": provider,
        "provider_id": row.provider_id,
        "reference": row.reference,
        "amount": row.paisa,
        "fee": row.fee,
        "settled_as": row.settled_as,
        "paid_at": row.at,
        "state": state,
        "run_id": run_id,
    }


def _extra(
    connection: Transaction, provider: str, rows: Sequence[Settled], found: Found, *, now: datetime
) -> list[Held]:
    """What we hold of these days and no file has told. A day that is not over is covered up to the last row."""
    start, end = midnight(found.first), midnight(found.last + ONE_DAY)
    if end > now:
        end = max((row.at for row in rows), default=start) + timedelta.resolution
    known = {row.provider_id for row in rows}
    extra = list(settlements.held_between(connection, provider, start=start, end=end, known=known))
    told = settlements.lines(connection, provider, (one.provider_id for one in extra))
    return [one for one in extra if one.provider_id not in told]


def _put_down(connection: Transaction, provider: str, found: Found, *, at: datetime) -> None:
    """For a person to look at; the same thing told by another file is the same thing."""
    for one in found.extra:
        oddities.note(
            connection, kind=EXTRA, provider=provider, provider_id=one.provider_id, reference=one.reference,
            amount=one.amount, loan=one.loan, at=at, detail=f"run {found.run_id}",
        )  # fmt: skip
    for row, held in found.differing:
        oddities.note(
            connection, kind=DIFFERS, provider=provider, provider_id=row.provider_id, reference=row.reference,
            amount=row.paisa, at=at, detail=f"run {found.run_id} {money(held) or 'Rs 0'}",
        )  # fmt: skip


def _propose(
    connection: Transaction, found: Found, provider: str, *, agent_id: int | None, at: datetime
) -> None:
    if found.missing:
        approvals.ask(
            connection,
            kind=KIND,
            loan="",
            conversation_id=None,
            amount=sum(row.paisa for row in found.missing),
            params={"run": str(found.run_id)},
            reason=f"{provider}: {len(found.missing)}",
            agent_id=agent_id,
            at=at,
        )

"""Whether customers got a person's words in time, and how soon. Only desk hours count, and never the bot's time."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from statistics import median

from bot.services.desk.rules import DeskRules
from bot.store.desk_figures import Waited

NINE_IN_TEN = 0.9


@dataclass(slots=True)
class Tally:
    """`took`: of each wait that somebody answered the desk hours, in seconds."""

    in_time: int = 0
    late: int = 0
    open_late: int = 0
    unneeded: int = 0
    took: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Responses:
    """How waits of one kind ("first" of an episode, "next") ended.

    `late`: answered too late; `open_late`: not answered yet and too late already. Both are missed. `unneeded`: nobody
    had to answer, which counts for nothing. `median` and `nine_in_ten` (the nearest rank) are desk hours, None while
    nobody has answered.
    """

    kind: str
    in_time: int
    late: int
    open_late: int
    unneeded: int
    median: timedelta | None
    nine_in_ten: timedelta | None

    @property
    def answered(self) -> int:
        return self.in_time + self.late

    @property
    def counted(self) -> int:
        """Waits of which it is known whether the promise was kept."""
        return self.answered + self.open_late

    @property
    def kept(self) -> float | None:
        """The share that was in time, 0 to 1."""
        return self.in_time / self.counted if self.counted else None


def tallies(rows: Iterable[Waited], *, desk: DeskRules, now: datetime) -> dict[tuple[int | None, str], Tally]:
    """One pass over all waits, by agent and kind."""
    found: dict[tuple[int | None, str], Tally] = defaultdict(Tally)
    for row in rows:
        _count(found[row.agent_id, row.kind], row, desk, now)
    return dict(found)


def responses(counted: Mapping[tuple[int | None, str], Tally], *, kind: str, agent_id: int = 0) -> Responses:
    """Of one agent, or (0) of everybody together."""
    mine = [
        tally for (agent, of_kind), tally in counted.items() if of_kind == kind and agent_id in (0, agent)
    ]
    took = sorted(seconds for tally in mine for seconds in tally.took)
    return Responses(
        kind=kind,
        in_time=sum(tally.in_time for tally in mine),
        late=sum(tally.late for tally in mine),
        open_late=sum(tally.open_late for tally in mine),
        unneeded=sum(tally.unneeded for tally in mine),
        median=timedelta(seconds=median(took)) if took else None,
        nine_in_ten=timedelta(seconds=took[ceil(NINE_IN_TEN * len(took)) - 1]) if took else None,
    )


def _count(tally: Tally, row: Waited, desk: DeskRules, now: datetime) -> None:
    if row.ended_at is None:
        tally.open_late += row.due_at < now
    elif row.agent_id is None:
        tally.unneeded += 1
    else:
        in_time = row.ended_at <= row.due_at
        tally.in_time += in_time
        tally.late += not in_time
        tally.took.append(desk.between(row.since, row.ended_at).total_seconds())

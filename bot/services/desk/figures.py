"""How the desk does over some days: in time, how soon, why people come, what they say of it. Days are Pakistan's."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.lending.hours import PAKISTAN, midnight
from bot.services import reminder_effect
from bot.services.context import Context
from bot.services.desk.responses import Responses, Tally, responses, tallies
from bot.services.reminder_effect import ReminderEffect
from bot.store import desk_figures
from bot.store.database import Transaction

ONE_DAY = timedelta(days=1)
HOURS, SCORES = range(24), range(1, 6)
ACTS = ("take", "reply", "returned", "insisted")
OVERRIDES = 100  # so many are listed; the count says how many there were


@dataclass(frozen=True, slots=True)
class Span:
    """Whole days in Pakistan, both included."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        return midnight(self.first)

    @property
    def end(self) -> datetime:
        return midnight(self.last + ONE_DAY)


@dataclass(frozen=True, slots=True)
class Scores:
    """`asked`: customers who were asked how the help was; `counts`: how many gave 1, 2, 3, 4, 5."""

    asked: int
    counts: tuple[int, ...]

    @property
    def answered(self) -> int:
        return sum(self.counts)

    @property
    def mean(self) -> float | None:
        """None while nobody has answered."""
        points = sum(score * count for score, count in zip(SCORES, self.counts, strict=True))
        return points / self.answered if self.answered else None


@dataclass(frozen=True, slots=True)
class AgentFigures:
    """`returned`: conversations they forgot, so that the queue has them; `insisted`: sent against a warning."""

    id: int
    name: str
    taken: int
    replies: int
    first: Responses
    next: Responses
    scores: Scores
    returned: int
    insisted: int


@dataclass(frozen=True, slots=True)
class Override:
    """`words`: what the agent was warned of."""

    at: datetime
    agent: str
    conversation_id: int
    words: str


@dataclass(frozen=True, slots=True)
class Report:
    """`reasons` most frequent first; `hours`: conversations that came to people by hour of day in Pakistan.

    `agents`: who did anything in the span, by name. `reminders` concern the whole book, whatever agent was chosen.
    """

    span: Span
    responses: tuple[Responses, Responses]
    reasons: tuple[tuple[str, int], ...]
    hours: tuple[int, ...]
    days: tuple[tuple[date, int], ...]
    scores: Scores
    agents: tuple[AgentFigures, ...]
    overrides: tuple[Override, ...]
    reminders: ReminderEffect


def last_days(days: int, *, now: datetime) -> Span:
    """So many days, today included."""
    today = now.astimezone(PAKISTAN).date()
    return Span(today - (days - 1) * ONE_DAY, today)


def people(context: Context) -> dict[int, str]:
    """Whose figures may be asked for: everybody who ever was at the desk, by name."""
    with context.database.snapshot() as connection:
        return desk_figures.names(connection)


def report(context: Context, *, span: Span, agent_id: int = 0) -> Report:
    """Everything about these days; `agent_id` 0 for everybody, otherwise what that agent did."""
    with context.database.snapshot() as connection:
        between = {"start": span.start, "end": span.end}
        names = desk_figures.names(connection)
        rows = desk_figures.waits(connection, agent_id=agent_id, **between)
        counted = tallies(rows, desk=context.desk, now=context.clock())
        reasons, hours, days = _came(desk_figures.came(connection, agent_id=agent_id, **between), span)
        scores = _scores(desk_figures.asked(connection, agent_id=agent_id, **between))
        return Report(
            span=span,
            responses=(responses(counted, kind="first"), responses(counted, kind="next")),
            reasons=tuple(reasons.most_common()),
            hours=hours,
            days=days,
            scores=_all(scores.values()),
            agents=_agents(connection, span, agent_id, names, counted, scores),
            overrides=_overrides(connection, span, agent_id, names),
            reminders=reminder_effect.effect(connection, rules=context.rules, now=context.clock(), **between),
        )


def _came(
    rows: Iterable[desk_figures.Came], span: Span
) -> tuple[Counter[str], tuple[int, ...], tuple[tuple[date, int], ...]]:
    """By reason, hour, day; a day on which nobody came is a day too."""
    reasons, hours, days = Counter[str](), Counter[int](), Counter[date]()
    for row in rows:
        local = row.at.astimezone(PAKISTAN)
        reasons[row.reason] += 1
        hours[local.hour] += 1
        days[local.date()] += 1
    whole = (span.first + number * ONE_DAY for number in range((span.last - span.first).days + 1))
    return reasons, tuple(hours[hour] for hour in HOURS), tuple((day, days[day]) for day in whole)


def _scores(rows: Iterable[desk_figures.Asked]) -> dict[int | None, Scores]:
    """By the agent who held the conversation last."""
    asked, given = Counter[int | None](), Counter[tuple[int | None, int]]()
    for row in rows:
        asked[row.agent_id] += 1
        if row.score is not None:
            given[row.agent_id, row.score] += 1
    return {
        agent: Scores(times, tuple(given[agent, score] for score in SCORES)) for agent, times in asked.items()
    }


def _all(scores: Iterable[Scores]) -> Scores:
    each = list(scores)
    counts = tuple(sum(one.counts[place] for one in each) for place in range(len(SCORES)))
    return Scores(sum(one.asked for one in each), counts)


def _agents(
    connection: Transaction,
    span: Span,
    agent_id: int,
    names: Mapping[int, str],
    counted: Mapping[tuple[int | None, str], Tally],
    scores: Mapping[int | None, Scores],
) -> tuple[AgentFigures, ...]:
    acts = desk_figures.acts(connection, actions=ACTS, start=span.start, end=span.end)
    busy = {one for one, _ in (*acts, *counted)} | set(scores)
    return tuple(
        AgentFigures(
            id=one,
            name=name,
            taken=acts.get((one, "take"), 0),
            replies=acts.get((one, "reply"), 0),
            first=responses(counted, kind="first", agent_id=one),
            next=responses(counted, kind="next", agent_id=one),
            scores=_all([scores[one]] if one in scores else []),
            returned=acts.get((one, "returned"), 0),
            insisted=acts.get((one, "insisted"), 0),
        )
        for one, name in names.items()
        if one in busy and agent_id in (0, one)
    )


def _overrides(
    connection: Transaction, span: Span, agent_id: int, names: Mapping[int, str]
) -> tuple[Override, ...]:
    rows = desk_figures.overridden(
        connection, start=span.start, end=span.end, agent_id=agent_id, limit=OVERRIDES
    )
    return tuple(
        Override(row.at, names.get(row.agent_id, ""), row.conversation_id, row.words) for row in rows
    )

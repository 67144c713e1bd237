"""The desk at this moment: who waits, how long, and how much each agent has."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context
from bot.store import desk_figures


@dataclass(frozen=True, slots=True)
class AgentLoad:
    """`snoozed` are among `held`; `late`: of those whose customer has waited too long."""

    id: int
    name: str
    held: int
    snoozed: int
    late: int


@dataclass(frozen=True, slots=True)
class Load:
    """Customers who wait for words: `queued` for anybody's, `waiting` all of them. `longest`: in which conversation."""

    queued: int
    waiting: int
    late: int
    longest: int | None
    since: datetime | None
    agents: tuple[AgentLoad, ...]


def load(context: Context, *, agent_id: int = 0) -> Load:
    """As of now; `agent_id` narrows only the agents."""
    now = context.clock()
    with context.database.snapshot() as connection:
        waits = desk_figures.open_waits(connection)
        held, names = desk_figures.held(connection, now=now), desk_figures.names(connection)
    late = Counter(row.agent_id for row in waits if row.due_at < now)
    first = waits[0] if waits else None
    return Load(
        queued=sum(row.agent_id is None for row in waits),
        waiting=len(waits),
        late=late.total(),
        longest=first.conversation_id if first else None,
        since=first.since if first else None,
        agents=tuple(
            AgentLoad(one, name, *held[one], late[one])
            for one, name in names.items()
            if one in held and agent_id in (0, one)
        ),
    )

"""Giving up what is owed: a loss taken by a supervisor, or relief after a death or a disaster."""

from typing import Literal

from bot.lending import ledger
from bot.services.context import Context
from bot.services.plan_books import hold
from bot.store import people

WrittenOff = Literal["written_off", "nothing_owed", "unknown"]
MAY = ("supervisor", "administrator")


class NotAllowed(Exception):
    """Only a supervisor may give up money."""


def write_off(
    context: Context, *, loan: str, reason: str, agent_id: int | None, relief: bool = False
) -> WrittenOff:
    """Give up all that is owed on a plan. `agent_id` None: an operator at the command line. Raises NotAllowed."""
    with context.database.transaction() as connection:
        agent = people.agent_by_id(connection, agent_id) if agent_id is not None else None
        if agent_id is not None and (agent is None or agent.role not in MAY):
            raise NotAllowed
        held = hold(connection, loan)
        if held is None:
            return "unknown"
        now, kind = context.clock(), "relief" if relief else "write_off"
        given_up = ledger.write_off(
            loan=loan,
            balance=held.balance,
            reference=f"{kind}:{loan}:{len(held.postings)}",
            at=now,
            relief=relief,
        )
        if given_up is None:
            return "nothing_owed"
        held.write([given_up], at=now)
        people.note(connection, at=now, agent_id=agent_id, action=kind, detail=f"{loan} {reason}")
        return "written_off"

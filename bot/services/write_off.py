"""Giving up what is owed: a loss taken by a supervisor, or relief after a death or a disaster."""

from datetime import datetime
from typing import Literal

from bot.lending import ledger
from bot.services.context import Context
from bot.services.plan_books import PlanBooks, hold
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
        if not give_up(held, relief=relief, at=context.clock()):
            return "nothing_owed"
        people.note(
            connection,
            at=context.clock(),
            agent_id=agent_id,
            action="relief" if relief else "write_off",
            detail=f"{loan} {reason}",
        )
        return "written_off"


def give_up(held: PlanBooks, *, relief: bool, at: datetime) -> int:
    """The same on a plan that is held: how much was given up, in paisa; 0 when nothing is owed."""
    loan, owed, kind = held.plan.number, held.balance.outstanding, "relief" if relief else "write_off"
    given_up = ledger.write_off(
        loan=loan,
        balance=held.balance,
        reference=f"{kind}:{loan}:{len(held.postings)}",
        at=at,
        relief=relief,
    )
    held.write([given_up], at=at)
    return owed

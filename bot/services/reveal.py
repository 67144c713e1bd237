"""The whole number of an identity card, for whoever has to compare it: recorded before it is shown, and seldom."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from bot.lending.identity import cnic_format
from bot.services.context import Context
from bot.store import customers, people, record, team, views

ACTION = "reveal_cnic"
AN_HOUR = timedelta(hours=1)
MOST_AN_HOUR = 20


@dataclass(frozen=True, slots=True)
class Revealed:
    """`cnic` as it is written on the card, only with "shown"."""

    outcome: Literal["shown", "not_yours", "too_many", "none"]
    cnic: str = ""


def reveal(context: Context, *, conversation_id: int, agent_id: int, supervises: bool) -> Revealed:
    """For who holds the conversation, or supervises."""
    now = context.clock()
    with context.database.transaction() as connection:
        team.lock(
            connection, agent_id=agent_id
        )  # one after the other, or many at once would all count too few
        thread = views.thread(connection, conversation_id)
        if thread is None or not thread.cnic_masked:
            return Revealed("none")
        if not supervises and (thread.held_by, thread.agent_id) != ("agent", agent_id):
            return Revealed("not_yours")
        if record.count(connection, action=ACTION, since=now - AN_HOUR, agent_id=agent_id) >= MOST_AN_HOUR:
            return Revealed("too_many")
        people.note(connection, at=now, agent_id=agent_id, action=ACTION, conversation_id=conversation_id)
    with context.database.snapshot() as connection:
        cnic = customers.cnic(connection, customer_id=thread.customer_id, vault=context.vault)
    return Revealed("shown", cnic_format(cnic)) if cnic else Revealed("none")

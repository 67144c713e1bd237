"""Two agents who look in twice a day: they take who waits, sleep over it, and give it back days later."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from benchmarks.simulation.place import Place
from bot.services import agents, demo
from bot.services.desk import acts, hand_back, hold
from bot.store import tables

CONVERSATION, CUSTOMER = tables.table(tables.Conversation), tables.table(tables.Customer)
Later = Callable[[datetime, Callable[[], Any]], None]


def names(place: Place) -> list[int]:
    """The agents' ids; logging in is slow on purpose, so it is done once."""
    found = [agents.authenticate(place.context, one.username, one.password) for one in demo.LOGINS[:2]]
    return [one.id for one in found if one is not None]


def visit(
    place: Place, *, agents_there: list[int], chance: Random, later: Later, look: Callable[[int], None]
) -> int:
    """Take most of those who wait; how many."""
    query = select(CONVERSATION.c.id, CONVERSATION.c.customer_id).where(CONVERSATION.c.held_by == "queue")
    with place.context.database.snapshot() as connection:
        waiting = list(connection.execute(query.order_by(CONVERSATION.c.id)))
    taken = [row for row in waiting if chance.random() < 0.7]
    for row in taken:
        agent = chance.choice(agents_there)
        hold.take(place.context, conversation_id=row.id, agent_id=agent)
        gives_back = place.clock.now + timedelta(minutes=chance.choice((5, 90, 600, 24 * 60, 3 * 24 * 60)))
        hold.snooze(place.context, conversation_id=row.id, agent_id=agent, until=gives_back)
        later(gives_back, lambda one=row, who=agent: _gives_back(place, one, who, look))
        look(row.customer_id)
    return len(taken)


def _gives_back(place: Place, row: Any, agent: int, look: Callable[[int], None]) -> None:
    """Whoever locked themselves out gets their PIN opened first."""
    query = select(CUSTOMER.c.pin_locked_at).where(CUSTOMER.c.id == row.customer_id)
    with place.context.database.snapshot() as connection:
        locked = connection.execute(query).scalar() is not None
    if locked:
        key = place.context.fresh()
        where = {"conversation_id": row.id, "agent_id": agent, "key": key, "reason": "they called"}
        acts.do(place.context, kind="unlock_pin", params={}, **where)
    hand_back.hand_back(place.context, conversation_id=row.id, agent_id=agent)
    place.carry()
    look(row.customer_id)

"""What was odd about payments stays on one list, each once, until a person has looked."""

from sqlalchemy import Connection
from world import World

from bot.store import oddities


def note(connection: Connection, world: World, **more: object) -> bool:
    told = {"kind": "late", "provider": "jazzcash", "provider_id": "T1", "at": world.now, **more}
    return oddities.note(connection, **told)


def test_told_again_it_is_counted(either_world: World) -> None:
    with either_world.context.database.transaction() as connection:
        told = [note(connection, either_world, amount=amount) for amount in (100, 200)]
        note(connection, either_world, kind="forged")
        found = oddities.listed(connection, settled=False, limit=10)
    assert told == [True, False]
    assert [(one.kind, one.amount, one.times) for one in found] == [("late", 100, 2), ("forged", 0, 1)]


def test_settled_once_with_a_note(either_world: World) -> None:
    agent_id = either_world.agent()
    with either_world.context.database.transaction() as connection:
        note(connection, either_world)
        (one,) = oddities.listed(connection, settled=False, limit=10)
        done = {"oddity_id": one.id, "agent_id": agent_id, "at": either_world.now}
        assert oddities.settle(connection, note="called them", **done)
        assert not oddities.settle(connection, note="again", **done)
        assert oddities.listed(connection, settled=False, limit=10) == []
        (settled,) = oddities.listed(connection, settled=True, limit=10)
    assert (settled.note, settled.settled_by) == ("called them", "Ayesha (demo)")

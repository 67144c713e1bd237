"""A new revision of a flow goes out under ten thousand stored conversations."""

from dataclasses import replace

from sqlalchemy import insert
from world import World

from bot.conversation.grammar import Ask, Flow
from bot.conversation.position import Frame, Position
from bot.services.publish import publish
from bot.store.conversations import CONVERSATION, CUSTOMER
from flows import SCRIPT

CONVERSATIONS = 10_000
BUY = SCRIPT.flow("buy")
ASKS = [state.name for state in BUY.states if isinstance(state, Ask)]

OLD, NEW = BUY.revision, BUY.revision + 1
HOME = Frame("home", "menu", SCRIPT.flow("home").revision)


def fill(world: World) -> None:
    with world.context.database.transaction() as connection:
        connection.execute(
            insert(CUSTOMER), [{"id": n, "created_at": world.now} for n in range(1, CONVERSATIONS + 1)]
        )
        rows = [
            {"customer_id": n, "position": stands(ASKS[n % len(ASKS)], n).to_dict(), "held_by": "bot"}
            for n in range(1, CONVERSATIONS + 1)
        ]
        connection.execute(insert(CONVERSATION), rows)


def stands(state: str, number: int) -> Position:
    return Position((HOME, Frame("buy", state, OLD, {"price": number})), "ur", shown=True)


def positions(world: World) -> list[Position]:
    with world.context.database.transaction() as connection:
        rows = connection.execute(CONVERSATION.select().order_by(CONVERSATION.c.id)).all()
    return [Position.from_dict(row.position) for row in rows]


def with_script(world: World, buy: Flow, *earlier: Flow) -> World:
    flows = tuple(buy if flow is BUY else flow for flow in SCRIPT.flows)
    engine = replace(world.context.engine, script=replace(SCRIPT, flows=flows, earlier=earlier))
    world.context = replace(world.context, engine=engine)
    return world


def test_under_ten_thousand(world: World) -> None:
    fill(world)
    first, second = ASKS[0], ASKS[1]
    states = tuple(
        replace(state, name="renamed") if state.name == second else state
        for state in BUY.states
        if state.name != first
    )
    buy = replace(BUY, states=states, aliases={second: "renamed"}, revision=NEW)
    share = CONVERSATIONS // len(ASKS)

    told = publish(with_script(world, buy, BUY).context, rehearse=True)
    assert told.moved[f"buy {OLD} -> {NEW}"] == CONVERSATIONS - told.stay[f"buy {OLD}"] and not told.stranded
    assert {frame.revision for one in positions(world) for frame in one.frames[1:]} == {OLD}

    told = publish(world.context)
    assert abs(told.stay[f"buy {OLD}"] - share) <= 1 and told.conversations == CONVERSATIONS
    for number, now in enumerate(positions(world), 1):
        was = ASKS[number % len(ASKS)]
        expected = (was, OLD) if was == first else ("renamed" if was == second else was, NEW)
        assert (
            (now.top.state, now.top.revision) == expected and now.top.slots == {"price": number} and now.shown
        )

    told = publish(with_script(world, buy).context)
    assert not told.moved and abs(told.stranded[f"buy.{first} {OLD}"] - share) <= 1
    assert {frame.slots["price"] for one in positions(world) for frame in one.frames if frame.slots} == set(
        range(1, CONVERSATIONS + 1)
    )

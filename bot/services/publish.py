"""The flows have changed: bring conversations in progress to today's revisions, and tell which have no place there."""

from collections import Counter
from dataclasses import dataclass, field

from bot.conversation.position import Position
from bot.conversation.revisions import settled, without_place
from bot.services.context import Context
from bot.store import conversations

BATCH = 200  # conversations locked at once: a turn of one of them waits some milliseconds


@dataclass(slots=True)
class Published:
    """Frames, counted: `moved` "flow 1 -> 2"; `stay` "flow 1" on an earlier revision that is still kept; `stranded`
    "flow.state 1", whose people get a person with their next message."""

    conversations: int = 0
    moved: Counter[str] = field(default_factory=Counter)
    stay: Counter[str] = field(default_factory=Counter)
    stranded: Counter[str] = field(default_factory=Counter)


def publish(context: Context, *, rehearse: bool = False) -> Published:
    """Every conversation once. Doing it twice changes nothing."""
    told, last = Published(), 0
    while (reached := _batch(context, told, after=last, rehearse=rehearse)) > last:
        last = reached
    return told


def _batch(context: Context, told: Published, *, after: int, rehearse: bool) -> int:
    """The id of the last conversation looked at."""
    with context.database.transaction() as connection:
        rows = conversations.positions(connection, after=after, limit=BATCH)
        for conversation_id, stored in rows:
            before = Position.from_dict(stored)
            now = _moved(context, before, told)
            if now is not before and not rehearse:
                conversations.save_position(
                    connection, conversation_id=conversation_id, position=now.to_dict()
                )
    return rows[-1][0] if rows else after


def _moved(context: Context, before: Position, told: Published) -> Position:
    """A conversation in which anything has no place is left as it is until its customer writes."""
    script = context.engine.script
    told.conversations += 1
    lost = without_place(before, script)
    told.stranded.update(f"{frame.flow}.{frame.state} {frame.revision}" for frame in lost)
    now = before if lost else settled(before, script, newest=True)
    for old, new in zip(before.frames, now.frames, strict=True):
        if old.revision != new.revision:
            told.moved[f"{old.flow} {old.revision} -> {new.revision}"] += 1
        elif not lost and new.revision != script.flow(new.flow).revision:
            told.stay[f"{new.flow} {new.revision}"] += 1
    return now

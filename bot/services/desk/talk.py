"""One conversation on the desk: read it, be there, know when it has changed."""

from bot.services.context import Context
from bot.services.desk import read
from bot.services.desk.views import ConversationView
from bot.store import people, presence, views
from bot.store.database import Transaction


def opened(
    context: Context, *, conversation_id: int, agent_id: int, before: int = 0
) -> ConversationView | None:
    """A conversation as an agent opens it: whoever sees a customer's data is in the record."""
    with context.database.transaction() as connection:
        shown = read.conversation(
            context, connection, conversation_id=conversation_id, agent_id=agent_id, before=before
        )
        if shown is not None and not before:
            _here(context, conversation_id, agent_id, connection)
            people.note(
                connection,
                at=context.clock(),
                agent_id=agent_id,
                action="see",
                conversation_id=conversation_id,
            )
    return shown


def again(
    context: Context, *, conversation_id: int, agent_id: int, first: int = 0
) -> ConversationView | None:
    """The same conversation a moment later, while it lies open and shows the messages from `first` on."""
    with context.database.snapshot() as connection:
        return read.conversation(
            context, connection, conversation_id=conversation_id, agent_id=agent_id, first=first
        )


def version(context: Context, *, conversation_id: int, agent_id: int) -> str:
    """Changes whenever the conversation may look different to this agent; notes that they are there.

    "" when there is no such conversation.
    """
    now = context.clock()
    with context.database.snapshot() as connection:
        marks = views.conversation_fingerprint(connection, conversation_id)
        if marks is None:
            return ""
        there = presence.others(
            connection, conversation_id=conversation_id, agent_id=agent_id, since=now - read.PRESENT
        )
        stale = presence.is_stale(
            connection, conversation_id=conversation_id, agent_id=agent_id, since=now - read.PRESENT / 2
        )
        unseen = presence.unread(connection, conversation_ids=[conversation_id], agent_id=agent_id)
    if stale or unseen:
        with context.database.transaction() as connection:
            _here(context, conversation_id, agent_id, connection)
    types = [(row.name, row.typing_at is not None and now - row.typing_at < read.TYPES) for row in there]
    return repr((marks, types, int(now.timestamp()) // 60))


def types(context: Context, *, conversation_id: int, agent_id: int) -> None:
    """The agent is writing."""
    with context.database.transaction() as connection:
        presence.typing(connection, conversation_id=conversation_id, agent_id=agent_id, at=context.clock())


def _here(context: Context, conversation_id: int, agent_id: int, connection: Transaction) -> None:
    presence.looked(
        connection,
        conversation_id=conversation_id,
        agent_id=agent_id,
        seen_message_id=views.newest_message(connection, conversation_id),
        at=context.clock(),
    )

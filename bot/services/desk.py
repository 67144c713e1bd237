"""The agents' desk: see who waits, take over, answer, hand back. The bot is silent while an agent holds."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.conversation.position import Position
from bot.services import desk_read, receive, speak
from bot.services.context import Context
from bot.services.desk_views import (
    AgentUser,
    ClaimResult,
    ConversationView,
    HandBackResult,
    QueueRow,
    ReplyResult,
)
from bot.store import conversations, customers, messages, people, views
from bot.store.database import Transaction, lock_person
from bot.store.facts import Reader
from bot.store.views import Thread

LONGEST_REPLY = 1_000
WINDOW = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Desk:
    context: Context

    def agent(self, *, agent_id: int) -> AgentUser | None:
        with self.context.database.transaction() as connection:
            row = people.agent_by_id(connection, agent_id)
        return AgentUser(row.id, row.username, row.name, row.role) if row else None

    def queue(self, *, now: datetime) -> list[QueueRow]:
        with self.context.database.transaction() as connection:
            return desk_read.rows(connection, views.threads(connection, held_by="queue"))

    def mine(self, *, agent_id: int) -> list[QueueRow]:
        with self.context.database.transaction() as connection:
            held = views.threads(connection, held_by="agent", agent_id=agent_id)
            return desk_read.rows(connection, held)

    def all(self) -> list[QueueRow]:
        with self.context.database.transaction() as connection:
            return desk_read.rows(connection, views.threads(connection))

    def conversation(self, *, conversation_id: int) -> ConversationView | None:
        with self.context.database.transaction() as connection:
            return desk_read.conversation(self.context, connection, conversation_id)

    def claim(self, *, conversation_id: int, agent_id: int) -> ClaimResult:
        """First come, first served: the second agent is told who was first."""
        now = self.context.clock()
        with self.context.database.transaction() as connection:
            taken = conversations.claim(
                connection, conversation_id=conversation_id, agent_id=agent_id, at=now
            )
            thread = views.thread(connection, conversation_id)
            if thread is None:
                return ClaimResult("gone")
            if taken:
                self._note(connection, agent_id, "take", conversation_id)
            mine = thread.agent_id == agent_id
            return ClaimResult("taken" if mine else "held", thread.agent_name, thread.held_since)

    def reply(self, *, conversation_id: int, agent_id: int, text: str) -> ReplyResult:
        """An agent's words go out by the same door as the bot's."""
        text = text.strip()
        if not text:
            return ReplyResult("empty")
        if len(text) > LONGEST_REPLY:
            return ReplyResult("too_long")
        with self.context.database.transaction() as connection:
            result = self._reply(connection, conversation_id, agent_id, text)
        self.context.outgoing.set()
        return result

    def hand_back(self, *, conversation_id: int, agent_id: int) -> HandBackResult:
        """The bot goes on exactly where it was: same question, same answers kept."""
        with self.context.database.transaction() as connection:
            result = self._hand_back(connection, conversation_id, agent_id)
        self.context.outgoing.set()
        return result

    def _reply(self, connection: Transaction, conversation_id: int, agent_id: int, text: str) -> ReplyResult:
        thread = views.thread(connection, conversation_id)
        line = conversations.line_by_conversation(connection, conversation_id)
        if thread is None or line is None:
            return ReplyResult("gone")
        if not _holds(thread, agent_id):
            return ReplyResult("not_yours")
        now = self.context.clock()
        if line.channel == "whatsapp" and (
            line.last_inbound_at is None or now - line.last_inbound_at >= WINDOW
        ):
            return ReplyResult("window_closed")
        messages.enqueue(
            connection,
            line=line,
            text=text,
            author="agent",
            agent_id=agent_id,
            segments=speak.segments(line.channel, text),
            at=now,
        )
        self._note(connection, agent_id, "reply", conversation_id)
        return ReplyResult("sent")

    def _hand_back(self, connection: Transaction, conversation_id: int, agent_id: int) -> HandBackResult:
        thread = views.thread(connection, conversation_id)
        if thread is None:
            return HandBackResult("gone")
        lock_person(connection, thread.address)
        line = conversations.line_by_conversation(connection, conversation_id)
        if line is None or not _holds(thread, agent_id):
            return HandBackResult("not_yours")
        now = self.context.clock()
        conversations.release(connection, conversation_id=conversation_id, at=now)
        # A person has looked: what waited for that may go on.
        customers.unlock(connection, customer_id=line.customer_id)
        customers.pause(connection, customer_id=line.customer_id, reason=None)
        facts = Reader(connection, self.context.vault, self.context.rules, self.context.pay_url).facts(
            line.customer_id, now=now, fresh=self.context.fresh()
        )
        step = self.context.engine.resume(position=Position.from_dict(line.position), facts=facts)
        receive.carry_out(self.context, connection, line=line, step=step, facts=facts)
        self._note(connection, agent_id, "hand_back", conversation_id)
        return HandBackResult("handed_back")

    def _note(self, connection: Transaction, agent_id: int, action: str, conversation_id: int) -> None:
        people.note(
            connection,
            at=self.context.clock(),
            agent_id=agent_id,
            action=action,
            conversation_id=conversation_id,
        )


def _holds(thread: Thread, agent_id: int) -> bool:
    return thread.held_by == "agent" and thread.agent_id == agent_id

"""Store rows → what the console shows. Nothing secret passes: CNIC masked, PIN never."""

from typing import Any, Literal, cast

from bot.conversation.position import Position
from bot.lending.facts import Facts, Loan
from bot.services.context import Context
from bot.services.desk_views import (
    BotPosition,
    ConversationView,
    CustomerView,
    HeldBy,
    InstallmentView,
    PlanView,
    QueueRow,
    SlotView,
    TranscriptEntry,
)
from bot.store import views
from bot.store.database import Transaction
from bot.store.facts import Reader
from bot.store.views import Thread

HIDDEN = ("pin", "cnic")
Author = Literal["customer", "bot", "agent", "system"]


def rows(connection: Transaction, threads: list[Thread]) -> list[QueueRow]:
    last = views.last_texts(connection, [thread.id for thread in threads])
    return [_row(thread, last.get(thread.id, "")) for thread in threads]


def conversation(context: Context, connection: Transaction, conversation_id: int) -> ConversationView | None:
    thread = views.thread(connection, conversation_id)
    if thread is None:
        return None
    entries, earlier = views.transcript(connection, conversation_id)
    facts = Reader(connection, context.vault, context.rules, context.pay_url).facts(
        thread.customer_id, now=context.clock(), fresh=""
    )
    return ConversationView(
        id=thread.id,
        channel=thread.channel,
        language=thread.position["language"] or "",
        held_by=cast(HeldBy, thread.held_by),
        since=thread.held_since or thread.last_at,
        position=_position(context, thread, entries),
        customer=_customer(thread, facts),
        transcript=tuple(_entry(row) for row in entries),
        reason=thread.reason,
        holder_id=thread.agent_id,
        holder=thread.agent_name,
        earlier=earlier,
    )


def plan_view(loan: Loan) -> PlanView:
    """One plan with its instalments, as it stands."""
    return PlanView(
        number=loan.number,
        shop=loan.shop.name,
        state="open" if loan.open else "closed",
        total_paisa=loan.total,
        outstanding_paisa=loan.outstanding,
        installments=tuple(
            InstallmentView(
                part.number, part.due, part.amount, part.paid, "paid" if part.left == 0 else "open"
            )
            for part in loan.installments
        ),
    )


def _row(thread: Thread, last_text: str) -> QueueRow:
    return QueueRow(
        id=thread.id,
        name=thread.name,
        address=thread.address,
        channel=thread.channel,
        language=thread.position["language"] or "",
        held_by=cast(HeldBy, thread.held_by),
        since=thread.held_since or thread.last_at,
        last_text=last_text,
        last_at=thread.last_at,
        reason=thread.reason,
        holder_id=thread.agent_id,
        holder=thread.agent_name,
    )


def _position(context: Context, thread: Thread, entries: list[Any]) -> BotPosition:
    position = Position.from_dict(thread.position)
    if not position.frames:
        return BotPosition("", "")
    top = position.top
    asked = next((row.text for row in reversed(entries) if row.tag == "question"), "")
    slots = tuple(
        SlotView(name, str(value))
        for name, value in top.slots.items()
        if name not in HIDDEN and isinstance(value, str | int)
    )
    return BotPosition(top.flow, top.state, asked if context.engine.question(position) else "", slots)


def _customer(thread: Thread, facts: Facts) -> CustomerView:
    return CustomerView(
        name=thread.name,
        phone=thread.address,
        cnic_masked=thread.cnic_masked,
        limit_paisa=thread.credit_limit,
        plans=tuple(plan_view(loan) for loan in facts.loans),
    )


def _entry(row: Any) -> TranscriptEntry:
    return TranscriptEntry(
        id=row.id,
        author=cast(Author, row.author),
        text=row.text,
        at=row.at,
        author_name=row.agent_name or "",
        state=row.state,
        kind=row.kind,
        segments=row.segments,
        buttons=tuple(title for _, title in row.buttons or ()),
    )

"""Store rows → what the desk shows of one conversation. Nothing secret passes: CNIC masked, PIN never."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

from bot.conversation.hearing import Heard
from bot.conversation.position import Position
from bot.conversation.render import default_language
from bot.lending.facts import Facts, Loan
from bot.lending.hardship import latest_promise
from bot.lending.hours import PAKISTAN
from bot.services import templates
from bot.services.context import Context
from bot.services.desk.views import (
    Author,
    BotPosition,
    Colleague,
    ComplaintView,
    ContactView,
    ConversationView,
    CustomerView,
    HeldBy,
    InstallmentView,
    PaymentView,
    PlanView,
    ShopView,
    SlotView,
    SmallerView,
    TranscriptEntry,
    Understood,
    WindowView,
)
from bot.services.reach import WINDOW
from bot.store import (
    complaints,
    conversations,
    handoffs,
    loans,
    messages,
    notes,
    people,
    presence,
    shops,
    views,
)
from bot.store.database import Transaction
from bot.store.facts import Reader
from bot.store.views import Thread
from bot.understanding import THRESHOLD

HIDDEN = ("pin", "cnic", "code")
PRESENT = timedelta(seconds=15)
TYPES = timedelta(seconds=6)
EVENTS = (
    "take", "pass_on", "back_to_queue", "hand_back", "snooze", "forgotten", "returned", "reopen",
    "promise", "extend", "smaller", "waive", "return", "payout", "write_off", "hand_over",
    "complaint", "unlock_pin", "unlock_shop", "pause", "resume", "ask_approval", "agree", "refuse",
)  # fmt: skip
HIDDEN_CODE = "••••••"
LOOKED_AT = 20  # of the customer's newest messages, for an answer to the open question


def conversation(
    context: Context,
    connection: Transaction,
    *,
    conversation_id: int,
    agent_id: int,
    before: int = 0,
    first: int = 0,
) -> ConversationView | None:
    """One conversation as an agent sees it; with `before` (a message's id) the stretch before that.

    `first`: the oldest message that the page shows already, so that what is new is added and nothing drops out.
    """
    thread = views.thread(connection, conversation_id)
    if thread is None:
        return None
    now = context.clock()
    rows, earlier = views.transcript(connection, conversation_id, before=before, first=first)
    facts = facts_of(context, connection, thread.customer_id)
    wait = handoffs.open_wait(connection, conversation_id)
    contacts = views.contacts(connection, conversation_id)
    return ConversationView(
        id=thread.id,
        channel=thread.channel,
        language=thread.position["language"] or "",
        held_by=cast(HeldBy, thread.held_by),
        since=thread.held_since or thread.last_at,
        position=_position(context, connection, thread, rows, facts),
        customer=_customer(connection, thread, facts, contacts),
        transcript=_transcript(connection, conversation_id, rows, facts, before=before, earlier=earlier),
        window=_window(context, connection, thread, contacts, now),
        reason=thread.reason,
        holder_id=thread.agent_id,
        holder=thread.agent_name,
        waits_since=wait.since if wait else None,
        due_at=wait.due_at if wait else None,
        snoozed_until=thread.snoozed_until if thread.snoozed_until and thread.snoozed_until > now else None,
        reminded=thread.reminded_at is not None,
        first=rows[0].id if rows else 0,
        before=rows[0].id if rows and earlier else 0,
        colleagues=_colleagues(connection, conversation_id, agent_id, now),
    )


def facts_of(context: Context, connection: Transaction, customer_id: int) -> Facts:
    """What the flows would know of the customer now, at the telephone where they wrote last."""
    reader = Reader(connection, context.vault, context.rules, context.pay_url)
    address = conversations.last_address(connection, customer_id)
    return reader.facts(customer_id, now=context.clock(), fresh=context.fresh(), address=address)


def hidden(text: str, facts: Facts) -> str:
    """What was said, without a code that still opens something: it is the customer's alone."""
    for loan in facts.to_fetch:
        code = facts.handover_code(loan.number)
        text = text.replace(code, HIDDEN_CODE) if code else text
    return text


def window(context: Context, connection: Transaction, conversation_id: int, *, now: datetime) -> WindowView:
    """What may be written to the contact where the customer wrote last."""
    thread = views.thread(connection, conversation_id)
    assert thread is not None  # the caller has just read it
    return _window(context, connection, thread, views.contacts(connection, conversation_id), now)


def _window(
    context: Context, connection: Transaction, thread: Thread, contacts: Sequence[Any], now: datetime
) -> WindowView:
    here = next(one for one in contacts if (one.channel, one.address) == (thread.channel, thread.address))
    sms = any(one.address.startswith("+") for one in contacts)
    if here.channel != "whatsapp":
        return WindowView(open=True, sms=sms)
    closes = here.last_inbound_at + WINDOW if here.last_inbound_at else None
    if closes is not None and now < closes:
        return WindowView(open=True, closes_at=closes, sms=sms)
    language = Position.from_dict(thread.position).language or default_language("whatsapp")
    approved = templates.is_approved(context, connection, name=messages.REOPEN, language=language)
    asks = approved and here.unreachable_at is None
    return WindowView(open=False, closes_at=closes, sms=sms, reopen=asks)


def plan_view(loan: Loan, facts: Facts) -> PlanView:
    """One plan with its instalments as it stands, and what could still be done to it."""
    due = loan.next if loan.open else None
    smaller = facts.smaller(loan.number) if due else None
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
        credit_paisa=loan.credit,
        late_paisa=loan.late,
        returnable_paisa=loan.returnable,
        in_shop=loan.in_shop,
        extension_days=loan.extension_days,
        promised=loan.promised,
        promise_until=latest_promise(due=due.due, today=facts.today, rules=facts.rules) if due else None,
        smaller=SmallerView(smaller.count, smaller.each, smaller.first) if smaller else None,
    )


def heard(context: Context, position: Position, text: str, kind: str, at: datetime) -> Heard:
    """Words as the engine would hear them at this place."""
    today = at.astimezone(PAKISTAN).date()
    waiting = context.engine.waiting(replace(position, shown=True))
    meaning = context.understanding.read(text, today=today, waiting=waiting)
    return Heard(meaning, text, "", kind)


def _position(
    context: Context, connection: Transaction, thread: Thread, rows: list[Any], facts: Facts
) -> BotPosition:
    position = Position.from_dict(thread.position)
    if not position.frames:
        return BotPosition("", "")
    top, engine = position.top, context.engine
    asked = next((row.text for row in reversed(rows) if row.tag == "question"), "")
    takes = thread.held_by == "agent" and engine.takes_answer(position)
    plain = engine.told_plainly(position)
    return BotPosition(
        flow=top.flow,
        state=top.state,
        question=asked if engine.standing(position) else "",
        slots=tuple(
            SlotView(name, str(value))
            for name, value in top.slots.items()
            if name not in HIDDEN and isinstance(value, str | int)
        ),
        answer=_told(context, connection, thread, position, facts) if takes and plain else "",
        takes_answer=takes,
    )


def _told(context: Context, connection: Transaction, thread: Thread, position: Position, facts: Facts) -> str:
    """The newest words to a person that answer the bot's question: it need not be asked again."""
    since = thread.held_since or thread.last_at
    said = views.inbound_since(connection, conversation_id=thread.id, since=since, limit=LOOKED_AT)
    answers = (
        row.text
        for row in said
        if context.engine.would_answer(
            position=position, heard=heard(context, position, row.text, row.kind, row.at), facts=facts
        )
    )
    return next(answers, "")


def _customer(connection: Transaction, thread: Thread, facts: Facts, contacts: Sequence[Any]) -> CustomerView:
    numbers = [loan.number for loan in facts.loans]
    return CustomerView(
        name=thread.name,
        phone=thread.address,
        cnic_masked=thread.cnic_masked,
        limit_paisa=thread.credit_limit,
        plans=tuple(plan_view(loan, facts) for loan in facts.loans),
        reasons=facts.weighed(),
        refused=thread.refused,
        pin_locked=thread.pin_locked,
        paused=thread.paused,
        payments=tuple(
            PaymentView(row.amount, row.at, row.loan, row.provider, row.provider_id)
            for row in loans.payments_of(connection, numbers)
        ),
        complaints=tuple(
            ComplaintView(one.number, one.words, one.opened_at, one.answer_by, one.answered_at, one.answer)
            for one in complaints.of_customer(connection, thread.customer_id)
        ),
        shop=_shop(connection, contacts),
        contacts=tuple(ContactView(one.channel, one.address, one.opted_out_at) for one in contacts),
    )


def _shop(connection: Transaction, contacts: Sequence[Any]) -> ShopView | None:
    """The shop whose proven telephone writes here."""
    found = shops.at_phone(connection, [one.address for one in contacts])
    return ShopView(found.code, found.name, found.locked_at is not None) if found else None


def _transcript(
    connection: Transaction,
    conversation_id: int,
    rows: list[Any],
    facts: Facts,
    *,
    before: int,
    earlier: bool,
) -> tuple[TranscriptEntry, ...]:
    """Messages, notes and events in the order they happened."""
    after = rows[0].at if rows and earlier else None
    until = rows[-1].at if rows and before else None
    said = [_entry(row, facts) for row in rows]
    noted = [
        TranscriptEntry(row.id, "note", row.text, row.at, row.agent_name)
        for row in notes.since(connection, conversation_id=conversation_id, after=after, before=until)
    ]
    happened = [
        TranscriptEntry(row.id, "event", row.action, row.at, row.agent_name or "", kind=row.detail)
        for row in people.events(
            connection, conversation_id=conversation_id, actions=EVENTS, after=after, before=until
        )
    ]
    return tuple(sorted([*said, *noted, *happened], key=lambda entry: entry.at))


def _entry(row: Any, facts: Facts) -> TranscriptEntry:
    return TranscriptEntry(
        id=row.id,
        author=cast(Author, row.author),
        text=hidden(row.text, facts),
        at=row.at,
        author_name=row.agent_name or "",
        channel=row.channel,
        state=row.state,
        error_code=row.error_code,
        kind=row.kind,
        segments=row.segments,
        buttons=tuple(title for _, title in row.buttons or ()),
        media=tuple(kind for _, kind in row.media or ()),
        document_id=row.document_id,
        understood=_understood(row),
    )


def _understood(row: Any) -> Understood | None:
    reading = row.reading
    if row.direction != "in" or not reading:
        return None
    return Understood(
        intent=reading.get("intent", ""),
        score=reading.get("score", 0.0),
        sure=reading.get("score", 0.0) >= THRESHOLD,
        amount=reading.get("amount"),
        date=reading.get("date"),
        answer=reading.get("answer"),
        missed=row.tag in ("unknown", "labelled"),
        label=reading.get("label", ""),
    )


def _colleagues(
    connection: Transaction, conversation_id: int, agent_id: int, now: datetime
) -> tuple[Colleague, ...]:
    there = presence.others(
        connection, conversation_id=conversation_id, agent_id=agent_id, since=now - PRESENT
    )
    return tuple(
        Colleague(row.name, row.typing_at is not None and now - row.typing_at < TYPES) for row in there
    )

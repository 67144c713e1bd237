"""One customer as one JSON object, for operators and tests. Secrets stay masked unless they are asked for."""

from typing import Any

from bot.conversation.grammar import Ask, Choice, Pick
from bot.conversation.position import Position
from bot.conversation.render import Channel, default_language
from bot.lending.facts import Facts, Loan
from bot.services.context import Context
from bot.services.desk.read import hidden
from bot.store import customers, views
from bot.store.database import Transaction
from bot.store.facts import Reader
from bot.store.views import Thread


class UnknownPhone(Exception):
    """Nobody has ever written from this number."""


def show(context: Context, *, phone: str, reveal: bool = False) -> dict[str, Any]:
    """Raises UnknownPhone."""
    with context.database.transaction() as connection:
        conversation_id = views.conversation_of(connection, phone)
        thread = views.thread(connection, conversation_id) if conversation_id else None
        if thread is None:
            raise UnknownPhone(phone)
        return _shown(context, connection, thread, reveal)


def _shown(context: Context, connection: Transaction, thread: Thread, reveal: bool) -> dict[str, Any]:
    facts = Reader(connection, context.vault, context.rules, context.pay_url).facts(
        thread.customer_id, now=context.clock(), fresh="0000000000", address=thread.address
    )
    entries, _ = views.transcript(connection, thread.id, limit=views.TRANSCRIPT)
    cnic = customers.cnic(connection, customer_id=thread.customer_id, vault=context.vault) if reveal else ""
    return {
        "customer": _customer(facts, cnic or thread.cnic_masked),
        "conversation": _conversation(context, thread, facts),
        "loans": [_loan(loan) for loan in facts.loans],
        "messages": [
            {
                "direction": row.direction,
                "channel": row.channel,
                "kind": row.kind,
                "text": row.text if reveal else hidden(row.text, facts),
                "buttons": [title for _, title in row.buttons or ()],
                "state": row.state,
                "segments": row.segments,
                "author": row.author,
                "at": row.at.isoformat(),
            }
            for row in entries
        ],
    }


def _customer(facts: Facts, cnic: str) -> dict[str, Any]:
    person = facts.person
    return {
        "name": person.name,
        "cnic": cnic,
        "limit": person.limit,
        "consented": facts.consented,
        "pin_set": person.pin_set,
        "pin_locked": person.pin_locked,
    }


def _conversation(context: Context, thread: Thread, facts: Facts) -> dict[str, Any]:
    position = Position.from_dict(thread.position)
    top = position.top if position.frames else None
    return {
        "flow": top.flow if top else "",
        "state": top.state if top else "",
        "held_by": thread.held_by,
        "language": position.language,
        "waiting_for": _waiting(context, thread, position, facts),
    }


def _waiting(context: Context, thread: Thread, position: Position, facts: Facts) -> dict[str, Any]:
    ask = context.engine.question(position)
    return {
        "kind": context.engine.waiting(position),
        "options": _options(context, thread, position, ask, facts) if ask else [],
    }


def _options(
    context: Context, thread: Thread, position: Position, ask: Ask, facts: Facts
) -> list[dict[str, Any]]:
    """The choices on the customer's screen: the digit that picks each, its meaning, its label."""
    turn = context.engine.question_again(position=position, facts=facts)
    channel: Channel = "sms" if thread.channel == "sms" else "whatsapp"
    language = position.language or default_language(channel)
    if not isinstance(ask.hears, Choice | Pick):
        return []
    return [
        {
            "digit": str(number),
            "value": shown.payload.rpartition(".")[2],
            "label": context.catalog.label(
                language=language, channel=channel, label=shown.label, params=shown.params
            ),
        }
        for number, shown in enumerate(turn, 1)
    ]


def _loan(loan: Loan) -> dict[str, Any]:
    return {
        "number": loan.number,
        "shop": loan.shop.code,
        "state": "open" if loan.open else "closed",
        "principal": loan.principal,
        "total": loan.total,
        "outstanding": loan.outstanding,
        "installments": [
            {"number": part.number, "due": part.due.isoformat(), "amount": part.amount, "paid": part.paid}
            for part in loan.installments
        ],
    }

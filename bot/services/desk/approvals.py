"""Two pairs of eyes: what one person asks for, another agrees to or refuses; on agreement it is done there and then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.lending.caps import RuleBroken
from bot.services import change_number, shops, suspense
from bot.services.context import Context
from bot.services.desk import acts
from bot.services.desk.scene import money
from bot.services.suspense import Placing
from bot.services.write_off import MAY
from bot.store import approvals, conversations, loans, numbers, people
from bot.store.approvals import ApprovalRow
from bot.store.database import Transaction

SHOWN = 50
Asked = Literal["asked", "asked_already", "unknown", "no_reason"]
Decision = Literal["agreed", "refused", "not_possible", "known", "own", "not_allowed", "unknown", "no_reason"]


@dataclass(frozen=True, slots=True)
class Listed:
    """What waits for a second person, oldest first, and what was decided lately."""

    waiting: list[ApprovalRow]
    decided: list[ApprovalRow]


@dataclass(frozen=True, slots=True)
class Decided:
    """ "not_possible": agreed, but `code` is the rule that forbids it by now; nothing is booked."""

    outcome: Decision
    code: str = ""


def listed(context: Context, *, agent_id: int) -> Listed:
    """Everything for those who decide; for others what they asked themselves."""
    with context.database.snapshot() as connection:
        mine = None if _decides(connection, agent_id) else agent_id
        return Listed(
            approvals.undecided(connection, asked_by=mine),
            approvals.decided(connection, asked_by=mine, limit=SHOWN),
        )


def place(
    context: Context, *, provider: str, provider_id: str, loan: str, agent_id: int
) -> Placing | Literal["asked", "asked_already"]:
    """Put a waiting payment to a plan; a large one only when a second person agrees."""
    with context.database.transaction() as connection:
        payment = loans.payment(connection, provider=provider, provider_id=provider_id)
        named = {"provider": provider, "provider_id": provider_id, "loan": loan}
        if payment is None or payment.amount <= context.desk.two_eyes_above:
            return suspense.place_in(context, connection, **named, agent_id=agent_id)
        if payment.loan:
            return "known"
        if loans.by_number(connection, loan) is None:
            return "no_plan"
        asked = _ask(context, connection, "place", named, amount=payment.amount, reason="", agent_id=agent_id)
        return "asked" if asked else "asked_already"


def ask_number_change(context: Context, *, change_id: int, reason: str, agent_id: int) -> Asked:
    """Somebody is sure who the customer is: a second person agrees, and the plans move to the new number."""
    if not reason.strip():
        return "no_reason"
    with context.database.transaction() as connection:
        change = numbers.undecided(connection, change_id)
        if change is None:
            return "unknown"
        asked = _ask(
            context,
            connection,
            "number_change",
            {"change": str(change_id)},
            conversation_id=conversations.of_customer(connection, change.customer_id),
            reason=reason.strip(),
            agent_id=agent_id,
        )
        return "asked" if asked else "asked_already"


def decide(context: Context, *, approval_id: int, agent_id: int, agree: bool, answer: str) -> Decided:
    """Once, by a supervisor who did not ask. What is refused needs words."""
    answer = answer.strip()
    if not agree and not answer:
        return Decided("no_reason")
    with context.database.transaction() as connection:
        asked = approvals.by_id(connection, approval_id)
        if asked is None:
            return Decided("unknown")
        if not _decides(connection, agent_id):
            return Decided("not_allowed")
        if asked.asked_by == agent_id:
            return Decided("own")
        now = context.clock()
        if not approvals.decide(
            connection, approval_id=approval_id, agent_id=agent_id, agreed=agree, answer=answer, at=now
        ):
            return Decided("known")
        decided = _carry_out(context, connection, asked, agent_id) if agree else Decided("refused")
        approvals.became(connection, approval_id=approval_id, outcome=decided.code or "done" if agree else "")
        people.note(
            connection,
            at=now,
            agent_id=agent_id,
            action="agree" if agree else "refuse",
            conversation_id=asked.conversation_id,
            detail=_joined(asked.loan, asked.kind, money(asked.amount), decided.code, answer),
        )
    context.outgoing.set()
    return decided


def _carry_out(context: Context, connection: Transaction, asked: ApprovalRow, agent_id: int) -> Decided:
    """All of it or, when a rule forbids it by now, nothing."""
    try:
        with connection.begin_nested():
            _RUNS.get(asked.kind, _act)(context, connection, asked, agent_id)
    except RuleBroken as broken:
        return Decided("not_possible", broken.code)
    return Decided("agreed")


def _act(context: Context, connection: Transaction, asked: ApprovalRow, agent_id: int) -> None:
    assert asked.conversation_id is not None  # acts are asked for in a conversation
    line = conversations.line_by_conversation(connection, asked.conversation_id)
    assert line is not None  # conversations are never deleted
    scene = acts.setting(context, connection, line=line, agent_id=agent_id, params=asked.params)
    amount = acts.ACTS[asked.kind].amount
    if amount is not None and amount(scene) > asked.amount:
        raise RuleBroken("grew", "it would move more than was asked for")
    acts.carry_out(scene, asked.kind, reason=f"{asked.reason} ({asked.asker})".strip())


def _place(context: Context, connection: Transaction, asked: ApprovalRow, agent_id: int) -> None:
    placed = suspense.place_in(context, connection, **asked.params, agent_id=agent_id)
    if placed != "placed":
        raise RuleBroken(f"place_{placed}", "the payment cannot be placed there any more")


def _change_number(context: Context, connection: Transaction, asked: ApprovalRow, agent_id: int) -> None:
    moved = change_number.decide_in(
        context, connection, change_id=int(asked.params["change"]), agree=True, agent_id=agent_id
    )
    if moved != "moved":
        raise RuleBroken(f"number_{moved}", "the number cannot be changed any more")


def _change_account(context: Context, connection: Transaction, asked: ApprovalRow, agent_id: int) -> None:
    shops.agreed(context, connection, params=asked.params, by=agent_id)


_RUNS: Mapping[str, Callable[[Context, Transaction, ApprovalRow, int], None]] = {
    "place": _place,
    "number_change": _change_number,
    shops.KIND: _change_account,
}


def _ask(
    context: Context,
    connection: Transaction,
    kind: str,
    params: Mapping[str, str],
    *,
    agent_id: int,
    reason: str,
    amount: int = 0,
    conversation_id: int | None = None,
) -> bool:
    now, loan = context.clock(), params.get("loan", "")
    asked = approvals.ask(
        connection,
        kind=kind,
        loan=loan,
        conversation_id=conversation_id,
        amount=amount,
        params=params,
        reason=reason,
        agent_id=agent_id,
        at=now,
    )
    if asked:
        people.note(
            connection,
            at=now,
            agent_id=agent_id,
            action="ask_approval",
            conversation_id=conversation_id,
            detail=_joined(loan, kind, money(amount), reason),
        )
    return asked


def _decides(connection: Transaction, agent_id: int) -> bool:
    agent = people.agent_by_id(connection, agent_id)
    return agent is not None and agent.role in MAY


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)

"""What an agent does to a plan or for a customer: by the rules of the flows, in the record, told to the customer.

What moves more money than one person may move becomes a question to a second one (`approvals`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.lending.caps import RuleBroken
from bot.lending.hours import PAKISTAN
from bot.services import reach
from bot.services.context import Context
from bot.services.desk import read
from bot.services.desk.customer_acts import CUSTOMER_ACTS
from bot.services.desk.plan_acts import PLAN_ACTS
from bot.services.desk.scene import Act, Scene, money
from bot.services.write_off import MAY
from bot.store import approvals, conversations, handoffs, people
from bot.store.conversations import Line
from bot.store.database import Transaction

MOVES = ("refund", "waive", "payout_requested")
ACTS: Mapping[str, Act] = {**PLAN_ACTS, **CUSTOMER_ACTS}


@dataclass(frozen=True, slots=True)
class Acted:
    """ "asked": it waits for a second person. "known": this very form has done its work. "refused": `code` says by
    which rule. `told`: whether the customer could be written to.
    """

    outcome: Literal["done", "asked", "known", "refused", "not_yours", "gone"]
    code: str = ""
    told: bool = True


class Rehearsal(Exception):
    """Thrown to undo what was only tried."""


def do(
    context: Context,
    *,
    kind: str,
    conversation_id: int,
    agent_id: int,
    key: str,
    params: Mapping[str, str],
    reason: str = "",
) -> Acted:
    """One act, once for each `key`. By whoever holds the conversation, or a supervisor.

    Raises KeyError for a kind that nobody knows.
    """
    act = ACTS[kind]
    told = {name: params.get(name, "").strip() for name in (*_plan(kind), *act.fields)}
    try:
        with context.database.transaction() as connection:
            line = conversations.line_by_conversation(connection, conversation_id)
            if line is None:
                return Acted("gone")
            if not _may(connection, line, agent_id):
                return Acted("not_yours")
            if not approvals.first_time(connection, key=key, agent_id=agent_id, at=context.clock()):
                return Acted("known")
            scene = setting(context, connection, line=line, agent_id=agent_id, params=told)
            acted = _act(scene, kind, act, reason.strip())
            if line.is_held_by(agent_id):
                handoffs.touched(connection, conversation_id=conversation_id, at=scene.now)
    except RuleBroken as broken:
        return Acted("refused", code=broken.code)
    context.outgoing.set()
    return acted


def setting(
    context: Context, connection: Transaction, *, line: Line, agent_id: int, params: Mapping[str, str]
) -> Scene:
    """Where an act of this agent happens; the caller has locked the conversation."""
    facts = read.facts_of(context, connection, line.customer_id)
    return Scene(context, connection, line, facts, agent_id, params)


def carry_out(scene: Scene, kind: str, *, reason: str) -> bool:
    """The act itself, its record, and the word to the customer; whether that can go out. Raises RuleBroken."""
    act = ACTS[kind]
    done = act.run(scene)
    _note(scene, kind, done.figures, reason)
    return reach.tell(
        scene.context, scene.connection, line=scene.line, say=done.say, kind=act.told_as, at=scene.now
    )


def _act(scene: Scene, kind: str, act: Act, reason: str) -> Acted:
    if act.reasoned and not reason:
        raise RuleBroken("no_reason", "this needs a reason")
    if kind in PLAN_ACTS:
        scene.loan  # noqa: B018  somebody else's is refused before anything else is looked at
    amount = act.amount(scene) if act.amount else 0
    if amount and (act.always_two or amount + _moved_today(scene) > scene.context.desk.two_eyes_above):
        _ask(scene, kind, amount, reason)
        return Acted("asked")
    return Acted("done", told=carry_out(scene, kind, reason=reason))


def _moved_today(scene: Scene) -> int:
    """What such acts have moved on this plan today: a sum cut into pieces is the same sum."""
    today = [
        posting
        for posting in scene.books().postings
        if posting.kind in MOVES and posting.at.astimezone(PAKISTAN).date() == scene.facts.today
    ]
    return sum(entry.amount for posting in today for entry in posting.entries if entry.amount > 0)


def _ask(scene: Scene, kind: str, amount: int, reason: str) -> None:
    """A second person decides, unless the rules forbid it at once. Raises RuleBroken."""
    try:
        with scene.connection.begin_nested():
            ACTS[kind].run(scene)
            raise Rehearsal
    except Rehearsal:
        pass
    asked = approvals.ask(
        scene.connection,
        kind=kind,
        loan=scene.word("loan"),
        conversation_id=scene.line.conversation_id,
        amount=amount,
        params=scene.params,
        reason=reason,
        agent_id=scene.agent_id,
        at=scene.now,
    )
    if not asked:
        raise RuleBroken("asked_already", "the very same waits for a second person")
    _note(scene, "ask_approval", f"{kind} {money(amount)}", reason)


def _note(scene: Scene, action: str, figures: str, reason: str) -> None:
    people.note(
        scene.connection,
        at=scene.now,
        agent_id=scene.agent_id,
        action=action,
        conversation_id=scene.line.conversation_id,
        detail=" ".join(part for part in (scene.word("loan"), figures, reason) if part),
    )


def _plan(kind: str) -> tuple[str, ...]:
    return ("loan",) if kind in PLAN_ACTS else ()


def _may(connection: Transaction, line: Line, agent_id: int) -> bool:
    if line.is_held_by(agent_id):
        return True
    agent = people.agent_by_id(connection, agent_id)
    return agent is not None and agent.role in MAY

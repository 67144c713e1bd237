"""What we say of our own accord, and whether it may go to somebody who has written STOP.

After STOP nothing that we begin goes to that address, except the kinds of account messages that the lender has named
(QIST_ALWAYS_TELL). What a customer has just written is always answered. Every message that we begin is tagged with its
kind, so that it is looked at again in the moment of sending: STOP may have come in between.
"""

from collections.abc import Sequence
from typing import Literal

from bot.account_messages import KINDS, Kind
from bot.conversation.engine import Step
from bot.conversation.turn import Say
from bot.services.context import Context
from bot.store import conversations
from bot.store.claimed import Claimed
from bot.store.conversations import Line
from bot.store.database import Transaction
from bot.store.messages import ORDER, PROACTIVE, REOPEN

ENROLLED = "enrolled"  # the first word to a shop's telephone
BEGUN = frozenset((*KINDS, PROACTIVE, REOPEN, ORDER, ENROLLED))
STILL_OPTED_OUT = "common.still_opted_out"
ASKED = ("menu", "help")  # readings of somebody who looks around
SHOWN = ("limit.held",)

Begun = Kind | Literal["reminder", "reopen", "order", "enrolled"]


def may_begin(context: Context, line: Line, *, kind: Begun) -> bool:
    """Whether a message of this kind, which nobody has just asked for, may go to this address."""
    return not line.opted_out or kind in context.always_tell


def is_answer(line: Line) -> bool:
    """Whether people owe an answer here: somebody wrote to them after STOP, or said STOP while talking to them."""
    if line.opted_out_at is None:
        return True
    wrote_since = line.last_inbound_at is not None and line.last_inbound_at > line.opted_out_at
    talked_before = line.held_since is not None and line.held_since <= line.opted_out_at
    return line.held_by != "bot" and (wrote_since or talked_before)


def why_stopped(
    context: Context, connection: Transaction, one: Claimed
) -> Literal["opted_out", "number_moved", ""]:
    """What has come since this message of ours was put out: STOP, or the number belongs to somebody else now."""
    line = conversations.line_by_contact(connection, one.contact_id)
    if line.conversation_id != one.conversation_id:
        return "number_moved"
    stopped = line.opted_out and one.tag in BEGUN and one.tag not in context.always_tell
    return "opted_out" if stopped else ""


def how_to_start(step: Step, line: Line) -> Sequence[Say]:
    """Who has ended our messages and looks around reads how they begin again."""
    looks = step.reading in ASKED or any(say.key in SHOWN for say in step.says)
    return (Say(STILL_OPTED_OUT), *step.says) if line.opted_out and looks else step.says

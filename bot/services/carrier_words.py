"""STOP, START and HELP where the carrier takes them itself: it has answered, so we only keep what was decided."""

from bot.channels.ports import Inbound
from bot.store import conversations
from bot.store.conversations import Line
from bot.store.database import Transaction
from bot.understanding import THRESHOLD, Meaning


def settle(connection: Transaction, *, line: Line, inbound: Inbound, meaning: Meaning) -> bool:
    """Whether the carrier has dealt with the message, so that a second answer would be one too many.

    Twilio takes a bare "yes" for START. With us that is the answer to a question and never brings messages back.
    """
    match inbound.taken_as:
        case "STOP":
            conversations.opt_out(connection, contact_id=line.contact_id, at=inbound.at)
        case "START" if _is_yes(meaning):
            return False
        case "START":
            conversations.opt_in(connection, contact_id=line.contact_id, at=inbound.at)
    return bool(inbound.taken_as)


def _is_yes(meaning: Meaning) -> bool:
    wanted = meaning.intent if meaning.score >= THRESHOLD else ""
    return meaning.answer == "yes" and wanted != "opt_in"

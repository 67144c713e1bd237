"""What became of messages, into the log and the figures; under the cause that each of them has."""

import logging
from datetime import datetime

from bot import metrics, tracing
from bot.channels.ports import Sent, StatusEvent
from bot.channels.ranks import RANK
from bot.store.claimed import Claimed
from bot.store.messages import PROACTIVE

LOG = logging.getLogger(__name__)


def left(one: Claimed, sent: Sent, *, at: datetime) -> None:
    """The carrier has it."""
    metrics.sent(channel=one.channel, age=(at - one.at).total_seconds())
    _note(one, "sent", provider_id=sent.provider_id, attempts=one.attempts)


def stayed(one: Claimed, result: str, **told: object) -> None:
    """An attempt ended another way."""
    metrics.send(channel=one.channel, result=result)
    _note(one, result, **told)


def withheld(one: Claimed, why: str) -> None:
    """It was not wanted, not true or not allowed any more."""
    if one.tag == PROACTIVE:
        metrics.reminder("withheld", why=why)
    stayed(one, "suppressed", why=why)


def reported(event: StatusEvent, moved: tuple[int, str] | None) -> None:
    """`moved`: the message that the report brought on, and its cause."""
    metrics.report(event.state if event.state in RANK else "unknown")
    message_id, cause = moved or (None, "")
    with tracing.caused_by(cause):
        told = {"message_id": message_id, "provider_id": event.provider_id, "code": event.error_code}
        LOG.info("report", extra={"state": event.state, **told})


def _note(one: Claimed, result: str, **told: object) -> None:
    LOG.info("send", extra={"message_id": one.id, "channel": one.channel, "result": result, **told})

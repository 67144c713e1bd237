"""Shops are told what happened: claim, sign, send, write down how it went. After the commit, outside any transaction.

At least once, in no promised order: each message has its event's id, and a shop's program counts it once. What is not
taken is tried again as Standard Webhooks suggest, for three days; an endpoint at which nothing arrives for five is
turned off, and people see it.
"""

import logging
import random
from collections.abc import Callable
from datetime import datetime, timedelta

from bot import metrics, tracing
from bot.channels.merchant.post import Posted
from bot.channels.merchant.signing import body_of, signed
from bot.services.context import Context
from bot.services.deliver import never
from bot.store import endpoints, people, webhooks
from bot.store.database import Transaction
from bot.store.endpoints import OLD_SECRET, SECRET, EndpointRow
from bot.store.webhooks import Claimed

BATCH = 10
WAITS = tuple(
    timedelta(seconds=seconds) for seconds in (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
)
JITTER = 0.1  # so that what failed together does not come back together
FAILS_FOR = timedelta(days=5)
GONE = 410  # the shop's own word for "send nothing here any more"
LOG = logging.getLogger(__name__)


def send_webhooks(context: Context, *, limit: int = BATCH, stopping: Callable[[], bool] = never) -> int:
    """Send what is due, at most `limit`; how many were taken. Asked to stop, it gives back what it has not begun."""
    with context.database.transaction() as connection:
        claimed = webhooks.claim(connection, now=context.clock(), limit=limit)
    for place, one in enumerate(claimed):
        if stopping():
            with context.database.transaction() as connection:
                webhooks.release(connection, claimed=claimed[place:])
            return place
        with tracing.caused_by(one.event_name):
            _try(context, one)
    return len(claimed)


def drain(context: Context, *, stopping: Callable[[], bool] = never) -> int:
    """Send until nothing is due, or somebody asks to stop."""
    total = 0
    while not stopping() and (taken := send_webhooks(context, stopping=stopping)):
        total += taken
    return total


def _try(context: Context, one: Claimed) -> None:
    """One that stumbles keeps nobody else from their turn: its lease runs out and it is taken again."""
    try:
        with context.database.transaction() as connection:
            ours = webhooks.renew(connection, one=one, now=context.clock())
        if ours:
            _settle(context, one, _sent(context, one))
    except Exception:
        metrics.stumbled("webhook")
        LOG.exception("webhook delivery %s stumbled", one.id)


def _sent(context: Context, one: Claimed) -> Posted:
    body = body_of(kind=one.kind, at=one.happened_at, data=one.data)
    keys = secrets_of(context, one.endpoint, now=context.clock())
    headers = signed(name=one.event_name, body=body, at=context.clock(), secrets_in_use=keys)
    return context.postman.post(url=one.endpoint.url, body=body, headers=headers)


def secrets_of(context: Context, endpoint: EndpointRow, *, now: datetime) -> list[str]:
    """Which secrets sign: the newest, and for a while after a change the one before."""
    found = [context.vault.open(endpoint.secret_enc, column=SECRET, row=endpoint.id)]
    if endpoint.old_secret_enc and endpoint.old_until and now < endpoint.old_until:
        found.append(context.vault.open(endpoint.old_secret_enc, column=OLD_SECRET, row=endpoint.id))
    return found


def _settle(context: Context, one: Claimed, posted: Posted) -> None:
    now = context.clock()
    with context.database.transaction() as connection:
        webhooks.tried(
            connection,
            one=one,
            at=now,
            status=posted.status,
            milliseconds=int(posted.seconds * 1000),
            error=posted.error,
            answer=posted.answer.replace("\x00", ""),
        )
        if posted.arrived:
            webhooks.settle(connection, one=one, state="delivered", next_at=now)
            endpoints.change(connection, endpoint_id=one.endpoint.id, failing_since=None)
            return
        _not_taken(connection, one, posted, now)


def _not_taken(connection: Transaction, one: Claimed, posted: Posted, now: datetime) -> None:
    over = one.attempts > len(WAITS)
    next_at = now if over else now + _wait(one.attempts)
    webhooks.settle(connection, one=one, state="failed" if over else "waiting", next_at=next_at)
    since = endpoints.failing(connection, endpoint_id=one.endpoint.id, since=now)
    if posted.status == GONE or now - since >= FAILS_FOR:
        _turn_off(connection, one.endpoint, now)


def _wait(attempts: int) -> timedelta:
    return WAITS[attempts - 1] * (1 + random.uniform(0, JITTER))


def _turn_off(connection: Transaction, endpoint: EndpointRow, now: datetime) -> None:
    """What waits for it waits on: it is sent when the endpoint is turned on again."""
    endpoints.change(connection, endpoint_id=endpoint.id, disabled_at=now)
    detail = f"{endpoint.name} {endpoint.shop_code}"
    people.note(connection, at=now, agent_id=None, action="webhook_off", detail=detail)
    LOG.error("a webhook endpoint was turned off: nothing arrives there", extra={"endpoint": endpoint.name})

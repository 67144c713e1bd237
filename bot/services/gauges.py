"""What the store knows of how things stand, for /metrics: a handful of look-ups in indexes, each time it is asked."""

from bot.metrics import Gauges
from bot.services import room
from bot.services.checkup import BOOKS
from bot.services.context import Context
from bot.store import checkups, endpoints, held_requests, outbox, webhooks
from bot.store.database import StoreUnavailable

NEVER = 0.0


def read(context: Context) -> Gauges:
    """{name: (what it says, value)}. A store that cannot be asked is a figure, too."""
    spooled = float(context.spool.count()) if context.spool is not None else 0.0
    here = {
        "spool_files": ("Requests on this machine's disk that wait for the store.", spooled),
        "disk_free_bytes": (
            "Room on the fuller disk of the spool and a store that is a file.",
            room.free(context),
        ),
    }
    try:
        return {"store_up": ("Whether the store answers.", 1.0), **here, **_of_the_store(context)}
    except StoreUnavailable:
        return {"store_up": ("Whether the store answers.", 0.0), **here}


def _of_the_store(context: Context) -> dict[str, tuple[str, float]]:
    now = context.clock()
    with context.database.snapshot() as connection:
        opened = outbox.opened(connection)
        waiting, stuck = held_requests.counts(connection)
        hooks, off = webhooks.waiting(connection), len(endpoints.disabled(connection))
        queue = outbox.people_waiting(connection)
        last = checkups.last(connection, BOOKS)
    age = (now - opened.oldest).total_seconds() if opened.oldest else 0.0
    checked, problems = (last[0].timestamp(), float(last[1])) if last else (NEVER, 0.0)
    return {
        "outbox_waiting": ("Messages not tried yet.", float(opened.waiting)),
        "outbox_retrying": ("Messages that are tried again.", float(opened.retrying)),
        "outbox_oldest_seconds": ("Since when the oldest untried message waits.", max(age, 0.0)),
        "held_requests": ("Requests in the store that wait to be taken in.", float(waiting)),
        "held_requests_stuck": ("Those of them that were given up.", float(stuck)),
        "webhooks_waiting": ("Webhooks on their way to shops.", float(hooks)),
        "webhook_endpoints_off": ("Endpoints of shops that nothing reaches any more.", float(off)),
        "desk_waiting": ("Conversations in the queue of the desk.", float(queue)),
        "ledger_problems": ("What the last check of the books found wrong.", problems),
        "ledger_checked_timestamp_seconds": ("When the books were last checked, 0 for never.", checked),
    }

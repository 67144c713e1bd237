"""What no rule makes us keep goes by itself when its time is over (decision 0016); the books never."""

import logging
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import groupby

from bot.lending.rules import Rules
from bot.services.context import Context
from bot.store import retention
from bot.store.retention import Stretch, Task

LOG = logging.getLogger(__name__)


def erase_old(context: Context, *, now: datetime) -> Counter[str]:
    """Erase what is too old by `now`, a stretch in a transaction of its own; how much of what. Safe to run twice."""
    done = Counter[str]()
    for task, part in _work(context, now):
        with context.database.transaction() as connection:
            done[task.name] += retention.erase(connection, task, part)
    for name, number in done.items():
        if number:
            LOG.info("erased by rule: %s", name, extra={"rows": number})
    return done


def rehearse(context: Context, *, now: datetime) -> Counter[str]:
    """What `erase_old` would erase. Changes nothing."""
    found = Counter[str]()
    for task, part in _work(context, now):
        with context.database.snapshot() as connection:
            found[task.name] += retention.count(connection, task, part)
    return found


def _tasks(rules: Rules, now: datetime) -> list[Task]:
    def before(days: int) -> datetime:
        return now - timedelta(days=days)

    return [
        retention.texts(before(rules.message_keep_days)),
        retention.media(before(rules.media_keep_days)),
        retention.unknown(before(rules.unknown_keep_days)),
        retention.reports(before(rules.report_keep_days)),
        retention.notes(before(rules.message_keep_days)),
        retention.given_up(before(rules.report_keep_days)),
        retention.addresses(before(rules.report_keep_days)),
        retention.wrong_codes(before(rules.report_keep_days)),
        retention.answers(before(rules.answer_keep_days)),
        retention.webhook_tries(before(rules.report_keep_days)),
        retention.webhooks(before(rules.report_keep_days)),
        retention.events(before(rules.report_keep_days)),
    ]


def _work(context: Context, now: datetime) -> Iterator[tuple[Task, Stretch]]:
    """Each table once, from its oldest row to the first stretch in which nothing is old enough for any task."""
    for _, tasks in groupby(_tasks(context.rules, now), key=lambda task: task.table.name):
        alike = list(tasks)
        latest = max(task.before for task in alike)
        after = 0
        while (part := _stretch(context, alike[0], after)) and part.oldest < latest:
            yield from ((task, part) for task in alike if part.oldest < task.before)
            after = part.last


def _stretch(context: Context, task: Task, after: int) -> Stretch | None:
    with context.database.snapshot() as connection:
        return retention.stretch(connection, task.table, after=after, moment=task.moment)

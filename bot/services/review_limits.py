"""A plan has ended: the limit is decided again on what the customer told us and on how they repaid.

The bureau is asked outside any transaction, for it may take seconds. Silence changes nothing and is asked again
the next day.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.lending.applicant import Applicant, BureauReport, Decision
from bot.lending.eligibility import decide
from bot.lending.facts import Facts
from bot.lending.hours import PAKISTAN
from bot.services.context import Context
from bot.store import customers, decisions
from bot.store.database import Transaction
from bot.store.facts import Reader

AGAIN = timedelta(days=1)
LENDING_MORE_WOULD_HARM = frozenset({"identity_mismatch", "bureau_default", "debt_total"})


def review_limits(context: Context, *, now: datetime) -> int:
    """Everybody whose turn it is, each in a transaction of their own; how many."""
    with context.database.snapshot() as connection:
        waiting = decisions.to_review(connection, now=now)
    for customer_id in waiting:
        _review(context, customer_id, now)
    return len(waiting)


def _review(context: Context, customer_id: int, now: datetime) -> None:
    report = _report(context, customer_id)
    with context.database.transaction() as connection:
        before = decisions.last(connection, customer_id)
        silent = report is not None and not report.answered
        decisions.review(connection, customer_id=customer_id, at=now + AGAIN if silent else None)
        if before is not None and not silent:
            _decide(context, connection, customer_id, before, report, now)


def _report(context: Context, customer_id: int) -> BureauReport | None:
    with context.database.snapshot() as connection:
        cnic = customers.cnic(connection, customer_id=customer_id, vault=context.vault)
        before = decisions.last(connection, customer_id)
        name = customers.name(connection, customer_id=customer_id)
    if context.bureau is None or not cnic or before is None:
        return None
    return context.bureau(cnic, name, Applicant.from_dict(before["inputs"]["applicant"]).born)


def _decide(
    context: Context,
    connection: Transaction,
    customer_id: int,
    before: Mapping[str, Any],
    report: BureauReport | None,
    now: datetime,
) -> None:
    facts = _facts(context, connection, customer_id, now)
    if facts.person.limit is None:
        return
    decision = _again(facts, before, report)
    limit = _limit(decision, facts)
    if limit is not None:
        decisions.keep(connection, customer_id=customer_id, decision=decision.to_dict(), at=now)
        decisions.set_limit(connection, customer_id=customer_id, limit=limit)


def _again(facts: Facts, before: Mapping[str, Any], report: BureauReport | None) -> Decision:
    applicant = replace(
        Applicant.from_dict(before["inputs"]["applicant"]),
        good_plans=facts.good_plans(),
        overdue=facts.overdue,
    )
    return decide(applicant, today=facts.now.astimezone(PAKISTAN).date(), rules=facts.rules, bureau=report)


def _limit(decision: Decision, facts: Facts) -> int | None:
    """The limit from now on, or None to leave it. Only what others report lowers it, never below what is owed."""
    held = facts.person.limit or 0
    if decision.approved:
        return decision.limit if decision.limit > held else None
    harmful = LENDING_MORE_WOULD_HARM & {reason.code for reason in decision.reasons}
    return facts.outstanding if harmful else None


def _facts(context: Context, connection: Transaction, customer_id: int, now: datetime) -> Facts:
    reader = Reader(connection, context.vault, context.rules, context.ways)
    return reader.facts(customer_id, now=now, fresh=context.fresh())

"""The instalments as a calendar file. What is kept is only that one was given; the file tells how things stand now.

A link that was opened before and is opened again after an extension so shows the new days. Each instalment keeps its
`uid`; its `sequence` grows with every posting of its plan and every day it was moved, so that importing again updates
what is there. What was still to pay when the customer got their first file, and is not any more, is in it as over.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.conversation.grammar import Json, Language
from bot.documents.calendar import Entry, calendar_file
from bot.services.context import Context
from bot.store import books, loans, papers, schedule
from bot.store.database import Transaction
from bot.store.facts import Reader
from bot.store.papers import Paper

KIND = "calendar"
TEMPLATE = "calendar-1"  # stands where a page names its template
NOBODY_ASKS = "0000000000"  # for facts of which no new reference is wanted


def given(
    context: Context, connection: Transaction, *, customer_id: int, language: Language
) -> dict[str, Any]:
    """What is kept of a file: its written form, and which instalments were over before it, so never in it."""
    unpaid, every = _stands(context, connection, customer_id)
    return {"language": language, "over": sorted(uid for uid in every if uid not in unpaid)}


def made(context: Context, paper: Paper) -> bytes:
    """The file as of now."""
    with context.database.snapshot() as connection:
        first = papers.first_of(connection, customer_id=paper.customer_id, kind=KIND) or paper
        entries = tuple(_entries(context, connection, paper, never=first.page["over"]))
    return calendar_file(entries, name="Qist Saathi", at=context.clock())


def _entries(context: Context, connection: Transaction, paper: Paper, *, never: list[str]) -> Iterator[Entry]:
    language: Language = paper.page["language"]
    unpaid, every = _stands(context, connection, paper.customer_id)
    note = _text(context, language, "calendar.note")
    for uid, (day, sequence) in sorted(every.items()):
        if uid in unpaid:
            title = _text(context, language, "calendar.entry", amount=unpaid[uid])
            yield Entry(uid, sequence, day, title, note)
        elif uid not in never:
            yield Entry(uid, sequence, day, _text(context, language, "calendar.over"), over=True)


def _stands(
    context: Context, connection: Transaction, customer_id: int
) -> tuple[dict[str, int], dict[str, tuple[date, int]]]:
    """{uid: what is left to pay} of the unpaid, {uid: (day, sequence)} of every instalment there ever was."""
    reader = Reader(connection, context.vault, context.rules, context.ways)
    facts = reader.facts(customer_id, now=context.clock(), fresh=NOBODY_ASKS)
    unpaid = {
        _uid(loan.number, part.number): part.left
        for loan in facts.open_loans
        for part in loan.installments
        if part.left > 0
    }
    return unpaid, dict(_every(connection, customer_id))


def _every(connection: Transaction, customer_id: int) -> Iterator[tuple[str, tuple[date, int]]]:
    for plan in loans.of_customer(connection, customer_id):
        postings = len(books.of_loan(connection, plan.number))
        for number, (agreed, now) in schedule.moves(connection, plan.id).items():
            yield _uid(plan.number, number), (now, postings + (now - agreed).days)


def _uid(loan: str, installment: int) -> str:
    return f"{loan}-{installment}@qist-saathi"


def _text(context: Context, language: Language, key: str, **params: Json) -> str:
    return context.catalog.text(language=language, channel="whatsapp", key=key, params=params)

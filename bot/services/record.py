"""The record: who saw and did what, newest first. Who reads it stands in it too."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.lending.hours import PAKISTAN, midnight
from bot.services import spreadsheet
from bot.services.context import Context
from bot.store import people, record
from bot.store.record import Entry, Search

PAGE = 50
BATCH = 500
COLUMNS = ("id", "at", "user", "name", "action", "conversation", "detail")
ACTIONS = (
    "login", "login_failed", "logout", "log_out_everywhere", "new_password", "totp_on", "totp_off",
    "add_agent", "change_role", "deactivate", "reactivate", "reset_password", "reset_totp",
    "see", "see_media", "reveal_cnic", "see_audit", "audit_export",
    "take", "pass_on", "back_to_queue", "forgotten", "returned", "snooze", "hand_back", "reply", "insisted", "note",
    "promise", "extend", "smaller", "waive", "return", "payout", "complaint", "pause", "resume", "reopen",
    "hand_over", "unlock_shop", "add_shop", "change_shop", "shop_on", "shop_off", "shop_phone",
    "shop_account", "ask_shop",
    "ask_approval", "agree", "refuse",
    "unlock_pin", "spoken_to", "answer_complaint", "complaint_due", "place", "pay_back",
    "reconcile", "payouts_written", "payout_paid", "payout_failed", "payout_again", "change_number", "write_off",
    "relief", "retry_message", "label", "keep_response", "remove_response", "data_copy", "erase", "keys_rotated",
    "settle_oddity",
    "api_key_made", "api_key_revoked", "webhook_off", "webhook_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filters:
    """As a person narrows the record; 0, "" and None narrow nothing. Days of Pakistan, both included."""

    agent_id: int = 0
    action: str = ""
    first: date | None = None
    last: date | None = None
    conversation_id: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """`before` is where the next page begins; 0 when there is none."""

    entries: tuple[Entry, ...]
    before: int = 0


def read(context: Context, *, filters: Filters, agent_id: int, before: int = 0) -> Page:
    """One page of the record; that somebody began to read is noted, older pages of the same are not."""
    with context.database.transaction() as connection:
        found = record.page(connection, search=_search(filters), before=before, limit=PAGE + 1)
        if not before:
            people.note(
                connection, at=context.clock(), agent_id=agent_id, action="see_audit", detail=_told(filters)
            )
    return Page(tuple(found[:PAGE]), found[PAGE - 1].id if len(found) > PAGE else 0)


def export(context: Context, *, filters: Filters, agent_id: int) -> Iterator[str]:
    """Lines of CSV, all that `filters` leave, a batch at a time. It is noted before the first line is out."""
    with context.database.transaction() as connection:
        people.note(
            connection, at=context.clock(), agent_id=agent_id, action="audit_export", detail=_told(filters)
        )
    return _lines(context, _search(filters))


def _lines(context: Context, search: Search) -> Iterator[str]:
    yield spreadsheet.line(COLUMNS)
    before = 0
    while True:
        with context.database.snapshot() as connection:
            batch = record.page(connection, search=search, before=before, limit=BATCH)
        yield from map(_line, batch)
        if len(batch) < BATCH:
            return
        before = batch[-1].id


def _line(entry: Entry) -> str:
    return spreadsheet.line(
        (
            entry.id,
            entry.at.astimezone(PAKISTAN).isoformat(timespec="seconds"),
            entry.username,
            spreadsheet.safe(entry.name),
            entry.action,
            entry.conversation_id or "",
            spreadsheet.safe(entry.detail),
        )
    )


def _search(filters: Filters) -> Search:
    return Search(
        agent_id=filters.agent_id,
        action=filters.action,
        since=midnight(filters.first) if filters.first else None,
        until=midnight(filters.last + timedelta(days=1)) if filters.last else None,
        conversation_id=filters.conversation_id,
    )


def _told(filters: Filters) -> str:
    """What was asked for, in the record itself."""
    told = (
        ("agent", filters.agent_id),
        ("action", filters.action),
        ("from", filters.first),
        ("to", filters.last),
        ("conversation", filters.conversation_id),
    )
    return " ".join(f"{name}={value}" for name, value in told if value)

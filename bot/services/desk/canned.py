"""Canned responses: in three written forms, with what is known of the customer already filled in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import locales
from bot.conversation.values import rupees, short_day
from bot.lending import conduct
from bot.lending.facts import Facts
from bot.services.context import Context
from bot.services.desk import read
from bot.store import canned, people, views
from bot.understanding import Language

FORMS: tuple[Language, ...] = ("en", "ur", "ur-Latn")
PLACEHOLDERS = ("name", "agent", "plan", "left", "next_amount", "next_day")
SHORTCUT = re.compile(r"[a-z0-9][a-z0-9_-]{0,23}")
LONGEST = 800
Kept = Literal["kept", "shortcut", "empty", "too_long", "placeholder", "tone"]
_HOLE = re.compile(r"\{\s*([a-z_]+)\s*\}")


@dataclass(frozen=True, slots=True)
class Response:
    """One response. `words` by written form."""

    shortcut: str
    title: str
    words: Mapping[Language, str]


def every(context: Context) -> list[Response]:
    """As they are written, by shortcut."""
    with context.database.snapshot() as connection:
        rows = canned.every(connection)
    return [
        Response(row.shortcut, row.title, {"en": row.en, "ur": row.ur, "ur-Latn": row.roman}) for row in rows
    ]


def filled(context: Context, *, conversation_id: int, agent_name: str) -> list[Response]:
    """As they would go to this customer; a placeholder of which nothing is known stays for the agent to see."""
    with context.database.snapshot() as connection:
        thread = views.thread(connection, conversation_id)
        facts = read.facts_of(context, connection, thread.customer_id) if thread else None
    if facts is None:
        return []
    return [
        Response(
            one.shortcut,
            one.title,
            {form: _fill(words, _known(facts, form, agent_name)) for form, words in one.words.items()},
        )
        for one in every(context)
    ]


def keep(
    context: Context, *, shortcut: str, title: str, words: Mapping[Language, str], agent_id: int | None
) -> Kept:
    """Write a response or write it anew; said why not. The tone is checked here, once for all who use it."""
    shortcut, title = shortcut.strip().lower().removeprefix("/"), title.strip()
    if problem := _problem(shortcut, title, words):
        return problem
    with context.database.transaction() as connection:
        now = context.clock()
        canned.put(
            connection, shortcut=shortcut, title=title, en=words["en"].strip(), ur=words["ur"].strip(),
            roman=words["ur-Latn"].strip(), agent_id=agent_id, at=now,
        )  # fmt: skip
        people.note(connection, at=now, agent_id=agent_id, action="keep_response", detail=shortcut)
    return "kept"


def remove(context: Context, *, shortcut: str, agent_id: int) -> bool:
    with context.database.transaction() as connection:
        gone = canned.remove(connection, shortcut=shortcut)
        if gone:
            people.note(
                connection, at=context.clock(), agent_id=agent_id, action="remove_response", detail=shortcut
            )
    return gone


def _problem(shortcut: str, title: str, words: Mapping[Language, str]) -> Kept | None:
    texts = [words.get(form, "").strip() for form in FORMS]
    if not SHORTCUT.fullmatch(shortcut):
        return "shortcut"
    if not title or not all(texts):
        return "empty"
    if len(title) > 80 or any(len(text) > LONGEST for text in texts):
        return "too_long"
    if any(set(_HOLE.findall(text)) - set(PLACEHOLDERS) for text in texts):
        return "placeholder"
    offending: Sequence[object] = [
        one for text in texts for one in conduct.offences(text, words=locales.forbidden())
    ]
    return "tone" if offending else None


def _fill(words: str, known: Mapping[str, str]) -> str:
    return _HOLE.sub(lambda hole: known.get(hole[1]) or hole[0], words)


def _known(facts: Facts, form: Language, agent_name: str) -> dict[str, str]:
    loan = next((one for one in facts.open_loans if one.next), None)
    part = loan.next if loan else None
    return {
        "name": facts.person.name,
        "agent": agent_name,
        "plan": loan.number if loan else "",
        "left": rupees(form, loan.outstanding) if loan else "",
        "next_amount": rupees(form, part.left) if part else "",
        "next_day": short_day(form, part.due.isoformat()) if part else "",
    }

"""What the bot did not understand: listed, labelled by people, exported for the linguist."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.services.context import Context
from bot.store import people, unknown

MOST = 200  # messages on one page
MOST_EXPORTED = 100_000


@dataclass(frozen=True, slots=True)
class Unknown:
    """One message, masked. `label` is the intent that a person gave it, "" until then."""

    id: int
    text: str
    at: datetime
    language: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """The people who say what messages mean, and the linguist who takes them away."""

    context: Context

    def unlabelled(self) -> list[Unknown]:
        """The newest messages that nobody has labelled yet."""
        return self._listed(unknown.UNKNOWN, MOST)

    def intents(self) -> Sequence[str]:
        """The labels to choose from."""
        return self.context.understanding.intents

    def label(self, *, message_id: int, intent: str, agent_id: int) -> bool:
        """A person says what a message means; False for a label or a message that does not exist."""
        if intent not in self.intents():
            return False
        with self.context.database.transaction() as connection:
            done = unknown.label(connection, message_id=message_id, intent=intent, agent_id=agent_id)
            if done:
                people.note(connection, at=self.context.clock(), agent_id=agent_id, action="label")
        return done

    def exported(self) -> Iterator[str]:
        """What people labelled, one JSON object a line, as `qist understand --evaluate` reads it."""
        for one in self._listed(unknown.LABELLED, MOST_EXPORTED):
            row = {"text": one.text, "intent": one.label, "language": one.language}
            yield json.dumps(row, ensure_ascii=False)

    def waiting(self) -> Iterator[str]:
        """What nobody has labelled yet, one JSON object a line."""
        for one in self.unlabelled():
            row = {"text": one.text, "language": one.language, "at": one.at.isoformat()}
            yield json.dumps(row, ensure_ascii=False)

    def _listed(self, tag: str, limit: int) -> list[Unknown]:
        with self.context.database.transaction() as connection:
            found = unknown.rows(connection, tag=tag, limit=limit)
        return [
            Unknown(row.id, row.text, row.at, reading.get("language", ""), reading.get("label", ""))
            for row in found
            for reading in [row.reading or {}]
        ]

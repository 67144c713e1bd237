"""A process that dies in the middle of a delivery, and the provider's own book of what reached it.

Run by test_kill.py: killed.py DATABASE BOOK before|after NUMBER. It is killed while it hands over message NUMBER,
before or after the provider has written it down.
"""

import json
import os
import signal
import sys
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from world import START, settings_for

from bot.app import create_context
from bot.channels.ports import Outgoing, Sent
from bot.services import deliver


class BookCarrier:
    """A provider that outlives us: what it has accepted stands in a file."""

    def __init__(self, book: Path, *, dies: str = "", at: int = 0) -> None:
        self.book, self.dies, self.at, self.tried = book, dies, at, 0

    def send(self, message: Outgoing) -> Sent:
        self.tried += 1
        doomed = self.tried == self.at
        if doomed and self.dies == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        with self.book.open("a", encoding="utf-8") as book:
            book.write(json.dumps({"id": message.id, "to": message.address, "text": message.text}) + "\n")
            book.flush()
            os.fsync(book.fileno())
        if doomed:
            os.kill(os.getpid(), signal.SIGKILL)
        return Sent(provider_id=f"BK{message.id}", state="queued")

    def find(self, message: Outgoing, *, since: datetime, besides: Collection[str] = ()) -> Sent | None:
        alike = [one for one in self.taken() if (one["to"], one["text"]) == (message.address, message.text)]
        left = [name for one in alike if (name := f"BK{one['id']}") not in besides]
        return Sent(provider_id=left[-1], state="delivered") if left else None

    def taken(self) -> list[dict]:
        if not self.book.exists():
            return []
        return [json.loads(line) for line in self.book.read_text("utf-8").splitlines()]


def main(database: str, book: str, dies: str, at: str) -> None:
    carrier = BookCarrier(Path(book), dies=dies, at=int(at))
    context = create_context(settings_for(database), clock=lambda: START)
    deliver.drain(replace(context, carriers={"sms": carrier, "whatsapp": carrier}))


if __name__ == "__main__":
    main(*sys.argv[1:])

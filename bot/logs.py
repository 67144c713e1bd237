"""The log: lines for people at a terminal, JSON objects for machines; each carries the cause of what was done.

Whoever logs names numbers of rows and words of ours, never what a customer said or who they are. `FILTERS` pass over
every record before it is written, whatever logger it came from.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any, Literal, TextIO

from bot import tracing

Form = Literal["auto", "json", "text"]
FILTERS: list[logging.Filter] = []
KNOWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "cause"}
TEXT = "%(asctime)s %(levelname)s %(name)s %(message)s"
TOO_TALKATIVE = ("apscheduler", "twilio.http_client", "urllib3", "alembic", "fontTools")


def set_up(form: Form = "auto", *, stream: TextIO | None = None, level: int = logging.INFO) -> None:
    """Call once in a process. "auto": JSON unless somebody watches."""
    stream = stream or sys.stderr
    plain = form == "text" or (form == "auto" and stream.isatty())
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Words(TEXT) if plain else Lines())
    for one in FILTERS:
        handler.addFilter(one)
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in TOO_TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


class Words(logging.Formatter):
    """One line, with what was named beside it."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        named = {**_named(record), **_cause()}
        return " ".join(
            (super().formatMessage(record), *(f"{name}={value}" for name, value in named.items()))
        )


class Lines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **_cause(),
            **_named(record),
            "process": record.process,
        }
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


def _named(record: logging.LogRecord) -> dict[str, Any]:
    return {name: value for name, value in vars(record).items() if name not in KNOWN}


def _cause() -> dict[str, str]:
    return {"cause": tracing.cause()} if tracing.cause() else {}

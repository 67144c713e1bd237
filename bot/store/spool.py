"""A folder beside the store, for what comes while the store is down. One sealed file for each request.

A file is whole or not there: written under another name, brought to the disk, renamed. Names sort by when it came.
"""

import json
import logging
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

SUFFIX = ".request"
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Spooled:
    """`kind`: message, call, status. `sealed` is the form, encrypted, in hexadecimal digits."""

    kind: str
    key: str
    at: str
    sealed: str


class Spool:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, one: Spooled) -> None:
        """It is on the disk when this returns. The same request again takes its own place."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        microseconds = int(datetime.fromisoformat(one.at).timestamp() * 1_000_000)
        place = self.folder / f"{microseconds:020d}-{one.key[:32]}{SUFFIX}"
        half = place.with_suffix(f".{os.getpid()}.half")
        try:
            half.touch(mode=0o600)
            with half.open("w", encoding="ascii") as file:
                json.dump(asdict(one), file)
                file.flush()
                os.fsync(file.fileno())
            half.rename(place)
        except OSError:  # a disk that is full is not filled further by what nobody can use
            half.unlink(missing_ok=True)
            raise
        _to_disk(self.folder)

    def each(self) -> Iterator[tuple[Path, Spooled]]:
        """In the order in which they came."""
        for path in self._paths():
            try:
                one = Spooled(**json.loads(path.read_text("ascii")))
            except FileNotFoundError:
                continue  # another process took it
            except (ValueError, TypeError):
                LOG.error("a file of the spool cannot be read and was put aside: %s", path.name)
                path.rename(path.with_suffix(".unreadable"))
                continue
            yield path, one

    def count(self) -> int:
        return len(self._paths())

    def _paths(self) -> list[Path]:
        return sorted(self.folder.glob(f"*{SUFFIX}")) if self.folder.is_dir() else []


def _to_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""One clock for all processes on one store, PostgreSQL's: a machine that is an hour off does nothing at a wrong hour.

Between two looks it is carried on by a clock that only runs forward, so that setting this machine's changes nothing.
"""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

LOOK_EVERY = 30.0  # seconds
LONGEST_LOOK = 1.0  # seconds: what took longer tells the time no better
TOLERATED = timedelta(seconds=10)
LOG = logging.getLogger(__name__)


def own_clock() -> datetime:
    return datetime.now(UTC)


class StoreClock:
    """Told by whoever takes a connection what the store's clock shows. `look`: takes one, for the very first time."""

    def __init__(
        self,
        *,
        look: Callable[[], object],
        own: Callable[[], datetime] = own_clock,
        runs: Callable[[], float] = time.monotonic,
    ) -> None:
        self._look, self._own, self.runs = look, own, runs
        self._shown: tuple[datetime, float] | None = None
        self._has_looked = False
        self._is_off = False

    def __call__(self) -> datetime:
        if self._shown is None and not self._has_looked:
            self._has_looked = True
            self._look()
        if self._shown is None:
            return self._own()
        shown, then = self._shown
        return shown + timedelta(seconds=self.runs() - then)

    def is_stale(self) -> bool:
        return self._shown is None or self.runs() - self._shown[1] >= LOOK_EVERY

    def tell(self, shown: datetime, *, asked: float) -> None:
        """`shown` was the answer to a question of the moment `asked`."""
        now = self.runs()
        if now - asked <= LONGEST_LOOK:
            self._shown = (shown.astimezone(UTC) + timedelta(seconds=(now - asked) / 2), now)
            self._compare()

    def _compare(self) -> None:
        off = self._own() - self()
        if abs(off) > TOLERATED and not self._is_off:
            LOG.warning(
                "this machine's clock is %.0f seconds off the store's, which counts", off.total_seconds()
            )
        self._is_off = abs(off) > TOLERATED

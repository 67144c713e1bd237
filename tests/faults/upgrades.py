"""`qist db upgrade` of this release while the release before it goes on answering.

`python -m tests.faults.upgrades [sqlite|postgresql] [revision] [seconds]` (sqlite, 0012, 20). The code that knew no
later migration than `revision` comes from the repository's history: web and worker of it serve people who buy, the
schema is widened under them, and they go on. A message may be answered by 503 and is then posted again. The short form
is test_upgrades.py.
"""

import subprocess
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from threading import Event, Lock
from uuid import uuid4

from bot.services.check_books import check_books
from bot.store.upgrade import MIGRATIONS, standing
from tests import postgres
from tests.fakes.twilio import FakeTwilio
from tests.faults.diskfull import count
from tests.faults.kills import purchase
from tests.faults.site import ROOT, SHORT_CODE, Site, folder, until

LINES, LATEST = 3, 120.0
WAITING = "SELECT count(*) FROM message WHERE state IN ('queued', 'sending')"
FILL = "import sys; from tests.world import fill; fill(sys.argv[1])"


class NoHistory(Exception):
    """The code of before is not at hand: no repository, or one without its history."""


@dataclass
class Report:
    answers: Counter[str] = field(default_factory=Counter)  # before, while and after the upgrade
    seconds: float = 0.0  # that the upgrade took
    posted: int = 0
    bought: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        answers = ", ".join(f"{what} {times} times" for what, times in sorted(self.answers.items()))
        return "\n".join(
            (
                f"answered: {answers}",
                f"upgraded in {self.seconds:.1f} s under {self.posted} messages, {self.bought} purchases",
                *(self.wrong or ["nothing lost, books clean"]),
            )
        )


def older(place: Path, *, revision: str) -> Path:
    """The code as it was before a migration followed on `revision`."""
    following = next(MIGRATIONS.glob(f"versions/{int(revision) + 1:04}_*.py"))
    added = _git("log", "--diff-filter=A", "--format=%H", "--", str(following.relative_to(ROOT)))
    if not added:
        raise NoHistory("the commit that added it is not known here")
    archive = _git("archive", f"{added.decode().split()[-1]}^")
    with tarfile.open(fileobj=BytesIO(archive)) as packed:
        packed.extractall(place, filter="data")
    return place


def _git(*arguments: str) -> bytes:
    try:
        return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoHistory(str(error)) from error


@contextmanager
def _store(kind: str, place: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{place / 'faults.db'}"
        return
    with postgres.restartable() as server:
        yield postgres.create(server.address)


class Buyers:
    """One after the other on each line, each message until it is taken."""

    def __init__(self, site: Site, report: Report) -> None:
        self.site, self.report, self.when = site, report, "before"
        self.over, self._lock, self._next = Event(), Lock(), 0

    def line(self) -> None:
        while not self.over.is_set():
            with self._lock:
                self._next += 1
                place = self._next
            for words in purchase(place):
                self._post({"From": f"+92305{place:07}", "To": SHORT_CODE, "Body": words})
            with self._lock:
                self.report.bought += 1

    def _post(self, form: dict[str, str]) -> None:
        form = {**form, "MessageSid": "SM" + uuid4().hex}
        while True:
            status = self.site.post(form)
            with self._lock:
                self.report.answers[f"{self.when} {status}"] += 1
                self.report.posted += status == 200
            if status == 200:
                return
            time.sleep(0.2)


def run(*, kind: str, revision: str, seconds: float) -> Report:
    report = Report()
    with ExitStack() as stack:
        place = stack.enter_context(folder())
        before = older(stack.enter_context(folder()), revision=revision)
        store = stack.enter_context(_store(kind, place))
        fill = [sys.executable, "-c", FILL, store]
        path = {"PYTHONPATH": f"{before}:{before / 'tests'}"}
        subprocess.run(fill, cwd=before, env=path, check=True, capture_output=True)
        twilio = stack.enter_context(FakeTwilio())
        site = Site(place, store=store, twilio=twilio, web=1, workers=1, code=before)
        stack.callback(site.close)
        site.wait()
        people = Buyers(site, report)
        with ThreadPoolExecutor(LINES) as pool:
            lines = [pool.submit(people.line) for _ in range(LINES)]
            try:
                people.over.wait(seconds / 2)
                people.when = "while"
                report.seconds = _upgrade(site)
                people.when = "after"
                people.over.wait(seconds / 2)
            finally:
                people.over.set()
            for line in lines:
                line.result()
        _look(site, report)
    return report


def _upgrade(site: Site) -> float:
    begun = time.monotonic()
    process = site.start(["bot.cli", "db", "upgrade"], code=ROOT)
    if process.wait(LATEST):
        raise RuntimeError(site.log_path.read_text("utf-8")[-2000:])
    return time.monotonic() - begun


def _look(site: Site, report: Report) -> None:
    context = site.context()
    until(lambda: count(context, WAITING) == 0, "the outbox to empty", LATEST)
    if others := {what for what in report.answers if what.split()[1] not in ("200", "503")}:
        report.wrong.append(f"answered: {sorted(others)}")
    if not site.is_up():
        report.wrong.append("the older code does not call itself ready on the wider schema")
    if (told := standing(context.database)) != "current":
        report.wrong.append(f"the schema is {told}")
    for name, query, wanted in (
        ("messages", "SELECT count(*) FROM message WHERE direction = 'in'", report.posted),
        ("plans", "SELECT count(*) FROM loan", report.bought),
    ):
        if (found := count(context, query)) != wanted:
            report.wrong.append(f"{name}: {found} instead of {wanted}")
    report.wrong += [f"{one.code} {one.where}: {one.text}" for one in check_books(context)]
    context.database.close()


def main(kind: str = "sqlite", revision: str = "0012", seconds: str = "20") -> None:
    try:
        report = run(kind=kind, revision=revision, seconds=float(seconds))
    except NoHistory as error:
        sys.exit(f"the code of before is not at hand: {error}")
    print(f"{kind}\n{report}")
    sys.exit(1 if report.wrong else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])

"""SQLite on a disk that fills up while people talk, and then has room again.

`python -m tests.faults.diskfull [messages]` (2000), as root: gunicorn and `qist worker` with a small disk (a tmpfs)
for the store, the spool and the log. While it is full each message is answered by 503, at both addresses, and nothing
of it is written; with room again everything goes on by itself. The short form, test_diskfull.py, has one for machines
where nothing may be mounted.
"""

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import requests
from sqlalchemy import text as sql

from bot.services.check_books import check_books
from bot.services.context import Context
from tests.fakes.twilio import FakeTwilio
from tests.faults.kills import purchase
from tests.faults.site import SHORT_CODE, Site, filled_store, folder, until

MEGABYTES = 24  # of the disk
BALLAST = "ballast"
BLOCK = 4096
SETTLES = 120.0  # seconds


class CannotMount(Exception):
    """This machine does not let us mount anything."""


@dataclass
class Report:
    """`answers`: of the webhook and its second address while there is room, while there is none, and after."""

    answers: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    ready: list[str] = field(default_factory=list)
    said: str = ""  # by the console while the disk is full
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        lines = [
            f"{when}, {path}: {status} {times} times"
            for (when, path, status), times in sorted(self.answers.items())
        ]
        lines += [f"readyz: {', '.join(self.ready)}", f"console: {self.said}"]
        return "\n".join([*lines, *(self.wrong or ["nothing lost, nothing half-written, books clean"])])


@contextmanager
def disk(megabytes: int = MEGABYTES) -> Iterator[Path]:
    """A disk of that size. Raises CannotMount."""
    with folder() as place:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)]
        try:
            subprocess.run(mount, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise CannotMount(str(error)) from error
        try:
            yield place
        finally:
            subprocess.run(["umount", "--lazy", str(place)], check=True)


def fill(place: Path) -> None:
    """To the last block."""
    with (place / BALLAST).open("ab", buffering=0) as ballast:
        while True:
            try:
                ballast.write(b"\0" * BLOCK)
            except OSError:
                return


class Talk:
    """One person after the other, each message until it is taken."""

    def __init__(self, site: Site, report: Report) -> None:
        self.site, self.report, self.taken, self.kept = site, report, 0, 0
        self.script = (words for place in range(10_000) for words in self._person(place))

    def _person(self, place: int) -> Iterator[dict[str, str]]:
        for words in purchase(place):
            yield {
                "From": f"+92303{place:07}",
                "To": SHORT_CODE,
                "Body": words,
                "MessageSid": "SM" + uuid4().hex,
            }

    def say(self, when: str, form: dict[str, str]) -> int:
        status = self.site.post(form)
        self.report.answers[when, "message", status] += 1
        self.taken += status == 200
        return status

    def says(self, when: str, many: int) -> None:
        for _ in range(many):
            if (status := self.say(when, next(self.script))) != 200:
                self.report.wrong.append(f"{when}: {status}")

    def is_refused(self, when: str, many: int) -> dict[str, str]:
        """With nothing left on the disk: by both addresses. What was not taken, to be said again."""
        form = next(self.script)
        for _ in range(many):
            status = self.say(when, form)
            if status == 200:  # the journal of SQLite had room of its own left for this one
                form = next(self.script)
            second = self.site.post(form, path="fallback")
            self.report.answers[when, "fallback", second] += 1
            self.kept += second == 200
            if {status, second} - {200, 503}:
                self.report.wrong.append(f"{when}: {status}, {second}")
        return form


def run(*, messages: int) -> Report:
    report = Report()
    with ExitStack() as stack:
        place = stack.enter_context(disk())
        store = stack.enter_context(filled_store("sqlite", place))
        twilio = stack.enter_context(FakeTwilio())
        made = Site(place, store=store, twilio=twilio, web=1, workers=1)
        stack.callback(made.close)
        made.wait()
        talk = Talk(made, report)
        talk.says("room", messages // 2)
        fill(place)
        refused = talk.is_refused("full", 20)
        report.ready.append(_ready(made))
        report.said = _console(made)
        time.sleep(5)  # the worker meets the full disk, too
        (place / BALLAST).unlink()
        until(lambda: talk.say("room again", refused) == 200, "room again", SETTLES)
        talk.says("room again", messages // 2)
        report.ready.append(_ready(made))
        context = made.context()
        stack.callback(context.database.close)
        _look(context, made, report)
    return report


def _ready(site: Site) -> str:
    answer = requests.get(f"{site.url}/readyz", timeout=10)
    return f"{answer.status_code} {answer.json().get('why', '')}".strip()


def _console(site: Site) -> str:
    """What somebody reads who logs in."""
    with requests.Session() as browser:
        page = browser.get(f"{site.url}/console/login", timeout=10)
        token = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
        form = {"csrf_token": token, "username": "ayesha", "password": "wrong"}
        answer = browser.post(f"{site.url}/console/login", data=form, timeout=10)
    words = " ".join(answer.text.split())
    return f"{answer.status_code} {'no room left on our disk' in words}"


def _look(context: Context, site: Site, report: Report) -> None:
    waiting = "SELECT count(*) FROM message WHERE state IN ('queued', 'sending')"
    held = "SELECT count(*) FROM held_request"
    until(lambda: not count(context, waiting) and not count(context, held), "everything to leave", SETTLES)
    for name, found, wanted in (
        (
            "inbound messages",
            count(context, "SELECT count(*) FROM message WHERE direction = 'in'"),
            _taken(report),
        ),
        ("sent messages", len({one.sid for one in site.twilio.messages}), count(context, SENT)),
        ("files left in the spool", len(list(Path(site.settings["QIST_SPOOL"]).glob("*"))), 0),
    ):
        if found != wanted:
            report.wrong.append(f"{name}: {found} instead of {wanted}")
    integrity = "SELECT integrity_check FROM pragma_integrity_check"
    with context.database.snapshot() as connection:
        if (told := connection.execute(sql(integrity)).scalar_one()) != "ok":
            report.wrong.append(str(told))
    report.wrong += [f"{one.code} {one.where}: {one.text}" for one in check_books(context)]


SENT = "SELECT count(*) FROM message WHERE direction = 'out' AND provider_id IS NOT NULL"


def _taken(report: Report) -> int:
    """What was answered by 200 at the first address; the second one's are the same messages, once more."""
    return sum(
        times for (_, path, status), times in report.answers.items() if (path, status) == ("message", 200)
    )


def count(context: Context, query: str) -> int:
    with context.database.snapshot() as connection:
        return int(connection.execute(sql(query)).scalar_one())


def main(messages: str = "2000") -> None:
    try:
        report = run(messages=int(messages))
    except CannotMount as error:
        sys.exit(f"nothing may be mounted here: {error}")
    print(report)
    sys.exit(1 if report.wrong else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])

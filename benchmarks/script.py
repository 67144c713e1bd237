"""The same six turns in one process: ours beside botbuilder-python and Rasa, each with SQLite, WAL, synchronous FULL.

A newcomer says hello, agrees to the terms, tells card, name, birthday and work; then everybody asks for the income.
`python -m benchmarks.script [people]` (100). The others are measured when a Python that has them is named:
QIST_BENCH_BOTBUILDER (botbuilder-core, botbuilder-dialogs, aiohttp), QIST_BENCH_RASA (rasa 3.6.21, on Python 3.10).
Botbuilder is measured twice: as it is most often run, keeping the state alone, and keeping what was said as ours does.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from benchmarks.turns import environment
from bot.app import create_context
from bot.channels.ports import Inbound
from bot.services.receive import receive
from bot.settings import load
from tests.world import fill

HERE = Path(__file__).parent / "beside"
SCRIPT = ("hello", "yes", "{cnic}", "Namoona Khan", "15/08/1990", "2")
# Name, the setting, the target of design.md section 7, what is said to it besides.
OTHERS = (
    ("botbuilder", "QIST_BENCH_BOTBUILDER", 3.0, ()),
    ("botbuilder", "QIST_BENCH_BOTBUILDER", 3.0, ("--messages",)),
    ("rasa", "QIST_BENCH_RASA", 10.0, ()),
)
LAPS = 3


def script(person: int) -> list[str]:
    return [words.format(cnic=f"35202-{person:07}-1") for words in SCRIPT]


def ours(folder: Path, people: int) -> float:
    """Turns a second."""
    url = f"sqlite:///{folder / 'ours.db'}"
    fill(url)
    context = create_context(load(environment(url, 1)))
    talk(context, range(2))
    begun = time.perf_counter()
    talk(context, range(2, people + 2))
    took = time.perf_counter() - begun
    with context.database.snapshot() as connection:
        _check(connection, people + 2)
    context.database.close()
    return people * len(SCRIPT) / took


def talk(context, people: range) -> None:
    for person in people:
        for words in script(person):
            receive(
                context,
                inbound=Inbound(uuid4().hex, "sms", f"+92301{person:07}", words, context.clock()),
            )


def _check(connection, people: int) -> None:
    from sqlalchemy import text

    states = connection.execute(text("SELECT position FROM conversation")).scalars()
    reached = [json.loads(one)["frames"][-1]["state"] for one in states]
    assert reached.count("income") == people, reached


def another(name: str, python: str, folder: Path, people: int, more: tuple[str, ...]) -> float:
    store = folder / f"{name}{len(more)}.db"
    command = [python, "-W", "ignore", str(HERE / f"{name}_bot.py"), str(store), str(people)]
    ran = subprocess.run([*command, json.dumps(script(7)), *more], capture_output=True, text=True)
    if ran.returncode:
        raise SystemExit(f"{name}: {ran.stderr[-2000:]}")
    return float(ran.stdout.split()[-1])


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    for lap in range(LAPS):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            mine = ours(folder, people)
            print(f"lap {lap + 1}: ours {mine:.0f} turns a second", flush=True)
            for other, setting, target, more in OTHERS:
                if python := os.environ.get(setting):
                    theirs = another(other, python, folder, people, more)
                    name = " ".join((other, *more))
                    print(
                        f"  {name} {theirs:.0f}: ours is {mine / theirs:.1f} times (target {target:g})",
                        flush=True,
                    )


if __name__ == "__main__":
    main()

"""`qist backup`, `qist restore`, `qist retention`: the store as a whole (docs/operators/backup.md, decision 0016)."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

import click

Contexts = Callable[[], AbstractContextManager[Any]]
STANDING = {
    "current": "its schema is this release's",
    "older": "its schema is of an older release: run `qist db upgrade`, then `qist ledger check`",
    "newer": "its schema is of a newer release: install that one",
    "empty": "it has no schema",
}


class Moment(click.ParamType[datetime]):
    """A moment with its time zone."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            self.fail(f"{value} is not a moment like 2028-12-01T10:00+05:00", param, ctx)
        return moment


def add_to(cli: click.Group, contexts: Contexts, stores: Contexts) -> None:
    """`stores` opens the store alone: nothing is brought up to date on the way."""
    _add_backup(cli, stores)
    _add_restore(cli, contexts, stores)
    _add_retention(cli, contexts)


def _add_backup(cli: click.Group, stores: Contexts) -> None:
    @cli.command()
    @click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
    def backup(file: Path) -> None:
        """Write the whole store into FILE, while everything goes on working. It holds what customers said: guard it."""
        from bot.store.backup import BackupFailed, dump

        with stores() as database:
            try:
                dump(database, file)
            except BackupFailed as failed:
                _fail(str(failed))
        click.echo(f"{file}: {file.stat().st_size:,} bytes")


def _add_restore(cli: click.Group, contexts: Contexts, stores: Contexts) -> None:
    @cli.command()
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    def restore(file: Path) -> None:
        """Fill an empty store from FILE and check the books. Refuses a store that holds anything."""
        from bot.store.backup import BackupFailed, fill
        from bot.store.upgrade import standing

        with stores() as database:
            try:
                fill(database, file)
            except BackupFailed as failed:
                _fail(str(failed))
            how = standing(database)
        click.echo(f"restored {file}; {STANDING[how]}")
        if how != "current":
            sys.exit(1)
        with contexts() as context:
            _tell(context)


def _add_retention(cli: click.Group, contexts: Contexts) -> None:
    @cli.command()
    @click.option("--now", "moment", type=Moment(), help="As of this moment, 2028-12-01T10:00+05:00.")
    @click.option("--dry-run", is_flag=True, help="Tell what would go; change nothing.")
    def retention(moment: datetime | None, dry_run: bool) -> None:
        """Erase what is kept for a while only, as the worker does by itself. The books are never touched."""
        from bot.services.retention import erase_old, rehearse

        with contexts() as context:
            now = moment or context.clock()
            done = (rehearse if dry_run else erase_old)(context, now=now)
        for name, number in sorted(done.items()):
            click.echo(f"{number:>12,} {name}")
        click.echo(f"{done.total():>12,} {'would go' if dry_run else 'erased'}")


def _tell(context: Any) -> None:
    from bot.services.checkup import problems
    from bot.services.stocktaking import count

    for name, number in count(context).items():
        click.echo(f"  {number:>12,} {name}")
    wrong = 0
    for problem in problems(context):
        wrong += 1
        click.echo(f"{problem.code} {problem.where}: {problem.text}")
    if wrong:
        _fail(f"{wrong} problems in the books")
    click.echo("the books are clean")


def _fail(sentence: str) -> None:
    click.echo(f"qist: {sentence}", err=True)
    sys.exit(1)

"""`qist keys`: what lies under which key, and everything under the key of today (docs/operators/keys.md)."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import click

Contexts = Callable[[], AbstractContextManager[Any]]


def add_to(cli: click.Group, contexts: Contexts) -> None:
    """Hang the group into the command line; `contexts` opens what the services stand on."""
    group = click.Group("keys", help="The keys that identity data is encrypted with.")
    group.add_command(_status(contexts))
    group.add_command(_rotate(contexts))
    cli.add_command(group)


def _status(contexts: Contexts) -> click.Command:
    @click.command("status")
    def status() -> None:
        """What lies under which key; exit 1 when something lies under a key that is not in the settings."""
        from bot.services.rotate_keys import standing

        with contexts() as context:
            stands = standing(context)
        _tell(stands)
        if stands.unreadable:
            sys.exit(1)

    return status


def _rotate(contexts: Contexts) -> click.Command:
    @click.command("rotate")
    @click.option("--dry-run", is_flag=True, help="Tell what would be done; change nothing.")
    def rotate(dry_run: bool) -> None:
        """Encrypt everything with QIST_DATA_KEY that lies under another key. May be stopped and started again."""
        from bot.services import rotate_keys

        with contexts() as context:
            if not dry_run:
                work, length = rotate_keys.rotate(context), rotate_keys.steps(context)
                hidden = not sys.stderr.isatty()
                with click.progressbar(length=length, label="keys", file=sys.stderr, hidden=hidden) as bar:
                    for many in work:
                        bar.update(many)
            stands = rotate_keys.standing(context)
        _tell(stands)
        if dry_run:
            click.echo(f"{stands.left} would be encrypted anew")
        elif stands.left:
            click.echo(f"qist: {stands.left} are not under today's key yet; run this again", err=True)
            sys.exit(1)

    return rotate


def _tell(stands: Any) -> None:
    for column, keys in stands.places.items():
        for key, many in sorted(keys.items()):
            click.echo(f"{column} {key}{' (today)' if key == stands.current else ''}: {many}")
    if stands.old_pins:
        click.echo(f"PINs kept as before: {stands.old_pins}; each moves when its owner next uses it")
    if stands.unreadable:
        click.echo(f"qist: {stands.unreadable} lie under a key that the settings do not name", err=True)

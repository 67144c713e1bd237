"""`qist templates`: what WhatsApp approves beforehand, handed in and followed (docs/operators/templates.md)."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import click

Contexts = Callable[[], AbstractContextManager[Any]]
UNCONNECTED = (
    "templates live at Twilio, and no Twilio account is set: give QIST_TWILIO_ACCOUNT_SID, QIST_TWILIO_AUTH_TOKEN "
    "and QIST_TWILIO_WHATSAPP_FROM"
)


def add_to(cli: click.Group, contexts: Contexts) -> None:
    """Hang the group into the command line; `contexts` opens what the services stand on."""
    group = click.Group("templates", help="The messages that WhatsApp approves beforehand.")

    @group.command("sync")
    def sync() -> None:
        """Hand in what is new. Safe to run again at any time, also after it was broken off."""
        from bot.services import templates

        with contexts() as context:
            _told(templates.sync(context), "run qist templates sync again")

    @group.command("status")
    def status() -> None:
        """Ask WhatsApp how each one stands."""
        from bot.services import templates

        with contexts() as context:
            _told(templates.status(context), "run qist templates status again")

    cli.add_command(group)


def _told(standings: Iterator[Any], again: str) -> None:
    from bot.channels.ports import SendFailed
    from bot.services.templates import NotConnected

    failed = 0
    try:
        for one in standings:
            failed += one.did == "failed"
            click.echo(_line(one))
    except NotConnected:
        _fail(UNCONNECTED)
    except SendFailed as failure:
        _fail(f"{failure}; {again}")
    if failed:
        _fail(f"{failed} failed; {again}")


def _line(one: Any) -> str:
    did = {
        "handed_in": f"handed in, {one.status}",
        "nothing": one.status,
        "missing": "not handed in yet: run qist templates sync",
        "failed": "failed",
    }[one.did]
    reason = f" ({one.reason})" if one.reason else ""
    return f"{one.name:<10} {one.language:<8} {did}{reason}"


def _fail(sentence: str) -> None:
    click.echo(f"qist: {sentence}", err=True)
    sys.exit(1)

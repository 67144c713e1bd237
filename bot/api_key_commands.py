"""`qist api-keys`: with which keys the programs of web shops come in."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, NoReturn

import click

Contexts = Callable[[], AbstractContextManager[Any]]


def add_to(cli: click.Group, contexts: Contexts) -> None:
    """Hang the group into the command line; `contexts` opens what the services stand on."""
    group = click.Group("api-keys", help="Keys of web shops.")
    for command in (_add(contexts), _list(contexts), _revoke(contexts)):
        group.add_command(command)
    cli.add_command(group)


def _add(contexts: Contexts) -> click.Command:
    @click.command("add")
    @click.argument("shop")
    @click.option("--scope", "scopes", multiple=True, help="As often as needed; all of them when left out.")
    def add(shop: str, scopes: tuple[str, ...]) -> None:
        """A new key for the SHOP with that code. It is shown this once."""
        from bot.services import api_keys

        with contexts() as context:
            try:
                made = api_keys.make(context, shop=shop, scopes=scopes or api_keys.SCOPES)
            except api_keys.UnknownShop:
                _fail(f"there is no shop {shop}")
            except api_keys.UnknownScope as error:
                _fail(f"there is no scope {error}; there are {', '.join(api_keys.SCOPES)}")
        click.echo(made.secret)

    return add


def _list(contexts: Contexts) -> click.Command:
    @click.command("list")
    def listed() -> None:
        """Keys in use, then those that were revoked."""
        from bot.services import api_keys

        with contexts() as context:
            for one in api_keys.every(context):
                used = (
                    f"last used {one.last_used_at:%Y-%m-%d %H:%M} UTC" if one.last_used_at else "never used"
                )
                state = "revoked" if one.revoked_at else used
                click.echo(
                    f"qist_{one.name} {one.shop_code} {one.shop_name}: {' '.join(sorted(one.scopes))}; {state}"
                )

    return listed


def _revoke(contexts: Contexts) -> click.Command:
    @click.command("revoke")
    @click.argument("name")
    def revoke(name: str) -> None:
        """Shut it at once. NAME: how the key begins, qist_ and ten letters."""
        from bot.services import api_keys

        with contexts() as context:
            outcome = api_keys.revoke(context, name=name)
        if outcome != "done":
            _fail("there is no such key in use")
        click.echo("revoked")

    return revoke


def _fail(sentence: str) -> NoReturn:
    click.echo(f"qist: {sentence}", err=True)
    sys.exit(1)

"""`qist shops`: who sells, whose telephone is theirs, where their money goes; by the services of the console's page."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

import click

Contexts = Callable[[], AbstractContextManager[Any]]
REFUSED = {
    "unknown": "there is no such shop",
    "nothing": "it is so already",
    "taken": "another shop has this code",
    "incomplete": "a shop needs a name",
    "bad_code": "a code is up to 12 letters and digits",
    "bad_discount": "a discount is 0 to 20 per cent",
    "bad_phone": "that is no mobile number of Pakistan",
    "phone_taken": "another shop has this telephone",
    "bad_account": "that is neither an IBAN of Pakistan nor the number of a mobile wallet",
    "no_phone": "the shop has no telephone",
    "no_reason": "another account needs --by and --reason, and a second person at /console/approvals",
    "asked_already": "that was asked already",
    "opted_out": "that telephone has ended our messages",
}


def add_to(cli: click.Group, contexts: Contexts) -> None:
    """Hang the group into the command line; `contexts` opens what the services stand on."""
    group = click.Group("shops", help="Shops where customers buy.")
    for make in (_add, _list, _switch("off", False), _switch("on", True), _phone, _ask, _discount, _account):
        group.add_command(make(contexts))
    cli.add_command(group)


def _add(contexts: Contexts) -> click.Command:
    @click.command("add")
    @click.argument("code")
    @click.option("--name", required=True, help="As customers see it.")
    @click.option("--city", default="")
    @click.option("--phone", default="", help="A mobile number; it is asked whether it is the shop's.")
    @click.option(
        "--discount", default="0", show_default=True, help="Per cent of each sale that the shop gives."
    )
    @click.option(
        "--account", default="", help="IBAN or number of a mobile wallet; better asked for by `account`."
    )
    def add(code: str, name: str, city: str, phone: str, discount: str, account: str) -> None:
        """Enrol a shop. CODE stands on its counter."""
        from bot.services import shops

        told = {"code": code, "name": name, "city": city, "phone": phone, "account": account}
        with contexts() as context:
            _told(shops.add(context, **told, discount_bp=_bp(discount), by=None))
        click.echo(f"{code} may sell" + ("; its telephone is asked" if phone else "; it has no telephone"))

    return add


def _list(contexts: Contexts) -> click.Command:
    @click.command("list")
    def listed() -> None:
        """Those that may sell first. Accounts are masked."""
        from bot.services import shops

        with contexts() as context:
            for one in shops.every(context):
                click.echo(
                    f"{one.code} {one.name}, {one.city or '-'}: {one.phone or 'no telephone'}{_proof(one)}"
                    f" account {one.account or '-'} discount {one.discount_bp / 100:g} %"
                    f"{'' if one.active else ' (off)'}{' (codes locked)' if one.locked_at else ''}"
                )

    return listed


def _proof(one: Any) -> str:
    if not one.phone or one.proven_at:
        return ""
    return " (said no)" if one.denied_at else " (not confirmed)"


def _switch(name: str, active: bool) -> Callable[[Contexts], click.Command]:
    def make(contexts: Contexts) -> click.Command:
        @click.command(name, help="May sell again." if active else "May not sell any more; its plans go on.")
        @click.argument("code")
        def switch(code: str) -> None:
            from bot.services import shops

            with contexts() as context:
                _told(shops.switch(context, code=code, active=active, by=None))
            click.echo(f"{code} is {name}")

        return switch

    return make


def _phone(contexts: Contexts) -> click.Command:
    @click.command("phone")
    @click.argument("code")
    @click.argument("number")
    def phone(code: str, number: str) -> None:
        """Another telephone; it is asked, and the one before is told."""
        from bot.services import shops

        with contexts() as context:
            _told(shops.change_phone(context, code=code, phone=number, by=None))
        click.echo("asked")

    return phone


def _ask(contexts: Contexts) -> click.Command:
    @click.command("ask")
    @click.argument("code")
    def ask(code: str) -> None:
        """Ask the shop's telephone once more whether it is the shop's."""
        from bot.services import shops

        with contexts() as context:
            _told(shops.ask_phone(context, code=code, by=None))
        click.echo("asked")

    return ask


def _discount(contexts: Contexts) -> click.Command:
    @click.command("discount")
    @click.argument("code")
    @click.argument("percent")
    def discount(code: str, percent: str) -> None:
        """What the shop gives of each sale from now on."""
        from bot.services import shops

        with contexts() as context:
            _told(shops.change_discount(context, code=code, discount_bp=_bp(percent), by=None))
        click.echo("changed")

    return discount


def _account(contexts: Contexts) -> click.Command:
    @click.command("account")
    @click.argument("code")
    @click.option("--account", prompt="IBAN or wallet", help="Asked for when it is not given.")
    @click.option("--by", default="", help="User name of who asks, when the shop has an account already.")
    @click.option("--reason", default="", help="Why another account.")
    def account(code: str, account: str, by: str, reason: str) -> None:
        """Where the shop's money goes. Another account than before needs a second person."""
        from bot.services import shops, team

        with contexts() as context:
            who = team.find(context, username=by) if by else None
            outcome = shops.set_account(context, code=code, account=account, reason=reason, by=who)
        if outcome == "asked":
            click.echo("a second person must agree at /console/approvals")
            return
        _told(outcome)
        click.echo("kept")

    return account


def _bp(percent: str) -> int:
    try:
        points = Decimal(percent.removesuffix("%").strip()) * 100
    except InvalidOperation:
        points = Decimal(-1)
    if points != int(points) or points < 0:
        raise click.BadParameter("per cent with two decimals at most, like 3 or 2.5")
    return int(points)


def _told(outcome: str) -> None:
    if outcome != "done":
        _fail(REFUSED[outcome])


def _fail(sentence: str) -> NoReturn:
    click.echo(f"qist: {sentence}", err=True)
    sys.exit(1)

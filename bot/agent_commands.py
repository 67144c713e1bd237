"""`qist agents`: who may log in to the console, by the same services as its team page."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, NoReturn

import click

Contexts = Callable[[], AbstractContextManager[Any]]
REFUSED = {
    "unknown": "there is no such agent",
    "nothing": "that agent has left already",
    "last": "that is the last administrator; make another one first",
}


def add_to(cli: click.Group, contexts: Contexts) -> None:
    """Hang the group into the command line; `contexts` opens what the services stand on."""
    group = click.Group("agents", help="The people who help.")
    for command in (_add(contexts), _list(contexts), _off(contexts)):
        group.add_command(command)
    cli.add_command(group)


def _add(contexts: Contexts) -> click.Command:
    @click.command("add")
    @click.argument("username")
    @click.option("--name", required=True, help="As colleagues and the record see it.")
    @click.option("--role", type=click.Choice(["agent", "supervisor", "administrator"]), default="agent")
    @click.password_option(help="Asked for when it is not given.")
    def add(username: str, name: str, role: str, password: str) -> None:
        """Let somebody into the console."""
        from bot.services import agents
        from bot.services.passwords import WeakPassword
        from bot.store.people import UsernameTaken

        with contexts() as context:
            try:
                agents.add_agent(context, username=username, name=name, password=password, role=role)
            except UsernameTaken:
                _fail(f"there is an agent called {username} already")
            except (WeakPassword, agents.BadUsername) as bad:
                _fail(str(bad))
        click.echo(f"{username} may log in at /console")

    return add


def _list(contexts: Contexts) -> click.Command:
    @click.command("list")
    def listed() -> None:
        """Who is with us, then who has left."""
        from bot.services import team

        with contexts() as context:
            for one in team.everybody(context):
                state = "" if one.active else " (left)"
                code = " with code" if one.agent.second_step else ""
                click.echo(f"{one.agent.username} {one.agent.role}{code}{state}: {one.agent.name}")

    return listed


def _off(contexts: Contexts) -> click.Command:
    @click.command("off")
    @click.argument("username")
    def off(username: str) -> None:
        """Out at once; the conversations they held go back to the queue."""
        from bot.services import team

        with contexts() as context:
            agent_id = team.find(context, username=username)
            outcome = team.deactivate(context, by=None, agent_id=agent_id) if agent_id else "unknown"
        if outcome != "done":
            _fail(REFUSED[outcome])
        click.echo(f"{username} has no way in any more")

    return off


def _fail(sentence: str) -> NoReturn:
    click.echo(f"qist: {sentence}", err=True)
    sys.exit(1)

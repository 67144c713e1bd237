"""`qist flows`: what the flows prove, how they look, what they say and cost, and how a new revision goes out."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import click

Contexts = Callable[[], AbstractContextManager[Any]]
DOCS = Path("docs/flows")


def add_to(cli: click.Group, contexts: Contexts) -> None:
    """Hang the group into the command line; `contexts` opens what the services stand on."""
    group = click.Group("flows", help="The conversations.")
    for command in (check, graph, docs, cost):
        group.add_command(command)
    group.add_command(_publish(contexts))
    cli.add_command(group)


@click.command()
def check() -> None:
    """Prove what is promised of every flow, over every state, written form and channel."""
    import locales
    from bot.conversation.checks import check as prove
    from bot.understanding import Understanding
    from flows import SCRIPT
    from flows.samples import SAMPLES

    report = prove(SCRIPT, _catalog(), SAMPLES, intents=Understanding(locales.heard()).intents)
    for problem in report.problems:
        click.echo(f"{problem.broken}: {problem.where}: {problem.text}")
    click.echo(report.summary())
    if report.problems:
        _fail(f"{len(report.problems)} problems in the flows")


@click.command()
@click.argument("flow", required=False)
@click.option("--format", "form", type=click.Choice(["mermaid", "svg"]), default="mermaid", show_default=True)
def graph(flow: str | None, form: str) -> None:
    """The flows as graphs."""
    from bot.conversation.graph import mermaid
    from bot.pictures import NoPictures, svg
    from flows import SCRIPT

    known = {one.name for one in SCRIPT.flows}
    if flow is not None and flow not in known:
        raise click.BadParameter(f"no such flow; there are {', '.join(sorted(known))}")
    for one in SCRIPT.flows:
        if flow in (None, one.name):
            try:
                click.echo(mermaid(one) if form == "mermaid" else svg(one))
            except NoPictures as missing:
                _fail(str(missing))


@click.command()
@click.option("--check", "only", is_flag=True, help="Only tell whether they are current.")
@click.option("--folder", type=click.Path(path_type=Path), default=DOCS, show_default=True)
def docs(only: bool, folder: Path) -> None:
    """Write the flows and the whole script as pages."""
    from bot import pages
    from bot.pictures import NoPictures

    try:
        made = pages.pages(folder)
    except (NoPictures, pages.SameRevision) as wrong:
        _fail(str(wrong))
        return
    if not only:
        pages.write(made, folder)
    elif old := pages.stale(made, folder):
        _fail(f"not current: {', '.join(old)}; run qist flows docs")


@click.command()
@click.option("--rupees", default=2.5, show_default=True, help="The price of one SMS segment.")
def cost(rupees: float) -> None:
    """What whole conversations cost by SMS, in each written form."""
    from bot.cost import costs, table

    measured = costs()
    click.echo(table(measured, rupees=rupees))
    if dear := [one for one in measured if one.too_dear]:
        _fail(f"{len(dear)} conversations cost more than we allow ourselves")


def _publish(contexts: Contexts) -> click.Command:
    @click.command()
    @click.option("--dry-run", is_flag=True, help="Only tell what would happen.")
    def publish(dry_run: bool) -> None:
        """Bring conversations in progress to today's revisions of the flows."""
        from bot.services.publish import publish as go_out

        with contexts() as context:
            told = go_out(context, rehearse=dry_run)
        click.echo(f"{told.conversations} conversations")
        for what, counted in (("moved", told.moved), ("stay on", told.stay), ("no place for", told.stranded)):
            for name, number in sorted(counted.items()):
                click.echo(f"{what} {name}: {number}")

    return publish


def _catalog() -> Any:
    import locales
    from bot.conversation.catalog import Catalog

    return Catalog(locales.spoken())


def _fail(sentence: str) -> None:
    click.echo(f"qist: {sentence}", err=True)
    sys.exit(1)

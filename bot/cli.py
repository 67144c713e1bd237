"""`qist ...`: exit 0 when all is well, 1 when something is wrong, 2 for a call that cannot be understood."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

import click

from bot import (
    agent_commands,
    api_key_commands,
    back_office,
    clearing_commands,
    flow_commands,
    key_commands,
    outbox_commands,
    shop_commands,
    store_commands,
    template_commands,
)
from bot.settings import BadSettings, Settings, demo_secrets, load

VAR = Path("var")
DEMO_DATABASE = "sqlite:///var/demo.db"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="qist-saathi")
def cli() -> None:
    """Qist Saathi: instalments by WhatsApp and SMS."""


def main() -> None:
    """The entry point: wrong settings, or a store that does not answer, are a clear sentence and no traceback."""
    from bot.store.database import StoreUnavailable

    try:
        cli()
    except BadSettings as bad:
        for problem in bad.problems:
            click.echo(f"qist: {problem}", err=True)
        sys.exit(1)
    except StoreUnavailable as unavailable:
        _fail(f"the store does not answer: {unavailable}")


@cli.command()
@click.option("--port", default=8000, show_default=True, help="Port on 127.0.0.1.")
def demo(port: int) -> None:
    """Migrate, seed invented people and shops, and serve everything on one address."""
    from bot.demo import serve

    serve(_demo_settings(f"http://127.0.0.1:{port}"), port=port)


@cli.command()
@click.option("--channel", type=click.Choice(["sms", "whatsapp"]), default="whatsapp", show_default=True)
@click.option("--from", "number", default="+923000000303", show_default=True, help="The customer's number.")
@click.option("--script", type=click.File(encoding="utf-8"), help="Lines to send instead of the keyboard.")
@click.option(
    "--save",
    type=click.File("w", encoding="utf-8", lazy=True),
    help="Take the talk down as a play for tests/transcripts, in a fresh store on a fixed morning.",
)
def chat(channel: str, number: str, script: TextIO | None, save: TextIO | None) -> None:
    """A phone in the terminal, through the same services as the webhook."""
    from bot.chat import talk
    from bot.in_memory import in_memory
    from bot.services import demo as demo_service

    if save is not None:
        with in_memory() as context:
            talk(context, channel=channel, number=number, lines=script, save=save)
        return
    with _context() as context:
        demo_service.seed(context)
        talk(context, channel=channel, number=number, lines=script)


@cli.command()
@click.argument("text", required=False)
@click.option("--jsonl", is_flag=True, help="One JSON object a line on standard input, one a line out.")
@click.option("--evaluate", type=click.File(encoding="utf-8"), help="Measure against a labelled JSONL file.")
@click.option("--learn", is_flag=True, help="Learn from the examples in locales/*/listen/examples.txt.")
@click.option("--unknown", is_flag=True, help="List the messages that were not understood, masked.")
@click.option("--labelled", is_flag=True, help="With --unknown: those that people have labelled since.")
def understand(
    text: str | None, jsonl: bool, evaluate: TextIO | None, learn: bool, unknown: bool, labelled: bool
) -> None:
    """What a message means: one JSON object a line."""
    from bot import understand as room

    if unknown:
        _list_unknown(labelled=labelled)
        return
    if learn or evaluate is not None:
        click.echo(room.evaluated(evaluate) if evaluate else room.learn())
        return
    if jsonl == (text is not None):
        raise click.UsageError("give either one TEXT or --jsonl")
    if text is not None:
        click.echo(room.one(text))
        return
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    if not room.stream(sys.stdin, click.echo):
        sys.exit(1)


def _list_unknown(*, labelled: bool) -> None:
    from bot.services.unknown import Labels

    with _context() as context:
        labels = Labels(context)
        for line in labels.exported() if labelled else labels.waiting():
            click.echo(line)


@cli.command()
@click.argument("phone")
@click.option("--reveal", is_flag=True, help="Show identity card numbers in full.")
def show(phone: str, reveal: bool) -> None:
    """One customer as one JSON object: conversation, loans, messages."""
    from bot.services import show as shows

    with _context() as context:
        try:
            shown = shows.show(context, phone=phone, reveal=reveal)
        except shows.UnknownPhone:
            _fail(f"nobody has written from {phone}")
        click.echo(json.dumps(shown, ensure_ascii=False, indent=2))


@cli.command()
@click.option("--now", "moment", help="As of this moment, 2026-12-01T10:00+05:00.")
@click.option("--dry-run", is_flag=True, help="Tell what would go to whom and why not; change nothing.")
@click.option("--reveal", is_flag=True, help="Show telephone numbers in full.")
def tick(moment: str | None, dry_run: bool, reveal: bool) -> None:
    """Do all due work once, and say of every reminder what became of it."""
    from bot.reminder_table import lines
    from bot.services.plan_reminders import plan_reminders, steps
    from bot.services.remind import rehearse
    from bot.services.tick import tick as run

    with _context() as context:
        now = _moment(moment) if moment else context.clock()
        if not dry_run:
            _show(plan_reminders(context, now=now), length=steps(context, now=now), label="planning")
        done = (rehearse if dry_run else run)(context, now=now)
        for line in lines(done, reveal=reveal):
            click.echo(line)


def _show(work: Iterable[object], *, length: int, label: str) -> None:
    """Do it piece by piece, with a bar for whoever sits in front of it."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(work, length=length, label=label, file=sys.stderr, hidden=hidden) as bar:
        for _ in bar:
            pass


@cli.group()
def ledger() -> None:
    """The books."""


@ledger.command("check")
def ledger_check() -> None:
    """Every invariant of the books; exit 1 with what is wrong."""
    from bot.services.checkup import problems as looked_through

    with _context() as context:
        problems = 0
        for problem in looked_through(context):
            problems += 1
            click.echo(f"{problem.code} {problem.where}: {problem.text}")
    if problems:
        _fail(f"{problems} problems in the books")
    click.echo("the books are clean")


@cli.group()
def db() -> None:
    """The store."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the schema up to date."""
    from bot.store.database import Database
    from bot.store.upgrade import upgrade

    database = Database(_settings().database_url)
    upgrade(database)
    click.echo("the schema is up to date")


@cli.command()
@click.option("--metrics-port", type=click.IntRange(1, 65535), help="Prometheus metrics on 127.0.0.1.")
def worker(metrics_port: int | None) -> None:
    """Scheduler and delivery, until told to stop."""
    import signal
    import threading

    from bot import logs, metrics
    from bot.services.gauges import read
    from bot.worker import running

    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    logs.set_up(_settings().log)
    with _context() as context, ExitStack() as stack:
        if metrics_port:
            stack.callback(metrics.listen(metrics_port, lambda: read(context)))
        stack.enter_context(running(context))
        stop.wait()


def _settings() -> Settings:
    """The environment's. Where nothing at all is set and a demo has run here, that demo's."""
    configured = any(name.startswith("QIST_") for name in os.environ) or Path(".env").exists()
    if not configured and (VAR / "demo.env").exists():
        return _demo_settings("")
    return load()


def _demo_settings(url: str) -> Settings:
    """A demo brings its own secrets and store; what the environment says goes before them."""
    demo_secrets(VAR)
    files = (VAR / "demo.env", Path(".env"))
    settings = load(files=files, demo=True)
    given = settings.model_fields_set
    changes: dict[str, Any] = {}
    if "database_url" not in given:
        changes["database_url"] = DEMO_DATABASE
    if url and "public_url" not in given:
        changes["public_url"] = url
    return settings.model_copy(update=changes)


@contextmanager
def _context() -> Iterator[Any]:
    from bot.app import create_context
    from bot.store.upgrade import upgrade

    settings = _settings()
    context = create_context(settings)
    if settings.demo:
        upgrade(context.database)
    try:
        yield context
    finally:
        context.database.close()


@contextmanager
def _store() -> Iterator[Any]:
    """The store alone, as it is."""
    from bot.store.database import Database

    database = Database(_settings().database_url)
    try:
        yield database
    finally:
        database.close()


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(f"{text} is not a moment like 2026-12-01T10:00+05:00") from error
    if moment.tzinfo is None:
        raise click.BadParameter("say the time zone too, like +05:00")
    return moment


def _fail(sentence: str) -> None:
    click.echo(f"qist: {sentence}", err=True)
    sys.exit(1)


flow_commands.add_to(cli, _context)
template_commands.add_to(cli, _context)
back_office.add_to(cli, _context)
clearing_commands.add_to(cli, _context)
agent_commands.add_to(cli, _context)
api_key_commands.add_to(cli, _context)
outbox_commands.add_to(cli, _context)
key_commands.add_to(cli, _context)
shop_commands.add_to(cli, _context)
store_commands.add_to(cli, _context, _store)


if __name__ == "__main__":
    main()

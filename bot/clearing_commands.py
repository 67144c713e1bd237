"""`qist reconcile` and `qist payouts`: providers' files beside our books, and money that leaves."""

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

import click

from bot.lending.hours import PAKISTAN

Contexts = Callable[[], AbstractContextManager[Any]]
PROVIDERS = ("jazzcash", "onebill", "raast", "sandbox")
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL
MOST_BYTES = 50_000_000
MOST_SHOWN = 50
BY = click.option("--by", metavar="USERNAME", help="Whose work this is; they cannot agree to it themselves.")


def add_to(cli: click.Group, contexts: Contexts) -> None:
    """Hang the commands into the command line; `contexts` opens what the services stand on."""
    cli.add_command(_reconcile(contexts))
    group = click.Group("payouts", help="Money that leaves: what customers asked back, and what shops get.")
    for command in (_list(contexts), _paid(contexts), _write(contexts), _settle(contexts), _again(contexts)):
        group.add_command(command)
    cli.add_command(group)


def _reconcile(contexts: Contexts) -> click.Command:
    @click.command("reconcile")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--provider", type=click.Choice(PROVIDERS), required=True, help="Whose file it is.")
    @click.option(
        "--columns",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="A TOML file with the headings of this file, instead of those that come along.",
    )
    @click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="The first day that it covers.")
    @click.option("--to", "last", type=click.DateTime(["%Y-%m-%d"]), help="The last day that it covers.")
    @BY
    def reconcile(
        file: Path,
        provider: str,
        columns: Path | None,
        first: datetime | None,
        last: datetime | None,
        by: str | None,
    ) -> None:
        """Compare a provider's settlement FILE (CSV) with what we hold.

        What is missing with us is proposed, and posted when a second person agrees in the console. What is extra or
        differs comes on the list of payments to look at. One row that cannot be believed, and nothing is done.
        """
        from bot.payments.columns import BadColumns, columns_of
        from bot.payments.settlement_file import BadFile
        from bot.services.reconcile import Days
        from bot.services.reconcile import reconcile as compare

        days = Days(_date(first), _date(last))
        with contexts() as context:
            try:
                found = compare(
                    context,
                    content=_read(file),
                    name=file.name,
                    provider=provider,
                    columns=columns_of(provider, text=columns.read_text("utf-8-sig") if columns else ""),
                    days=days,
                    agent_id=_agent(context, by),
                )
            except (BadFile, BadColumns) as bad:
                _refuse(bad, "nothing was done")
        _show(found)

    return reconcile


def _show(found: Any) -> None:
    """Every difference on a line of its own, then the counts."""
    _lines(
        "missing", (f"{one.provider_id} {_rupees(one.paisa)} ref {one.reference}" for one in found.missing)
    )
    _lines(
        "waiting", (f"{one.provider_id} {_rupees(one.paisa)} ref {one.reference}" for one in found.waiting)
    )
    _lines("extra", (f"{one.provider_id} {_rupees(one.amount)} ref {one.reference}" for one in found.extra))
    _lines(
        "differing",
        (
            f"{row.provider_id} file {_rupees(row.paisa)} we hold {_rupees(ours)}"
            for row, ours in found.differing
        ),
    )
    click.echo(f"run {found.run_id}, {found.first} to {found.last}")
    for name, count in found.counts.items():
        click.echo(f"{name:>10} {_rupees(count) if name == 'fees' else count}")
    if found.missing:
        click.echo("what is missing waits for a second person: /console/approvals", err=True)


def _lines(what: str, lines: Iterable[str]) -> None:
    more = 0
    for number, line in enumerate(lines):
        if number < MOST_SHOWN:
            click.echo(f"{what}: {line}")
        else:
            more += 1
    if more:
        click.echo(f"{what}: and {more} more")


def _list(contexts: Contexts) -> click.Command:
    @click.command("list")
    @click.option("--to", "payee", type=click.Choice(["customers", "shops"]), default="customers")
    def listed(payee: Any) -> None:
        """What has not left yet, oldest first."""
        from bot.services import payouts

        with contexts() as context:
            for one in payouts.waiting(context, payee):
                told = f"{one.reference} plan {one.loan} {_rupees(one.amount)} asked {_moment(one.asked_at)}"
                click.echo(f"{told} {one.state}" + (f": {one.why}" if one.state == "failed" else ""))

    return listed


def _paid(contexts: Contexts) -> click.Command:
    @click.command("paid")
    @click.argument("reference")
    @click.argument("provider")
    @click.argument("provider_id")
    def paid(reference: str, provider: str, provider_id: str) -> None:
        """Somebody made the transfer by hand: PROVIDER_ID is its number at the PROVIDER."""
        from bot.services import payouts

        asked = {"reference": reference, "provider": provider, "provider_id": provider_id}
        with contexts() as context:
            outcome = payouts.pay_back(context, **asked, agent_id=None)
        if outcome != "paid":
            _fail(f"not done: {outcome}")
        click.echo(outcome)

    return paid


def _write(contexts: Contexts) -> click.Command:
    @click.command("write")
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option("--to", "payee", type=click.Choice(["customers", "shops"]), help="Whose money leaves.")
    @click.option("--again", "number", type=int, help="Write file NUMBER again as it was: it got lost.")
    @BY
    def write(file: Path, payee: Any, number: int | None, by: str | None) -> None:
        """Write what waits into FILE (CSV) as instructions for the bank, each payout once.

        Much money waits for a second person in the console first; when they have agreed, run it again. The file holds
        names and account numbers: keep it as you keep keys.
        """
        from bot.services import payout_files

        if (payee is None) == (number is None):
            raise click.UsageError("give either --to or --again")
        if file.exists():
            _fail(f"{file} is there already")
        with contexts() as context:
            if number is not None:
                made = payout_files.write_again(context, file_id=number)
            else:
                agent_id = _agent(context, by)
                made = payout_files.write(context, payee=payee, name=file.name, agent_id=agent_id)
        for reference in made.nowhere:
            click.echo(f"{reference} waits: nobody knows its account", err=True)
        if made.outcome in ("nothing", "unknown"):
            _fail("there is nothing to send" if made.outcome == "nothing" else f"there is no file {number}")
        told = f"file {made.file_id}: {made.count} payouts, {_rupees(made.total)}"
        if made.outcome == "asked":
            click.echo(f"{told}, wait for a second person: /console/approvals")
            return
        _save(file, made.text, made.file_id)
        click.echo(told)

    return write


def _settle(contexts: Contexts) -> click.Command:
    @click.command("settle")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option("--provider", default="bank", show_default=True, help="Where the money left from.")
    @BY
    def settle(file: Path, provider: str, by: str | None) -> None:
        """Take the bank's answers (CSV: instruction, result, number, reason): paid, or failed with a reason.

        What failed waits until somebody has looked, then `qist payouts again`. Exit 1 when an answer contradicts what
        is known: such a one changes nothing.
        """
        from bot.payments.settlement_file import BadFile
        from bot.payments.transfers import answers
        from bot.services import payouts

        try:
            told = answers(_read(file))
        except BadFile as bad:
            _refuse(bad, "nothing was done")
        wrong = 0
        with contexts() as context:
            agent_id = _agent(context, by)
            for one in told:
                outcome = payouts.settle(context, one, provider=provider, agent_id=agent_id)
                wrong += outcome in ("unknown", "contradicts")
                click.echo(f"{one.number} {outcome}")
        if wrong:
            _fail(f"{wrong} of {len(told)} answers need a person to look")

    return settle


def _again(contexts: Contexts) -> click.Command:
    @click.command("again")
    @click.argument("reference")
    @BY
    def again(reference: str, by: str | None) -> None:
        """One that failed may leave once more: somebody has looked."""
        from bot.services import payouts

        with contexts() as context:
            outcome = payouts.again(context, reference=reference, agent_id=_agent(context, by))
        if outcome != "again":
            _fail("it has not failed" if outcome == "known" else f"there is no payout {reference}")
        click.echo("it waits for the next file")

    return again


def _save(file: Path, text: str, number: int) -> None:
    """For nobody else's eyes. What cannot be written is known all the same, so it can be written again."""
    try:
        with os.fdopen(os.open(file, NEW, 0o600), "w", encoding="utf-8", newline="") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
    except OSError as error:
        _fail(f"{file}: {error.strerror}; write it again: qist payouts write --again {number} FILE")


def _read(file: Path) -> bytes:
    if file.stat().st_size > MOST_BYTES:
        _fail(f"{file} is larger than {MOST_BYTES // 1_000_000} MB")
    return file.read_bytes()


def _agent(context: Any, username: str | None) -> int | None:
    from bot.services import agents

    if username is None:
        return None
    found = agents.by_username(context, username=username)
    if found is None:
        _fail(f"there is no agent {username}")
    return int(found.id)


def _date(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _moment(at: datetime) -> str:
    return f"{at.astimezone(PAKISTAN):%Y-%m-%d %H:%M}"


def _rupees(paisa: int) -> str:
    return f"Rs {paisa // 100:,}.{paisa % 100:02d}"


def _refuse(bad: ValueError, end: str) -> NoReturn:
    for problem in getattr(bad, "problems", (str(bad),)):
        click.echo(f"qist: {problem}", err=True)
    _fail(end)


def _fail(sentence: str) -> NoReturn:
    click.echo(f"qist: {sentence}", err=True)
    sys.exit(1)

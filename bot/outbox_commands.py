"""`qist outbox`: what waits, what did not arrive and why, and putting it back (docs/operators/outbox.md)."""

import getpass
import json
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any

import click

Contexts = Callable[[], AbstractContextManager[Any]]
SPAN = re.compile(r"([1-9][0-9]{0,3})([mhd])")
UNITS = {"m": "minutes", "h": "hours", "d": "days"}
STATES = ("waiting", "retrying", "dead", "failed", "undelivered", "canceled", "suppressed")
REFUSED = {
    "unknown": "there is no such message of ours",
    "not_dead": "it waits, is on its way, or has arrived",
    "retried": "it was put back once before",
    "replaced": "another message went in its place",
    "erased": "the customer's data was erased",
    "opted_out": "the customer wrote STOP",
    "overtaken": "the conversation has gone on since this question",
    "may_have_left": "it may have left; look first, then say --even-if-it-may-have-left",
    "too_late": "its time is over; an answer or receipt can be given more with --valid-for 4h",
    "closed_hours": "we may not write first at this hour",
    "held": "a person has the conversation",
    "frequency": "the customer has had enough messages that we began",
    "no_longer_due": "what it reminds of is paid, promised, moved or at rest",
}


class Span(click.ParamType[timedelta]):
    """A length of time like 30m, 4h or 2d."""

    name = "span"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        match = SPAN.fullmatch(str(value))
        if match is None:
            self.fail(f"{value} is not a length of time like 30m, 4h or 2d", param, ctx)
        return timedelta(**{UNITS[match[2]]: int(match[1])})


def add_to(cli: click.Group, contexts: Contexts) -> None:
    """Hang the group into the command line; `contexts` opens what the services stand on."""
    group = click.Group("outbox", help="Messages that wait, are tried again, or did not arrive.")
    _add_list(group, contexts)
    _add_retry(group, contexts)
    cli.add_command(group)


def _add_list(group: click.Group, contexts: Contexts) -> None:
    @group.command("list")
    @click.option("--state", "states", type=click.Choice(STATES), multiple=True, help="May be given again.")
    @click.option("--channel", type=click.Choice(["whatsapp", "sms"]), default=None)
    @click.option(
        "--why", default="", help="A reason like tried_often, or the number of an error like 30003."
    )
    @click.option("--phone", default="", help="Only to this number, +92...")
    @click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
    @click.option("--json", "as_json", is_flag=True, help="One JSON object.")
    @click.option("--reveal", is_flag=True, help="Whole numbers, and the texts.")
    def listed(
        states: tuple[str, ...],
        channel: str | None,
        why: str,
        phone: str,
        limit: int,
        as_json: bool,
        reveal: bool,
    ) -> None:
        """Newest first, with the reason in words and what to do about it. Changes nothing."""
        from bot.services import outbox

        search = outbox.Search(states or outbox.USUAL, channel or "", reason=why, address=phone)
        with contexts() as context:
            now, summary = context.clock(), outbox.summary(context)
            rows = outbox.page(context, search=search, limit=limit).rows
        if as_json:
            told = {"summary": _told(summary, now), "messages": [_fields(row, now, reveal) for row in rows]}
            click.echo(json.dumps(told, ensure_ascii=False, indent=2))
            return
        click.echo(_headline(summary, now))
        for row in rows:
            click.echo(_line(_fields(row, now, reveal)))


def _add_retry(group: click.Group, contexts: Contexts) -> None:
    @group.command("retry")
    @click.argument("ids", type=click.IntRange(min=1), nargs=-1)
    @click.option("--all-dead", is_flag=True, help="Every message that was given up.")
    @click.option("--why", default="", help="With --all-dead: only for this reason or number of an error.")
    @click.option("--channel", type=click.Choice(["whatsapp", "sms"]), default=None, help="With --all-dead.")
    @click.option(
        "--since", type=Span(), help="With --all-dead: only what was last tried so long ago, like 2h."
    )
    @click.option(
        "--valid-for", type=Span(), help="Answers and receipts whose time is over may still arrive, 4h."
    )
    @click.option(
        "--even-if-it-may-have-left", "doubtful", is_flag=True, help="It is looked for before it is sent."
    )
    def retry(
        ids: tuple[int, ...],
        all_dead: bool,
        why: str,
        channel: str | None,
        since: timedelta | None,
        valid_for: timedelta | None,
        doubtful: bool,
    ) -> None:
        """Put messages back into the outbox, once each. Exit 1 when one stays where it is, with why."""
        from bot.services import outbox, send_again

        if bool(ids) == all_dead:
            raise click.UsageError("give either IDs or --all-dead")
        if ids and (why or channel or since):
            raise click.UsageError("--why, --channel and --since go with --all-dead")
        terms = send_again.Terms(operator=_operator(), valid_for=valid_for, doubtful=doubtful)
        with contexts() as context:
            if ids:
                _report(send_again.send_again(context, message_id=one, terms=terms) for one in ids)
                return
            begun = context.clock() - since if since else None
            search = outbox.Search(states=("dead",), channel=channel or "", reason=why, since=begun)
            _report(send_again.send_all_again(context, search=search, terms=terms))


def _report(outcomes: Iterable[Any]) -> None:
    queued = refused = 0
    for one in outcomes:
        if one.outcome == "queued":
            queued += 1
            click.echo(f"{one.id} put back")
        else:
            refused += 1
            click.echo(f"{one.id} stays: {REFUSED[one.outcome]}")
    click.echo(f"{queued} put back, {refused} stay")
    if refused:
        sys.exit(1)


def _headline(summary: Any, now: datetime) -> str:
    oldest = f", the oldest {_age(now - summary.oldest)}" if summary.oldest else ""
    return (
        f"waiting {summary.waiting}{oldest}; retrying {summary.retrying}; "
        f"not arrived {summary.today} today, {summary.lost} in all"
    )


def _told(summary: Any, now: datetime) -> dict[str, Any]:
    oldest = int((now - summary.oldest).total_seconds()) if summary.oldest else None
    return {
        "waiting": summary.waiting,
        "oldest_seconds": oldest,
        "retrying": summary.retrying,
        "not_arrived_today": summary.today,
        "not_arrived": summary.lost,
    }


def _fields(row: Any, now: datetime, reveal: bool) -> dict[str, Any]:
    from bot.services.outbox import LOST, mask_number
    from bot.web.console.reasons import explained

    why = explained("en", why=row.why, code=row.code) if row.state in LOST or row.code else None
    shown = {
        "id": row.id,
        "state": row.state,
        "channel": row.channel,
        "to": row.address if reveal else mask_number(row.address),
        "conversation": row.conversation_id,
        "age_seconds": int((now - row.at).total_seconds()),
        "attempts": row.attempts,
        "tried_at": row.tried_at.isoformat(),
        "valid_until": row.valid_until.isoformat(),
        "put_back_at": row.retried_at.isoformat() if row.retried_at else None,
        "error_code": row.code,
        "why": row.why,
        "explained": why.why if why else "",
        "what_to_do": why.todo if why else "",
    }
    return {**shown, "text": row.text} if reveal else shown


def _line(row: dict[str, Any]) -> str:
    age = _age(timedelta(seconds=row["age_seconds"]))
    again = ", put back once" if row["put_back_at"] else ""
    tried = {0: "not tried yet", 1: "tried once"}.get(row["attempts"], f"tried {row['attempts']} times")
    lines = [f"{row['id']} {row['state']} {row['channel']} {row['to']} {age} old, {tried}{again}"]
    if row["explained"]:
        code = str(row["error_code"] or "")
        shown = f" [{code}]" if code and code not in row["explained"] else ""
        lines.append(f"    {row['explained']}{shown}. {row['what_to_do']}")
    if "text" in row:
        lines += [f"    | {line}" for line in row["text"].splitlines()]
    return "\n".join(lines)


def _age(span: timedelta) -> str:
    minutes = max(0, int(span.total_seconds())) // 60
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days"


def _operator() -> str:
    """Whose account of this machine the command runs under, for the record."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"

"""`qist` for people who look after money and data: each command is one service."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from typing import IO, Any, NoReturn

import click

from bot.lending.caps import RuleBroken
from bot.lending.hours import PAKISTAN

Contexts = Callable[[], AbstractContextManager[Any]]


def add_to(cli: click.Group, contexts: Contexts) -> None:
    """Hang the groups into the command line; `contexts` opens what the services stand on."""
    for group in (_suspense(contexts), _plan(contexts), _complaints(contexts)):
        cli.add_command(group)
    for group in (_customer(contexts), _numbers(contexts), _bureau(contexts), _decisions(contexts)):
        cli.add_command(group)


def _suspense(contexts: Contexts) -> click.Group:
    group = click.Group("suspense", help="Payments that nobody could place.")

    @group.command("list")
    def listed() -> None:
        """Oldest first."""
        from bot.services import suspense

        with contexts() as context:
            for one in suspense.waiting(context):
                click.echo(
                    f"{one.provider} {one.provider_id} {_rupees(one.amount)} ref {one.reference} {_moment(one.at)}"
                )

    @group.command("place")
    @click.argument("provider")
    @click.argument("provider_id")
    @click.argument("plan")
    def place(provider: str, provider_id: str, plan: str) -> None:
        """Put a waiting payment to a PLAN."""
        from bot.services import suspense

        with contexts() as context:
            _told(
                suspense.place(context, provider=provider, provider_id=provider_id, loan=plan, agent_id=None),
                "placed",
            )

    return group


def _plan(contexts: Contexts) -> click.Group:
    group = click.Group("plan", help="Changes to one plan, by people who may.")

    @group.command("write-off")
    @click.argument("number")
    @click.option("--reason", required=True, help="Why, for the audit trail.")
    @click.option("--relief", is_flag=True, help="For a death or a disaster.")
    def write_off(number: str, reason: str, relief: bool) -> None:
        """Give up all that is owed."""
        from bot.services.write_off import write_off as give_up

        with contexts() as context:
            _told(give_up(context, loan=number, reason=reason, agent_id=None, relief=relief), "written_off")

    @group.command("return")
    @click.argument("number")
    @click.argument("rupees", type=click.IntRange(min=1))
    @click.option("--reference", required=True, help="The shop's number of the return; each counts once.")
    def give_back(number: str, rupees: int, reference: str) -> None:
        """The shop took goods back worth so many RUPEES of the price."""
        from bot.services.return_goods import return_goods

        with contexts() as context:
            _told(return_goods(context, loan=number, amount=rupees * 100, reference=reference), "returned")

    @group.command("extend")
    @click.argument("number")
    @click.argument("days", type=click.IntRange(min=1))
    def extend(number: str, days: int) -> None:
        """The free extension."""
        from bot.services.hardship import extend_plan

        with contexts() as context, _refusals(), context.database.transaction() as connection:
            first = extend_plan(context, connection, loan=number, by_days=days)
            click.echo(f"the next instalment is due on {first}")

    @group.command("spread")
    @click.argument("number")
    @click.argument("count", type=click.IntRange(min=1))
    @click.option("--first", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The first new due date.")
    def spread(number: str, count: int, first: datetime) -> None:
        """Smaller instalments, 15 days apart, in the place of the unpaid."""
        from bot.services.hardship import spread as put

        with contexts() as context, _refusals(), context.database.transaction() as connection:
            each = put(
                context, connection, loan=number, count=count, first_due=first.date(), at=context.clock()
            )
            click.echo(f"{count} instalments, the first {_rupees(each)}")

    return group


def _complaints(contexts: Contexts) -> click.Group:
    group = click.Group("complaints", help="The register of complaints.")

    @group.command("list")
    def listed() -> None:
        """Unanswered, the nearest deadline first."""
        from bot.services import complaints

        with contexts() as context:
            for one in complaints.unanswered(context):
                click.echo(f"{one.number} answer by {_moment(one.answer_by)}: {one.words}")

    @group.command("answer")
    @click.argument("number")
    @click.argument("words")
    def answer(number: str, words: str) -> None:
        """Send the answer and close the complaint."""
        from bot.services import complaints

        with contexts() as context:
            _told(complaints.answer(context, number=number, words=words, agent_id=None), "answered", "untold")

    return group


def _customer(contexts: Contexts) -> click.Group:
    group = click.Group("customer", help="What we hold about a person.")

    @group.command("export")
    @click.argument("phone")
    def export(phone: str) -> None:
        """A copy of everything, as one JSON object."""
        from bot.services import personal_data

        with contexts() as context:
            try:
                held = personal_data.copy(context, phone=phone)
            except personal_data.NoSuchCustomer:
                _fail(f"nobody has written from {phone}")
            click.echo(json.dumps(held, ensure_ascii=False, indent=2))

    @group.command("erase")
    @click.argument("phone")
    @click.confirmation_option(prompt="Erase what no rule makes us keep? There is no way back")
    def erase(phone: str) -> None:
        """Erase what no rule makes us keep."""
        from bot.services import personal_data

        with contexts() as context:
            _told(personal_data.erase(context, phone=phone), "erased", "forgotten")

    return group


def _numbers(contexts: Contexts) -> click.Group:
    group = click.Group("numbers", help="Customers who lost a telephone and proved who they are on another.")

    @group.command("list")
    def listed() -> None:
        """Who waits for a decision, oldest first."""
        from bot.services import change_number

        with contexts() as context:
            for one in change_number.waiting(context):
                click.echo(f"{one.id} {one.name} to {one.address} asked {_moment(one.asked_at)}")

    @group.command("decide")
    @click.argument("change", type=int)
    @click.argument("decision", type=click.Choice(["move", "refuse"]))
    def decide(change: int, decision: str) -> None:
        """Move the plans to the new number, or leave them where they are. Once for each CHANGE."""
        from bot.services import change_number

        with contexts() as context:
            moved = change_number.decide(context, change_id=change, agree=decision == "move", agent_id=None)
            _told(moved, "moved", "refused")

    return group


def _bureau(contexts: Contexts) -> click.Group:
    group = click.Group("book", help="The whole book of plans.")

    @group.command("export")
    @click.option(
        "--out", type=click.File("w", encoding="utf-8", lazy=False), default="-", help="A CSV file."
    )
    def export(out: IO[str]) -> None:
        """For a credit bureau; the layout is in docs/lenders.md. Holds whole card numbers."""
        from bot.services import loan_book

        with contexts() as context:
            count = loan_book.export(context, out=out, on=_today(context))
        click.echo(f"{count} plans", err=True)

    @group.command("risk")
    def risk() -> None:
        """What is owed, by days late, and the portfolio at risk."""
        from bot.services import loan_book

        with contexts() as context:
            book = loan_book.at_risk(context, on=_today(context))
        for name, amount in book.by_bucket.items():
            click.echo(f"{name:>8} {_rupees(amount)}")
        for days in (3, 30, 60, 90):
            share = book.share_at_risk_bp(over_days=days)
            click.echo(f"PAR{days:<5} {_rupees(book.at_risk(over_days=days))} {share / 100:.2f} %")

    return group


def _decisions(contexts: Contexts) -> click.Group:
    group = click.Group("decisions", help="Limits given and refused.")

    @group.command("replay")
    def replay() -> None:
        """Decide every stored decision again from its inputs; exit 1 when one comes out otherwise."""
        from bot.services.decisions import replay_all

        count = wrong = 0
        with contexts() as context:
            for one in replay_all(context):
                count += 1
                if one.differs:
                    wrong += 1
                    click.echo(
                        f"decision {one.id} of customer {one.customer_id} by {one.scorecard}: {one.differs}"
                    )
        if wrong:
            _fail(f"{wrong} of {count} decisions come out otherwise")
        click.echo(f"{count} decisions come out the same")

    return group


@contextmanager
def _refusals() -> Iterator[None]:
    from bot.services.hardship import NoSuchPlan

    try:
        yield
    except NoSuchPlan as error:
        _fail(f"there is no plan {error}")
    except RuleBroken as error:
        _fail(str(error))


def _told(outcome: str, *good: str) -> None:
    if outcome not in good:
        _fail(f"not done: {outcome.replace('_', ' ')}")
    click.echo(outcome.replace("_", " "))


def _today(context: Any) -> date:
    moment: datetime = context.clock()
    return moment.astimezone(PAKISTAN).date()


def _moment(at: datetime) -> str:
    return f"{at.astimezone(PAKISTAN):%Y-%m-%d %H:%M}"


def _rupees(paisa: int) -> str:
    return f"Rs {paisa // 100:,}.{paisa % 100:02d}"


def _fail(sentence: str) -> NoReturn:
    click.echo(f"qist: {sentence}", err=True)
    sys.exit(1)

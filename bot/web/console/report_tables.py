"""The figures as tables with one sentence each, in the language of whoever is logged in."""

from collections.abc import Callable

from bot.lending.delinquency import Portfolio
from bot.services.desk.figures import SCORES, Report
from bot.services.desk.load import Load
from bot.web.console.report_cells import (
    Cell,
    Table,
    basis_points,
    day,
    mean,
    minutes,
    moment,
    number,
    percent,
    rupees,
    talk,
    word,
)
from bot.web.console.wording import coded, t

RISKS = (0, 3, 30, 60)  # days late from which a plan counts as at risk


def load(now: Load) -> Table:
    rows = [
        (word(one.name), *map(number, (one.held, one.held - one.snoozed - one.late, one.snoozed, one.late)))
        for one in now.agents
    ]
    says = t("reports-load-says", agents=len(rows)) if rows else t("reports-load-none")
    columns = ("agent", "held", "in_time_now", "snoozed", "late_now")
    return Table("load", says, columns, tuple(rows), "parts", columns[2:])


def kept(report: Report) -> Table:
    first, following = report.responses
    rows = tuple(
        (
            word(t(f"reports-kind-{one.kind}"), one.kind),
            *map(number, (one.in_time, one.late, one.open_late, one.unneeded)),
            percent(one.kept),
        )
        for one in report.responses
    )
    says = t(
        "reports-kept-says" if first.counted or following.counted else "reports-kept-none",
        first=first.in_time, first_of=first.counted, next=following.in_time, next_of=following.counted,
    )  # fmt: skip
    columns = ("kind", "in_time", "late", "open_late", "unneeded", "kept")
    return Table("kept", says, columns, rows, "shares", ("kept",))


def speed(report: Report) -> Table:
    first, following = report.responses
    rows = tuple(
        (word(t(f"reports-kind-{one.kind}"), one.kind), minutes(one.median), minutes(one.nine_in_ten))
        for one in report.responses
    )
    says = t(
        "reports-speed-says" if first.answered or following.answered else "reports-speed-none",
        half=rows[0][1].shown, most=rows[0][2].shown, next_half=rows[1][1].shown, next_most=rows[1][2].shown,
    )  # fmt: skip
    return Table("speed", says, ("kind", "median", "nine_in_ten"), rows, "bars", ("median", "nine_in_ten"))


def reasons(report: Report) -> Table:
    whole = sum(count for _, count in report.reasons)
    rows = tuple(
        (word(coded("reason", code), code), number(count), percent(count / whole))
        for code, count in report.reasons
    )
    says = (
        t("reports-reasons-says", reason=rows[0][0].shown, count=report.reasons[0][1], whole=whole)
        if rows
        else t("reports-came-none")
    )
    return Table("reasons", says, ("reason", "conversations", "share"), rows, "bars", ("conversations",))


def hours(report: Report) -> Table:
    rows = tuple((word(f"{hour}:00"), number(count)) for hour, count in enumerate(report.hours))
    busiest = max(range(len(rows)), key=lambda hour: report.hours[hour])
    says = (
        t("reports-hours-says", start=f"{busiest}:00", end=f"{busiest + 1}:00", count=report.hours[busiest])
        if report.hours[busiest]
        else t("reports-came-none")
    )
    return Table("hours", says, ("hour", "conversations"), rows, "columns", ("conversations",))


def days(report: Report) -> Table:
    rows = tuple((day(on), number(count)) for on, count in report.days)
    on, most = max(report.days, key=lambda one: one[1])
    whole = sum(count for _, count in report.days)
    says = (
        t("reports-days-says", whole=whole, day=day(on).shown, count=most) if most else t("reports-came-none")
    )
    return Table("days", says, ("day", "conversations"), rows, "columns", ("conversations",))


def scores(report: Report) -> Table:
    told = report.scores
    rows = tuple(
        (word(str(score)), number(count), percent(count / told.answered if told.answered else None))
        for score, count in zip(SCORES, told.counts, strict=True)
    )
    says = t(
        "reports-scores-says" if told.answered else "reports-scores-none",
        mean=mean(told.mean).shown, answered=told.answered, asked=told.asked,
    )  # fmt: skip
    return Table("scores", says, ("score", "answers", "share"), rows, "columns", ("answers",))


def agent_scores(report: Report) -> Table:
    rows = tuple(
        (word(one.name), mean(one.scores.mean), number(one.scores.answered), number(one.scores.asked))
        for one in report.agents
        if one.scores.asked
    )
    says = t("reports-agent-scores-says" if rows else "reports-scores-none", asked=0)
    return Table("agent_scores", says, ("agent", "mean", "answers", "asked"), rows, "dots", ("mean",))


def agents(report: Report) -> Table:
    rows = tuple(
        (
            word(one.name),
            *map(number, (one.taken, one.replies)),
            *map(minutes, (one.first.median, one.next.median)),
            *map(percent, (one.first.kept, one.next.kept)),
            mean(one.scores.mean),
            *map(number, (one.scores.answered, one.returned, one.insisted)),
        )
        for one in report.agents
    )
    says = t(
        "reports-agents-says" if rows else "reports-agents-none",
        taken=sum(one.taken for one in report.agents), replies=sum(one.replies for one in report.agents),
        returned=sum(one.returned for one in report.agents),
    )  # fmt: skip
    columns = ("agent", "taken", "replies", "first_median", "next_median", "first_kept", "next_kept", "mean")
    return Table("agents", says, (*columns, "answers", "returned", "insisted"), rows, "bars", ("taken",))


def overrides(report: Report) -> Table:
    rows = tuple(
        (moment(one.at), word(one.agent), word(one.words), talk(one.conversation_id))
        for one in report.overrides
    )
    whole = sum(one.insisted for one in report.agents)
    says = t("reports-overrides-says" if rows else "reports-overrides-none", whole=whole)
    return Table("overrides", says, ("at", "agent", "words", "conversation"), rows)


def reminders(report: Report) -> Table:
    kinds = report.reminders.kinds
    rows = tuple(
        (
            word(t(f"reports-reminder-{one.kind.replace('_', '-')}"), one.kind),
            *map(number, (one.sent, one.paid, one.sent - one.paid - one.open, one.open)),
            percent(one.share),
        )
        for one in kinds
    )
    says = t(
        "reports-reminders-says" if rows else "reports-reminders-none",
        sent=sum(one.sent for one in kinds), paid=sum(one.paid for one in kinds),
    )  # fmt: skip
    columns = ("reminder", "sent", "paid", "unpaid", "open", "share")
    return Table("reminders", says, columns, rows, "parts", ("paid", "unpaid", "open"))


def skipped(report: Report) -> Table:
    rows = tuple((word(coded("skipped", why), why), number(count)) for why, count in report.reminders.skipped)
    whole = sum(count for _, count in report.reminders.skipped)
    says = t("reports-skipped-says" if rows else "reports-skipped-none", whole=whole)
    return Table("skipped", says, ("why", "reminders"), rows, "bars", ("reminders",))


def buckets(book: Portfolio) -> Table:
    rows = tuple(
        (
            word(t(f"reports-bucket-{name.replace('_', '-')}"), name),
            rupees(paisa),
            percent(paisa / book.outstanding if book.outstanding else None),
        )
        for name, paisa in book.by_bucket.items()
    )
    late = book.outstanding - book.by_bucket["current"]
    says = t(
        "reports-buckets-says" if book.outstanding else "reports-book-none",
        late=rupees(late).shown, outstanding=rupees(book.outstanding).shown,
    )  # fmt: skip
    shown = rows if book.outstanding else ()
    return Table("buckets", says, ("bucket", "outstanding", "share"), shown, "columns", ("outstanding",))


def risk(book: Portfolio) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            word(t("reports-later-than", days=days), str(days)),
            rupees(book.at_risk(over_days=days)),
            basis_points(book.share_at_risk_bp(over_days=days)),
        )
        for days in RISKS
    ]
    says = t("reports-risk-says" if book.outstanding else "reports-book-none", share=rows[2][2].shown)
    shown = tuple(rows) if book.outstanding else ()
    return Table("risk", says, ("later_than", "at_risk", "share"), shown, "shares", ("share",))


OF_THE_DESK: tuple[Callable[[Report], Table], ...] = (
    kept, speed, reasons, hours, days, scores, agent_scores, agents, overrides,
)  # fmt: skip
OF_REMINDERS: tuple[Callable[[Report], Table], ...] = (reminders, skipped)
OF_THE_BOOK: tuple[Callable[[Portfolio], Table], ...] = (buckets, risk)

"""/console/reports: the supervisor's figures, each as a sentence, a chart and a table that can be taken along."""

from dataclasses import dataclass

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from bot.lending.delinquency import Portfolio
from bot.lending.hours import PAKISTAN
from bot.services import loan_book
from bot.services.desk import figures
from bot.services.desk.figures import Report
from bot.services.desk.load import load
from bot.web.console import report_tables
from bot.web.console.live import is_news
from bot.web.console.report_cells import Table, csv_of
from bot.web.console.room import Room

SPANS = (1, 7, 30, 90)
USUAL = 7


def add_to(room: Room) -> None:
    pages = Reports(room)
    room.get("/reports", pages.reports, role="supervisor", name="reports")
    room.get("/reports/live", pages.live, role="supervisor", name="live_reports", quiet=True)
    room.get("/reports/book", pages.book, role="supervisor", name="reports_book", quiet=True)
    room.get("/reports/<name>.csv", pages.csv, role="supervisor", name="reports_csv")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Days up to today; 0 for every agent."""

    span: int
    agent: int


class Reports:
    def __init__(self, room: Room) -> None:
        self._context = room.context

    def reports(self) -> ResponseReturnValue:
        people = figures.people(self._context)
        chosen = _chosen(people)
        report = self._report(chosen)
        return render_template(
            "console/reports.html",
            section="reports",
            spans=SPANS,
            people=people,
            report=report,
            desk=[make(report) for make in report_tables.OF_THE_DESK],
            reminders=[make(report) for make in report_tables.OF_REMINDERS],
            **self._load(chosen),
        )

    def live(self) -> ResponseReturnValue:
        shown = self._load(self._asked())
        if not is_news(str(shown["version"])):
            return Response(status=204)
        return render_template("console/_load.html", **shown)

    def book(self) -> ResponseReturnValue:
        """Apart from the rest, for it goes through every plan."""
        book = self._book()
        return render_template("console/_book.html", book=[make(book) for make in report_tables.OF_THE_BOOK])

    def csv(self, name: str) -> ResponseReturnValue:
        answer = Response(csv_of(self._table(name, self._asked())), mimetype="text/csv")
        answer.headers["Content-Disposition"] = f"attachment; filename={name}.csv"
        return answer

    def _table(self, name: str, chosen: Chosen) -> Table:
        """Raises NotFound."""
        if name == "load":
            return report_tables.load(load(self._context, agent_id=chosen.agent))
        for of_book in report_tables.OF_THE_BOOK:
            if of_book.__name__ == name:
                return of_book(self._book())
        for of_days in (*report_tables.OF_THE_DESK, *report_tables.OF_REMINDERS):
            if of_days.__name__ == name:
                return of_days(self._report(chosen))
        raise NotFound

    def _load(self, chosen: Chosen) -> dict[str, object]:
        now, found = self._context.clock(), load(self._context, agent_id=chosen.agent)
        return {
            "chosen": chosen,
            "now": now,
            "load": found,
            "load_table": report_tables.load(found),
            "version": f"{found}-{int(now.timestamp()) // 60}",
        }

    def _report(self, chosen: Chosen) -> Report:
        span = figures.last_days(chosen.span, now=self._context.clock())
        return figures.report(self._context, span=span, agent_id=chosen.agent)

    def _book(self) -> Portfolio:
        return loan_book.at_risk(self._context, on=self._context.clock().astimezone(PAKISTAN).date())

    def _asked(self) -> Chosen:
        return _chosen(figures.people(self._context))


def _chosen(people: dict[int, str]) -> Chosen:
    """By the query; what is no choice is the usual one, and the page says which it shows."""
    span, agent = request.args.get("span", USUAL, type=int), request.args.get("agent", 0, type=int)
    return Chosen(span if span in SPANS else USUAL, agent if agent in people else 0)

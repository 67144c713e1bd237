"""/console/audit: the record of who saw and did what, for supervisors."""

from datetime import date

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from bot.services import record, team
from bot.services.record import Filters
from bot.web.console.room import Room, agent

LARGEST_ID = 2**31 - 1
YEARS = range(2000, 3000)


def add_to(room: Room) -> None:
    context = room.context

    def audit() -> ResponseReturnValue:
        filters = _filters()
        before = request.args.get("before", 0, type=_number)
        return render_template(
            "console/audit.html",
            section="audit",
            page=record.read(context, filters=filters, agent_id=agent().id, before=before),
            first_page=not before,
            filters=filters,
            narrowing=_narrowing(filters),
            actions=record.ACTIONS,
            members=[one.agent for one in team.everybody(context)],
        )

    def export_audit() -> ResponseReturnValue:
        name = {"Content-Disposition": "attachment; filename=record.csv"}
        lines = record.export(context, filters=_filters(), agent_id=agent().id)
        return Response(lines, mimetype="text/csv", headers=name)

    room.get("/audit", audit, role="supervisor")
    room.get("/audit/export", export_audit, role="supervisor")


def _filters() -> Filters:
    args = request.args
    return Filters(
        agent_id=args.get("agent", 0, type=_number),
        action=args.get("action", "")[:40],
        first=args.get("first", None, type=_day),
        last=args.get("last", None, type=_day),
        conversation_id=args.get("conversation", 0, type=_number),
    )


def _number(text: str) -> int:
    """An id. Raises ValueError for what no row can have."""
    number = int(text)
    if not 0 <= number <= LARGEST_ID:
        raise ValueError(text)
    return number


def _day(text: str) -> date:
    """Raises ValueError for what is no day, or none of ours."""
    day = date.fromisoformat(text)
    if day.year not in YEARS:
        raise ValueError(text)
    return day


def _narrowing(filters: Filters) -> dict[str, str]:
    """The query that leads back to these filters."""
    told = {
        "agent": filters.agent_id,
        "action": filters.action,
        "first": filters.first,
        "last": filters.last,
        "conversation": filters.conversation_id,
    }
    return {name: str(value) for name, value in told.items() if value}

"""/console/audit: the record of who saw and did what, for supervisors."""

from datetime import date

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue

from bot.services import record, team
from bot.services.record import Filters
from bot.web.console.room import Room, agent


def add_to(room: Room) -> None:
    context = room.context

    def audit() -> ResponseReturnValue:
        filters = _filters()
        before = max(request.args.get("before", 0, type=int), 0)
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
        agent_id=args.get("agent", 0, type=int),
        action=args.get("action", "")[:40],
        first=args.get("first", None, type=date.fromisoformat),
        last=args.get("last", None, type=date.fromisoformat),
        conversation_id=args.get("conversation", 0, type=int),
    )


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

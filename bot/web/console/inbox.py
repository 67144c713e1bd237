"""The lists: who waits, mine, all, asleep, over; narrowed and searched."""

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from bot.services.desk import inbox as lists
from bot.services.desk.inbox import VIEWS, Filters
from bot.web.console.live import is_news
from bot.web.console.room import Room, agent

LONGEST_SEARCH = 80
FURTHEST_PAGE = 1_000


def add_to(room: Room) -> None:
    context = room.context

    def inbox() -> ResponseReturnValue:
        return render_template("console/inbox.html", **listed(room))

    def live_inbox() -> ResponseReturnValue:
        if not is_news(lists.version(context, now=context.clock())):
            return Response(status=204)
        return render_template("console/_rows.html", **listed(room))

    room.get("", inbox)
    room.get("/live", live_inbox, quiet=True)


def listed(room: Room) -> dict[str, object]:
    """What a page with a list shows, by the query of the request. Raises NotFound for a list that does not exist."""
    now = room.context.clock()
    view = request.args.get("view", "waiting")
    if view not in VIEWS:
        raise NotFound
    filters = _filters()
    page = min(max(request.args.get("page", 0, type=int), 0), FURTHEST_PAGE)
    version = lists.version(room.context, now=now)  # before the rows: what comes in between is news again
    found = lists.listed(room.context, view=view, agent_id=agent().id, filters=filters, now=now, page=page)
    return {
        "now": now,
        "section": "inbox",
        "view": view,
        "views": VIEWS,
        "page": page,
        "filters": filters,
        "narrowing": _narrowing(view, filters),
        "list": found,
        "version": version,
        "open_id": request.args.get("open", 0, type=int),
    }


def _filters() -> Filters:
    args = request.args
    return Filters(
        reason=args.get("reason", "")[:40],
        language=args.get("language", "")[:10],
        channel=args.get("channel", "")[:10],
        search=args.get("q", "").strip()[:LONGEST_SEARCH],
    )


def _narrowing(view: str, filters: Filters) -> dict[str, str]:
    """The query that leads back to this list."""
    told = {"reason": filters.reason, "language": filters.language, "channel": filters.channel}
    return {"view": view, **{name: value for name, value in {**told, "q": filters.search}.items() if value}}

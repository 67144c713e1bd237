"""/console: the desk of the people who help. One page or family of pages a file; `room` is what they stand on."""

from flask import Blueprint, Flask
from flask.sansio.app import App
from flask_limiter import Limiter
from flask_login import LoginManager

from bot.services import agents
from bot.services.context import Context
from bot.web import shown
from bot.web.console import (
    account,
    acts,
    api_keys,
    approvals,
    audit,
    canned,
    cases,
    inbox,
    labels,
    live,
    login,
    money,
    outbox,
    payments,
    reports,
    reveal,
    shops,
    talk,
    team,
    wording,
)
from bot.web.console.room import Room, SignedIn, may


def console(context: Context, *, limits: Limiter) -> Blueprint:
    pages = Blueprint("console", __name__, url_prefix="/console")
    shown.install(pages)
    wording.install(pages)
    room = Room(pages, context)
    pages.record_once(lambda state: _install(state.app, context))
    pages.before_request(room.guard)
    login.add_to(room, limits=limits)
    for family in (
        inbox,
        talk,
        canned,
        cases,
        labels,
        reveal,
        account,
        team,
        api_keys,
        audit,
        acts,
        approvals,
        outbox,
        payments,
        money,
        reports,
        shops,
    ):
        family.add_to(room)
    pages.add_app_template_filter(live.tag, "tag")
    pages.context_processor(lambda: {"roles": room.roles, "may": may})
    return pages


def _install(app: App, context: Context) -> None:
    assert isinstance(app, Flask)
    manager = LoginManager(app)
    manager.user_loader(lambda token: _signed_in(context, token))


def _signed_in(context: Context, token: str) -> SignedIn | None:
    """By the session's "id.epoch": who left, or has a new password, has no older session any more."""
    number, _, epoch = token.partition(".")
    if not (number.isdecimal() and epoch.isdecimal()):
        return None
    found = agents.by_id(context, agent_id=int(number))
    return SignedIn(found) if found and found.epoch == int(epoch) else None

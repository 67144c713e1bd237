"""What the console says, in the language of whoever is logged in: Fluent files in locales/console/."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Literal, cast

from babel.dates import format_date, format_time
from flask import Blueprint, g, request
from flask_login import current_user
from fluent.runtime import FluentBundle, FluentResource

import locales
from bot.web import shown

Tongue = Literal["en", "ur"]
TONGUES: tuple[Tongue, ...] = ("en", "ur")
DIRECTION = {"en": "ltr", "ur": "rtl"}
CODES = ("reason", "state", "event", "kind", "intent", "role", "flow")


class NoSuchWording(KeyError):
    """A page names a message that a language does not have."""


@cache
def bundle(tongue: Tongue) -> FluentBundle:
    made = FluentBundle([tongue], use_isolating=False)
    for text in locales.console(tongue).values():
        made.add_resource(FluentResource(text))
    return made


def say(tongue: Tongue, key: str, **values: Any) -> str:
    """The message in that language. Raises NoSuchWording."""
    found = bundle(tongue)
    if not found.has_message(key):
        raise NoSuchWording(f"{tongue}: {key}")
    value = found.get_message(key).value
    assert value is not None  # the console's messages have no attributes alone
    text, errors = found.format_pattern(value, values)
    if errors:
        raise NoSuchWording(f"{tongue}: {key}: {errors[0]}")
    return str(text)


def tongue() -> Tongue:
    """Of whoever is logged in; before that what the browser prefers, or what was chosen on the log-in page."""
    if "tongue" not in g:
        g.tongue = _chosen()
    return cast(Tongue, g.tongue)


def t(key: str, **values: Any) -> str:
    return say(tongue(), key, **values)


def coded(kind: str, code: str) -> str:
    """A code such as not_understood, as a person reads it; codes that have no wording read as they are spelt."""
    key = f"{kind}-{code.replace('.', '-')}"
    return t(key) if bundle(tongue()).has_message(key) else shown.words(code)


def lasted(span: timedelta) -> str:
    minutes = max(0, int(span.total_seconds())) // 60
    if minutes < 1:
        return t("span-moment")
    if minutes < 60:
        return t("span-minutes", minutes=minutes)
    if minutes < 24 * 60:
        return t("span-hours", hours=minutes // 60, minutes=minutes % 60)
    return t("span-days", days=minutes // (24 * 60))


def ago(span: timedelta) -> str:
    return t("span-now") if span < timedelta(minutes=1) else t("span-ago", span=lasted(span))


def day(moment: date) -> str:
    return day_in(tongue(), moment)


def day_in(tongue: Tongue, moment: date) -> str:
    local = moment.astimezone(shown.KARACHI) if isinstance(moment, datetime) else moment
    return format_date(local, "d MMM y", locale=tongue)


def clock_time(moment: datetime) -> str:
    return format_time(moment.astimezone(shown.KARACHI), "h:mm a", locale="en").lower().replace("\u202f", " ")


def moment(at: datetime) -> str:
    """Day and time. Urdu letters before the digits would turn "9:15 pm" around: it stands by itself."""
    return f"{day(at)}، \u2066{clock_time(at)}\u2069" if tongue() == "ur" else f"{day(at)}, {clock_time(at)}"


def install(pages: Blueprint) -> None:
    for name, show in FILTERS.items():
        pages.add_app_template_filter(show, f"desk_{name}")
    pages.context_processor(
        lambda: {"t": t, "tongue": tongue(), "page_dir": DIRECTION[tongue()], "coded": coded}
    )


FILTERS: dict[str, Callable[..., str]] = {
    "lasted": lasted,
    "ago": ago,
    "day": day,
    "clock": clock_time,
    "moment": moment,
}


def _chosen() -> Tongue:
    if current_user and current_user.is_authenticated:
        told = current_user.agent.language
    else:
        told = request.args.get("lang") or request.accept_languages.best_match(TONGUES)
    return "ur" if told == "ur" else "en"

"""Why a message did not arrive, in words, and what to do about it: locales/console/*/why.ftl."""

from dataclasses import dataclass

from bot.web.console.wording import Tongue, bundle, say

GENERAL = ("refused", "")  # what says less than the number of the error


@dataclass(frozen=True, slots=True)
class Explained:
    why: str
    todo: str


def explained(tongue: Tongue, *, why: str, code: int | None) -> Explained:
    """The word of ours where it says more than the number of the error, otherwise the number."""
    name = why.replace("_", "-")
    if why not in GENERAL and bundle(tongue).has_message(f"lost-{name}"):
        return _said(tongue, name)
    if code is None:
        return _said(tongue, name or "unknown")
    known = bundle(tongue).has_message(f"lost-{code}")
    return _said(tongue, str(code)) if known else _said(tongue, "code", code=str(code))


def reason(tongue: Tongue, name: str) -> str:
    """One reason to choose by: a word of ours or the number of an error."""
    found = (
        explained(tongue, why="", code=int(name))
        if name.isdecimal()
        else explained(tongue, why=name, code=None)
    )
    return f"{name}: {found.why}" if name.isdecimal() else found.why


def _said(tongue: Tongue, name: str, **values: str) -> Explained:
    if not bundle(tongue).has_message(f"lost-{name}"):
        name = "unknown"
    return Explained(say(tongue, f"lost-{name}", **values), say(tongue, f"lost-{name}-do", **values))

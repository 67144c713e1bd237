"""A flow has changed while people are in the middle of it: nobody begins again, and nothing they told us is lost.

A frame stays on the revision it began with as long as the script keeps that one (`Script.earlier`). After that it goes
on in today's flow, at the same state or where an alias leads. A frame with no place at all is parked with its slots.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from bot.conversation.grammar import Ask, Choice, Flow, Hears, Script, State, Tell, Text
from bot.conversation.position import Frame, Position
from bot.conversation.ways import targets


def settled(position: Position, script: Script, *, newest: bool = False) -> Position:
    """The position with every frame where it can go on. `newest`: in today's revision wherever that has a place."""
    placed = [(frame, _placed(frame, script, newest=newest)) for frame in position.frames]
    if all(frame is now for frame, now in placed):
        return position
    going = tuple(now for _, now in placed if now is not None)
    lost = tuple(frame for frame, now in placed if now is None)
    shown = position.shown and not lost
    return replace(position, frames=going, parked=(*position.parked, *lost), shown=shown)


def without_place(position: Position, script: Script) -> tuple[Frame, ...]:
    """The frames that no revision we have can go on with."""
    return tuple(frame for frame in position.frames if _placed(frame, script, newest=False) is None)


def fingerprint(flow: Flow) -> str:
    """SHA-256 over states, what each hears, and where it leads: when it changes, so must the revision."""
    return hashlib.sha256("\n".join(map(_told, flow.states)).encode()).hexdigest()[:16]


def _placed(frame: Frame, script: Script, *, newest: bool) -> Frame | None:
    return next(filter(None, (_at(frame, flow) for flow in _choices(frame, script, newest))), None)


def _choices(frame: Frame, script: Script, newest: bool) -> Iterator[Flow]:
    flows = script.revisions.get(frame.flow, ())
    own = tuple(flow for flow in flows if flow.revision == frame.revision)
    yield from flows[:1] + own if newest else own + flows[:1]


def _at(frame: Frame, flow: Flow) -> Frame | None:
    """The frame in this revision; the very same one where nothing has to change."""
    state = flow.state(frame.state)
    if state is None:
        return None
    if (state.name, flow.revision) == (frame.state, frame.revision):
        return frame
    trail = tuple(known.name for name in frame.trail if (known := flow.state(name)) is not None)
    return replace(frame, state=state.name, revision=flow.revision, trail=trail)


def _heard(hears: Hears) -> str:
    options = tuple(hears.options) if isinstance(hears, Choice | Text) else ()
    return f"{type(hears).__name__}{options}"


def _told(state: State) -> str:
    hears = _heard(state.hears) if isinstance(state, Ask) else ""
    says = "" if not isinstance(state, Ask | Tell) else state.says
    slot = state.slot if isinstance(state, Ask) else ""
    return f"{type(state).__name__} {state.name} {says} {hears} {slot} {targets(state)!r}"

"""Where a conversation stands: a stack of flows, each at one state with its slots. Plain data, kept as JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from bot.understanding import Language


@dataclass(frozen=True, slots=True)
class Frame:
    """One flow in progress. `trail`: the questions already answered, for going back. `gates`: those passed."""

    flow: str
    state: str
    revision: int
    slots: Mapping[str, Any] = field(default_factory=dict)
    trail: tuple[str, ...] = ()
    gated: bool = False

    def at(self, state: str) -> "Frame":
        return replace(self, state=state)


@dataclass(frozen=True, slots=True)
class Position:
    """`shown` is False when the customer does not have the top question on the screen (a flow has just ended).

    `parked`: flows in progress that a change of the script left without a place; kept for the person who helps.
    """

    frames: tuple[Frame, ...] = ()
    language: Language | None = None
    misses: int = 0
    shown: bool = False
    parked: tuple[Frame, ...] = ()

    @property
    def top(self) -> Frame:
        return self.frames[-1]

    def to_dict(self) -> dict[str, Any]:
        return {**_plain(self), "frames": _plainly(self.frames), "parked": _plainly(self.parked)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Position":
        return cls(
            frames=_frames(data["frames"]),
            language=data["language"],
            misses=data["misses"],
            shown=data["shown"],
            parked=_frames(data.get("parked", ())),
        )


def _plain(one: "Position | Frame") -> dict[str, Any]:
    # Not `asdict`, which copies every slot down to the last; a position is never changed in place.
    return {part.name: getattr(one, part.name) for part in fields(one)}


def _plainly(frames: tuple[Frame, ...]) -> list[dict[str, Any]]:
    return [_plain(frame) for frame in frames]


def _frames(data: Iterable[Mapping[str, Any]]) -> tuple[Frame, ...]:
    return tuple(Frame(**{**frame, "trail": tuple(frame["trail"])}) for frame in data)

"""What the engine itself asks the services to do, whatever the flows are about."""

from dataclasses import dataclass

from bot.understanding import Language


@dataclass(frozen=True, slots=True)
class HandOff:
    """Put the conversation into the queue of the people."""

    reason: str


@dataclass(frozen=True, slots=True)
class LeaveQueue:
    """The customer went back to the assistant before a person came."""


@dataclass(frozen=True, slots=True)
class OptOut:
    """No message that we begin any more on this channel, until the customer says otherwise."""


@dataclass(frozen=True, slots=True)
class OptIn:
    """The customer wants our messages again on this channel."""


@dataclass(frozen=True, slots=True)
class Speak:
    """The customer chose a written form; the engine applies it at once, the services have nothing to do."""

    language: Language

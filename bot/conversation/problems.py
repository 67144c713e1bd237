"""What a check found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`where`: flow.state, or form/channel/key. `text`: what is wrong, in a sentence."""

    where: str
    text: str

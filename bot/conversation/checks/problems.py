"""What a check found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`where`: flow.state or a message key. `text`: what is wrong, in a sentence. `broken`: the property's name."""

    where: str
    text: str
    broken: str = ""

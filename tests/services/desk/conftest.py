"""A customer who waits for a person, on either store."""

from collections.abc import Callable

import pytest
from world import Phone, World

NUMBER = "+923000000641"
Waiting = Callable[..., tuple[Phone, int]]


@pytest.fixture
def waiting() -> Waiting:
    """Somebody has given their card's number and asks for a person; the phone, and the conversation's number."""

    def ask(
        world: World, *, channel: str = "sms", number: str = NUMBER, words: tuple[str, ...] = ()
    ) -> tuple[Phone, int]:
        phone = world.phone(channel, number)  # type: ignore[arg-type]
        card = f"35202{int(number[-7:]):07d}1"
        for text in words or ("salam", "1", card, "0"):
            phone.says(text)
        return phone, next(row.id for row in world.desk.rows() if row.address == number)

    return ask

"""Guessing at many names from one address, over all web processes."""

from world import World

from bot.services import guesses, log_in


def wrong(world: World, name: str, address: str) -> str:
    """Count one without spending a slow hash on it."""
    guess = guesses.key(world.context, kind="password", name=name, address=address)
    with world.context.database.transaction() as connection:
        return guesses.settle(world.context, connection, guess=guess, right=False, agent_id=None)


def test_an_address_that_tries_many_names_is_not_listened_to(either_world: World) -> None:
    world = either_world
    told = [wrong(world, f"name {one}", "203.0.113.7") for one in range(guesses.TRIES_OF_AN_ADDRESS + 5)]
    assert told == ["wrong"] * guesses.TRIES_OF_AN_ADDRESS + ["throttled"] * 5

    right = {"username": "ayesha", "password": "demo-ayesha-1"}
    assert log_in.by_password(world.context, **right, address="203.0.113.7").outcome == "throttled"
    assert log_in.by_password(world.context, **right, address="203.0.113.77").outcome == "in"
    assert log_in.by_password(world.context, **right, address="3.0.113.7").outcome == "in"
    world.later(minutes=2)
    assert log_in.by_password(world.context, **right, address="203.0.113.7").outcome == "in"

"""The short form of outages.py: two people, on both stores."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from world import World

from tests.faults.outages import ROUND, FailingTwilio, run

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()


EACH = timedelta(seconds=40)


def test_whatever_twilio_does_nothing_is_lost_or_comes_twice(either_world: World) -> None:
    report = run(either_world, people=2, seed=3, each=EACH)
    assert report.is_clean, str(report)
    assert set(report.failed) > {"429", "timeout", "accept_then_timeout", "garbage", "reset"}
    assert report.sent > report.said > 60


def test_a_message_too_much_and_one_too_few_would_be_seen(world: World) -> None:
    """The proof proves something."""
    before = FailingTwilio.create_message

    def forgetful(twilio: FailingTwilio, params: dict[str, str]) -> dict:
        made = before(twilio, params)
        if len(twilio.messages) == 5:
            twilio.messages[-1] = replace(twilio.messages[-1], sid="SMother")
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(FailingTwilio, "create_message", forgetful)
        report = run(world, people=1, seed=3, each=ROUND)
    assert len(report.lost) == len(report.twice) == 1

"""The short form of `python -m tests.faults.forged 5000`, on both stores."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from world import World

from tests.faults.forged import Site, prove


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[World]:
    (tmp_path / "alone").mkdir()
    made = World(tmp_path / "alone")
    yield made
    made.close()


def test_among_forged_replayed_and_malformed_ones_the_good_are_as_if_alone(
    either_world: World, alone: World
) -> None:
    many = 60
    sites = [Site.of(one, payments=many // 5) for one in (either_world, alone)]
    answers = prove(*sites, many=many, bad_for_each=6, seed=11)
    kinds = {kind: sum(times for (one, _), times in answers.items() if one == kind) for kind, _ in answers}
    assert kinds["good"] == many and min(kinds["forged"], kinds["replayed"], kinds["malformed"]) > 30

"""The short form of soak.py: the harness works. How much memory a process holds is looked at by hand."""

import pytest

from tests.faults.soak import MEGABYTE, Sample, growth, run

pytestmark = pytest.mark.enable_socket


def test_a_process_that_grows_by_a_kilobyte_a_turn_is_seen() -> None:
    held = [{"web": 100 * MEGABYTE + turns * 1024} for turns in range(0, 1000, 100)]
    samples = [Sample(place, place * 100, one, 0) for place, one in enumerate(held)]
    assert growth(samples, "web") == pytest.approx(1024)


def test_people_talk_and_processes_are_measured() -> None:
    samples, talk = run(kind="sqlite", seconds=2, rate=15, every=1)
    assert len(samples) == 2 and talk.turns > 0 and talk.refused == 0
    assert samples[-1].held.keys() == {"web", "worker"}
    assert min(samples[-1].held.values()) > 10 * MEGABYTE

"""The short form of fuzz_webhooks.py: the same target, without atheris, on good requests that were spoilt by lot."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.faults.fuzz_seeds import PATHS, SIGNED, TOLD, WORDS, seeds
from tests.faults.fuzz_webhooks import TAKEN, WALLET, target

SEEDS = seeds(WALLET)
AT = st.integers(0, 400)
SPOILT = st.lists(
    st.one_of(
        st.tuples(st.just("in"), AT, st.sampled_from(WORDS)),
        st.tuples(st.just("in"), AT, st.binary(max_size=8)),
        st.tuples(st.just("over"), AT, st.binary(min_size=1, max_size=3)),
        st.tuples(st.just("out"), AT, st.integers(1, 30)),
    ),
    max_size=6,
)


def spoil(seed: bytes, changes: list) -> bytes:
    for how, at, what in changes:
        if how == "out":
            seed = seed[:at] + seed[at + what :]
        else:
            seed = seed[:at] + what + seed[at + (len(what) if how == "over" else 0) :]
    return seed


@settings(max_examples=600, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.sampled_from(SEEDS), changes=SPOILT)
def test_whatever_comes_is_refused_or_understood(seed: bytes, changes: list) -> None:
    target(spoil(seed, changes))


@pytest.mark.parametrize("path", range(len(PATHS)))
def test_the_seeds_get_as_far_as_the_services(path: int) -> None:
    """Or else the fuzzing would only knock at the door."""
    came = 0
    for seed in SEEDS:
        if seed[0] == path:
            target(seed)
            came += bool(TAKEN)
    assert came or PATHS[path].endswith("BillInquiry")  # which only asks


@pytest.mark.parametrize(
    "data",
    [
        bytes([0, 1]) + b"--x\r\nContent-Disposition: form-data\r\n\r\nx\r\n--x--",
        bytes([11, SIGNED | 2])
        + json.dumps({**TOLD[3][1], "tran_date": "00010101", "tran_time": "000000"}).encode(),
        bytes([9, SIGNED | 2]) + json.dumps({**TOLD[0][1], "at": "9999-12-31T23:59:59-23:59"}).encode(),
    ],
    ids=["a part without a name", "the first hour of time at 1Bill", "the last at a bank"],
)
def test_what_was_found(data: bytes) -> None:
    target(data)

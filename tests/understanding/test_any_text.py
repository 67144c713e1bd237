"""Whatever arrives is read: no exception, nothing endless."""

from datetime import date
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import locales
from bot.understanding import THRESHOLD, Understanding, mask
from bot.understanding.spelling import _skeleton, _sound

HEARD = Understanding(locales.heard())
TODAY = date(2026, 11, 23)
_HALF_NUMBERS = (
    "sawa sarhay do hazar lakh so qist kal parson 31 30 feb 5/12 99/99/9999 agle mahine ki nahi kar dunga , . - / + ? "
    "00 92 0300 1234567 35202 جمع کروا سو ہزار ساڑھے ۵ ٫ k rs the of december"
)
WORDS = st.sampled_from(_HALF_NUMBERS.split())


@settings(max_examples=300)
@given(
    st.text(max_size=300)
    | st.lists(WORDS, max_size=25).map(" ".join)
    | st.lists(WORDS, max_size=12).map("".join)
)
def test_any_text_has_a_meaning(text: str) -> None:
    for waiting in ("nothing", "amount", "date", "yes_no", "choice"):
        meaning = HEARD.read(text, today=TODAY, waiting=waiting)
        assert meaning.text == text
        assert 0 <= meaning.score <= 1
        assert meaning.score >= THRESHOLD or meaning.intent == "out_of_scope"
        assert meaning.amount is None or meaning.amount > 0
    HEARD.choose(text, options={"yes": ["haan"], "no": ["nahi", "no"]})
    found = HEARD.written_date(text, today=TODAY)
    assert found is None or found <= TODAY
    mask(text)


@pytest.mark.parametrize(
    "text",
    ["a" * 10_000, "1" * 10_000, "9," * 5_000, "ہ" * 10_000, "do " * 4_000, "0300 " * 2_000, "1-" * 5_000,
     "qist kab " * 1_200,
     "\ufdfa" * 3_000, "((((" * 2_500, "1 2 " * 2_500, "😀" * 5_000, "sawa " * 2_000, "nahi " * 2_000, "5/12 " * 2_000],
    ids=lambda text: text[:6],
)  # fmt: skip
def test_a_flood_is_read_too(text: str) -> None:
    start = perf_counter()
    HEARD.read(text, today=TODAY)
    mask(text)
    assert perf_counter() - start < 1.0  # a net for blow-ups, not a benchmark


def test_numbers_are_not_remembered() -> None:
    """What is remembered of words makes the next message fast; a card, a telephone or a PIN has no place there."""
    HEARD.read("mera card 35202-1234567-1 hai, 03001234567, 4826", today=TODAY)
    remembered = _sound.cache_info().currsize, _skeleton.cache_info().currsize
    HEARD.read("mera card 35202-7654321-3 hai, 03007654321, 9173", today=TODAY)
    HEARD.choose("9173", options={"1": ["1"], "2": ["2"]})
    assert (_sound.cache_info().currsize, _skeleton.cache_info().currsize) == remembered

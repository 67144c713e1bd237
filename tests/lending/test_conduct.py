import pytest

from bot.lending.conduct import entries, fold, offences

WORDS = """
# group: phrase
threat: legal action
threat: sabaq sikha*
shame: شرم
family: your father
police: تھانہ
religion: گناہ گار
"""


def found(text):
    return [(one.group, one.phrase) for one in offences(text, words=WORDS)]


@pytest.mark.parametrize(
    "text",
    ["Your instalment of Rs 500 is due today.", "", "قسط آج ہے", "illegal actions", "شرمندہ", "fatherland"],
)
def test_a_right_tone_passes(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("We will take LEGAL   action!", ("threat", "legal action")),
        ("legal-action", ("threat", "legal action")),
        ("hum sabaq sikhayenge", ("threat", "sabaq sikha*")),
        ("آپ کو شَرم نہیں آتی", ("shame", "شرم")),
        ("تھانه بلائیں گے", ("police", "تھانہ")),
        ("گناہ‌ گار", ("religion", "گناہ گار")),
        ("Your\u200b Father knows", ("family", "your father")),
    ],
)
def test_forbidden_words_are_found_however_they_are_written(text, phrase):
    assert found(text) == [phrase]


def test_every_offence_is_named():
    assert len(found("legal action, your father, شرم")) == 3


@pytest.mark.parametrize("line", ["weather: rain", "threat", "threat:", "threat: *"])
def test_a_bad_line_in_the_list_is_an_error(line):
    with pytest.raises(ValueError):
        list(entries(line))


def test_folding_removes_what_people_vary():
    assert fold("  Ｓhaｒm  ") == "sharm"
    assert fold("كيا") == fold("کیا")

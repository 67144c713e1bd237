"""Which option an answer picks, by its number or by its words."""

import pytest

from bot.understanding import Understanding

WORK = {
    "salary": ("Mahana naukri", "naukri", "job"),
    "daily": ("Roz ki dihari", "dihari", "rickshaw", "رکشہ"),
    "home": ("Ghar se kaam", "silai", "ghar", "سلائی"),
    "each_day": ("rozana",),
}


@pytest.mark.parametrize(
    ("said", "option"),
    [
        ("2", "daily"),
        ("rikshaw", "daily"),
        ("rikshaw chalata hn", "daily"),
        ("رکشہ چلاتا ہوں", "daily"),
        ("i hav a job", "salary"),
        ("سلائی کرتی ہوں", "home"),
        ("rozana", "each_day"),
        ("rickshaw aur silai", None),  # two at once
        ("rickshaw nahi chalata", None),
        ("rickshaw chalane ka kitna milta hai?", None),
        ("45 hazar", None),
    ],
)
def test_words_among_others(heard: Understanding, said: str, option: str | None) -> None:
    assert heard.choose(said, options=WORK, among=True) == option


@pytest.mark.parametrize("said", ["smjh gya", "samajh gya", "thk hai", "samjh lia"])
def test_words_without_their_vowels(heard: Understanding, said: str) -> None:
    words = ("Samajh liya", "samajh gaya", "theek", "haan")
    assert heard.choose(said, options={"yes": words, "no": ("nahi", "rehne dein")}) == "yes"


@pytest.mark.parametrize("said", ["rickshaw chalata hun", "ghar ja kar sochta hun"])
def test_where_money_moves_only_the_option_itself_counts(heard: Understanding, said: str) -> None:
    assert heard.choose(said, options=WORK) is None


@pytest.mark.parametrize("text", ["45 hazar", "15 august 1990", "rs 5000", "۵۰۰۰ روپے"])
def test_an_amount_or_a_day_alone_wants_nothing(heard: Understanding, monday, text: str) -> None:
    assert heard.read(text, today=monday, waiting="amount").intent == "out_of_scope"


@pytest.mark.parametrize("said", ["manzor hy", "manzoor hae", "mnzoor hai", "منظور ہیں"])
def test_a_yes_as_people_spell_it(heard: Understanding, said: str) -> None:
    words = ("Manzoor hai", "manzoor", "منظور ہے", "haan")
    assert heard.choose(said, options={"yes": words, "no": ("Nahi", "نہیں")}) == "yes"


@pytest.mark.parametrize("said", ["abhi", "abi", "دے دی ہے"])
def test_an_option_that_says_not_is_not_chosen_without_its_not(heard: Understanding, said: str) -> None:
    options = {"yes": ("Manzoor hai",), "later": ("Abhi nahi",), "hard": ("نہیں دے سکتی",)}
    assert heard.choose(said, options=options) is None
    assert heard.choose("abhi nahi", options=options) == "later"


def test_a_number_in_a_name_is_that_number(heard: Understanding) -> None:
    """A doubled letter is one letter, but 22 is not 2."""
    days = {"first": ["2 December"], "second": ["13 December"]}
    assert heard.choose("22 December", options=days) is None
    assert heard.choose("2 desember", options=days) == "first"

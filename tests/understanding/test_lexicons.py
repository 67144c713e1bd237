"""The lexicons say nothing twice and nothing in vain."""

from collections import Counter

import pytest

import locales
from bot.understanding import patterns
from bot.understanding.lexicon import BadLexicon, parse
from bot.understanding.number_words import NumberWords
from bot.understanding.vocabulary import FLAGS, Vocabulary

LEXICON = parse(locales.heard())
NAMES = patterns.names([*LEXICON.intents, *LEXICON.answers])
VOCABULARY = Vocabulary(LEXICON, names=NAMES)


@pytest.mark.parametrize("lines", [LEXICON.intents, LEXICON.answers], ids=["intents", "answers"])
def test_no_pattern_stands_under_two_labels(lines: list) -> None:
    seen: dict[tuple, set[str]] = {}
    for line in lines:
        pattern = patterns.compile_line(line, VOCABULARY)
        key = (frozenset(pattern.needs), pattern.banned, pattern.phrases, pattern.at_end)
        seen.setdefault(key, set()).add(line.name)
    assert [labels for labels in seen.values() if len(labels) > 1] == []


def test_every_concept_of_a_pattern_has_a_word() -> None:
    silent = [name for name in NAMES if name not in FLAGS and not _can_be_heard(name)]
    assert silent == []


def test_no_pattern_bans_what_it_needs() -> None:
    compiled = [patterns.compile_line(line, VOCABULARY) for line in [*LEXICON.intents, *LEXICON.answers]]
    assert [
        pattern.line for pattern in compiled if any(need & ~pattern.banned == 0 for need in pattern.needs)
    ] == []


def test_no_spelling_means_two_numbers_in_one_form() -> None:
    for form in ("en", "ur", "ur-Latn"):
        lines = [line for line in LEXICON.numbers if f"{form}/listen/" in f"{line.file}"]
        spellings = Counter(spelling for line in lines for spelling in line.content.split())
        names = {s: {line.name for line in lines if s in line.content.split()} for s in spellings}
        assert {spelling: found for spelling, found in names.items() if len(found) > 1} == {}


def test_all_number_words_up_to_99_are_listed_in_both_scripts_of_urdu() -> None:
    for form in ("ur", "ur-Latn"):
        words = NumberWords([line for line in LEXICON.numbers if f"{form}/listen/" in line.file])
        assert set(words.plain.values()) >= set(range(100))


def test_a_line_that_cannot_be_read_names_its_place() -> None:
    with pytest.raises(BadLexicon, match=r"words\.txt:2"):
        parse({"en/listen/words.txt": "a: b\nnonsense\n"})
    with pytest.raises(BadLexicon, match="before any"):
        parse({"en/listen/intents.txt": "pay"})


def _can_be_heard(name: str) -> bool:
    bit = VOCABULARY.bits.get(name, 0)
    return bool(bit) and ("_" not in name or not name.startswith("'")) and VOCABULARY.is_heard(bit)

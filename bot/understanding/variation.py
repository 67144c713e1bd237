"""Rough handling of a message, the same every time: what thumbs do to words."""

from collections.abc import Callable

_VOWELS = frozenset("aeiouاوی")


def without_vowels(text: str) -> str:
    """Every word of four letters or more loses its vowels after the first letter."""
    return _each_word(
        text, lambda word: word[0] + "".join(letter for letter in word[1:] if letter not in _VOWELS)
    )


def doubled_letters(text: str) -> str:
    """Every word of four letters or more has its middle letter twice."""
    return _each_word(
        text, lambda word: word[: len(word) // 2] + word[len(word) // 2] + word[len(word) // 2 :]
    )


def swapped_neighbours(text: str) -> str:
    """The longest word has two letters in its middle swapped."""
    words = text.split(" ")
    longest = max(range(len(words)), key=lambda at: len(words[at]))
    word = words[longest]
    if len(word) < 4 or not word.isalpha():
        return text
    at = len(word) // 2
    words[longest] = word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]
    return " ".join(words)


def lost_space(text: str) -> str:
    """The space nearest the middle is gone."""
    spaces = [at for at, letter in enumerate(text) if letter == " "]
    if not spaces:
        return text
    at = min(spaces, key=lambda space: abs(space - len(text) // 2))
    return text[:at] + text[at + 1 :]


VARIATIONS: dict[str, Callable[[str], str]] = {
    "vowels dropped": without_vowels,
    "letters doubled": doubled_letters,
    "neighbours swapped": swapped_neighbours,
    "a space lost": lost_space,
}


def _each_word(text: str, change: Callable[[str], str]) -> str:
    return " ".join(change(word) if len(word) >= 4 and word.isalpha() else word for word in text.split(" "))

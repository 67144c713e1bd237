"""The lexicon files, parsed: lines of words by concept, lines of patterns by section.

Two plain line formats, made for a linguist and a text editor. `#` begins a comment.

    words files        concept: spelling spelling several_words_as_one
    patterns files     [section]
                       pattern @strength
    examples files     [intent]
                       a message as somebody typed it (here only a line that begins with # is a comment)
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


class BadLexicon(ValueError):
    """A line of a lexicon file cannot be read."""


@dataclass(frozen=True, slots=True)
class Line:
    """One meaningful line: where it stands, its section or concept, and its content."""

    file: str
    number: int
    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything we listen for: name/spellings lines, pattern lines, examples, and the weights learnt from them."""

    words: list[Line] = field(default_factory=list)
    ordinary: list[Line] = field(default_factory=list)
    numbers: list[Line] = field(default_factory=list)
    verbs: list[Line] = field(default_factory=list)
    intents: list[Line] = field(default_factory=list)
    answers: list[Line] = field(default_factory=list)
    examples: list[Line] = field(default_factory=list)
    learnt: list[Line] = field(default_factory=list)


_NAMED = ("words", "ordinary", "numbers", "verbs", "learnt")


def parse(texts: Mapping[str, str]) -> Lexicon:
    """The lexicon of `texts`, {"ur-Latn/listen/words.txt": content}. Files of other names are not ours."""
    lexicon = Lexicon()
    for path in sorted(texts):
        kind = path.rsplit("/", 1)[-1].removesuffix(".txt")
        if "/listen/" not in f"/{path}" or not hasattr(lexicon, kind):
            continue
        reader = _named_lines if kind in _NAMED else _sections
        getattr(lexicon, kind).extend(reader(path, texts[path]))
    return lexicon


def form_of(line: Line) -> str:
    """The written form a line belongs to: the folder above `listen/`."""
    return line.file.split("/listen/")[0].rsplit("/", 1)[-1]


def _contents(path: str, text: str) -> Iterator[tuple[int, str]]:
    comment = "\n#" if path.endswith("examples.txt") else "#"
    for number, line in enumerate(text.splitlines(), start=1):
        content = f"\n{line}".split(comment, 1)[0].strip()
        if content:
            yield number, content


def _named_lines(path: str, text: str) -> Iterator[Line]:
    for number, content in _contents(path, text):
        name, colon, rest = content.partition(":")
        if not colon or not rest.strip():
            raise BadLexicon(f"{path}:{number}: expected 'name: spellings', found {content!r}")
        yield Line(path, number, name.strip(), rest.strip())


def _sections(path: str, text: str) -> Iterator[Line]:
    section = ""
    for number, content in _contents(path, text):
        if content.startswith("["):
            section = content.strip("[] ")
        elif not section:
            raise BadLexicon(f"{path}:{number}: a pattern before any [section]")
        else:
            yield Line(path, number, section, content)

"""Learning the weights of `learnt` from the examples in the lexicon: multinomial logistic regression.

Pure Python and the same every time, so that the weights change only when the lexicon does. Takes about ten seconds;
it is done at a desk, never while a customer waits.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from hashlib import sha256
from zlib import crc32

from bot.understanding.features import Features
from bot.understanding.lexicon import Line, parse
from bot.understanding.reader import Understanding
from bot.understanding.variation import VARIATIONS

_PASSES = 8
_RATE = 1.0
_FADING = 0.3  # how much slower each further pass learns
_LEAST = 30  # hundredths; below that a weight changed no reading of the labelled messages, see docs/understanding.md
_OFTEN = 4  # examples, varied ones included, that must have a feature
_ROUGH = ("vowels dropped", "neighbours swapped", "a space lost")

Example = tuple[set[int | str], str]


def learnt(texts: Mapping[str, str]) -> str:
    """The content of learnt.txt for lexicon files `texts`: one feature a line with its weights in hundredths."""
    without = {path: text for path, text in texts.items() if not path.endswith("learnt.txt")}
    understanding = Understanding(without)
    lines = parse(without).examples
    weights, labels = _fit(_without_chance([*_examples(understanding, lines)]))
    written = [_line(understanding.features, key, row, labels) for key, row in weights.items()]
    return "\n".join([f"# learnt from {fingerprint(texts)}", *sorted(line for line in written if line), ""])


def fingerprint(texts: Mapping[str, str]) -> str:
    """What the weights depend on besides this module, as sixteen hexadecimal digits: every example."""
    lines = sorted(f"{line.name} {line.content}" for line in parse(texts).examples)
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def _examples(understanding: Understanding, lines: Iterable[Line]) -> Iterable[Example]:
    for line in lines:
        for text in sorted({line.content, *(VARIATIONS[name](line.content) for name in _ROUGH)}):
            yield understanding.look(text), line.name


def _without_chance(examples: list[Example]) -> list[Example]:
    """The examples without the features that too few of them have to tell anything."""
    often = Counter(key for found, _ in examples for key in found)
    return [({key for key in found if often[key] >= _OFTEN}, label) for found, label in examples]


def _fit(examples: list[Example]) -> tuple[dict[int | str, list[float]], list[str]]:
    labels = sorted({label for _, label in examples})
    numbers = {label: number for number, label in enumerate(labels)}
    weights: defaultdict[int | str, list[float]] = defaultdict(lambda: [0.0] * len(labels))
    for turn in range(_PASSES):
        for found, label in _shuffled(examples, turn):
            _correct(weights, sorted(found, key=str), numbers[label], rate=_RATE / (1 + _FADING * turn))
    return weights, labels


def _shuffled(examples: list[Example], turn: int) -> list[Example]:
    """The examples in an order without order, another one each turn but the same every time."""
    numbers = sorted(range(len(examples)), key=lambda number: crc32(f"{turn} {number}".encode()))
    return [examples[number] for number in numbers]


def _correct(
    weights: Mapping[int | str, list[float]], found: list[int | str], label: int, *, rate: float
) -> None:
    """One step towards the label, in proportion to how wrong the weights were."""
    scale = 1 / math.sqrt(len(found))
    rows = [weights[key] for key in found]
    scores = [scale * sum(column) for column in zip(*rows, strict=True)]
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    whole = sum(powers)
    for number, power in enumerate(powers):
        wrong = power / whole - (number == label)
        if abs(wrong) > 0.002:
            step = rate * scale * wrong
            for row in rows:
                row[number] -= step


def _line(features: Features, key: int | str, row: list[float], labels: list[str]) -> str:
    kept = [(label, round(100 * weight)) for label, weight in zip(labels, row, strict=True)]
    pairs = [f"{label}={weight}" for label, weight in kept if abs(weight) >= _LEAST]
    return f"{features.written(key)}: {' '.join(pairs)}" if pairs else ""

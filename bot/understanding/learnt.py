"""Weights learnt from labelled examples: how strongly each feature of a message speaks for each intent."""

import math
from collections.abc import Iterable

from bot.understanding.features import Features
from bot.understanding.lexicon import BadLexicon, Line

FORMAT = "feature: intent=weight intent=weight"


class Learnt:
    """Reads an intent by adding up weights; every feature is one hash lookup."""

    def __init__(self, lines: Iterable[Line], features: Features) -> None:
        """`lines` are feature: weights, as `learn.learn` writes them."""
        self._features = features
        self.labels: list[str] = []
        self._weights: dict[int | str, list[tuple[int, float]]] = {}
        for line in lines:
            key = features.key(line.name)
            if key is not None:
                self._weights[key] = [self._one(pair, line) for pair in line.content.split()]

    def _one(self, pair: str, line: Line) -> tuple[int, float]:
        label, _, weight = pair.partition("=")
        try:
            number = float(weight) / 100
        except ValueError as error:
            raise BadLexicon(f"{line.file}:{line.number}: expected {FORMAT!r}, found {pair!r}") from error
        if label not in self.labels:
            self.labels.append(label)
        return self.labels.index(label), number

    def weigh(self, found: set[int | str]) -> list[float]:
        """What the features say for each of `labels`: the higher the likelier."""
        weights = self._weights
        total = [0.0] * len(self.labels)
        for key in found:
            for label, weight in weights.get(key, ()):
                total[label] += weight
        scale = 1 / math.sqrt(len(found) or 1)
        return [scale * one for one in total]

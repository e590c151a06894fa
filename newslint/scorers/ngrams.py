"""Scorers that are a linear model over character n-grams, read and run in plain Python."""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import regex

from newslint.scorers.base import TIMEOUT, ScorerError, Scores, fingerprint

_RUNS = regex.compile(r"(.)\1{2,}+", regex.DOTALL)
_BETWEEN = regex.compile(r"[^\w'*@$]++")
_LONG = 2000

Points = Sequence[tuple[float, float]]
"""Scores with the probability that belongs to each, in order."""


@dataclass(frozen=True, slots=True)
class NgramScorer:
    """Weights of character n-grams from one JSON file; see `Model`."""

    path: Path
    batch_size: int = 512
    timeout: float = TIMEOUT

    @property
    def categories(self) -> tuple[str, ...]:
        """The one that the file has weights for."""
        return (_model(self.path).category,)

    @property
    def version(self) -> str:
        """The file's content."""
        return fingerprint(self.path)

    def lacks(self) -> str:
        """What is wrong with the file."""
        try:
            _model(self.path)
        except ScorerError as error:
            return str(error)
        return ""

    def score(self, texts: Sequence[str]) -> Sequence[Scores]:
        """See `Scorer.score`."""
        model = _model(self.path)
        return [{model.category: model.probability(text)} for text in texts]


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic regression: weights by n-gram, of `least` to `most` characters, and a bias.

    Each different n-gram of a text counts once; their weights are divided by the square root of how
    many different ones the text has, so that length alone says nothing. `calibration` turns its score into
    a probability that was counted; see `calibrated`.
    """

    category: str
    least: int
    most: int
    bias: float
    weights: Mapping[str, float]
    calibration: Points = ()

    def probability(self, text: str) -> float:
        """How likely the text is of the category."""
        found = grams(plain(text), self.least, self.most)
        weights = self.weights
        # fsum: the order of a set must not show in the last digit.
        total = math.fsum(weights[gram] for gram in found if gram in weights)
        sum_ = self.bias + total / math.sqrt(max(len(found), 1))
        return round(calibrated(1 / (1 + math.exp(-max(min(sum_, 30.0), -30.0))), self.calibration), 6)


def calibrated(score: float, points: Points) -> float:
    """The score on the line through the points of score and probability, both rising; flat beyond them.

    >>> calibrated(0.5, [(0.2, 0.1), (0.6, 0.3)]), calibrated(0.9, [(0.2, 0.1), (0.6, 0.3)]), calibrated(0.9, [])
    (0.25, 0.3, 0.9)
    """
    if not points:
        return score
    after = bisect_left(points, (score, -1.0))
    if after == 0 or after == len(points):
        return points[min(after, len(points) - 1)][1]
    (low, bottom), (high, top) = points[after - 1], points[after]
    return bottom + (top - bottom) * (score - low) / (high - low)


def plain(text: str) -> str:
    """The text as n-grams are counted in it: small letters, runs cut to two, one blank between words.

    >>> plain("Sooooo, what?!")
    ' soo what '
    """
    folded = _RUNS.sub(r"\1\1", text[:_LONG].casefold())
    return f" {_BETWEEN.sub(' ', folded).strip()} "


def grams(text: str, least: int, most: int) -> set[str]:
    """Every different stretch of `least` to `most` characters.

    >>> sorted(grams(" ab ", 2, 3))
    [' a', ' ab', 'ab', 'ab ', 'b ']
    """
    return {text[at : at + size] for size in range(least, most + 1) for at in range(len(text) - size + 1)}


@lru_cache(maxsize=8)
def _model(path: Path) -> Model:
    try:
        given: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        scale = float(given["scale"])
        weights = {gram: value * scale for gram, value in given["weights"].items()}
        least, most = given["grams"]
        points = tuple((float(score), float(share)) for score, share in given.get("calibration", ()))
        if any(not before[0] < after[0] or before[1] > after[1] for before, after in pairwise(points)):
            raise ValueError("the points of `calibration` do not rise")
        return Model(str(given["category"]), int(least), int(most), float(given["bias"]), weights, points)
    except OSError:
        raise ScorerError(f"has no file {path.name}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ScorerError(f"cannot be read from {path.name}: not n-gram weights") from None

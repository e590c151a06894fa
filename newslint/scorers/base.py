"""What a scorer is, and how one fails."""

from __future__ import annotations

import importlib.util
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from numbers import Real
from pathlib import Path
from typing import Protocol

from newslint.model import Problem

Scores = Mapping[str, float]
"""The probability of each category, 0 to 1."""

TIMEOUT = 30.0
BATCH_SIZE = 64
_QUOTE = 12


class Scorer(Protocol):
    """Something that gives texts probabilities: a model in this process, or one behind an address.

    `categories` are what it gives a probability for. `score` takes at most `batch_size` texts and gives
    one mapping for each, in order, the same for a text whatever stands beside it; it may take
    `timeout` seconds. `version` changes whenever its answers may. It is made where newslint starts and
    used in worker processes, so it is picklable and loads what is large when it is first asked.
    """

    @property
    def categories(self) -> Sequence[str]:
        """What it gives a probability for."""
        ...

    @property
    def version(self) -> str:
        """Changes whenever its answers may."""
        ...

    @property
    def batch_size(self) -> int:
        """How many texts it takes at a time."""
        ...

    @property
    def timeout(self) -> float:
        """How many seconds a call may take."""
        ...

    def score(self, texts: Sequence[str]) -> Sequence[Scores]:
        """A mapping of category to probability for each text. Raises ScorerError with what is wrong."""
        ...


class ScorerError(Exception):
    """What keeps a scorer from answering, in words for the user; none of a text's words may stand in it."""


class ScorerFailed(Exception):
    """A scorer has no answer for a text: `scorer` is its name, `why` the reason."""

    def __init__(self, scorer: str, why: str) -> None:
        super().__init__(f"scorer `{scorer}` {why}")
        self.scorer = scorer


@dataclass(frozen=True, slots=True)
class ScorerProblem(Problem):
    """What is missing in a file because the scorer of that name failed."""

    scorer: str = ""


@dataclass(frozen=True, slots=True)
class FileScorer:
    """What scorers have in common that are a model in a file; `labels` are the model's by category."""

    path: Path
    labels: Mapping[str, str]

    @property
    def categories(self) -> tuple[str, ...]:
        """Those that `labels` names."""
        return tuple(self.labels)

    @property
    def version(self) -> str:
        """The file's content."""
        return fingerprint(self.path)

    def missing(self, packages: Sequence[str], extra: str) -> str:
        """The first of the packages that is not installed, with the extra that brings it, or the file that is not there."""
        for name in packages:
            if importlib.util.find_spec(name) is None:
                return f"needs the package {name}: pip install newslint[{extra}]"
        return "" if self.path.is_file() else f"has no file {self.path.name}"


def checked(rows: Sequence[Scores], texts: Sequence[str], categories: Sequence[str]) -> list[dict[str, float]]:
    """The rows as plain numbers. Raises ScorerError where they are not what a scorer promises.

    >>> checked([{"spam": 0.5}], ["Win!"], ["spam"])
    [{'spam': 0.5}]
    >>> checked([{"spam": 1.5}], ["Win!"], ["spam"])
    Traceback (most recent call last):
    newslint.scorers.base.ScorerError: gave 1.5 for `spam`, not a probability
    """
    if not isinstance(rows, Sequence) or len(rows) != len(texts):
        count = len(rows) if isinstance(rows, Sequence) else "no list of"
        raise ScorerError(f"gave {count} results for {len(texts)} texts")
    return [_row(row, categories) for row in rows]


def _row(row: Scores, categories: Sequence[str]) -> dict[str, float]:
    if not isinstance(row, Mapping):
        raise ScorerError("gave a result that is not a mapping of category to probability")
    found: dict[str, float] = {}
    for name in categories:
        if name not in row:
            raise ScorerError(f"gave no probability for `{name}`")
        value = row[name]
        if isinstance(value, bool) or not isinstance(value, Real):
            raise ScorerError(f"gave no number for `{name}`")
        number = float(value)
        if not math.isfinite(number) or not 0 <= number <= 1:
            raise ScorerError(f"gave {number:g} for `{name}`, not a probability")
        found[name] = number
    return found


def reason(error: BaseException, texts: Sequence[str]) -> str:
    """What an exception says, unless it may quote one of the texts: then only its name."""
    why = str(error)
    if not isinstance(error, ScorerError):
        return f"broke: {type(error).__name__}"
    for at in range(max(len(why) - _QUOTE, 0) + 1):
        part = why[at : at + _QUOTE]
        if len(part) == _QUOTE and any(part in text for text in texts):
            return f"broke: {type(error).__name__}"
    return why


def fingerprint(path: Path) -> str:
    """A short name for a file's content; "" where it cannot be read."""
    import hashlib

    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:16]
    except OSError:
        return ""

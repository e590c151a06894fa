"""Scorers that are a scikit-learn pipeline in a file."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from newslint.scorers.base import BATCH_SIZE, TIMEOUT, FileScorer, ScorerError, Scores


@dataclass(frozen=True, slots=True)
class SklearnScorer(FileScorer):
    """A fitted pipeline that takes texts and has `predict_proba`, from a file of skops or joblib.

    `labels` are the pipeline's classes by category. A skops file is read with only the `trusted` types
    beside those that skops trusts. A joblib file is a pickle, which can run any code when it is read:
    it needs `allow_pickle`.
    """

    allow_pickle: bool = False
    trusted: tuple[str, ...] = ()
    batch_size: int = BATCH_SIZE
    timeout: float = TIMEOUT

    def __post_init__(self) -> None:
        if self.path.suffix != ".skops" and not self.allow_pickle:
            why = "a pickle can run any code when it is read: give a .skops file, or `allow-pickle = true` for your own"
            raise ValueError(f"`path` names {self.path.name}; {why}")

    def lacks(self) -> str:
        """The package that is not installed, or the file that is not there."""
        return self.missing(("sklearn", "skops" if self.path.suffix == ".skops" else "joblib"), "sklearn")

    def score(self, texts: Sequence[str]) -> Sequence[Scores]:
        """See `Scorer.score`."""
        model = _loaded(self.path, self.trusted)
        classes = [str(label) for label in model.classes_]
        for label in self.labels.values():
            if label not in classes:
                raise ScorerError(f"has no class `{label}`: only {', '.join(classes)}")
        columns = {name: classes.index(label) for name, label in self.labels.items()}
        rows = model.predict_proba(list(texts))
        return [{name: float(row[at]) for name, at in columns.items()} for row in rows]


@lru_cache(maxsize=8)
def _loaded(path: Path, trusted: tuple[str, ...]) -> Any:
    if path.suffix == ".skops":
        skops = importlib.import_module("skops.io")
        strange = sorted(set(skops.get_untrusted_types(file=path)) - set(trusted))
        if strange:
            raise ScorerError(f"holds types that are not trusted: {', '.join(strange)}")
        return skops.load(path, trusted=list(trusted))
    return importlib.import_module("joblib").load(path)

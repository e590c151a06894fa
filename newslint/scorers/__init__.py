"""Scorers: models that give texts probabilities, for rules of kind `score`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from newslint.compiled import CompiledRule
from newslint.model import Problem
from newslint.schema.validate import did_you_mean
from newslint.scorers.base import Scorer, ScorerError, ScorerFailed, ScorerProblem
from newslint.scorers.board import Board
from newslint.scorers.ngrams import NgramScorer

__all__ = [
    "Board", "NgramScorer", "Scorer", "ScorerError", "ScorerFailed", "ScorerProblem", "read_scorers", "shipped", "unanswered",
]  # fmt: skip


def shipped() -> dict[str, Scorer]:
    """The scorers that newslint brings its own weights for."""
    return {"abuse-ngrams": NgramScorer(Path(__file__).parent / "abuse.json")}


def read_scorers(tables: Any, folder: Path) -> dict[str, Scorer]:
    """See `settings.read_scorers`; what scorers need is loaded only where one is configured."""
    from newslint.scorers import settings

    return settings.read_scorers(tables, folder)


def unanswered(rules: Iterable[CompiledRule], scorers: Mapping[str, Scorer]) -> dict[str, Problem]:
    """By code, the rules whose scorer is not there, not ready or without their category."""
    found = {}
    for item in rules:
        if item.facts.needs:
            why, hint = _lack(*item.facts.needs, scorers)
            if why:
                found[item.rule.code] = Problem(item.rule.origin or item.rule.code, why, hint=hint)
    return found


def _lack(name: str, category: str, scorers: Mapping[str, Scorer]) -> tuple[str, str]:
    if name not in scorers:
        known = did_you_mean(name, scorers) or f"known are {', '.join(sorted(scorers))}"
        return f"no scorer is called `{name}`", known
    if why := getattr(scorers[name], "lacks", str)():
        return f"scorer `{name}` {why}", ""
    if category not in scorers[name].categories:
        return f"scorer `{name}` has no category `{category}`", f"it has {', '.join(scorers[name].categories)}"
    return "", ""

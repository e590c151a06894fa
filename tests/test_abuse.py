"""The functional suite of abusive language: what is flagged, and what is kept apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import RULES

from newslint.engine import Engine

FOLDER = Path(__file__).parent / "abuse"
TOX = {item.rule.code: item.rule.category for item in RULES if item.rule.family == "TOX" and item.rule.default}
ENGINE = Engine([item for item in RULES if item.rule.code in TOX])


def cases(name: str) -> list[tuple[str, str, str]]:
    data: Any = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return [
        (group["functionality"], group["expect"], text)
        for group in data
        for lang in ("en", "de")
        for text in group.get(lang, ())
    ]


def flags(text: str) -> set[str]:
    return {TOX[item.code] for item in ENGINE.check_text(text)}


def measured(name: str) -> dict[str, float]:
    rows = [(kind, wanted, flags(text)) for kind, wanted, text in cases(name)]
    bad = [bool(found & {"hate", "threat"}) for _, wanted, found in rows if wanted in {"hate", "threat"}]
    good = [bool(found & {"hate", "threat"}) for _, wanted, found in rows if wanted not in {"hate", "threat"}]
    kept = [bool(found) for kind, _, found in rows if "counter" in kind or "identity mention" in kind]
    threats = [bool(found & {"threat"}) for _, wanted, found in rows if wanted == "threat"]
    return {
        "precision": sum(bad) / max(sum(bad) + sum(good), 1),
        "recall": sum(bad) / len(bad),
        "threats": sum(threats) / len(threats),
        "counter": sum(kept) / len(kept),
    }


@pytest.mark.parametrize("name", ["dev", "heldout"])
def test_the_suite_is_met(name: str) -> None:
    found = measured(name)
    assert found["precision"] >= 0.85, found
    assert found["recall"] >= 0.40, found
    assert found["counter"] <= 0.10, found

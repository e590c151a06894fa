"""Lines of wire desks and lines aimed at machines, beside those that only look like them; see tests/lines."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "lines"))

from measure_lines import lines, measure, new_engine


@pytest.fixture(scope="module")
def counts() -> dict[str, Counter[str]]:
    engine = new_engine()
    return {part: measure(engine, part)[0] for part in ("dev", "held")}


def test_there_are_enough_lines_of_both_sorts() -> None:
    codes = [line.code for line in lines()]
    assert sum(code != "-" for code in codes) >= 150
    assert sum(code == "-" for code in codes) >= 150
    assert {line.lang for line in lines()} >= {"en", "de", "fr", "es"}


@pytest.mark.parametrize(("part", "least"), [("dev", 0.95), ("held", 0.75)])
def test_lines_are_found_and_look_alikes_are_not(part: str, least: float, counts: dict[str, Counter[str]]) -> None:
    count = counts[part]
    assert count["right"] >= least * (count["right"] + count["missed"])
    assert count["wrong"] <= 0.05 * count["right"]

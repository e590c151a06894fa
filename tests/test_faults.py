"""Faults put into clean articles in eight languages are found and repaired; see tests/faults."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "faults"))

from measure import Count, alarms, by_group, measure_all, own_articles

ARTICLES = own_articles()
RECALL = {
    "dateline": 0.9, "headline": 0.95, "articles": 0.9, "encoding": 0.95, "quotes": 0.9, "spacing": 0.95,
    "truncation": 0.9, "repetition": 0.95, "invisible": 0.95,
}  # fmt: skip
REPAIR = 0.95


@pytest.fixture(scope="module")
def groups() -> dict[str, Count]:
    return by_group(measure_all(ARTICLES))


def test_articles_of_eight_languages() -> None:
    assert len({item.id.split("-")[0] for item in ARTICLES}) == 8


def test_clean_articles_raise_no_alarm() -> None:
    assert sum(bool(alarms(item)) for item in ARTICLES) * 20 <= len(ARTICLES)


def test_every_group_of_faults_is_made(groups: dict[str, Count]) -> None:
    assert set(groups) == {*RECALL, "loss"}
    assert all(count.made >= 30 for count in groups.values())


@pytest.mark.parametrize("group", RECALL)
def test_faults_are_found_and_repaired(group: str, groups: dict[str, Count]) -> None:
    count = groups[group]
    assert count.recall >= RECALL[group]
    assert count.precision >= 0.95
    assert count.repair >= REPAIR

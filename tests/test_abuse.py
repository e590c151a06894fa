"""The functional suite of abusive language: what is flagged, and what is kept apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import RULES

from newslint.abuse.grammar import compile_sentence_pattern
from newslint.abuse.lexicon import Lexicon
from newslint.abuse.words import SHIPPED, parse_list, read_list, shipped
from newslint.engine import Engine
from newslint.model import NewslintError

FOLDER = Path(__file__).parent / "abuse"
TOX = {item.rule.code: item.rule.category for item in RULES if item.rule.family == "TOX" and item.rule.default}
ENGINE = Engine([item for item in RULES if item.rule.code in TOX])
LISTS = sorted(SHIPPED.rglob("*.yaml"))


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


@pytest.mark.parametrize(
    ("name", "recall", "threats"),
    [
        ("dev", 0.95, 0.95),
        ("heldout", 0.90, 0.90),
        ("fresh", 0.90, 0.90),
        ("last", 0.80, 0.80),
        ("unseen2", 0.80, 0.70),
        ("unseen3", 0.70, 0.60),
        ("suite", 0.90, 0.90),
        ("kept", 0.80, 0.75),
    ],
)
def test_the_suite_is_met(name: str, recall: float, threats: float) -> None:
    found = measured(name)
    assert found["precision"] >= 0.85, found
    assert found["recall"] >= recall, found
    assert found["threats"] >= threats, found
    assert found["counter"] <= 0.10, found


@pytest.mark.parametrize("path", LISTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_list_says_where_its_words_come_from(path: Path) -> None:
    found = read_list(path)
    assert found.entries
    for entry in found.entries:
        assert entry.lang == path.parent.name
        assert entry.reason.strip()
        assert entry.source.strip()
        assert entry.word == entry.word.strip()
    for frame in found.frames:
        compile_sentence_pattern(frame.pattern)


def test_no_word_is_listed_twice_in_a_category() -> None:
    seen = [
        (entry.lang, entry.category, entry.word, entry.starts, entry.ends)
        for entry in shipped().entries
        if entry.category in {"profanity", "slur", "insult", "threat", "selfharm"}
    ]
    assert sorted(one for one in set(seen) if seen.count(one) > 1) == []


def test_every_class_of_a_pattern_has_words() -> None:
    known = {entry.category for entry in shipped().entries}
    for item in (one for one in RULES if one.rule.code in TOX):
        for key in ("patterns", "unless"):
            for listed in item.rule.options.get(key, {}).values():
                for pattern in listed:
                    assert compile_sentence_pattern(pattern).classes <= known, pattern


def test_a_word_list_beside_a_rule_is_read() -> None:
    found = parse_list(
        "language: nl\nentries:\n  - category: insult\n    reason: insult\n    source: dictionary\n    words: [sufferd*]\n",
        "nl.words.yaml",
    )
    hits = Lexicon(found.entries).hits("Wat een sufferds zijn dat.", frozenset({"nl"}))
    assert [(hit.entry.category, hit.entry.strength, hit.span.start) for hit in hits] == [("insult", "medium", 8)]
    assert not Lexicon(found.entries).hits("Wat een sufferds zijn dat.", frozenset({"en"}))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("language: nl\nentries:\n  - {category: insult, words: [x], reason: y}\n", "source"),
        ("entries: []\n", "language"),
        ("language: nl\nentries:\n  - {category: a, words: ['**'], reason: y, source: z}\n", "no word"),
        ("language: nl\nentries:\n  - {category: a, strength: odd, words: [b], reason: y, source: z}\n", "odd"),
    ],
)
def test_a_fault_of_a_word_list_is_said_with_its_place(text: str, why: str) -> None:
    with pytest.raises(NewslintError, match=rf"nl\.words\.yaml:\d+:\d+.*{why}"):
        parse_list(text, "nl.words.yaml")


@pytest.mark.parametrize(
    "text",
    [
        "The farmer has two cocks and a hen.",
        "Crap, the ferry is late.",
        "Blue tits nest in the harbour wall.",
        "I will shoot you an e-mail tonight.",
        "Do you need a doctor, are you sick?",
        "Allergies may be life-threatening.",
    ],
)
def test_harmless_wordings_stay_silent(text: str) -> None:
    assert flags(text) == set()

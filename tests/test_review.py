"""Review hints are shown and counted, and fail a run only where that is asked for."""

from __future__ import annotations

import json

import pytest
from conftest import Run

from newslint.kinds.base import RuleError
from newslint.kinds.context import ContextKind
from newslint.model import Article, Block, Field, Role, Rule, Severity, Span, Zone

TEXT = (
    "Baker's suicide shocks the harbour\n\n"
    "The baker of the harbour took his own life on Monday, the mayor told the town, and the flags were lowered.\n\n"
    "The bakery on the old quay will stay closed for a week, his brother said in the evening.\n"
)
RULE = Rule("RVW999", "a-hint", "a hint", "", "context", Severity.REVIEW)


@pytest.mark.parametrize("form", ["concise", "full", "github", "json"])
def test_a_hint_is_shown_in_every_format(form: str, newslint: Run) -> None:
    done = newslint("check", "--isolated", "--select", "RVW", "--output-format", form, "-", stdin=TEXT.encode())
    assert b"RVW004" in done.stdout
    assert done.returncode == 0


def test_a_hint_fails_only_on_request(newslint: Run) -> None:
    done = newslint("check", "--isolated", "--select", "RVW", "--fail-level", "review", "-", stdin=TEXT.encode())
    assert done.returncode == 1
    assert b"Found 1 finding" in done.stdout


def test_a_hint_names_its_severity(newslint: Run) -> None:
    done = newslint("check", "--isolated", "--select", "RVW", "--output-format", "json", "-", stdin=TEXT.encode())
    assert "review" in json.dumps(json.loads(done.stdout))


def hits(lines: list[str], **options: object) -> list[str]:
    text = "\n".join(lines)
    blocks, at = [], 0
    for index, line in enumerate(lines):
        span = Span(at, at + len(line))
        blocks.append(Block(Role.PARAGRAPH, Zone.BODY, "text", span, span, index, line))
        at += len(line) + 1
    article = Article("a.txt", (Field("text", text),), Span(0, len(text)), lang="en")
    return [item.span.of(text) for item in ContextKind(RULE, {"pattern": r"boat \d", **options}).check(article, blocks)]


def test_near_counts_sentences_across_lines() -> None:
    lines = ["The guards came. They saw boat 1.", "It sank. Nobody knew why. Then came boat 2."]
    assert hits(lines, near=["sank"], within=1) == ["boat 1"]
    assert hits(lines, near=["sank"], within=0) == []
    assert hits(lines, near=["sank"], within=2, most=5) == ["boat 1", "boat 2"]


def test_what_excuses_a_match() -> None:
    lines = ["They saw boat 1. It was a toy.", "It rained."]
    assert hits(lines, unless_near="toy") == []
    assert hits(lines, unless="rained") == []
    assert hits(lines, unless="snowed") == ["boat 1"]


def test_the_subject_stands_in_the_opening() -> None:
    long = "The board met on Monday and voted for the second quay beside the old one in town."
    assert hits(["They saw boat 1.", long, long, "A storm."], subject="storm") == []
    assert hits(["A storm.", long, long, "They saw boat 1."], subject="storm") == ["boat 1"]


def test_languages_limit_it() -> None:
    assert hits(["They saw boat 1."], languages=["de"]) == []


def test_a_pattern_that_matches_nothing_is_refused() -> None:
    with pytest.raises(RuleError):
        hits(["a"], pattern="x*")

"""Rules are held to what their fixes did on real scraped texts."""

from __future__ import annotations

import pytest
from conftest import RULES

from newslint.commands.rules import measured
from newslint.data import measurements
from newslint.model import Safety
from newslint.packs import CompiledRule

ENOUGH = 20
ONE = 1
SAFE, UNSAFE = 0.995, 0.95
DELETING = [item for item in RULES if "delete" in str(item.rule.options.get("fix", ""))]


def test_every_rule_was_measured() -> None:
    assert set(measurements()["rules"]) == {item.rule.code for item in RULES}
    assert measurements()["texts"] > 2000


@pytest.mark.parametrize("item", DELETING, ids=lambda item: item.rule.name)
def test_a_deletion_is_as_precise_as_it_claims(item: CompiledRule) -> None:
    right, wrong = measurements()["rules"][item.rule.code]["press"]
    if right + wrong < ENOUGH:
        pytest.skip(f"judged {right + wrong} times only")
    safe = item.rule.options["fix"]["safety"] == Safety.SAFE
    allowed = (1 - (SAFE if safe else UNSAFE)) * (right + wrong)
    assert wrong <= max(allowed, ONE), "one wrong fix of a few proves nothing, two do"


def test_a_page_tells_the_measure() -> None:
    assert "% of" in measured("STR003") and "words of articles lost" in measured("STR003")
    assert measured("LLM001").startswith("no fix in ")

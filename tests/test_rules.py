from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, RULES

from newslint.engine import Engine
from newslint.packs import CompiledRule
from newslint.testing import Outcome, case_files, case_folders, run_examples

FAMILIES = {
    "HED", "STR", "DAT", "BYL", "TIM", "CAP", "WID", "NAV", "REL", "SUB", "ADS", "CMT",
    "LEG", "WIR", "DUP", "SPC", "PUN", "ENC", "MRK", "TRN", "MET", "SPM", "INJ", "LLM",
}  # fmt: skip
LANGUAGES = {"en", "de", "fr", "es", "it", "nl", "pt"}


@pytest.mark.parametrize("item", RULES, ids=lambda item: item.rule.name)
def test_examples_hold(item: CompiledRule, engine: Engine) -> None:
    outcomes: list[Outcome] = run_examples(item, engine)
    assert len(outcomes) >= 2
    assert not [failure for outcome in outcomes for failure in outcome.failures]


def test_there_are_rules_for_every_family() -> None:
    assert len(RULES) >= 60
    assert {item.rule.family for item in RULES} >= FAMILIES


def test_label_rules_speak_seven_languages() -> None:
    for item in RULES:
        phrases = item.rule.options.get("phrases")
        if phrases and "label" in item.rule.tags and item.rule.family in {"WID", "NAV", "SUB", "CMT"}:
            assert len(LANGUAGES & set(phrases)) >= 5, item.rule.name


CLEAN = sorted((ROOT / "tests" / "clean").glob("*.txt"))


def test_there_are_enough_look_alikes() -> None:
    assert len(CLEAN) >= 40


@pytest.mark.parametrize("path", CLEAN, ids=lambda path: path.stem)
def test_look_alike_is_silent(path: Path, engine: Engine) -> None:
    findings = engine.check_text(path.read_text(encoding="utf-8"))
    assert not [(item.code, item.message) for item in findings]


CASES = case_folders(ROOT / "tests" / "cases")


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_golden_case(folder: Path, engine: Engine, request: pytest.FixtureRequest) -> None:
    wanted = case_files(folder, engine)
    if request.config.getoption("--update-cases"):
        for name, text in wanted.items():
            (folder / name).write_bytes(text.encode("utf-8"))
    held = {name: (folder / name).read_bytes().decode("utf-8") for name in wanted}
    assert held == wanted
    assert (folder / "note.md").read_text(encoding="utf-8").strip()


def test_there_are_golden_cases() -> None:
    assert len(CASES) >= 6

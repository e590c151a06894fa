"""What rules cost, and the rules that run on every text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import RULES

from newslint.cli import main
from newslint.engine import Engine
from newslint.profile import PARTS, ProfiledEngine

FAST = """
code: ZZZ001
name: fast-one
summary: a wording
why: For a test
kind: pattern
severity: warning
pattern: 'quay\\s+\\d+'
examples: [{bad: The quay 12}, {good: The board}]
"""
SLOW = FAST.replace("ZZZ001", "ZZZ002").replace("fast-one", "slow-one").replace("'quay", "'\\w+")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a pack of two rules, and texts."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "fast-one.yaml").write_text(FAST, encoding="utf-8")
    (tmp_path / "pack" / "slow-one.yaml").write_text(SLOW, encoding="utf-8")
    (tmp_path / "newslint.toml").write_text('packs = ["pack"]\nselect = ["ZZZ", "SPC"]\n', encoding="utf-8")
    for at in range(10):
        (tmp_path / f"{at}.txt").write_text(f"The board voted , it said.\n\nThe quay {at} is new.\n", encoding="utf-8")
    return tmp_path


def told(capfd: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    """Exit code and output of the command line."""
    with pytest.raises(SystemExit) as left:
        main([*args])
    return int(left.value.code or 0), *capfd.readouterr()


@pytest.mark.parametrize("command", ["check", "moderate"])
def test_a_rule_without_a_literal_is_told_once_and_harms_nothing(
    command: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    code, out, err = told(capfd, command, "-j", "1", "--select", "ZZZ", "0.txt")
    assert code == (1 if command == "check" else 0)
    if command == "check":
        assert err.count("ZZZ002 needs no literal, so it runs on every line") == 1
        assert "pack/slow-one.yaml" in err
        assert "ZZZ001" not in err
        assert (
            out
            == told(capfd, command, "-j", "1", "--select", "ZZZ", "--quiet", "0.txt")[1] + out.splitlines()[-1] + "\n"
        )
    assert "needs no literal" not in told(capfd, command, "--select", "ZZZ", "--quiet", "0.txt")[2]


def test_rule_and_test_say_whether_there_is_a_literal(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert "Runs      only where “quay” occurs" in told(capfd, "rule", "ZZZ001")[1]
    assert "Runs      on every text: no literal is needed; give `pattern` a word" in told(capfd, "rule", "slow-one")[1]
    literals = json.loads(told(capfd, "rule", "ZZZ001", "--output-format", "json")[1])["literals"]
    assert [item.strip() for item in literals] == ["quay"]
    code, _, err = told(capfd, "test", "pack")
    assert code == 0
    assert err.startswith("slow: pack/slow-one.yaml: ZZZ002 needs no literal")


def test_a_profile_is_summed_over_all_workers(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    profiles = []
    for jobs in ("1", "2"):
        code, out, err = told(capfd, "check", "-q", "-j", jobs, "--profile", "--profile-format", "json", ".")
        assert code == 1
        assert out.count("ZZZ002") == 10
        profiles.append(json.loads(err))
    for profile in profiles:
        assert profile["texts"] == 10
        assert set(profile["parts"]) == set(PARTS)
        assert sum(profile["parts"].values()) == pytest.approx(profile["seconds"], rel=0.2)
        assert profile["parts"]["structure"] > 0
        assert profile["parts"]["reading"] > 0
    one, two = ({code: {**row, "seconds": 0} for code, row in item["rules"].items()} for item in profiles)
    assert one == two
    assert one["ZZZ001"] == {"seconds": 0, "texts": 10, "lines": 10, "findings": 10, "literal": True}
    assert one["ZZZ002"]["lines"] == 20
    assert not one["ZZZ002"]["literal"]


def test_the_table_names_parts_and_slow_rules(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    err = told(capfd, "check", "-q", "-j", "1", "--profile", "--select", "ZZZ", ".")[2]
    assert "10 texts read, 2 rules" in err
    for part in PARTS:
        assert f"\n  {part}" in err
    assert "ZZZ002 slow-one (" in err
    assert "no literal)" in err


def test_a_profiled_engine_finds_the_same() -> None:
    plain, counted = Engine(RULES), ProfiledEngine(RULES)
    for item in RULES[::5]:
        for example in item.rule.examples:
            assert counted.check_text(example.text) == plain.check_text(example.text)
    assert sum(cost.findings for cost in counted.profile.rules.values()) > 20

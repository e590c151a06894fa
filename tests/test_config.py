from __future__ import annotations

from pathlib import Path

import pytest

from newslint.config import Config, load_config
from newslint.model import Finding, NewslintError, Rule, Severity, Span
from newslint.suppress import ignored_in_file, selected, suppressed

RULE = Rule("WID001", "stray-follow-button", "", "", "phrase", Severity.WARNING)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_nearest_file_counts(tmp_path: Path) -> None:
    write(tmp_path / "newslint.toml", 'ignore = ["TIM"]\n')
    write(tmp_path / "a" / "pyproject.toml", "[project]\nname = 'x'\n")
    write(tmp_path / "a" / "b" / "c.txt", "")
    assert load_config(tmp_path / "a" / "b").ignore == ("TIM",)
    write(tmp_path / "a" / "pyproject.toml", "[tool.newslint]\ndateline = 'off'\n")
    config = load_config(tmp_path / "a" / "b")
    assert (config.dateline, config.ignore) == ("off", ())
    assert config.origins["dateline"].endswith("pyproject.toml:2")
    assert load_config(tmp_path / "a", isolated=True).dateline == "auto"


def test_flags_go_before_environment_before_file_before_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "base.toml", 'dateline = "off"\nignore = ["CAP"]\noutput-format = "json"\nfix = true\n')
    write(tmp_path / "newslint.toml", 'extends = "base.toml"\ndateline = "required"\nignore = ["TIM"]\n')
    config = load_config(tmp_path)
    assert (config.dateline, config.ignore, config.output_format) == ("required", ("CAP", "TIM"), "json")
    monkeypatch.setenv("NEWSLINT_DATELINE", "auto")
    monkeypatch.setenv("NEWSLINT_FIX", "0")
    config = load_config(tmp_path)
    assert (config.dateline, config.fix) == ("auto", False)
    assert config.origins["dateline"] == "NEWSLINT_DATELINE"
    config = load_config(tmp_path, overrides={"dateline": "off"})
    assert (config.dateline, config.origins["dateline"]) == ("off", "--dateline")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('dateline = "auto"\nselct = ["WID"]\n', "newslint.toml:2: unknown key `selct` (did you mean `select`?)"),
        ('fail_level = "info"\n', "did you mean `fail-level`?"),
        ('dateline = "requird"\n', "newslint.toml:1: `dateline` is “requird”, not one of required, auto, off"),
        ('select = "WID"\n', "`select` must be a list of texts"),
        ("fix = 1\n", "`fix` must be true or false"),
        ('[severity]\nWID001 = "loud"\n', "`severity` must be a table"),
        ('[per-file-ignores]\na = "WID"\n', "must be a list of texts"),
        ("a = \n", "newslint.toml:1:"),
        ('extends = "newslint.toml"\n', "extends itself"),
        ('extends = "none.toml"\n', "none.toml: cannot be read"),
    ],
)
def test_a_wrong_file_says_what_and_where(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path / "newslint.toml", text)
    with pytest.raises(NewslintError) as caught:
        load_config(tmp_path)
    assert message in str(caught.value)


def test_a_wrong_variable_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLINT_DATELIN", "off")
    with pytest.raises(NewslintError, match=r"NEWSLINT_DATELIN: no such setting .did you mean `NEWSLINT_DATELINE`"):
        load_config(tmp_path)


@pytest.mark.parametrize(
    ("config", "on"),
    [
        (Config(), True),
        (Config(select=("SPC",)), False),
        (Config(select=("WID",)), True),
        (Config(select=("stray-follow-button",), ignore=("WID",)), True),
        (Config(select=("WID",), ignore=("WID001",)), False),
        (Config(select=("WID",), ignore=("WID",)), False),
        (Config(select=("SPC",), extend_select=("WID001",)), True),
        (Config(select=("ALL",), ignore=("W",)), False),
    ],
)
def test_the_closest_selector_decides(config: Config, on: bool) -> None:
    assert selected(RULE, config) is on


def test_per_file_ignores_are_relative_to_the_file(tmp_path: Path) -> None:
    write(tmp_path / "newslint.toml", '[per-file-ignores]\n"columns/*" = ["WID"]\n')
    config = load_config(tmp_path)
    assert ignored_in_file(str(tmp_path / "columns" / "a.txt"), "WID001", "x", config)
    assert not ignored_in_file(str(tmp_path / "columns" / "a.txt"), "SPC001", "x", config)
    assert not ignored_in_file(str(tmp_path / "news" / "a.txt"), "WID001", "x", config)


def test_comments_in_markdown_switch_rules_off() -> None:
    text = "x\n<!-- newslint: disable=WID -->\nx\n<!-- newslint: enable -->\nx\n<!-- newslint: disable-next-line=WID001 -->\nx\n"
    findings = [
        Finding("WID001", "n", Severity.WARNING, "text", Span(at, at + 1), "")
        for at, char in enumerate(text)
        if char == "x" and text[at + 1] == "\n"
    ]
    left = [text.count("\n", 0, item.span.start) + 1 for item in suppressed(text, findings, "md")]
    assert left == [1, 5]
    assert suppressed(text, findings, "txt") == findings
    assert not suppressed("<!-- newslint: disable-file -->\n" + text, findings, "md")

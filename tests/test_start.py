"""What a start loads, and what it leaves alone: an unchanged file costs no parser, no rules, no engine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from newslint.commands.moderate import NEVER
from newslint.commands.others import FAIL_ON
from newslint.policy import DECISIONS

TEXT = "Harbour board votes\n\nFollow\n\nThe harbour board voted on Monday to rebuild the old quay, the chair said.\n"
NEVER_WARM = {
    "yaml", "importlib.metadata", "jsonschema", "pyarrow", "rich", "asyncio", "sqlite3", "lxml", "hashlib",
    "phonenumbers", "pathspec", "email", "http", "ssl", "hyperscan", "re2",
}  # fmt: skip
NEVER_UNCHANGED = NEVER_WARM | {
    "multiprocessing", "logging", "stdnum", "regex", "ahocorasick_rs", "pluggy", "wcwidth", "difflib", "tempfile", "concurrent", "socket", "random",
    "newslint.model", "newslint.engine", "newslint.segment", "newslint.kinds", "newslint.packs", "newslint.sources", "newslint.plugins",
    "newslint.runner", "newslint.scorers", "newslint.patterns",
}  # fmt: skip
_SCRIPT = """
import json, sys
before = set(sys.modules)
from newslint.cli import main
try:
    main(sys.argv[1:])
except SystemExit as end:
    print(json.dumps([end.code or 0, sorted(set(sys.modules) - before)]), file=sys.stderr)
"""


def loaded(folder: Path, *args: str) -> tuple[int, set[str]]:
    """The exit code of a command, and the modules that it loads, packages above them too."""
    done = subprocess.run([sys.executable, "-c", _SCRIPT, *args], capture_output=True, check=True, cwd=folder)
    code, names = json.loads(done.stderr.decode().splitlines()[-1])
    return code, {".".join(name.split(".")[: at + 1]) for name in names for at in range(name.count(".") + 1)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file that was checked before."""
    path = tmp_path_factory.mktemp("warm")
    (path / "a.txt").write_text(TEXT)
    code, first = loaded(path, "a.txt", "-j1")
    assert code == 1
    assert "newslint.engine" in first
    return path


@pytest.mark.parametrize("how", [["a.txt"], ["a.txt", "--output-format", "github"], ["--statistics", "a.txt"]])
def test_an_unchanged_file_loads_neither_rules_nor_engine(folder: Path, how: list[str]) -> None:
    code, names = loaded(folder, *how)
    assert code == 1
    assert not names & NEVER_UNCHANGED


def test_a_changed_file_loads_no_yaml_and_no_plugins(folder: Path) -> None:
    for number in range(2):
        (folder / "b.txt").write_text(
            f"{TEXT}\nA second paragraph says that {number} boats lay at the quay on Tuesday.\n"
        )
        code, names = loaded(folder, "b.txt", "-j1")
        assert code == 1
        assert "newslint.engine" in names
    assert not names & NEVER_WARM


@pytest.mark.parametrize("how", [["--version"], ["--help"], ["check", "--help"]])
def test_version_and_help_load_next_to_nothing(folder: Path, how: list[str]) -> None:
    code, names = loaded(folder, *how)
    assert code == 0
    assert {name for name in names if name.startswith("newslint.")} <= {
        *(
            "newslint.cli",
            "newslint.problems",
            "newslint.commands",
            "newslint.commands.options",
            "newslint.commands.others",
        )
    }
    assert not names & NEVER_UNCHANGED


def test_the_choices_of_moderate_are_the_decisions() -> None:
    assert set(FAIL_ON) == {*DECISIONS, NEVER} - {DECISIONS[0]}

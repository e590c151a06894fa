from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from newslint.engine import Engine
from newslint.packs import CompiledRule, labels_of, load_rules
from newslint.plugins import Plugins
from newslint.segment import DefaultSegmenter

# Before newslint is imported, since it is run in other processes too: no test reads or fills the user's own caches.
os.environ["NEWSLINT_CACHE_DIR"] = tempfile.mkdtemp(prefix="newslint-tests-")
atexit.register(shutil.rmtree, os.environ["NEWSLINT_CACHE_DIR"], ignore_errors=True)
ROOT = Path(__file__).parent.parent
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-cases", action="store_true", help="rewrite the golden cases")


def loaded() -> list[CompiledRule]:
    plugins = Plugins(discover=False)
    rules, problems = load_rules(plugins.packs, plugins.kinds)
    assert not problems, "\n".join(map(str, problems))
    return rules


RULES = loaded()


@pytest.fixture(scope="session")
def rules() -> list[CompiledRule]:
    return RULES


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine([item for item in RULES if item.rule.default], DefaultSegmenter(labels_of(RULES)))


@pytest.fixture
def newslint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command line in a folder of its own; standard input as bytes."""
    monkeypatch.chdir(tmp_path)

    def run(*args: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "newslint", *args]
        return subprocess.run(command, input=stdin, capture_output=True, cwd=tmp_path, check=False)

    return run

"""The progress line: on a terminal only, after a second, and never between the lines of the report."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from newslint.model import Severity
from newslint.progress import Progress, wanted
from newslint.results import Diagnostic, FileResult

pty = pytest.importorskip("pty")
FOUND = Diagnostic("a", 1, 1, 1, 2, "SPC001", "x", Severity.INFO, "", "", 0, 1)
SLOWED = """
import sys, time
from functools import partial
from newslint import progress, runner
from newslint.cli import main
from newslint.runner import run

def slowly(*given, **options):
    for result in run(*given, **options):
        time.sleep(0.05)
        yield result

runner.run = slowly
progress._AFTER = 0.02
progress._EVERY = 0.01
main(sys.argv[1:])
"""


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True


def test_it_is_shown_on_a_terminal_only_and_never_in_ci() -> None:
    assert wanted(Terminal(), {}, quiet=False, off=False)
    assert not wanted(io.StringIO(), {}, quiet=False, off=False)
    assert not wanted(Terminal(), {"CI": "true"}, quiet=False, off=False)
    assert not wanted(Terminal(), {"TERM": "dumb"}, quiet=False, off=False)
    assert not wanted(Terminal(), {}, quiet=True, off=False)
    assert not wanted(Terminal(), {}, quiet=False, off=True)


def test_it_says_files_speed_findings_and_time_left(tmp_path: Path) -> None:
    files = [str(tmp_path / name) for name in "abcd"]
    for path in files:
        Path(path).write_bytes(b"x" * 1_000_000)
    now = [0.0]
    stream = Terminal()
    bar = Progress(files, stream, shown=True, clock=lambda: now[0])
    bar.add(FileResult(files[0], (FOUND, FOUND)))
    assert stream.getvalue() == ""
    now[0] = 2.0
    bar.add(FileResult(files[1], more=True, read=500_000))
    assert "newslint: 1 of 4 files, 38%, 0.8 MB/s, 2 findings, 0:03 left" in stream.getvalue()
    bar.add(FileResult(files[1], (FOUND,)))
    now[0] = 4.0
    bar.tick()
    assert stream.getvalue().endswith("\r\x1b[Knewslint: 2 of 4 files, 50%, 0.5 MB/s, 3 findings, 0:04 left")
    with bar.aside():
        assert stream.getvalue().endswith("left\r\x1b[K")


def on_terminal(arguments: list[str], folder: Path, environment: Mapping[str, str]) -> str:
    """What a terminal is sent by newslint."""
    ours, theirs = pty.openpty()
    kept = {key: value for key, value in os.environ.items() if key != "CI"}
    process = subprocess.Popen(
        [sys.executable, "-c", SLOWED, *arguments],
        stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL, cwd=folder,
        env={**kept, "TERM": "xterm", "COLUMNS": "200", "NO_COLOR": "1", **environment},
    )  # fmt: skip
    os.close(theirs)
    told = b""
    while True:
        try:
            part = os.read(ours, 1 << 16)
        except OSError:
            break
        if not part:
            break
        told += part
    os.close(ours)
    process.wait()
    return told.decode()


def shown(told: str) -> list[str]:
    """The lines that are left on a terminal: what was cleared is gone."""
    lines = [re.sub(r"^.*\r\x1b\[K", "", line.removesuffix("\r")) for line in told.split("\n")]
    return [line for line in lines if line]


def test_on_a_terminal_the_report_is_whole(tmp_path: Path) -> None:
    for at in range(8):
        (tmp_path / f"{at}.txt").write_text("The board voted , it said.\n", encoding="utf-8")
    lines = [json.dumps({"title": "Quay", "text": "The board voted , it said."}) for _ in range(40)]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    arguments = ["check", "--isolated", "--no-cache", "--select", "SPC002", "."]
    told = on_terminal(arguments, tmp_path, {})
    assert re.search(r"newslint: \d+ of 9 files, \d+%, [\d.]+ MB/s, \d+ findings, 0:\d\d left", told)
    assert "newslint:" not in "".join(shown(told))
    quiet = on_terminal(arguments, tmp_path, {"CI": "1"})
    assert "\x1b[K" not in quiet
    assert shown(told) == shown(quiet)
    assert len(shown(told)) == 49

"""Many processes: the same report whatever their number, and nothing lost but what must be."""

from __future__ import annotations

import gzip
import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from newslint import runner
from newslint.cli import main
from newslint.engine import Engine
from newslint.model import Article, Finding, NewslintError
from newslint.results import FileResult
from newslint.runner import Config, Mode, run
from newslint.sources import BUILTIN_SOURCES
from newslint.tasks import Cuts
from newslint.workers import Pool

CUTS = Cuts(records=5, bytes=2000, files=3, few=2, large=1000)
BAD = "The board voted , it said.\n\nShare\n\nIt met again  on Monday."
GOOD = "The board voted on Monday, it said."
Cli = Callable[..., tuple[int, str, str]]


def records(count: int) -> list[dict[str, str]]:
    """Records of which each third has faults."""
    return [{"title": f"Quay {at} opens", "text": BAD if at % 3 == 0 else GOOD} for at in range(count)]


def fill(folder: Path) -> None:
    """Texts, and files of records in several formats that are cut for any number of workers."""
    lines = [json.dumps(item).encode() for item in records(36)]
    lines[25] = b'{"title": "cut'
    (folder / "a.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(b"\n".join(lines[:12]), mtime=0))
    rows = [f'"{item["title"]}","{item["text"]}"' for item in records(20)]
    (folder / "c.csv").write_text("title,text\n" + "\n".join(rows) + "\n", encoding="utf-8")
    (folder / "d.tsv").write_text("title\ttext\n" + "".join(f"Quay\t{GOOD} Yes  , no\n" for _ in range(12)), "utf-8")
    (folder / "e.json").write_text(json.dumps(records(12), indent=1), encoding="utf-8")
    for at in range(9):
        (folder / f"f{at}.txt").write_text(BAD if at % 2 else GOOD, encoding="utf-8")
    (folder / "g.txt").write_bytes(b"\xff\xfe\xff")


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Cli:
    """The command line in this process, with files cut small: (exit code, standard output, standard error)."""
    monkeypatch.setattr(runner, "run", partial(run, cuts=CUTS))

    def call(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main([*args])
        out, err = capfd.readouterr()
        return int(left.value.code or 0), out, err

    return call


@pytest.mark.parametrize(
    "options",
    [
        ("check", "--output-format", "full"),
        ("check", "--output-format", "json"),
        ("check", "--output-format", "github"),
        ("check", "--statistics"),
        ("check", "--diff"),
        ("check", "--fix", "--unsafe-fixes", "--show-fixes"),
        ("moderate",),
    ],
)
def test_any_number_of_workers_gives_the_same_bytes(
    options: tuple[str, ...], cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports, files = [], []
    chosen = () if options[0] == "moderate" else ("--select", "SPC,WID001")
    for jobs in ("1", "2", "3"):
        folder = tmp_path / jobs / "in"
        folder.mkdir(parents=True)
        fill(folder)
        monkeypatch.chdir(folder.parent)
        reports.append(cli(*options, *chosen, "--isolated", "--no-cache", "-j", jobs, "in"))
        files.append({path.name: path.read_bytes() for path in sorted(folder.iterdir())})
    assert reports[0][0] == 2
    assert len(reports[0][1]) > 80
    assert reports[0] == reports[1] == reports[2]
    assert files[0] == files[1] == files[2]
    if "--fix" in options:
        assert b"Yes, no" in files[0]["d.tsv"]
        assert b"voted , it" not in files[0]["c.csv"]


class Deadly:
    """A checker that ends its process, without a word, at a text with the word."""

    def literals(self) -> None:
        """None: it wants every text."""

    def check(self, article: Article, blocks: object) -> Iterator[Finding]:
        """No finding ever."""
        if "deadly" in article.text:
            os.kill(os.getpid(), signal.SIGKILL)
        return iter(())


def deadly(engine: Engine) -> Engine:
    """The engine with such a checker."""
    rules = [item for item in engine.rules if item.rule.family == "SPC"]
    item = next(item for item in engine.rules if item.rule.family == "WID")
    return Engine([*rules, type(item)(item.rule, Deadly())], engine.segmenter)


def of_pool(files: list[Path], engine: Engine, mode: Mode) -> list[FileResult]:
    """The results of two workers."""
    names = [str(path) for path in files]
    return list(run(names, engine, Config(), mode, jobs=2, sources=BUILTIN_SOURCES, cuts=CUTS))


def test_a_killed_worker_loses_one_file_only(engine: Engine, tmp_path: Path) -> None:
    files = [tmp_path / f"{at}.txt" for at in range(12)]
    for at, path in enumerate(files):
        path.write_text("A deadly one." if at == 4 else BAD, encoding="utf-8")
    results = of_pool(files, deadly(engine), Mode(fix=True))
    assert [item.path for item in results] == [str(path) for path in files]
    lost = [item for item in results if item.problems]
    assert [item.path for item in lost] == [str(files[4])]
    assert "was not checked: its worker process was killed (SIGKILL)" in str(lost[0].problems[0])
    assert all(item.fixed for item in results if item not in lost)
    assert all("voted, it" in path.read_text(encoding="utf-8") for path in files if path != files[4])


def test_a_killed_worker_loses_one_record_only(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    items = [*records(30), {"title": "Quay", "text": "A deadly one."}, *records(3)]
    path.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
    results = of_pool([path], deadly(engine), Mode(fix=True))
    problems = [problem for item in results for problem in item.problems]
    assert [(item.line, item.message[:22]) for item in problems] == [(31, "record 31 was not chec")]
    assert sum(len(item.seen) for item in results) == 34
    held = path.read_text(encoding="utf-8").splitlines()
    assert "deadly" in held[30]
    assert "voted, it" in held[27]
    assert "voted, it" in held[31]


def doubled(task: int) -> Iterator[int]:
    """Work: the number, and its double; 13 cannot be done."""
    yield task
    if task == 13:
        raise LookupError("no")
    yield 2 * task


def test_what_breaks_in_a_worker_is_told_with_what_came_before() -> None:
    with Pool(doubled, 2) as pool:
        tickets = [pool.result(pool.submit(task)) for task in (12, 13, 14)]
    assert [item.pieces for item in tickets] == [[12, 24], [13], [14, 28]]
    assert [item.why[:36] for item in tickets] == ["", "newslint itself broke here (LookupEr", ""]


def idle(task: Any) -> Iterator[int]:
    """Work: say which process does it, then take long."""
    yield os.getpid()
    time.sleep(task)


def is_there(process: int) -> bool:
    """Whether a process runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_an_interrupt_leaves_no_process_behind() -> None:
    workers: list[int] = []

    def interrupt() -> None:
        workers.extend(piece for ticket in tickets for piece in ticket.pieces)
        if len(set(workers)) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), Pool(idle, 2, interrupt) as pool:
        tickets = [pool.submit(60), pool.submit(60)]
        pool.result(tickets[0])
    assert len(set(workers)) == 2
    assert not any(map(is_there, workers))


def fatal(_: object) -> Iterator[int]:
    """Work: die."""
    os.kill(os.getpid(), signal.SIGKILL)
    yield 0


def test_workers_that_keep_dying_end_the_run() -> None:
    with pytest.raises(NewslintError, match="keep dying"), Pool(fatal, 2) as pool:
        for ticket in [pool.submit(at) for at in range(40)]:
            assert pool.result(ticket).why


def test_large_tasks_and_results_do_not_block_each_other() -> None:
    with Pool(doubled_text, 2) as pool:
        tickets = [pool.submit("x" * 3_000_000) for _ in range(8)]
        assert all(len(pool.result(ticket).pieces[0]) == 6_000_000 for ticket in tickets)


def doubled_text(task: str) -> Iterator[str]:
    """Work: the text twice."""
    yield task * 2

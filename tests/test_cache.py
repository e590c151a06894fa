"""Caches: what is known is not worked out again, reports are the same to the byte, and nothing that is kept can do harm."""

from __future__ import annotations

import dataclasses
import json
import marshal
import os
import pickle
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import regex
from conftest import ROOT

from newslint import cli, kept, runner
from newslint.abuse.words import SHIPPED, joined, read_list, shipped
from newslint.cache.folder import HEADER, RESULTS, RULES, START, Folder
from newslint.cache.records import plain, restored
from newslint.cache.results import Collected, Results
from newslint.cache.rules import keep_rules, rules_in
from newslint.cache.stamps import digest, settings
from newslint.cache.start import held_rules
from newslint.config import Config
from newslint.engine import Engine
from newslint.kinds import builtin_kinds
from newslint.kinds.pattern import PatternKind
from newslint.model import Problem, Safety, Severity
from newslint.packs import CompiledRule, labels_of
from newslint.patterns import compiled
from newslint.results import LOST, Diagnostic, FileResult, Seen
from newslint.segment import DefaultSegmenter

Told = tuple[int, str, str]
DIRTY = "Harbour board votes\n\nFollow\n\nThe harbour board voted on Monday to rebuild the old quay , the chair said.\n"
CLEAN = "Harbour board votes\n\nThe harbour board voted on Monday to rebuild the old quay, the chair said.\n"
MAIL, PHONE, KEY = "mara.quill@harbour-board.org", "+44 20 7946 0958", "AKIAQ7RHZ3M5WX2TJ6LP"
SECRETS = f"Harbour board votes\n\nWrite to {MAIL} or call {PHONE} , she said. The key {KEY} was left in the page of zwr**b and zwrb*x.\n"
FORMATS = [
    [],
    ["--output-format", "full"],
    ["--output-format", "json"],
    ["--output-format", "github"],
    ["--statistics"],
]


class Runs:
    """The command line in this process, with a cache of its own, and the files that were really checked."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.cache = folder / "cache"
        self.checked: list[str] = []
        self._capsys = capsys
        really = runner.run

        def noted(files: list[str], *args: Any, **how: Any) -> Iterator[FileResult]:
            self.checked += files
            return really(files, *args, **how)

        monkeypatch.setattr(runner, "run", noted)

    def __call__(self, *args: str) -> Told:
        """Exit code, standard output and standard error of a command."""
        self.checked.clear()
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            cli.main([*args, "-j1", "--cache-dir", str(self.cache)])
        out, err = self._capsys.readouterr()
        return int(end.value.code or 0), out, err

    def kept(self, part: str = RESULTS) -> list[Path]:
        """The files of a part of the cache."""
        return sorted((self.cache / part).rglob("*.bin"))


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Runs:
    monkeypatch.chdir(tmp_path)
    for name, text in (("dirty.txt", DIRTY), ("clean.txt", CLEAN)):
        Path(name).write_text(text)
    lines = [
        json.dumps({"title": "Quay opens", "text": text, "date": "2024-03-03"}) for text in (DIRTY, CLEAN, SECRETS)
    ]
    Path("many.jsonl").write_text("\n".join([*lines[:2], "{broken", lines[2], ""]))
    # Rules are read once for all tests: each has its own results.
    shared = Folder(os.environ["NEWSLINT_CACHE_DIR"])
    found = Runs(tmp_path, capsys, monkeypatch)
    for part in (RULES, START):
        Path(shared.path, part).mkdir(parents=True, exist_ok=True)
        (found.cache / part).parent.mkdir(mode=0o700, exist_ok=True)
        (found.cache / part).symlink_to(Path(shared.path, part), target_is_directory=True)
    return found


@pytest.mark.parametrize("how", FORMATS)
def test_a_second_run_checks_nothing_and_says_the_same(run: Runs, how: list[str]) -> None:
    uncached = run(".", "--no-cache", *how)
    assert not run.kept()
    first = run(".", *how)
    assert sorted(map(os.path.basename, run.checked)) == ["clean.txt", "dirty.txt", "many.jsonl"]
    again = run(".", *how)
    assert not run.checked
    assert uncached == first == again
    assert first[0] == 2


def test_every_format_is_told_from_the_same_results(run: Runs) -> None:
    run(".")
    for how in FORMATS:
        told = run(".", *how)
        assert not run.checked
        assert told == run(".", "--no-cache", *how)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Path("dirty.txt").write_text(DIRTY + "\nMore was said , they add.\n"),
        lambda: Path("newslint.toml").write_text('[per-file-ignores]\n"dirty.txt" = ["WID"]\n'),
        lambda: Path("newslint.toml").write_text('ignore = ["WID001"]\n'),
        lambda: Path("newslint.toml").write_text('[severity]\nWID001 = "info"\n'),
        lambda: Path("newslint.toml").write_text('dateline = "required"\n'),
    ],
)
def test_what_changes_findings_is_checked_again(run: Runs, change: Callable[[], object]) -> None:
    before = run("dirty.txt")
    change()
    after = run("dirty.txt")
    assert run.checked == ["dirty.txt"]
    assert after != before
    assert after == run("dirty.txt", "--no-cache")


def test_a_changed_rule_of_a_pack_counts_at_once(run: Runs) -> None:
    rule = (ROOT / "rules" / "widgets" / "stray-follow-button.yaml").read_text()
    rule = rule.replace("WID001", "ZZZ001").replace("stray-follow-button", "stray-harbour-word")
    Path("pack").mkdir()
    Path("newslint.toml").write_text('packs = ["pack"]\n')
    Path("pack/stray-harbour-word.yaml").write_text(rule)
    assert "ZZZ001" in run("dirty.txt")[1]
    Path("pack/stray-harbour-word.yaml").write_text(rule.replace("severity: warning", "severity: info"))
    assert "ZZZ001 [*] info" in run("dirty.txt")[1]
    Path("pack/stray-harbour-word.yaml").write_text(rule.replace("kind:", "kinds:"))
    for _ in range(2):
        code, _, said = run("dirty.txt")
        assert code == 2
        assert "stray-harbour-word.yaml" in said


def test_fixing_leaves_files_alone_that_are_known_to_be_clean(run: Runs) -> None:
    run(".", "--select", "WID,SPC", "--exclude", "*.jsonl")
    told = run(".", "--select", "WID,SPC", "--exclude", "*.jsonl", "--diff")
    assert run.checked == ["./dirty.txt"]
    assert told == run(".", "--select", "WID,SPC", "--exclude", "*.jsonl", "--diff", "--no-cache")
    run(".", "--select", "WID,SPC", "--exclude", "*.jsonl", "--fix")
    assert run.checked == ["./dirty.txt"]
    assert Path("dirty.txt").read_text() == CLEAN
    for expected in (["./dirty.txt"], []):
        code, _, _ = run(".", "--select", "WID,SPC", "--exclude", "*.jsonl", "--fix")
        assert (code, run.checked) == (0, expected)


def test_the_house_style_is_that_of_all_files(run: Runs) -> None:
    line = "{}: The board voted on {} to rebuild the old quay, the chair said after a long meeting.\n"
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday"):
        Path("wires").mkdir(exist_ok=True)
        Path(f"wires/{day}.txt").write_text(f"Board votes on {day}\n\n" + line.format("LISBON", day))
    odd = Path("wires/zz.txt")
    odd.write_text("Board votes again\n\n" + line.format("", "Friday").removeprefix(": "))
    first = run("wires")
    assert "DAT" in first[1]
    assert run("wires") == first
    assert not run.checked
    for day in ("Monday", "Tuesday"):
        Path(f"wires/{day}.txt").write_text(f"Board votes on {day}\n\n" + line.format("", day).removeprefix(": "))
    after = run("wires")
    assert "wires/zz.txt" in run.checked
    assert after == run("wires", "--no-cache") != first


def test_no_value_that_is_masked_is_kept(run: Runs) -> None:
    Path("secret.txt").write_text(SECRETS)
    for how in FORMATS:
        code, out, _ = run("secret.txt", "many.jsonl", *how)
        assert code
        assert MAIL not in out
    run("secret.txt", "--diff")
    run("secret.txt", "--fix", "--unsafe-fixes")
    assert len(run.kept()) >= 2
    rules = [*run.kept(START), *run.kept(RULES)]
    for file in (*run.kept(), *rules):
        data = file.read_bytes()
        for value in (MAIL, PHONE, KEY, "7946 0958", "mara.quill", *(["zwr"] if file in rules else [])):
            assert value.encode() not in data
            assert value.encode("utf-16-le") not in data
    assert MAIL in Path("many.jsonl").read_text()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[:-3],
        lambda data: data[: len(HEADER) + 16] + marshal.dumps(compile("raise SystemExit(9)", "x", "exec")),
        lambda data: data.replace(HEADER, b"newslint cache 0\n"),
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: b"\x80\x04" + data,
    ],
)
def test_what_is_torn_or_altered_is_not_there_and_written_anew(run: Runs, spoil: Callable[[bytes], bytes]) -> None:
    first = run("dirty.txt")
    (file,) = run.kept()
    good = file.read_bytes()
    file.write_bytes(spoil(good))
    assert run("dirty.txt") == first
    assert run.checked == ["dirty.txt"]
    assert file.read_bytes()[: len(HEADER)] == HEADER
    assert run("dirty.txt") == first
    assert not run.checked


def test_rules_that_are_torn_are_loaded_anew(run: Runs, tmp_path: Path) -> None:
    (run.cache / RULES).unlink()
    (run.cache / START).unlink()
    first = run("dirty.txt")
    for file in (*run.kept(RULES), *run.kept(START)):
        file.write_bytes(file.read_bytes()[:-5])
    Path("dirty.txt").write_text(DIRTY + "\n")
    assert run("dirty.txt")[1] == first[1]
    assert all(
        Folder(str(run.cache)).read(file.parent.name, file.stem) for file in (*run.kept(RULES), *run.kept(START))
    )


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no owner here")
def test_a_folder_that_others_may_write_to_is_not_used(run: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    first = run("dirty.txt")
    run.cache.chmod(0o777)
    assert run("dirty.txt") == first
    assert run.checked == ["dirty.txt"]
    assert "can be written by other users" in run("dirty.txt", "--verbose")[2]
    run.cache.chmod(0o700)
    (file,) = run.kept()
    file.chmod(0o666)
    assert Folder(str(run.cache)).read(RESULTS, file.stem) is None
    file.chmod(0o600)
    assert Folder(str(run.cache)).read(RESULTS, file.stem) is not None
    aside = file.with_name("aside")
    file.rename(aside)
    file.symlink_to(aside)
    assert Folder(str(run.cache)).read(RESULTS, file.stem) is None
    owner = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    assert Folder(str(run.cache)).why_not == "belongs to another user"


def test_a_folder_that_cannot_be_written_fails_no_run(run: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = run("dirty.txt", "--no-cache")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("newslint.cache.folder.os.replace", full)
    assert run("dirty.txt") == expected
    assert not [path for path in (run.cache / RESULTS).rglob("*") if path.is_file()]
    run.cache = Path("clean.txt") / "cache"
    assert run("dirty.txt") == expected
    run.cache = Path("clean.txt")
    assert Folder("clean.txt").why_not == "is no folder"


def test_standard_input_and_no_cache_leave_nothing(run: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("dirty.txt", "--no-cache")[0] == 1
    Path("newslint.toml").write_text("cache = false\n")
    assert run("dirty.txt")[0] == 1
    assert not run.kept()
    Path("newslint.toml").unlink()
    with Path("dirty.txt").open() as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        assert run("-", "--stdin-filename", "dirty.txt")[0] == 1
    assert not run.kept()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_pipe_is_read_once_and_not_kept(run: Runs) -> None:
    os.mkfifo("pipe.txt")
    writer = threading.Thread(target=lambda: Path("pipe.txt").write_text(DIRTY))
    assert Results(Folder(str(run.cache)), "stamp", Config(), repairs=False).known("pipe.txt") is None
    writer.start()
    assert Path("pipe.txt").read_text() == DIRTY
    writer.join()


def test_clean_removes_what_newslint_made_and_nothing_else(
    run: Runs, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    folder = Folder(str(tmp_path / "other"))
    assert folder.write(START, "a" * 40, (1, 2))
    assert folder.write(RESULTS, "b" * 40, (3,))
    own = tmp_path / "other" / "mine.txt"
    own.write_text("not a cache")
    for said in ("removed 2 files", "nothing to remove"):
        with pytest.raises(SystemExit) as end:
            cli.main(["clean", "--cache-dir", folder.path])
        assert end.value.code == 0
        assert said in capsys.readouterr().out
    assert [path.name for path in (tmp_path / "other").iterdir()] == ["mine.txt"]
    own.unlink()
    folder.write(START, "a" * 40, (1, 2))
    folder.clear()
    assert not Path(folder.path).exists()


def test_old_results_and_too_many_are_deleted(tmp_path: Path) -> None:
    folder = Folder(str(tmp_path / "cache"))
    names = [digest(number) for number in range(6)]
    for age, name in enumerate(names):
        folder.write(RESULTS, name, b"x" * 1000)
        then = time.time() - age * 86_400
        os.utime(tmp_path / "cache" / RESULTS / name[:2] / f"{name}.bin", (then, then))
    folder.prune(most_days=3.5, now=True)
    assert [name for name in names if (tmp_path / "cache" / RESULTS / name[:2] / f"{name}.bin").exists()] == names[:4]
    folder.prune(most_bytes=2500, now=True)
    assert [name for name in names if (tmp_path / "cache" / RESULTS / name[:2] / f"{name}.bin").exists()] == names[:2]
    folder.prune(most_bytes=0)
    assert folder.read(RESULTS, names[0]) is not None


def test_who_reads_while_others_write_gets_all_or_nothing(tmp_path: Path) -> None:
    values = [tuple(range(number, number + 4000)) for number in range(3)]
    seen: list[Any] = []

    def write(value: object) -> None:
        for _ in range(40):
            Folder(str(tmp_path / "cache")).write(RULES, "one", value)

    writers = [threading.Thread(target=write, args=(value,)) for value in values]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        seen.append(Folder(str(tmp_path / "cache")).read(RULES, "one"))
    assert {value for value in seen if value is not None} <= set(values)
    assert Folder(str(tmp_path / "cache")).read(RULES, "one") in values
    assert [path.name for path in (tmp_path / "cache" / RULES).iterdir()] == ["one.bin"]


def test_processes_at_once_say_the_same(run: Runs) -> None:
    command = [sys.executable, "-m", "newslint", ".", "--cache-dir", str(run.cache)]
    expected = run(".", "--no-cache")
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for one in running:
        out, err = one.communicate()
        assert (one.returncode, out, err) == expected


def test_results_that_hold_for_a_day_are_not_used_on_another(run: Runs) -> None:
    Path("notice.txt").write_text("EMBARGOED UNTIL 00:01 GMT TUESDAY 14 MARCH 2023\n\n" + CLEAN)
    first = run("notice.txt", "clean.txt")
    assert run("notice.txt", "clean.txt") == first
    assert not run.checked
    for file in run.kept():
        held, opens = Folder(str(run.cache)).read(RESULTS, file.stem)
        old = {name: (clean, day and "2020-01-01", pieces) for name, (clean, day, pieces) in held.items()}
        Folder(str(run.cache)).write(RESULTS, file.stem, (old, opens))
    assert run("notice.txt", "clean.txt") == first
    assert run.checked == ["notice.txt"]


def test_a_kind_that_is_not_pure_is_asked_each_time(run: Runs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PatternKind, "pure", False, raising=False)
    (run.cache / RULES).unlink()
    (run.cache / START).unlink()
    for _ in range(2):
        assert run("dirty.txt")[0] == 1
        assert run.checked == ["dirty.txt"]
    assert not run.kept()


def test_what_went_wrong_is_not_kept(tmp_path: Path) -> None:
    Path(tmp_path / "a.txt").write_text("a")
    results = Results(Folder(str(tmp_path / "cache")), "stamp", Config(), repairs=False)
    path = str(tmp_path / "a.txt")
    known = results.known(path)
    assert known is not None
    for bad in (
        FileResult(path, problems=(Problem(path, "newslint itself broke here"),)),
        FileResult(path, problems=(Problem(path, "was not checked: its process ended", hint=LOST),)),
        FileResult(path, changed=True, fixed={"WID001": 1}),
    ):
        collected = Collected()
        collected.add(bad)
        results.keep(path, known, "auto", collected)
    assert results.look(path, known, "auto") is None
    collected = Collected()
    collected.add(FileResult(path, more=True))
    collected.add(FileResult(path))
    Path(path).write_text("changed while it was checked")
    results.keep(path, known, "auto", collected)
    assert results.look(path, known, "auto") is None


def test_every_part_of_a_result_comes_back() -> None:
    whole = Diagnostic(
        "a", 1, 2, 3, 4, "ABC001", "name", Severity.REVIEW, "message", "source", 5, 6, "title", 7, "/p", 8, 9, Safety.UNSAFE, "Fix", ((1, 2, "x"),), 0.5
    )  # fmt: skip
    bare = Diagnostic("a", None, None, None, None, "ABC001", "name", Severity.ERROR, "", "", 0, 0)
    wrong = Problem("a", "why", 1, 2, "hint")
    result = FileResult(
        "a", (whole, bare), (wrong,), (wrong,), more=True, skipped=True, seen=(Seen(1, 2, (wrong,)),), day="d"
    )
    assert restored("a", marshal.loads(marshal.dumps(plain(result)))) == result
    default = Diagnostic("a", None, None, None, None, "", "", Severity.INFO, "", "", 0, 0)
    changed = {
        item.name for item in dataclasses.fields(Diagnostic) if getattr(whole, item.name) != getattr(default, item.name)
    }
    assert changed == {item.name for item in dataclasses.fields(Diagnostic)} - {"path"}


def test_settings_that_only_show_do_not_part_results() -> None:
    assert settings(Config(output_format="json", fix=True)) == settings(Config())
    assert settings(Config(select=("WID",))) != settings(Config())
    assert settings(Config(own_domains=("harbour.example",))) != settings(Config())


def test_kept_rules_find_what_loaded_ones_find(rules: list[CompiledRule], engine: Engine, tmp_path: Path) -> None:
    folder = Folder(str(tmp_path / "cache"))
    keep_rules(folder, "stamp", rules, [Problem("x.yaml", "is wrong", 3)])
    found, problems = rules_in([], builtin_kinds(), held_rules(folder, "stamp"))
    assert problems == [Problem("x.yaml", "is wrong", 3)]
    assert [item.rule for item in found] == [item.rule for item in rules]
    assert [item.facts for item in found] == [item.facts for item in rules]
    again = Engine([item for item in found if item.rule.default], DefaultSegmenter(labels_of(found)))
    for seed in sorted((ROOT / "seeds").glob("*.txt"))[:6]:
        text = seed.read_text(encoding="utf-8")
        assert again.check_text(text) == engine.check_text(text)


def test_patterns_are_put_together_from_their_code_or_compiled() -> None:
    source = r"(?<name>quay|pier)s?+ \d{2,3}+"
    flags = int(regex.VERSION1 | regex.IGNORECASE)
    fresh = compiled(source, flags)
    compiled.cache_clear()
    again = compiled(source, flags)
    assert again is not fresh
    for text in ("Piers 12 and QUAY 345", "pier", ""):
        assert [found.span("name") for found in again.finditer(text)] == [
            found.span("name") for found in fresh.finditer(text)
        ]
    assert (again.pattern, again.flags, again.groupindex) == (fresh.pattern, fresh.flags, fresh.groupindex)
    for wrong in ((), ("other",), (1, 2, 3)):
        kept.fill({("pattern", rf"wrong{len(wrong)}", 0): wrong})
        assert compiled(rf"wrong{len(wrong)}").pattern == rf"wrong{len(wrong)}"


def test_what_is_kept_goes_to_workers_that_start_from_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_held", {("pattern", "quay", 0): (1, 2)})
    carried = pickle.dumps(kept.Carried())
    monkeypatch.setattr(kept, "_held", {("pattern", "pier", 0): (3,)})
    pickle.loads(carried)
    assert kept.values() == {("pattern", "quay", 0): (1, 2), ("pattern", "pier", 0): (3,)}


def test_kept_word_lists_are_the_lists_as_they_are_read() -> None:
    read = joined(read_list(path) for path in sorted(SHIPPED.rglob("*.yaml")))
    assert shipped() == read

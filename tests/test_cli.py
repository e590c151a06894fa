from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, Run

DIRTY = (
    "Harbour board votes on new quay\n\nFollow\n\nLISBON: The harbour board voted on Monday to build a second quay .\n"
)
CLEAN = "Harbour board votes on new quay\n\nLISBON: The harbour board voted on Monday to build a second quay.\n"


def test_reports_and_exits_with_one(newslint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIRTY)
    result = newslint("a.txt")
    assert result.returncode == 1
    lines = result.stdout.decode().splitlines()
    assert lines[0] == "a.txt:3:1: WID001 [*] Follow button scraped as text: “Follow”"
    assert lines[1].startswith("a.txt:5:65: SPC002 [*] ")
    assert lines[2] == "Found 2 findings (2 fixable with --fix)"
    assert newslint("check", "a.txt").stdout == result.stdout


def test_clean_file_exits_with_zero(newslint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLEAN)
    result = newslint("a.txt")
    assert (result.returncode, result.stdout.decode()) == (0, "All checks passed\n")


def test_fix_repairs_in_place_and_a_second_run_changes_nothing(newslint: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(DIRTY)
    path.chmod(0o640)
    result = newslint("--fix", "--show-fixes", "a.txt")
    assert result.returncode == 0
    assert path.read_text() == CLEAN
    assert path.stat().st_mode & 0o777 == 0o640
    assert "1 × WID001" in result.stdout.decode()
    assert result.stdout.decode().endswith("Found 2 findings (2 fixed, 0 remaining)\n")
    assert newslint("--fix", "a.txt").stdout.decode() == "All checks passed\n"


def test_diff_shows_and_changes_nothing(newslint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIRTY)
    result = newslint("--diff", "a.txt")
    assert "-Follow\n" in result.stdout.decode()
    assert (tmp_path / "a.txt").read_text() == DIRTY


def test_standard_input_is_fixed_to_standard_output(newslint: Run) -> None:
    raw = DIRTY.replace("\n", "\r\n").encode("utf-16")
    result = newslint("--fix", "--stdin-filename", "a.txt", stdin=raw)
    assert result.stdout == CLEAN.replace("\n", "\r\n").encode("utf-16")
    assert b"fixed" in result.stderr
    assert newslint("-", stdin=DIRTY.encode()).returncode == 1


def test_unsafe_fixes_only_on_request(newslint: Run, tmp_path: Path) -> None:
    text = CLEAN.replace("\n\nLISBON", "\n\nUpdated 09 March 2023\n\nLISBON")
    (tmp_path / "a.txt").write_text(text)
    assert newslint("--fix", "a.txt").returncode == 1
    assert (tmp_path / "a.txt").read_text() == text
    assert newslint("--fix", "--unsafe-fixes", "a.txt").returncode == 0
    assert (tmp_path / "a.txt").read_text() == CLEAN


def test_bad_input_is_told_and_the_rest_checked(newslint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIRTY)
    (tmp_path / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (tmp_path / "c.txt").write_bytes(b"Le caf\xe9 ferme.\n")
    result = newslint("a.txt", "b.txt", "c.txt", "nope.txt")
    assert result.returncode == 2
    assert "a.txt:3:1: WID001" in result.stdout.decode()
    errors = result.stderr.decode()
    for part in ("b.txt", "c.txt:1:7:", "0xE9", "windows-1252", "nope.txt: no such file or folder"):
        assert part in errors
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--selekt", "WID", "a.txt"), "No such option"),
        (("--select", "WIDD", "a.txt"), "no rule matches `WIDD`"),
        (("--output-format", "jsn", "a.txt"), "did you mean json"),
        (("rule", "WID999"), "no rule is called"),
        (("--config", "nope.toml", "a.txt"), "nope.toml"),
        ((), "Usage"),
        (("new", "rule", "Bad Name"), "family/slug"),
        (("test", "nope"), "nope"),
    ],
)
def test_wrong_usage_exits_with_two(newslint: Run, tmp_path: Path, args: tuple[str, ...], message: str) -> None:
    (tmp_path / "a.txt").write_text(CLEAN)
    result = newslint(*args)
    assert result.returncode == (2 if args else 0)
    assert message in (result.stderr + result.stdout).decode()
    assert b"Traceback" not in result.stderr


def test_a_wrong_rule_is_told_with_its_place_and_the_others_run(newslint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIRTY)
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "bad-rule.yaml").write_text("code: ABC001\nname: bad-rule\nsumary: x\nkind: phrase\n")
    (tmp_path / "newslint.toml").write_text('packs = ["pack"]\n')
    result = newslint("a.txt")
    assert result.returncode == 2
    assert "bad-rule.yaml:3:1: unknown key `sumary` (did you mean `summary`?)" in result.stderr.decode()
    assert "WID001" in result.stdout.decode()


def test_json_and_github_formats(newslint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIRTY)
    document = json.loads(newslint("--output-format", "json", "a.txt").stdout)
    first = document["findings"][0]
    assert (first["line"], first["code"], first["fix"]["safety"]) == (3, "WID001", "safe")
    assert document["summary"]["findings"] == 2
    edit = first["fix"]["edits"][0]
    assert DIRTY[edit["start"] : edit["end"]].startswith("Follow")
    lines = newslint("--output-format", "github", "a.txt").stdout.decode().splitlines()
    assert lines[0].startswith("::warning file=a.txt,line=3,col=1,endLine=3,endColumn=7,title=newslint WID001")


def test_caret_stands_right_under_wide_characters(newslint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "東京の港 said that the quay was safe , and the mayor agreed with it.\n", encoding="utf-8"
    )
    out = newslint("--output-format", "full", "--select", "SPC002", "a.txt").stdout.decode().splitlines()
    source = next(line for line in out if line.startswith("1 | "))
    caret = next(line for line in out if "^" in line)
    assert caret.index("^") == source.index(" ,") + 4


def test_control_characters_never_reach_the_terminal(newslint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"The board \x1b[31mvoted\x07 on Monday to build a quay .\n")
    for output in ("concise", "full", "github"):
        shown = newslint("--output-format", output, "a.txt").stdout
        assert not {byte for byte in shown if byte < 32} - {10}


def test_statistics_quiet_and_exit_zero(newslint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIRTY)
    out = newslint("--statistics", "--quiet", "--exit-zero", "a.txt")
    assert out.returncode == 0
    assert out.stdout.decode().splitlines() == ["1  SPC002  space-before-punctuation", "1  WID001  stray-follow-button"]


def test_fail_level_and_exit_non_zero_on_fix(newslint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(CLEAN.replace("\n\nLISBON", "\n\nBy Ann Lee\n\nLISBON"))
    assert newslint("a.txt").returncode == 0
    assert newslint("--fail-level", "info", "a.txt").returncode == 1
    (tmp_path / "a.txt").write_text(DIRTY)
    assert newslint("--fix", "--exit-non-zero-on-fix", "a.txt").returncode == 1


def test_color_on_request(newslint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIRTY)
    assert b"\x1b[" in newslint("--color", "always", "a.txt").stdout
    assert b"\x1b[" not in newslint("a.txt").stdout


def test_rule_page_and_list(newslint: Run) -> None:
    page = newslint("rule", "WID001").stdout.decode()
    for part in ("WID001 stray-follow-button", "Why", "safe", "Found", "Left alone"):
        assert part in page
    assert newslint("rule", "stray-follow-button").stdout.decode() == page
    assert "STR001" in newslint("rules").stdout.decode()
    assert json.loads(newslint("rules", "--output-format", "json", "--all").stdout)[0]["code"]


def test_version_help_schema_plugins_and_config(newslint: Run) -> None:
    assert newslint("--version").stdout.decode().startswith("newslint, version ")
    help_page = newslint("--help").stdout.decode()
    assert "Exit codes" in help_page
    assert "--stdin-filename" in newslint("check", "--help").stdout.decode()
    assert json.loads(newslint("schema", "rule").stdout)["title"] == "newslint rule"
    assert "newslint_kinds" in newslint("plugins").stdout.decode()
    assert "dateline = off  (--dateline)" in newslint("config", "--dateline", "off").stdout.decode()


def test_a_new_rule_in_five_minutes(newslint: Run, tmp_path: Path) -> None:
    made = newslint("new", "rule", "widgets/stray-clap-button")
    assert made.returncode == 0, made.stderr
    path = tmp_path / "rules" / "widgets" / "stray-clap-button.yaml"
    assert newslint("test", str(path)).returncode == 0
    path.write_text(path.read_text().replace("Replace this label", "Clap here"))
    code = path.read_text().splitlines()[0].removeprefix("code: ")
    assert code == "WID015"
    assert newslint("test", str(path)).returncode == 0
    (tmp_path / "newslint.toml").write_text('packs = ["rules"]\n')
    (tmp_path / "a.txt").write_text(CLEAN + "\nClap here\n")
    result = newslint("check", "--select", code, "a.txt")
    assert f"a.txt:5:1: {code} [!] " in result.stdout.decode()


def test_missing_dateline_needs_evidence(newslint: Run, tmp_path: Path) -> None:
    for name in ("quay", "budget", "ferry", "market"):
        (tmp_path / f"{name}.txt").write_text(CLEAN.replace("quay", name))
    lost = CLEAN.replace("LISBON: The", "The")
    (tmp_path / "school.txt").write_text(lost)
    assert newslint("school.txt").returncode == 0
    result = newslint(".")
    assert [line for line in result.stdout.decode().splitlines() if "DAT001" in line]
    assert "school.txt:3:1: DAT001" in result.stdout.decode()
    assert newslint("--dateline", "off", ".").returncode == 0
    assert newslint("--dateline", "required", "school.txt").returncode == 1


def test_excludes_of_a_file_count_from_its_folder(newslint: Run, tmp_path: Path) -> None:
    (tmp_path / "newslint.toml").write_text('exclude = ["a/old", "*.draft.txt"]\n')
    for name in ("a/old/x.txt", "a/new/x.txt", "a/new/y.draft.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(DIRTY)
    command = [sys.executable, "-m", "newslint", "--statistics", "--output-format", "json", "."]
    for folder in (tmp_path, tmp_path / "a"):
        result = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        assert {Path(item["path"]).name for item in json.loads(result.stdout)["findings"]} == {"x.txt"}
        assert json.loads(result.stdout)["summary"]["files"] == 1


def test_many_workers_give_the_same_report(newslint: Run, tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:03}.txt").write_text(DIRTY if number % 3 else CLEAN)
    assert newslint("--jobs", "1", ".").stdout == newslint("--jobs", "4", ".").stdout
    assert newslint("--jobs", "1", "--diff", ".").stdout == newslint("--jobs", "4", "--diff", ".").stdout


def test_a_kill_during_fix_leaves_whole_files(tmp_path: Path) -> None:
    many = 120
    for number in range(many):
        (tmp_path / f"{number:03}.txt").write_text(DIRTY * 3)
    command = [sys.executable, "-m", "newslint", "--fix", "--select", "SPC002,WID001", "--jobs", "1", "."]
    child = subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    while child.poll() is None and (tmp_path / "010.txt").read_text() == DIRTY * 3:
        time.sleep(0.005)
    child.send_signal(signal.SIGKILL)
    child.wait()
    contents = {(tmp_path / f"{number:03}.txt").read_text() for number in range(many)}
    assert len(contents) <= 2
    assert DIRTY * 3 in contents or len(contents) == 1


def test_interrupt_of_a_pipe_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DIRTY * 3000)
    child = subprocess.Popen(
        [sys.executable, "-m", "newslint", "--select", "WID001", "a.txt"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert child.stdout is not None and child.stderr is not None
    child.stdout.readline()
    child.stdout.close()
    assert b"Traceback" not in child.stderr.read()
    child.stderr.close()
    assert child.wait() in {0, 1, 141}


PAGE = "Harbour board votes on new quay\n\nBy Ana Castro\n\n12 March 2024\n\nLISBON: The harbour board voted on Monday to build a second quay, <b>the mayor</b> said.\n\nFollow\n"


def test_inspect_shows_roles_and_facts(newslint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    done = newslint("inspect", "a.txt", "gone.txt")
    told = done.stdout.decode()
    assert done.returncode == 2 and b"gone.txt: cannot be read" in done.stderr
    for words in ("title     Harbour board", "byline    Ana Castro", "date      2024-03-12", "dateline  LISBON"):
        assert words in told
    assert any(line.split()[:1] == ["9"] and "furniture/widget" in line for line in told.splitlines())
    read = json.loads(newslint("inspect", "--format", "json", "a.txt").stdout)
    assert [line["role"] for line in read["lines"]] == ["headline", "byline", "timestamp", "paragraph", "furniture"]
    assert all(0 <= line["probability"] <= 1 for line in read["lines"])
    page = newslint("inspect", "--format", "html", "-", stdin=PAGE.encode()).stdout.decode()
    assert "&lt;b&gt;the mayor" in page and "<b>the" not in page

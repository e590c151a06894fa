"""Bad input: one clear line that names file and place, the other records still checked, nothing written."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from conftest import Run
from records import found, results, said

from newslint.checker import Mode
from newslint.config import Config
from newslint.engine import Engine
from newslint.runner import run
from newslint.sources import BUILTIN_SOURCES

GOOD = {"title": "Quay to be rebuilt", "text": "The harbour board voted to rebuild the old quay , which was closed."}
LINE = json.dumps(GOOD) + "\n"
PACKED = gzip.compress((LINE * 300).encode(), mtime=0)
MALFORMED: dict[str, tuple[str, bytes, str, int]] = {
    "cut off in the last line": ("a.jsonl", (LINE + LINE + LINE[:60]).encode(), "a.jsonl:3:41: not valid JSON: the text ends within a string", 2),
    "a second run appended": ("a.json", (json.dumps([GOOD]) + json.dumps([GOOD])).encode(), "a.json:1:113: a second JSON document begins here", 2),
    "appended on a new line": ("a.json", f"[\n{LINE}][\n{LINE}]".encode(), "a.json:3:2: a second JSON document begins here", 2),
    "text after the end": ("a.json", (json.dumps([GOOD]) + " x").encode(), "a.json:1:114: the document ends before this “x”", 1),
    "an array never closed": ("a.json", ("[" + LINE).encode(), "a.json:1:1: the array that begins here is never closed", 1),
    "a wrapper never closed": ("a.json", ('{"articles": [' + LINE + "]").encode(), "a.json:1:1: the object that begins here is never closed", 1),
    "a comma too many": ("a.json", ("[" + LINE + "," + LINE + ",]").encode(), "a comma too many or too few in the array", 2),
    "a byte that is not UTF-8": ("a.jsonl", (LINE * 3).encode().replace(b"harbour", b"harb\xffur", 1), "a.jsonl:1:50: byte 0xFF is not UTF-8: record 1 was not checked", 2),
    "a control character": ("a.jsonl", (LINE + LINE.replace("old", "o\x01d")).encode(), "control character U+0001 within a string", 1),
    "a wrong escape": ("a.jsonl", (LINE + LINE.replace("old", "o\\d")).encode(), "a.jsonl:2:82: not valid JSON: a backslash that is no escape", 1),
    "a row too short": ("a.csv", b'title,text\nQuay,"It met , and voted."\nonly\n', "a.csv:3:1: record 2 has 1 cells, not 2", 1),
    "a row too long": ("a.csv", b'title,text\nQuay,"It met , and voted."\na,b,c\n', "a.csv:3:1: record 2 has 3 cells, not 2", 1),
    "a quote never closed": ("a.csv", b'title,text\nQuay,"It met , and voted."\nx,"never\n', "a.csv:3:3: a quotation mark opens here that is never closed", 1),
    "text after a quote": ("a.csv", b'title,text\nQuay,"It met , and voted."\nx,"a"b\n', "a.csv:3:6: text after a closing quotation mark", 1),
    "gzip cut off": ("a.jsonl.gz", PACKED[:-20], "a.jsonl.gz: cannot be unpacked", 200),
    "gzip damaged": ("a.jsonl.gz", PACKED[:-8] + b"\0" * 8, "a.jsonl.gz: cannot be unpacked", 300),
}  # fmt: skip
SAID: dict[str, tuple[str, bytes, str, int]] = {
    "no text": ("a.jsonl", (LINE + '{"title": "x"}\n').encode(), "a.jsonl:2:1: record 2 has no text", 1),
    "null text": ("a.jsonl", (LINE + '{"text": null}\n').encode(), "a.jsonl:2:1: record 2 is null where its text should be", 1),
    "a number as text": ("a.json", f'[{LINE}, {{"text": 5}}]'.encode(), "a.json:2:3: record /1 has something else than a string", 1),
    "a word for nothing": ("a.jsonl", "".join(json.dumps({"maintext": text, "date_publish": "None", "title_rss": None, "title": "Quay"}) + "\n" for text in (GOOD["text"], "None")).encode(), "a.jsonl:2:1: record 2 says “None” where its text should be", 1),
    "no object": ("a.jsonl", (LINE + "[1]\n").encode(), "a.jsonl:2:1: record 2 is no object", 1),
    "lines under the name of a document": ("a.json", (LINE * 3).encode(), "a.json:2:1: a second object begins here: the file holds JSON Lines", 3),
    "a document under the name of lines": ("a.jsonl", json.dumps([GOOD, GOOD], indent=1).encode(), "a.jsonl:1:1: holds one JSON document", 2),
}  # fmt: skip
REFUSED: dict[str, tuple[str, bytes, str]] = {
    "a document without text": (
        "a.json",
        b'{"title": "Quay", "text": null}',
        "a.json:1:1: record 1 is null where its text should be",
    ),
    "a document with a number": (
        "a.json",
        b'{"title": "Quay", "text": 5}',
        "a.json:1:1: record 1 has something else than a string",
    ),
    "an empty document": ("a.json", b"", "a.json:1:1: the file is empty"),
    "empty lines": ("a.jsonl", b"", "a.jsonl:1:1: the file is empty"),
    "an empty table": ("a.csv", b"", "a.csv:1:1: the file is empty"),
    "an empty archive": ("a.jsonl.gz", gzip.compress(b""), "a.jsonl.gz:1:1: the file is empty"),
    "an archive of nothing but its head": ("a.jsonl.gz", PACKED[:12], "a.jsonl.gz: cannot be unpacked"),
    "not compressed": ("a.json.gz", LINE.encode(), "a.json.gz:1:1: is not compressed as .gz says"),
    "compressed without saying so": ("a.jsonl", PACKED, "a.jsonl:1:1: is compressed (.gz)"),
    "a table called a document": ("a.json", b"title,text\nx,y\n", "a.json:1:1: not valid JSON"),
    "a document called a table": ("a.csv", json.dumps([GOOD]).encode(), "a.csv:1:1: holds JSON, not CSV"),
    "a table in UTF-16": ("a.csv", "title,text\nx,y\n".encode("utf-16"), "a.csv:1:1: the file is UTF-16"),
    "a text called Parquet": ("a.parquet", b"title,text\n", "a.parquet: is no readable Parquet file"),
    "a text called Arrow": ("a.arrow", b"title,text\n", "a.arrow: is no readable Arrow file"),
    "nothing but depth": (
        "a.json",
        b'{"text":' + b"[" * 100_000,
        "a.json:1:100009: not valid JSON: the text ends within a value",
    ),
    "wrong front matter": ("a.md", b"---\ntitle: [a\n---\nText.\n", "the front matter is not valid YAML"),
    "a page without text": ("a.html", b"<html></html>", "a.html: no article text was found"),
}


@pytest.mark.parametrize("case", MALFORMED)
def test_malformed_files_are_told_and_never_rewritten(case: str, engine: Engine) -> None:
    name, raw, message, least = MALFORMED[case]
    problems = said(engine, raw, name)
    assert any(message in problem for problem in problems), problems
    assert all(problem.startswith(name) for problem in problems)
    assert sum(item.code == "SPC002" for item in found(engine, raw, name)) >= least
    done = results(engine, raw, name, Mode(fix=True))
    assert done[-1].output == raw
    assert not any(result.fixed for result in done)
    assert any("so nothing in it was fixed" in str(note) for note in done[-1].notes)


@pytest.mark.parametrize("case", SAID)
def test_records_that_are_no_articles_are_told_and_the_others_fixed(case: str, engine: Engine) -> None:
    name, raw, message, least = SAID[case]
    assert [message in problem for problem in said(engine, raw, name)] == [True]
    assert sum(item.code == "SPC002" for item in found(engine, raw, name)) == least
    assert results(engine, raw, name, Mode(fix=True))[-1].output == raw.replace(b"quay ,", b"quay,")


@pytest.mark.parametrize("case", REFUSED)
def test_other_bad_files_are_told_in_one_line(case: str, engine: Engine) -> None:
    name, raw, message = REFUSED[case]
    problems = said(engine, raw, name)
    assert len(problems) == 1
    assert message in problems[0]
    assert "\n" not in problems[0]
    assert results(engine, raw, name, Mode(fix=True))[-1].output == raw


def test_exit_codes_and_what_is_left_alone_on_disk(newslint: Run, tmp_path: Path) -> None:
    for number, (name, raw, _, _) in enumerate(MALFORMED.values()):
        path = tmp_path / f"{number}{name}"
        path.write_bytes(raw)
        done = newslint("--isolated", "--fix", path.name)
        assert done.returncode == 2, done.stderr
        assert path.name.encode() in done.stderr
        assert b"Traceback" not in done.stderr
        assert path.read_bytes() == raw
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".newslint"]


def test_documents_that_hold_no_article_are_left_out_silently(newslint: Run, tmp_path: Path) -> None:
    package = {
        "name": "quay",
        "version": "1.0.0",
        "description": "A thing that does a thing.",
        "scripts": {"test": "x"},
    }
    texts = {
        "package.json": json.dumps(package, indent=2),
        "tsconfig.json": '{\n  // where it goes\n  "compilerOptions": {"strict": true}\n}\n',
        "numbers.csv": "year,ships\n2023,12\n2024,15\n",
        "list.json": "[1, 2, 3]",
        "rows.jsonl": '{"x": 1}\n{"x": 2}\n',
        "labels.json": json.dumps({"text": "Send", "colour": "#fff"}),
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    done = newslint("--isolated", ".")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"All checks passed\n", b"")
    told = newslint("--isolated", "-v", ".").stderr.decode()
    assert f"{len(texts)} files left out: no article in them" in told
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == texts


def test_depth_in_one_record_does_not_reach_the_others(engine: Engine) -> None:
    deep = '{"text": "It met , and voted.", "tree": ' + "[" * 100_000 + "]" * 100_000 + "}\n"
    raw = (LINE + deep + LINE).encode()
    assert [item.line for item in found(engine, raw, "a.jsonl") if item.code == "SPC002"] == [1, 2, 3]
    assert said(engine, raw, "a.jsonl") == []


def test_what_cannot_be_written_is_checked_and_not_called_fixed(engine: Engine, tmp_path: Path) -> None:
    outside = tmp_path / "outside.jsonl"
    outside.write_text(LINE)
    link = tmp_path / "link.jsonl"
    link.symlink_to(outside)
    done = list(run([str(link)], engine, Config(), Mode(fix=True), sources=BUILTIN_SOURCES))
    assert ["out of the tree: not written" in str(item) for result in done for item in result.problems] == [True]
    assert not any(result.fixed for result in done)
    assert [item.code for result in done for item in result.diagnostics] == ["SPC002"]
    assert outside.read_text() == LINE


def test_a_run_that_is_broken_off_leaves_nothing_behind(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(LINE * 200)
    run_ = run([str(path)], engine, Config(), Mode(fix=True), sources=BUILTIN_SOURCES)
    assert next(run_).fixed
    assert len(list(tmp_path.iterdir())) == 2
    run_.close()
    assert [file.name for file in tmp_path.iterdir()] == ["a.jsonl"]
    assert path.read_text() == LINE * 200


def test_a_missing_extra_is_named(newslint: Run, tmp_path: Path) -> None:
    import subprocess
    import sys

    (tmp_path / "a.parquet").write_bytes(b"PAR1")
    code = "import sys; sys.modules['pyarrow'] = None; from newslint.cli import main; main(['--isolated', 'a.parquet'])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=tmp_path, check=False)
    assert done.returncode == 2
    assert b"pip install 'newslint[parquet]'" in done.stderr

from __future__ import annotations

from pathlib import Path

import pytest

from newslint.atomic import write_atomic
from newslint.discover import discover
from newslint.model import Edit, NewslintError, Span
from newslint.sources import BUILTIN_SOURCES, Source, source_for


def read(raw: bytes, name: str = "a.txt") -> Source:
    return source_for(name, BUILTIN_SOURCES).read(name, raw)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_only_the_edited_characters_change(encoding: str) -> None:
    raw = "Zeile eins\r\nZeile zwei\nLetzte é".encode(encoding)
    source = read(raw)
    text = source.fields[0].text
    assert text == "Zeile eins\nZeile zwei\nLetzte é"
    at = text.index("zwei")
    written = source.write([Edit("text", Span(at, at + 4), "drei")])
    assert written == "Zeile eins\r\nZeile drei\nLetzte é".encode(encoding)


def test_a_new_newline_is_the_files_own() -> None:
    source = read(b"a b\r\nc\r\n")
    assert source.write([Edit("text", Span(1, 2), "\n")]) == b"a\r\nb\r\nc\r\n"


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(ValueError):
        read(b"abcdef").write([Edit("text", Span(0, 3), ""), Edit("text", Span(2, 4), "")])


@pytest.mark.parametrize(
    ("raw", "parts"),
    [
        (b"caf\xe9 on the quay\n", ("0xE9", ":1:4", "windows-1252")),
        (b"abc\0def", ("not a text file", "0x00")),
        ("quay\n".encode("utf-16-le") * 9, ("UTF-16",)),
        (bytes(range(1, 32)) * 20, ("control characters",)),
    ],
)
def test_what_is_no_text_is_told(raw: bytes, parts: tuple[str, ...]) -> None:
    with pytest.raises(NewslintError) as caught:
        read(raw)
    for part in ("a.txt", *parts):
        assert part in str(caught.value)


def test_line_separators_do_not_end_lines() -> None:
    assert read("a\u2028b\x0bc\x0cd\x85".encode()).fields[0].text == "a\u2028b\x0bc\x0cd\x85"


def test_folders_are_walked_sorted_and_ignore_files_honoured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("b.txt", "a.txt", "x.bin", "sub/c.md", "sub/skip.txt", "drafts/d.txt", ".git/e.txt", "old/f.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    (tmp_path / ".gitignore").write_text("drafts/\n")
    (tmp_path / "sub" / ".newslintignore").write_text("skip.txt\n")
    found, problems = discover([".", "none.txt"], exclude=["old/"], force_exclude=False, suffixes=(".txt", ".md"))
    assert [Path(item).as_posix() for item in found] == ["a.txt", "b.txt", "sub/c.md"]
    assert [item.path for item in problems] == ["none.txt"]
    named = discover(["old/f.txt", "x.bin", "-"], exclude=["old/"], force_exclude=False, suffixes=(".txt",))
    assert named == (["old/f.txt", "x.bin", "-"], [])
    forced = discover(["old/f.txt", "a.txt"], exclude=["old/"], force_exclude=True, suffixes=(".txt",))
    assert forced[0] == ["a.txt"]


def test_writing_keeps_mode_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")
    path.chmod(0o604)
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o604
    assert [item.name for item in tmp_path.iterdir()] == ["a.txt"]


def test_links_are_written_through_inside_the_tree_only(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (inside / "a.txt").write_text("old")
    (outside / "b.txt").write_text("old")
    (inside / "link.txt").symlink_to(inside / "a.txt")
    (inside / "away.txt").symlink_to(outside / "b.txt")
    write_atomic(inside / "link.txt", b"new", root=inside)
    assert (inside / "link.txt").is_symlink()
    assert (inside / "a.txt").read_bytes() == b"new"
    with pytest.raises(NewslintError, match="out of the tree"):
        write_atomic(inside / "away.txt", b"new", root=inside)
    assert (outside / "b.txt").read_text() == "old"


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(NewslintError, match="cannot be written"):
        write_atomic(tmp_path / "none" / "a.txt", b"new")

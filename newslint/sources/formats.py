"""Files of many records: opened, their layout told from the first ones, then read record by record."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Protocol, runtime_checkable

from newslint.model import NewslintError, Problem
from newslint.sources.jsonparts import lines, values
from newslint.sources.jsontext import JsonError, read_json
from newslint.sources.layouts import ROLES, SAMPLE, Layout, header_of, headerless, layout_of, preset
from newslint.sources.parts import BOM, Fault, Part
from newslint.sources.record import Record, views_of
from newslint.sources.table import RowError, delimiter_of, read_row, row_tree, rows, sample_rows
from newslint.sources.tree import Tree

_SAMPLE_BYTES = 1 << 22
_HEAD = 1 << 18


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user says of his records: a preset's name, and paths by role."""

    preset: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)


class Reader(Protocol):
    """Reads one part as a record; small and picklable, so that workers can do it."""

    def record(self, part: Part) -> Record:
        """The record. Raises NewslintError where the part is malformed."""
        ...


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose records can be read: all its parts in order, and who reads them.

    `layout` is None where the file holds no article; its parts still are the whole file. `columnar`
    names a format whose file is no sequence of its records' bytes.
    """

    layout: Layout | None
    parts: Iterator[Part | Fault]
    reader: Reader
    columnar: str = ""


@runtime_checkable
class RecordFormat(Protocol):
    """A file format of many records."""

    @property
    def name(self) -> str:
        """The format's short name, such as "jsonl"."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The file suffixes it reads, lower case, with the dot."""
        ...

    def open(self, path: str, stream: BinaryIO, asked: Asked) -> Opened:
        """Read as much of the stream as tells the layout. Raises NewslintError where it is of another format."""
        ...


@dataclass(frozen=True, slots=True)
class JsonReader:
    """Reads objects by a layout."""

    path: str
    format: str
    layout: Layout

    def record(self, part: Part) -> Record:
        """The record; a value that is no object is one without text."""
        raw = decoded(self.path, part)
        tree = tree_of(self.path, part, raw)
        if not isinstance(tree, dict):
            return Record(self.path, self.format, part, raw, (), problems=(_said(self.path, part, "is no object"),))
        views, missing, why = views_of(tree, self.layout, part.pointer)
        wrong = (_said(self.path, part, why),) if why and self.layout.body else ()
        return Record(self.path, self.format, part, raw, tuple(views), tuple(missing), wrong)


def decoded(path: str, part: Part) -> str:
    """The part's text. Raises NewslintError with the place of a byte that is not UTF-8."""
    try:
        return part.raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = part.raw[: error.start].decode("utf-8")
        line, column = _place(part, before)
        message = f"byte 0x{part.raw[error.start]:02X} is not UTF-8: {called(part)} was not checked"
        raise NewslintError(Problem(path, message, line, column)) from None


def _place(part: Part, before: str) -> tuple[int, int]:
    lines = before.count("\n")
    return part.line + lines, len(before) - before.rfind("\n") if lines else part.column + len(before)


def tree_of(path: str, part: Part, raw: str) -> Tree:
    """The part's only JSON value. Raises NewslintError with the place of what is wrong."""
    try:
        tree, end = read_json(raw)
        if rest := raw[end:].strip(" \t\r\n"):
            raise JsonError(f"“{rest[0]}” after the end of the value", raw.index(rest[0], end))
    except JsonError as error:
        line, column = _place(part, raw[: error.at])
        raise NewslintError(
            Problem(path, f"not valid JSON: {error.message}; {called(part)} was not checked", line, column)
        ) from None
    return tree


def called(part: Part) -> str:
    """How a message names the record."""
    return f"record {part.pointer}" if part.pointer else f"record {(part.index or 0) + 1}"


def _said(path: str, part: Part, why: str) -> Problem:
    return Problem(path, f"{called(part)} {why}", part.line, part.column)


def peeked(parts: Iterator[Part | Fault]) -> tuple[list[Part | Fault], Iterator[Part | Fault]]:
    """The parts up to the twentieth record or four megabytes, and all parts again."""
    head: list[Part | Fault] = []
    records = size = 0
    for part in parts:
        head.append(part)
        if isinstance(part, Part):
            records += part.index is not None
            size += len(part.raw)
        if records >= SAMPLE or size >= _SAMPLE_BYTES:
            break
    return head, itertools.chain(head, parts)


def _trees(head: Sequence[Part | Fault]) -> tuple[list[Tree], int]:
    """The objects among the first parts, and how many could not be read."""
    found: list[Tree] = []
    broken = 0
    for part in head:
        if isinstance(part, Fault) or part.index is None:
            continue
        try:
            tree = tree_of("", part, decoded("", part))
        except NewslintError:
            broken += 1
            continue
        if isinstance(tree, dict):
            found.append(tree)
    return found, broken


class JsonLines:
    """One JSON object a line."""

    name = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson", ".jsonlines", ".jl")

    def open(self, path: str, stream: BinaryIO, asked: Asked) -> Opened:
        """Read the first lines; a JSON document under the wrong name is read as what it is, and told."""
        first, stream = _front(stream)
        if _is_document(first):
            opened = Json().open(path, stream, asked)
            problem = Problem(path, "holds one JSON document, not an object a line", 1, 1, "name it .json")
            return replace(opened, parts=itertools.chain([Fault(problem, broken=False)], opened.parts))
        head, parts = peeked(lines(path, stream))
        return _opened(path, self.name, head, parts, asked, alone=False)


def _is_document(first: bytes) -> bool:
    """Whether the front of a file is that of one document over several lines, not of lines."""
    text = first.removeprefix(BOM).lstrip(b" \t\r\n")
    opening = text.split(b"\n", 1)[0].strip()
    return opening in {b"{", b"["} or opening.startswith(b"[{")


class Json:
    """One JSON document: an article, an array of them, or a wrapper around that; JSON-LD as well."""

    name = "json"
    suffixes: tuple[str, ...] = (".json", ".jsonld")

    def open(self, path: str, stream: BinaryIO, asked: Asked) -> Opened:
        """Read the first records; see `jsonparts.values`."""

        def is_article(tree: Tree) -> bool:
            return layout_of([tree], asked.preset, asked.fields, alone=True) is not None and _has_text(tree, asked)

        head, parts = peeked(values(path, stream, is_article))
        records = [part for part in head if isinstance(part, Part) and part.index is not None]
        alone = len(records) == 1 and not records[0].pointer
        return _opened(path, self.name, head, parts, asked, alone=alone)


def _has_text(tree: Tree, asked: Asked) -> bool:
    layout = layout_of([tree], asked.preset, asked.fields, alone=True)
    return layout is not None and ("text" in layout.seen or not layout.body)


def _opened(
    path: str, name: str, head: Sequence[Part | Fault], parts: Iterator[Part | Fault], asked: Asked, *, alone: bool
) -> Opened:
    trees, broken = _trees(head)
    layout = layout_of(trees, asked.preset, asked.fields, alone=alone)
    if layout is None and broken and not trees and _may_be_articles(head):
        layout = preset("plain")
    return Opened(layout, parts, JsonReader(path, name, layout or preset("plain")))


_GIVEAWAYS = tuple(
    f'"{key}"'.encode()
    for key in ("text", "body", "content", "articleBody", "maintext", "cleaned_text", "headline", "title")
)


def _may_be_articles(head: Sequence[Part | Fault]) -> bool:
    """Whether a document that cannot be read at all names what articles have; settings with comments don't."""
    raw = b"".join(part.raw for part in head if isinstance(part, Part))
    return not raw.strip() or sum(key in raw for key in _GIVEAWAYS) > 0 or raw.count(b"\xff") > 0


def _front(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    first = stream.read(_HEAD)
    return first, io.BufferedReader(Headed(first, stream), 1 << 20)


class Headed(io.RawIOBase):
    """A stream with the bytes that were read from it put back in front."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill the buffer from the head, then from the rest."""
        data = self._head[: len(buffer)] if self._head else self._rest.read(len(buffer))
        self._head = self._head[len(data) :]
        buffer[: len(data)] = data
        return len(data)


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads rows by a layout."""

    path: str
    layout: Layout

    def record(self, part: Part) -> Record:
        """The record. A row with more or fewer cells than the first is malformed."""
        raw = decoded(self.path, part)
        try:
            cells = read_row(raw, self.layout.delimiter)
        except RowError as error:
            line, column = _place(part, raw[: error.at])
            raise NewslintError(
                Problem(self.path, f"{error.message}; {called(part)} was not checked", line, column)
            ) from None
        if self.layout.columns and len(cells) != len(self.layout.columns):
            message = f"{called(part)} has {len(cells)} cells, not {len(self.layout.columns)}"
            raise NewslintError(Problem(self.path, message, part.line, part.column))
        views, missing, why = views_of(row_tree(cells, self.layout.columns), self.layout, "")
        views = [
            replace(view, pointer=view.pointer.removeprefix("/").replace("~1", "/").replace("~0", "~"))
            for view in views
        ]
        wrong = (_said(self.path, part, why),) if why and self.layout.body else ()
        return Record(self.path, "csv", part, raw, tuple(views), tuple(missing), wrong)


class Table:
    """CSV and TSV, with and without a header."""

    name = "csv"
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".tab")

    def open(self, path: str, stream: BinaryIO, asked: Asked) -> Opened:
        """Read the first rows: the delimiter, whether there is a header, what the columns hold."""
        first, stream = _front(stream)
        if first.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise NewslintError(
                Problem(path, "the file is UTF-16, which newslint does not read as CSV", 1, 1, "convert it to UTF-8")
            )
        sample = first.removeprefix(BOM).decode("utf-8", "replace")
        delimiter = delimiter_of(sample, "." + path.lower().rpartition(".")[2])
        table = list(sample_rows(sample, delimiter))
        layout = self._layout(table, asked)
        layout = replace(layout, delimiter=delimiter) if layout else None
        header = layout.header if layout else False
        parts = rows(path, stream, delimiter, header=header)
        return Opened(layout, parts, RowReader(path, layout or preset("plain")))

    def _layout(self, table: Sequence[Sequence[str]], asked: Asked) -> Layout | None:
        if not table:
            return None
        if header_of(table[0], asked.fields):
            columns = tuple(table[0])
            records = [_tree(row, columns) for row in table[1:] if len(row) == len(columns)]
            layout = layout_of(records, asked.preset, asked.fields) if records else None
            if layout is None and not records:
                return None
            return replace(layout, columns=columns) if layout else None
        if not asked.preset and not asked.fields and (found := headerless(table)) is not None:
            records = [_tree(row, found.columns) for row in table if len(row) == len(found.columns)]
            return replace(found, seen=frozenset(_seen(records, found)))
        width = max({len(row) for row in table}, key=[len(row) for row in table].count)
        columns = tuple(str(number) for number in range(1, width + 1))
        if asked.preset:
            named = preset(asked.preset)
            if named.columns or _columns(asked.preset, width):
                columns = _columns(asked.preset, width) or named.columns
        records = [_tree(row, columns) for row in table if len(row) == width]
        layout = (
            layout_of(records, asked.preset, asked.fields)
            if asked.preset or asked.fields
            else by_shape(records, columns)
        )
        return replace(layout, columns=columns, header=False) if layout else None


def _columns(name: str, width: int) -> tuple[str, ...]:
    from newslint.data import presets

    return tuple(presets()["presets"].get(name, {}).get("columns", {}).get(str(width), ()))


def _tree(row: Sequence[str], columns: Sequence[str]) -> Tree:
    raw = "\t".join('"' + cell.replace('"', '""') + '"' for cell in row)
    return row_tree(read_row(raw, "\t"), columns)


def _seen(records: Sequence[Tree], layout: Layout) -> Iterator[str]:
    for role in ROLES:
        for path in layout.fields.get(role, ()):
            if any(isinstance(record, dict) and path in record and _holds(record[path], layout) for record in records):
                yield role


def _holds(value: Tree, layout: Layout) -> bool:
    text = getattr(value, "text", "")
    return bool(text.strip()) and text not in layout.missing


def by_shape(records: Sequence[Tree], columns: Sequence[str]) -> Layout | None:
    """The layout of a table without names, where one column is running text: told by the values alone."""
    words: dict[str, float] = {}
    for column in columns:
        texts = [record[column].text for record in records if isinstance(record, dict) and column in record]  # type: ignore[union-attr]
        words[column] = sum(len(text.split()) for text in texts) / max(len(texts), 1)
    best = max(columns, key=lambda column: words[column], default="")
    if not best or words[best] < 25:
        return None
    return Layout("columns", {"text": (best,)}, matched=(best,), seen=frozenset({"text"}))

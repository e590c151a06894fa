"""CSV and TSV files, with and without a header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from newslint.data import presets
from newslint.model import NewslintError, Problem
from newslint.sources.formats import Asked, Opened, called, decoded, front, record_of
from newslint.sources.layouts import ROLES, Layout, header_of, headerless, layout_of, preset
from newslint.sources.parts import BOM, Part
from newslint.sources.record import Record
from newslint.sources.table import RowError, delimiter_of, is_quoted, read_row, row_tree, rows, sample_rows
from newslint.sources.tree import Leaf, Tree, unescaped

_PROSE_WORDS = 20
_NAME_WORDS = 4


@dataclass(frozen=True, slots=True)
class RowReader:
    """Reads rows by a layout."""

    path: str
    layout: Layout

    def record(self, part: Part) -> Record:
        """The record. A row with more or fewer cells than the first is malformed."""
        raw = decoded(self.path, part)
        try:
            cells = read_row(raw, self.layout.delimiter, quoted=self.layout.quoted)
        except RowError as error:
            line, column = part.place(raw, error.at)
            raise NewslintError(
                Problem(self.path, f"{error.message}; {called(part)} was not checked", line, column)
            ) from None
        if self.layout.columns and len(cells) != len(self.layout.columns):
            message = f"{called(part)} has {len(cells)} cells, not {len(self.layout.columns)}"
            raise NewslintError(Problem(self.path, message, part.line, part.column))
        tree = row_tree(cells, self.layout.columns)
        return record_of(self.path, "csv", part, raw, tree, self.layout).renamed(unescaped)


class Table:
    """CSV and TSV, with and without a header."""

    name = "csv"
    suffixes: tuple[str, ...] = (".csv", ".tsv", ".tab")

    def open(self, path: str, stream: BinaryIO, asked: Asked) -> Opened:
        """Read the first rows: the delimiter, whether there is a header, what the columns hold."""
        first, stream = front(stream)
        if first.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise NewslintError(
                Problem(path, "the file is UTF-16, which newslint does not read as CSV", 1, 1, "convert it to UTF-8")
            )
        if first.removeprefix(BOM).lstrip()[:2] in {b'{"', b"[{", b"[\n", b"{\n"}:
            raise NewslintError(
                Problem(path, "holds JSON, not CSV", 1, 1, "name it .json, or .jsonl if it has an object a line")
            )
        sample = first.removeprefix(BOM).decode("utf-8", "replace")
        delimiter = delimiter_of(sample, "." + path.lower().rpartition(".")[2])
        quoted = is_quoted(sample, delimiter)
        layout = self._layout(list(sample_rows(sample, delimiter, quoted=quoted)), asked)
        layout = replace(layout, delimiter=delimiter, quoted=quoted) if layout else None
        header = layout.header if layout else False
        parts = rows(path, stream, delimiter, header=header, quoted=quoted)
        return Opened(layout, parts, RowReader(path, layout or preset("plain")))

    def _layout(self, cells: Sequence[Sequence[Leaf]], asked: Asked) -> Layout | None:
        if not cells:
            return None
        table = [[leaf.text for leaf in row] for row in cells]
        if header_of(table[0], asked.fields):
            columns = tuple(table[0])
            records = [row_tree(row, columns) for row in cells[1:] if len(row) == len(columns)]
            layout = layout_of(records, asked.preset, asked.fields) if records else None
            return replace(layout, columns=columns) if layout else None
        if not asked.preset and not asked.fields and (found := headerless(table)) is not None:
            records = [row_tree(row, found.columns) for row in cells if len(row) == len(found.columns)]
            return replace(found, seen=frozenset(_seen(records, found)))
        width = max({len(row) for row in table}, key=[len(row) for row in table].count)
        columns = _columns(asked.preset, width) or tuple(str(number) for number in range(1, width + 1))
        if asked.preset or asked.fields:
            records = [row_tree(row, columns) for row in cells if len(row) == width]
            layout = layout_of(records, asked.preset, asked.fields)
            return replace(layout, columns=columns, header=False) if layout else None
        return by_shape([row for row in table if len(row) == width], columns)


def _columns(name: str, width: int) -> tuple[str, ...]:
    return tuple(presets()["presets"].get(name, {}).get("columns", {}).get(str(width), ()))


def _seen(records: Sequence[Tree], layout: Layout) -> Iterator[str]:
    for role in ROLES:
        for path in layout.fields.get(role, ()):
            if any(isinstance(record, dict) and path in record and _holds(record[path], layout) for record in records):
                yield role


def _holds(value: Tree, layout: Layout) -> bool:
    text = getattr(value, "text", "")
    return bool(text.strip()) and text not in layout.missing


def by_shape(table: Sequence[Sequence[str]], columns: Sequence[str]) -> Layout | None:
    """The layout of a table whose names say nothing, where one column is running text.

    A first row that has no more than a name in that column is a header in a language unknown.
    """
    counts = [[len(row[at].split()) for row in table] for at in range(len(columns))]
    best = max(range(len(columns)), key=lambda at: sum(counts[at]), default=None)
    if best is None or sum(counts[best]) < _PROSE_WORDS * len(table) / 2 or max(counts[best]) < _PROSE_WORDS:
        return None
    header = len(table) > 1 and counts[best][0] <= _NAME_WORDS < min(counts[best][1:])
    names = tuple(table[0]) if header else tuple(columns)
    path = (names[best],)
    return Layout("columns", {"text": path}, matched=path, columns=names, header=header, seen=frozenset({"text"}))

"""CSV and TSV: rows cut out of the stream, cells with their places, quoting left as it is.

After RFC 4180, with any one-character delimiter and any newline; a quotation mark means something
only at the start of a cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import BinaryIO

from newslint.sources.parts import BOM, LONGEST, Buffer, Fault, Part
from newslint.sources.tree import Leaf, Piece, Tree, mapped, plain_newline, plain_piece

DELIMITERS = ("\t", ",", ";", "|")
_QUOTED = re.compile(r'""|\r\n?')


class RowError(ValueError):
    """What is wrong with a row, and at which offset."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.message = message
        self.at = at


@cache
def _cell(delimiter: str, quoted: bool) -> re.Pattern[str]:
    stop = re.escape(delimiter)
    marks = rf'"(?:[^"]++|"")*+"(?={stop}|\r|\n|\Z)' if quoted else "(?!)"
    return re.compile(rf"(?P<quoted>{marks})|{'(?!' + chr(34) + ')' if quoted else ''}(?P<plain>[^{stop}\r\n]*+)")


@cache
def _row(delimiter: str, quoted: bool) -> re.Pattern[bytes]:
    stop = re.escape(delimiter).encode()
    plain = rb"[^" + stop + rb"\r\n]*+"
    cell = rb'(?:"(?:[^"]++|"")*+"|(?!")' + plain + rb")" if quoted else plain
    return re.compile(cell + rb"(?:" + stop + cell + rb")*+(?P<end>\r\n|\n|\r)")


def rows(path: str, stream: BinaryIO, delimiter: str, *, header: bool, quoted: bool = True) -> Iterator[Part | Fault]:
    """A part for each row with its newline; the header and blank rows are no records.

    Where nothing is `quoted`, a quotation mark is a character like any other.
    """
    buffer = Buffer(path, stream)
    buffer.fill()
    if buffer.data.startswith(BOM):
        yield buffer.part(len(BOM), record=False)
    pattern = _row(delimiter, quoted)
    first = header
    while True:
        found = pattern.match(buffer.data, buffer.at)
        while (
            (found is None or found.end() == len(buffer.data))
            and len(buffer.data) - buffer.at < LONGEST
            and buffer.fill()
        ):
            found = pattern.match(buffer.data, buffer.at)
        if buffer.at == len(buffer.data):
            return
        end = found.end() if found else _line_end(buffer)
        blank = not buffer.data[buffer.at : end].strip(b"\r\n")
        yield buffer.part(end - buffer.at, record=not blank and not first)
        first = first and blank


def _line_end(buffer: Buffer) -> int:
    """Where a row ends that cannot be read: with its line, or all that is left if a quote is never closed."""
    newline = buffer.data.find(b"\n", buffer.at)
    rest = buffer.data[buffer.at :]
    if newline < 0 or rest.count(b'"') % 2:
        return len(buffer.data)
    return newline + 1


def read_row(raw: str, delimiter: str, *, quoted: bool = True) -> list[Leaf]:
    """The cells of a row as leaves. Raises RowError where a quotation mark is out of place."""
    end = len(raw) - (2 if raw.endswith("\r\n") else raw.endswith(("\n", "\r")))
    cells: list[Leaf] = []
    at = 0
    pattern = _cell(delimiter, quoted)
    while True:
        found = pattern.match(raw, at, end)
        if found is None:
            closes = re.compile(r'"(?:[^"]++|"")*+"').match(raw, at)
            if closes:
                raise RowError("text after a closing quotation mark", closes.end())
            raise RowError("a quotation mark opens here that is never closed", at)
        stop = found.end()
        how = _quoted if found["quoted"] is not None else (_plain if quoted else _bare)
        read = partial(how, raw, at, stop, delimiter)
        cells.append(Leaf("string", at, stop, read))
        if stop >= end:
            return cells
        at = stop + 1


def row_tree(cells: Sequence[Leaf], columns: Sequence[str]) -> Tree:
    """A row by the names of its columns, or by their numbers from 1."""
    names = columns or [str(number) for number in range(1, len(cells) + 1)]
    return dict(zip(names, cells, strict=False))


def _quoted(raw: str, start: int, end: int, delimiter: str) -> Piece:
    newline = _newline(raw[start:end])
    return mapped(
        raw, start + 1, end - 1, _QUOTED, lambda text: '"' if text == '""' else "\n", partial(_doubled, newline=newline)
    )


def _doubled(text: str, newline: str) -> str:
    return plain_newline(text.replace('"', '""'), newline)


def _plain(raw: str, start: int, end: int, delimiter: str) -> Piece:
    piece = plain_piece(raw, start, end, str)
    return replace(piece, outer=piece.raw, whole=partial(_quotes, delimiter=delimiter))


def _bare(raw: str, start: int, end: int, delimiter: str) -> Piece:
    return plain_piece(raw, start, end, str)


def _quotes(text: str, delimiter: str) -> str | None:
    """The cell in quotation marks, where its new text cannot do without."""
    if text.startswith('"') or any(sign in text for sign in (delimiter, "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return None


def _newline(text: str) -> str:
    pairs = text.count("\r\n")
    return "\r\n" if pairs and pairs * 2 >= text.count("\n") else "\n"


def delimiter_of(sample: str, suffix: str) -> str:
    """The delimiter that parts most rows of a sample into the same number of cells, two at least.

    A tab that parts all of them is no part of the prose, and goes before every other sign.
    """
    usual = "\t" if suffix in {".tsv", ".tab"} else ","
    best = (0.0, usual)
    for delimiter in DELIMITERS:
        counts = [len(row) for row in sample_rows(sample, delimiter)]
        if not counts or counts[0] < 2:
            continue
        same = sum(count == counts[0] for count in counts) / len(counts)
        if delimiter == "\t" and (same == 1 or usual == "\t"):
            return "\t"
        best = max(best, (same + min(counts[0], 30) / 1000, delimiter))
    return best[1]


def is_quoted(sample: str, delimiter: str) -> bool:
    """Whether cells may stand in quotation marks: not where only the lines as they are make an even table.

    Tables with tabs are often written without any quoting, and prose begins with quotation marks. Where both
    readings are even, a cell that runs over a newline and a tab is two rows of prose with a mark in each.
    """
    if delimiter != "\t":
        return True
    bare = [len(row) for row in sample_rows(sample, delimiter, quoted=False)]
    marked = list(sample_rows(sample, delimiter))
    if len(set(bare)) != 1 or bare[0] < 2 or bare == [len(row) for row in marked]:
        return True
    texts = [leaf.text for row in marked for leaf in row]
    readable = len(marked) + sum(text.count("\n") for text in texts) >= len(bare)
    even = {len(row) for row in marked} == set(bare)
    return readable and even and not any("\n" in text and "\t" in text for text in texts)


def sample_rows(sample: str, delimiter: str, most: int = 20, *, quoted: bool = True) -> Iterator[list[Leaf]]:
    """The cells of the first rows that can be read."""
    pattern = re.compile(_row(delimiter, quoted).pattern.decode())
    at = count = 0
    while count < most:
        found = pattern.match(sample, at)
        if found is None:
            if at < len(sample) and count < 2:
                yield from _read(sample[at:], delimiter, quoted)
            return
        at = found.end()
        if found.group().strip("\r\n"):
            count += 1
            yield from _read(found.group(), delimiter, quoted)


def _read(row: str, delimiter: str, quoted: bool) -> Iterator[list[Leaf]]:
    try:
        yield read_row(row, delimiter, quoted=quoted)
    except RowError:
        return

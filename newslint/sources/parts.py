"""A file in parts: the stretches that hold a record each, and what stands between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from newslint.model import Problem

CHUNK = 1 << 20
LONGEST = 1 << 28
"""More bytes than this in one record are taken for a quotation mark or bracket that is never closed."""
BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a file; all parts in order are the file, byte for byte.

    `index` counts records from 0 and is None for what stands between them. `line` and `column`
    (in code points) are where the part begins, both from 1. `pointer` leads from the root of the
    document that holds the record to it.
    """

    raw: bytes
    line: int = 1
    column: int = 1
    index: int | None = None
    pointer: str = ""

    def __reduce__(self) -> tuple[object, ...]:
        """How it is pickled: much faster than field by field, and there are many."""
        return Part, (self.raw, self.line, self.column, self.index, self.pointer)

    def place(self, text: str, at: int) -> tuple[int, int]:
        """Line and column in the file of an offset in the part's text."""
        lines = text.count("\n", 0, at)
        return self.line + lines, at - text.rfind("\n", 0, at) if lines else self.column + at


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong between records; a file that is `broken` is never rewritten."""

    problem: Problem
    broken: bool = True


def batches(parts: Iterator[Part | Fault], most: int, size: int) -> Iterator[list[Part | Fault]]:
    """The parts in lists of at most so many records, and no more bytes than `size` and one part."""
    batch: list[Part | Fault] = []
    records = held = 0
    for part in parts:
        batch.append(part)
        if isinstance(part, Part):
            records += part.index is not None
            held += len(part.raw)
        if records >= most or held >= size:
            yield batch
            batch, records, held = [], 0, 0
    if batch:
        yield batch


class Buffer:
    """The front of a stream: what has been read and not yet given away as parts."""

    def __init__(self, path: str, stream: BinaryIO) -> None:
        self.path = path
        self.data = b""
        self.at = 0
        self.ended = False
        self._stream = stream
        self._line = 1
        self._column = 1
        self._next = 0

    def fill(self) -> bool:
        """Read more, at least as much again as is waiting; False at the end of the stream."""
        if self.ended:
            return False
        held = self.data[self.at :]
        more = self._stream.read(max(CHUNK, len(held)))
        self.ended = not more
        self.data, self.at = held + more, 0
        return bool(more)

    def part(self, length: int, *, record: bool, pointer: str = "") -> Part:
        """Give away the next bytes."""
        raw = self.data[self.at : self.at + length]
        index = None
        if record:
            index = self._next
            self._next += 1
        part = Part(raw, self._line, self._column, index, pointer)
        self.at += length
        lines = raw.count(b"\n")
        self._line += lines
        last = raw[raw.rfind(b"\n") + 1 :] if lines else raw
        width = len(last.decode("utf-8", "replace")) - last.startswith(BOM)
        self._column = width + 1 if lines else self._column + width
        return part

    def rest(self) -> Part:
        """Give away everything that has been read."""
        return self.part(len(self.data) - self.at, record=False)

    def fault(self, message: str, hint: str = "", *, broken: bool = True) -> Fault:
        """Something is wrong at the place where the next part begins."""
        return Fault(Problem(self.path, message, self._line, self._column, hint), broken)

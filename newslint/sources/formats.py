"""Files of many records: opened, their layout told from the first ones, then read record by record."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol, runtime_checkable

from newslint.model import MAIN, NewslintError, Problem
from newslint.sources.layouts import SAMPLE, Layout
from newslint.sources.parts import Fault, Part, batches
from newslint.sources.record import Record, is_readers, unseen_in, views_of
from newslint.sources.tree import Piece, Tree
from newslint.sources.views import View

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


@runtime_checkable
class Quick(Protocol):
    """A reader that can tell what a record says without telling where it says so."""

    def quick(self, parts: Sequence[Part]) -> Sequence[Sequence[str] | None]:
        """Of each part, which is a record's, text, headline and standfirst as they are checked.

        None where the record must be read in full, for what is wrong with it, or for its layout.
        """
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


def decoded(path: str, part: Part) -> str:
    """The part's text. Raises NewslintError with the place of a byte that is not UTF-8."""
    try:
        return part.raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = part.raw[: error.start].decode("utf-8")
        line, column = part.place(before, len(before))
        message = f"byte 0x{part.raw[error.start]:02X} is not UTF-8: {called(part)} was not checked"
        raise NewslintError(Problem(path, message, line, column)) from None


def called(part: Part) -> str:
    """How a message names the record."""
    return f"record {part.pointer}" if part.pointer else f"record {(part.index or 0) + 1}"


def said(path: str, part: Part, why: str) -> Problem:
    """The problem that a record has, at its place."""
    return Problem(path, f"{called(part)} {why}", part.line, part.column)


def record_of(path: str, format: str, part: Part, raw: str, tree: Tree, layout: Layout) -> Record:
    """The record that a part's tree is by a layout; one without text says why, unless its kind has none."""
    views, missing, why = views_of(tree, layout, part.pointer)
    wrong = (said(path, part, why),) if why and layout.body else ()
    hides = unseen_in(tree, layout) if not why and any(piece.offsets is not None for piece in _pieces(views)) else ()
    comment = is_readers(tree, views, part.pointer)
    return Record(path, format, part, raw, tuple(views), tuple(missing), wrong, unseen=hides, comment=comment)


def _pieces(views: Iterable[View]) -> Iterator[Piece]:
    return (piece for view in views if view.name == MAIN for piece in view.pieces)


def peeked(parts: Iterator[Part | Fault]) -> tuple[list[Part | Fault], Iterator[Part | Fault]]:
    """The parts up to the twentieth record or four megabytes, and all parts again."""
    head = next(batches(parts, SAMPLE, _SAMPLE_BYTES), [])
    return head, itertools.chain(head, parts)


def front(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes of a stream, and the stream with them still in front."""
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

"""What a file format is, and the text file as it was read: bytes in, edits back to bytes."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import regex

from newslint.model import Edit, Field, Span
from newslint.text import line_index

BOMS = {"utf-8-sig": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
NEWLINE = regex.compile(r"\r\n|\r|\n")


class Document(Protocol):
    """What is checked and fixed as one: a whole text file, or one record of a file of many."""

    @property
    def format(self) -> str:
        """The format's name."""
        ...

    @property
    def fields(self) -> tuple[Field, ...]:
        """The texts, the main one first."""
        ...

    @property
    def editable(self) -> bool:
        """Whether anything in it can be changed."""
        ...

    def can(self, edit: Edit, text: str) -> bool:
        """Whether the edit can be written; `text` is what its field is by now."""
        ...

    def place(self, field: str, offset: int) -> tuple[int, int] | None:
        """Line and column in the file, from 1, in code points; None where the format has no lines."""
        ...

    def locate(self, field: str, span: Span) -> tuple[str, int, int]:
        """(pointer, start, end): the value that a stretch of a field stands in, and where in it."""
        ...

    def pointer(self, field: str) -> str:
        """The JSON pointer, or the name of the column, that holds the field; "" for a file that is one text."""
        ...

    def holds(self, fields: Sequence[Field]) -> bool:
        """Whether these are the document's fields, as far as it can spell them."""
        ...

    @property
    def record(self) -> int | None:
        """Which record of its file it is, from 0; None for a file that is one text."""
        ...

    @property
    def facts(self) -> Mapping[str, str]:
        """What rules may know of the document besides its fields."""
        ...

    def write(self, edits: Sequence[Edit]) -> bytes:
        """The bytes with the edits made."""
        ...


@runtime_checkable
class SourceFormat(Protocol):
    """A file format: its name, the suffixes it answers to (with the dot), and how it is read."""

    @property
    def name(self) -> str:
        """The format's short name, such as "txt"."""
        ...

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The file suffixes it reads, lower case, with the dot."""
        ...

    def read(self, path: str, raw: bytes) -> Document:
        """The file's fields. Raises NewslintError where the bytes are not of this format."""
        ...


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was read; formats other than whole-file text override `write`.

    `encoding` is "utf-8", "utf-8-sig", "utf-16-le" or "utf-16-be", the latter three with a byte
    order mark. `newline` is the file's most frequent newline, ``\\n`` where it has none.
    """

    path: str
    format: str
    encoding: str
    newline: str
    raw: bytes
    fields: tuple[Field, ...]

    def write(self, edits: Sequence[Edit]) -> bytes:
        """The file's bytes with the edits made; every byte outside them stays as it was.

        Edits count in the field's text and are made in the order of their places. Raises
        ValueError where two overlap, or one lies outside the text or in no field of this source.
        """
        if not edits:
            return self.raw
        ordered = self._checked(edits)
        original = decode(self.raw, self.encoding)
        returns = _two_character_newlines(original)
        pieces: list[str] = []
        done = 0
        for edit in ordered:
            start = edit.span.start + bisect_left(returns, edit.span.start)
            _join(pieces, original[done:start])
            _join(pieces, NEWLINE.sub(self.newline, edit.text))
            done = edit.span.end + bisect_left(returns, edit.span.end)
        _join(pieces, original[done:])
        return BOMS.get(self.encoding, b"") + "".join(pieces).encode(codec(self.encoding))

    @property
    def editable(self) -> bool:
        """True: a text file is edited in place."""
        return True

    def can(self, edit: Edit, text: str) -> bool:
        """True: any character of a text file can be edited."""
        return True

    def place(self, field: str, offset: int) -> tuple[int, int] | None:
        """Line and column of an offset, from 1; the column counts code points."""
        return line_index(self.fields[0].text).position(offset)

    def locate(self, field: str, span: Span) -> tuple[str, int, int]:
        """The stretch itself: the file is its text."""
        return "", span.start, span.end

    def pointer(self, field: str) -> str:
        """Empty: the file is one text."""
        return ""

    def holds(self, fields: Sequence[Field]) -> bool:
        """Whether these are the file's fields."""
        return self.fields == tuple(fields)

    @property
    def record(self) -> int | None:
        """None: the file is one text."""
        return None

    @property
    def facts(self) -> Mapping[str, str]:
        """Nothing: all that is known stands in the text."""
        return {}

    def _checked(self, edits: Sequence[Edit]) -> list[Edit]:
        ordered = sorted(edits, key=lambda edit: (edit.span.start, edit.span.end))
        field = self.fields[0]
        done = 0
        for edit in ordered:
            if edit.field != field.name:
                raise ValueError(f"{self.path} has no field {edit.field}")
            if edit.span.end > len(field.text):
                raise ValueError(f"edit ends at {edit.span.end}, the text at {len(field.text)}")
            if edit.span.start < done:
                raise ValueError(f"edits overlap at {edit.span.start}")
            done = edit.span.end
        return ordered


def codec(encoding: str) -> str:
    """The codec that leaves the byte order mark alone."""
    return "utf-8" if encoding == "utf-8-sig" else encoding


def decode(raw: bytes, encoding: str) -> str:
    """The text behind the byte order mark, newlines as they are; UnicodeDecodeError where it is none.

    >>> decode(bytes([0xFF, 0xFE, 0x61, 0x00]), "utf-16-le")
    'a'
    """
    return raw[len(BOMS.get(encoding, b"")) :].decode(codec(encoding))


def one_newline(original: str) -> tuple[str, str]:
    """The text with ``\\n`` newlines only, and the most frequent newline of the original.

    >>> one_newline("a\\r\\nb\\rc\\r\\n")
    ('a\\nb\\nc\\n', '\\r\\n')
    """
    if "\r" not in original:
        return original, "\n"
    pairs = original.count("\r\n")
    counts = {"\n": original.count("\n") - pairs, "\r\n": pairs, "\r": original.count("\r") - pairs}
    text = original.replace("\r\n", "\n").replace("\r", "\n")
    return text, max(counts, key=lambda newline: counts[newline])


def _two_character_newlines(original: str) -> array[int]:
    """Where in the text with ``\\n`` newlines each ``\\r\\n`` of the original stands."""
    places = array("Q")
    place = original.find("\r\n")
    while place >= 0:
        places.append(place - len(places))
        place = original.find("\r\n", place + 2)
    return places


def _join(pieces: list[str], piece: str) -> None:
    """Append a piece; a lone CR before a lone LF stays a newline of its own.

    Only files that mix newline styles get here: deleting what stood between the two would make
    one CRLF of them and lose a line, so the LF becomes a CRLF.
    """
    if not piece:
        return
    if piece[0] == "\n" and pieces and pieces[-1][-1] == "\r":
        pieces.append("\r")
    pieces.append(piece)

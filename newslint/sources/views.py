"""A field as its record spells it: one string, or a list of paragraphs read as one text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import regex

from newslint.model import Edit, Span
from newslint.sources.tree import Piece

_BLANKS = regex.compile(r"\s*\n\s*")
GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class View:
    """A field as the record spells it: the pieces in order, joined by a blank line.

    `pointer` is the field's place in the record, `pointers` are those of its pieces. `starts` are the
    offsets of the pieces in `text`, `skipped` how many characters of each piece stand before what
    the field shows of it.
    """

    name: str
    pointer: str
    text: str
    pieces: tuple[Piece, ...]
    pointers: tuple[str, ...]
    starts: tuple[int, ...] = (0,)
    skipped: tuple[int, ...] = (0,)

    @classmethod
    def of(cls, name: str, pointer: str, pieces: Sequence[tuple[str, Piece]]) -> View:
        """The view of one (pointer, piece), or of a list of paragraphs, trimmed and without empty ones."""
        told = [(where, piece) for where, piece in pieces if piece.text.strip()] if len(pieces) > 1 else list(pieces)
        if not told or len(pieces) == 1:
            (where, piece), *_ = pieces
            return cls(name, pointer, piece.text, (piece,), (where,))
        held = [piece for _, piece in told]
        shown = [piece.text.strip() for piece in held]
        starts, length = [], 0
        for text in shown:
            starts.append(length)
            length += len(text) + len(GAP)
        skipped = tuple(len(piece.text) - len(piece.text.lstrip()) for piece in held)
        pointers = tuple(where for where, _ in told)
        return cls(name, pointer, GAP.join(shown), tuple(held), pointers, tuple(starts), skipped)

    def renamed(self, rename: Callable[[str], str]) -> View:
        """The view with its pointers in another notation."""
        return replace(self, pointer=rename(self.pointer), pointers=tuple(map(rename, self.pointers)))

    def place(self, offset: int) -> int:
        """The raw offset of a character of the field."""
        at = max(bisect_right(self.starts, offset) - 1, 0)
        return self.pieces[at].place(offset - self.starts[at] + self.skipped[at])

    def locate(self, span: Span) -> tuple[str, int, int]:
        """(pointer, start, end): the string that a stretch of the field begins in, and where in that it stands."""
        at = max(bisect_right(self.starts, span.start) - 1, 0)
        piece, moved = self.pieces[at], self.skipped[at] - self.starts[at]
        start = piece.offset(span.start + moved)
        last = min(span.end + moved, len(piece.text))
        return self.pointers[at], start, max(piece.offset(last - 1) + 1, start) if len(span) else start

    def can(self, edit: Edit, text: str) -> bool:
        """Whether an edit of `text`, what the field is by now, can be spelled.

        What joins two members of a list stands in neither of them: such an edit deletes whole
        lines, or stays within one.
        """
        if len(self.pieces) == 1:
            return self.pieces[0].offsets is None
        if any(piece.offsets is not None for piece in self.pieces):
            return False
        deleted = edit.span.of(text)
        beside = text[max(edit.span.start - 1, 0) : edit.span.end + 1]
        if "\n" not in deleted:
            return bool(deleted.strip()) or bool(beside.strip())
        opens = edit.span.start == 0 or text[edit.span.start - 1] == "\n" or deleted.startswith("\n")
        closes = edit.span.end == len(text) or deleted.endswith("\n") or text[edit.span.end] == "\n"
        return not edit.text and bool(deleted.strip()) and opens and closes

    def same(self, text: str, other: str) -> bool:
        """Whether two texts are spelled alike: between members of a list, blank lines are none."""
        if len(self.pieces) == 1:
            return text == other
        return _BLANKS.sub("\n", text).strip() == _BLANKS.sub("\n", other).strip()

    def spelled(self, edits: Sequence[Edit]) -> list[tuple[int, int, str]]:
        """The edits of this field as edits (start, end, new text) of the raw record."""
        found = []
        for piece, (start, end), skipped in zip(self.pieces, self._stretches(), self.skipped, strict=True):
            inside = []
            for edit in edits:
                low, high = max(edit.span.start, start), min(edit.span.end, end)
                if low < high or low == high == edit.span.start == edit.span.end:
                    text = edit.text if edit.span.end <= end + len(GAP) else ""
                    inside.append((low - start + skipped, high - start + skipped, text))
            if inside:
                found += piece.spelled(inside)
        return found

    def _stretches(self) -> list[tuple[int, int]]:
        if len(self.pieces) == 1:
            return [(0, len(self.text))]
        ends = [*(start - len(GAP) for start in self.starts[1:]), len(self.text)]
        return list(zip(self.starts, ends, strict=True))

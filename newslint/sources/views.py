"""A field as its record spells it: one string, or a list of paragraphs read as one text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from newslint.model import Edit
from newslint.sources.tree import Piece

_BLANKS = regex.compile(r"\s*\n\s*")
GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class View:
    """A field as the record spells it: the pieces in order, joined by a blank line.

    `pointer` is the field's place in the record. `starts` are the offsets of the pieces in `text`,
    `skipped` how many characters of each piece stand before what the field shows of it.
    """

    name: str
    pointer: str
    text: str
    pieces: tuple[Piece, ...]
    starts: tuple[int, ...] = (0,)
    skipped: tuple[int, ...] = (0,)

    @classmethod
    def of(cls, name: str, pointer: str, pieces: Sequence[Piece]) -> View:
        """The view of one piece, or of a list of paragraphs, trimmed and without empty ones."""
        if len(pieces) == 1:
            return cls(name, pointer, pieces[0].text, tuple(pieces))
        held = [piece for piece in pieces if piece.text.strip()]
        shown = [piece.text.strip() for piece in held]
        starts, length = [], 0
        for text in shown:
            starts.append(length)
            length += len(text) + len(GAP)
        skipped = tuple(len(piece.text) - len(piece.text.lstrip()) for piece in held)
        return cls(name, pointer, GAP.join(shown), tuple(held), tuple(starts), skipped)

    def place(self, offset: int) -> int:
        """The raw offset of a character of the field."""
        at = max(bisect_right(self.starts, offset) - 1, 0)
        return self.pieces[at].place(offset - self.starts[at] + self.skipped[at])

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

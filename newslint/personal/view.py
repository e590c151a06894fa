"""A text as a reader sees it: hidden characters gone, blanks and hyphens plain, entities read."""

from __future__ import annotations

import html
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from newslint.model import Span

_SAME_LENGTH = {
    **dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000), " "), 0x2010: "-", 0x2011: "-", 0x2012: "-", 0xFF20: "@",
}  # fmt: skip
_HIDDEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_CHANGED = regex.compile(rf"[{_HIDDEN}]++|&(?:\#\d{{2,5}}|\#[xX][0-9a-fA-F]{{2,4}}|nbsp|commat|period|shy|plus|amp);")
_ODD = regex.compile(rf"[{_HIDDEN}&{''.join(map(chr, _SAME_LENGTH))}]")
ODD_LITERALS = frozenset({*_HIDDEN, "&", *map(chr, _SAME_LENGTH)})
"""Strings without one of which a view is the text itself: a literal may hide behind them."""


@dataclass(frozen=True, slots=True)
class View:
    """The text to search; `cuts` are (place in it, how much further on that is in the first text)."""

    text: str
    places: tuple[int, ...] = ()
    shifts: tuple[int, ...] = ()

    def first(self, span: Span) -> Span:
        """A span of the view as one of the text it was made of."""
        if not self.places:
            return span
        return Span(self._at(span.start), self._at(span.end - 1) + self._width(span.end - 1))

    def _at(self, place: int) -> int:
        at = bisect_left(self.places, place + 1) - 1
        return place + (self.shifts[at] if at >= 0 else 0)

    def _width(self, place: int) -> int:
        """How many characters of the first text one of the view stands for."""
        return max(self._at(place + 1) - self._at(place), 1) if place + 1 < len(self.text) else 1


@lru_cache(maxsize=32)
def view(text: str) -> View:
    """The view of a text.

    >>> seen = view("ana&#64;mail.pt")
    >>> seen.text, seen.first(Span(0, 11))
    ('ana@mail.pt', Span(start=0, end=15))
    """
    if _ODD.search(text) is None:
        return View(text)
    if _CHANGED.search(text) is None:
        return View(text.translate(_SAME_LENGTH))
    parts: list[str] = []
    places, shifts, at, made, shift = [], [], 0, 0, 0
    for found in _CHANGED.finditer(text):
        parts.append(text[at : found.start()])
        made += found.start() - at
        new = html.unescape(found[0]) if found[0].startswith("&") else ""
        new = "" if new in _HIDDEN or len(new) != 1 or new == "\n" else new
        parts.append(new)
        made += len(new)
        shift += len(found[0]) - len(new)
        places.append(made)
        shifts.append(shift)
        at = found.end()
    return View("".join([*parts, text[at:]]).translate(_SAME_LENGTH), tuple(places), tuple(shifts))


_DIGITS = regex.compile(r"\d++")
_LEAST = 6


@lru_cache(maxsize=32)
def digit_lines(text: str) -> tuple[tuple[int, int, int], ...]:
    """(start, end, number of digits) of the lines with at least six digits: where numbers can stand."""
    counts: dict[int, int] = {}
    for found in _DIGITS.finditer(text):
        start = text.rfind("\n", 0, found.start()) + 1
        counts[start] = counts.get(start, 0) + len(found[0])
    return tuple(
        (start, end if (end := text.find("\n", start)) >= 0 else len(text), count)
        for start, count in counts.items()
        if count >= _LEAST
    )


_SPLIT = regex.compile(r"(?<=[\d@.-]\x20?)\n(?=\x20?[\w@.+(])|\n(?=@)")
_AROUND = 60


def split_places(text: str) -> Sequence[tuple[int, int, int]]:
    """(start, place of the newline, end) of the stretches in which a value may go on in the next line."""
    return [
        (max(found.start() - _AROUND, 0), found.start(), min(found.end() + _AROUND, len(text)))
        for found in _SPLIT.finditer(text)
    ]

"""A text as a reader sees it: hidden characters gone, blanks and hyphens plain, entities read."""

from __future__ import annotations

import html
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

import regex

from newslint.folding import folded
from newslint.model import Span
from newslint.patterns import compiled
from newslint.scanners import AUTO, Scanner, on_lines, scanner

_SAME_LENGTH = {
    **dict.fromkeys(map(chr, (0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000)), " "),
    **dict.fromkeys("\u2010\u2011\u2012", "-"),
    "\uff20": "@",
}
_HIDDEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_CHANGED = compiled(rf"[{_HIDDEN}]++|&(?:\#\d{{2,5}}|\#[xX][0-9a-fA-F]{{2,4}}|nbsp|commat|period|shy|plus|amp);")
_CUT = f"{_HIDDEN}&"
ODD_LITERALS = frozenset({*_CUT, *_SAME_LENGTH})
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


@lru_cache(maxsize=64)
def view(text: str) -> View:
    """The view of a text.

    >>> seen = view("ana&#64;mail.pt")
    >>> seen.text, seen.first(Span(0, 11))
    ('ana@mail.pt', Span(start=0, end=15))
    """
    if text.isascii() and "&" not in text:
        return View(text)
    if not any(char in text for char in _CUT) or _CHANGED.search(text) is None:
        return View(_plain(text))
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
    return View(_plain("".join([*parts, text[at:]])), tuple(places), tuple(shifts))


def _plain(text: str) -> str:
    for odd, plain in _SAME_LENGTH.items():
        text = text.replace(odd, plain)
    return text


_DIGITS = compiled(r"[0-9]++")
_ANY_DIGITS = compiled(r"\d++")
_OTHER_SCRIPTS = re.compile("[\u0660-\u0669\u06f0-\u06f9\u07c0-\u1fff\ua620-\uabff\uff10-\uff19\U00010000-\U0001ffff]")
"""Where Unicode has its other decimal digits; `re` searches ranges several times as fast as `regex`."""


def _digit_runs(text: str) -> Iterator[regex.Match[str]]:
    if text.isascii() or _OTHER_SCRIPTS.search(text) is None:
        yield from _DIGITS.finditer(text)
        return
    start = 0
    for line in text.split("\n"):
        ours = line.isascii() or _OTHER_SCRIPTS.search(line) is None
        yield from (_DIGITS if ours else _ANY_DIGITS).finditer(text, start, start + len(line))
        start += len(line) + 1


@lru_cache(maxsize=256)
def lines_of_digits(text: str, least: int) -> list[tuple[int, int]]:
    """(start, end) of the lines with at least so many digits."""
    return [(start, end) for start, end, count in digit_lines(text) if count >= least]


@lru_cache(maxsize=64)
def digit_lines(text: str) -> tuple[tuple[int, int, int], ...]:
    """(start, end, number of digits) of the lines with digits: where numbers can stand."""
    lines: list[tuple[int, int, int]] = []
    start, end, count = 0, -1, 0
    for found in _digit_runs(text):
        first, last = found.span()
        if first > end:
            if count:
                lines.append((start, end, count))
            start = text.rfind("\n", max(end, 0), first) + 1 or max(end + 1, 0)
            end = text.find("\n", last)
            end, count = (end if end >= 0 else len(text)), 0
        count += last - first
    if count:
        lines.append((start, end, count))
    return tuple(lines)


@lru_cache(maxsize=64)
def _scanner(literals: tuple[str, ...]) -> Scanner:
    return scanner(AUTO, [literal.encode("utf-8", "surrogatepass") for literal in literals])


@lru_cache(maxsize=64)
def held(text: str, literals: tuple[str, ...]) -> dict[str, set[int]]:
    """The literals that a text holds, with the numbers of their lines."""
    raw = folded(text).encode("utf-8", "surrogatepass")
    found: dict[str, set[int]] = {}
    for number, line in on_lines(raw, _scanner(literals).find(raw)):
        found.setdefault(literals[number], set()).add(line)
    return found


def lines_with(text: str, literals: tuple[str, ...], among: tuple[str, ...] = ()) -> list[tuple[int, int]]:
    """(start, end) of the lines that hold one of the folded strings, whatever its case.

    `among` are more strings, which will be asked for as well: one scan finds them all.

    >>> lines_with("one\\nTwo\\nthree", ("two",))
    [(4, 7)]
    """
    found = held(text, among or literals)
    numbers = set[int]().union(*(found[literal] for literal in literals if literal in found))
    lines = _lines(text) if numbers else ()
    return [lines[number] for number in sorted(numbers)]


@lru_cache(maxsize=16)
def _lines(text: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of every line."""
    found, start = list[tuple[int, int]](), 0
    while (end := text.find("\n", start)) >= 0:
        found.append((start, end))
        start = end + 1
    return (*found, (start, len(text)))


_SPLIT = compiled(r"(?<=[\d@.-]\x20?)\n(?=\x20?[\w@.+(])|\n(?=@)")
_AROUND = 60


@dataclass(frozen=True, slots=True)
class Joined:
    """The stretches in which a value may go on in the next line, one a line, the newline gone or a blank.

    `places` are (start in the joined text, start, place of the newline, end) of each.
    """

    text: str
    places: tuple[tuple[int, int, int, int], ...]
    gap: int

    def over_newlines(self, spans: Iterable[Span]) -> Iterator[Span]:
        """Those of the spans that stand over a newline, as spans of the first text."""
        for span in spans:
            at, start, newline, end = self.places[bisect_right(self.places, (span.start, len(self.text))) - 1]
            first = span.start - at + start
            last = min(span.end - at + start + 1 - self.gap, end)
            if first <= newline - (1 - self.gap) and newline < last - (1 - self.gap):
                yield Span(first, last)


@lru_cache(maxsize=64)
def joined(text: str) -> tuple[Joined, ...]:
    """The places of a text where a value may be broken, with a blank for the newline and without."""
    places = [
        (max(found.start() - _AROUND, 0), found.start(), min(found.end() + _AROUND, len(text)))
        for found in _SPLIT.finditer(text)
    ]
    if not places:
        return ()
    made = []
    for gap in (" ", ""):
        pieces = [text[start:newline] + gap + text[newline + 1 : end] for start, newline, end in places]
        starts = [0, *accumulate(len(piece) + 1 for piece in pieces)]
        told = tuple((at, *place) for at, place in zip(starts, places, strict=False))
        made.append(Joined("\n".join(pieces), told, len(gap)))
    return tuple(made)

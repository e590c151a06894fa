"""Invisible characters that hide something: text in tags or selectors, reordered text, split words.

Scripts and emoji need some of these characters, browsers and offices leave others behind; what they
need or leave is not reported here. See UTS #39 and #55 and UTR #36 on what has been done with them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import regex

from newslint.model import Span
from newslint.patterns import compiled

_ZERO = "\u200b-\u200d\u2060-\u2064\ufeff\u034f\u180e\u115f\u1160\u3164\uffa0"
_LETTER = "[\\p{Latin}\\p{Cyrillic}\\p{Greek}\\d]"
_TAGS = compiled("[\U000e0000-\U000e007f]++")
# A flag of a region is a black flag, three to six letters or digits in tags, and the cancel tag (UTS #51).
_FLAG = compiled("[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f")
_SAID = {0xE0000 + code: chr(code) if 0x20 <= code < 0x7F else None for code in range(0x80)}
_BLACK_FLAG = "\U0001f3f4"
_SPLIT = compiled(rf"(?<![\w{_ZERO}]){_LETTER}++(?:[{_ZERO}]++{_LETTER}++){{2,}}+", regex.VERSION1)
_JOINT = compiled(f"[{_ZERO}]++")
_RUN = compiled(f"[{_ZERO}]{{8,}}+")
_SELECTORS = compiled("[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}+")
_BIDI = compiled("[\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = compiled("[\\p{Hebrew}\\p{Arabic}\\p{Syriac}\\p{Thaana}\\p{Nko}]", regex.VERSION1)
_PLAIN = compiled("[\\p{Latin}\\p{Cyrillic}\\p{Greek}\\p{Han}\\d]", regex.VERSION1)
_TURNS = frozenset("\u202b\u202e\u2067")
_ENDS = "\u202c\u2069"
_ISOLATES = frozenset("\u2066\u2067\u2068")
_PIECE = 2.5
_LOOKS = 4
_JOINTS = 50
_MOST = 4000
"""After so many marks that turn text the rest is not looked at: no article has them."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """A place where something is hidden: what of it to show, and the edits that undo it."""

    span: Span
    shown: str
    edits: tuple[tuple[Span, str], ...]


def tags(text: str) -> Iterator[Hidden]:
    """Text in tag characters, two and more, decoded; flags of regions are no such text.

    >>> [item.shown for item in tags("quay" + "".join(chr(0xE0000 + ord(c)) for c in "go on"))]
    ['go on']
    """
    for match in _TAGS.finditer(text):
        if text.endswith(_BLACK_FLAG, 0, match.start()) and _FLAG.fullmatch(match.group()):
            continue
        said = match.group().translate(_SAID)
        if len(said) > 1:
            yield _deleted(match.span(), said)


def selectors(text: str) -> Iterator[Hidden]:
    """Bytes in a run of variation selectors; one selector alone is what a letter or emoji may have.

    >>> [item.shown for item in selectors("quay" + "".join(chr(0xE0100 + ord(c) - 16) for c in "go on"))]
    ['go on']
    """
    for match in _SELECTORS.finditer(text):
        run = match.group()
        if len(set(run)) == 1 and len(run) < _LOOKS:
            continue
        raw = bytes(ord(char) - 0xFE00 if char < "\ufe10" else ord(char) - 0xE0100 + 16 for char in run)
        said = raw.decode("utf-8", "replace")
        yield _deleted(match.span(), said if said.isprintable() else f"{len(raw)} bytes")


def zero_width(text: str) -> Iterator[Hidden]:
    """Words split between their letters by invisible characters, and runs of them that spell something.

    One blank of no width within a word shows browsers where to break it, one joiner keeps letters
    apart that Arabic, Persian, Indic scripts or German ligatures would join, and a run of one and
    the same character is padding: none of these is meant.

    >>> [item.shown for item in zero_width("b\\u200ba\\u200bk\\u200be\\u200br and har\\u200bbour")]
    ['baker']
    """
    for match in _SPLIT.finditer(text):
        word, count = _JOINT.subn("", match.group())
        if len(word) > _PIECE * (count + 1):
            continue
        edits: tuple[tuple[Span, str], ...] = ((Span(*match.span()), word),)
        if count <= _JOINTS:
            edits = tuple((Span(*joint.span()), "") for joint in _JOINT.finditer(text, *match.span()))
        yield Hidden(Span(*match.span()), word, edits)
    for match in _RUN.finditer(text):
        if len(set(match.group())) > 1:
            yield _deleted(match.span(), f"{len(match.group())} characters")


def bidi(text: str) -> Iterator[Hidden]:
    """Marks that turn the order of letters that are not written from right to left.

    Those around Arabic or Hebrew are needed. Marks that only keep the order as it is (around names
    and telephone numbers, copied from other programs) turn nothing.

    >>> [item.shown for item in bidi("harbour\\u202efdp.exe")]
    ['fdp.exe']
    """
    open_marks: list[int] = []
    turned: int | None = None
    for match in islice(_BIDI.finditer(text), _MOST):
        mark, at = match.group(), match.start()
        if mark not in _ENDS:
            turned = at if turned is None and mark in _TURNS else turned
            open_marks.append(at)
        elif open_marks and (text[open_marks[-1]] in _ISOLATES) == (mark == _ENDS[1]) and open_marks.pop() == turned:
            yield from _turned(text, Span(turned, at + 1))
            turned = None
    if turned is not None:
        yield from _turned(text, Span(turned, len(text)))


def _turned(text: str, span: Span) -> Iterator[Hidden]:
    """The stretch that a mark turns, where it has letters or digits and none from right to left."""
    inner = span.of(text)
    if not _RIGHT_TO_LEFT.search(inner) and _PLAIN.search(inner):
        shown, count = _BIDI.subn("", inner)
        edits: tuple[tuple[Span, str], ...] = ((span, shown),)
        if count <= _JOINTS:
            edits = tuple((Span(*mark.span()), "") for mark in _BIDI.finditer(text, span.start, span.end))
        yield Hidden(span, shown, edits)


def suspicious(text: str) -> list[Span]:
    """Stretches in which these patterns account for every invisible character; the others may be repaired as harmless."""
    if _ANY.search(text) is None:
        return []
    return sorted(span for find in (tags, selectors, zero_width, bidi) for item in find(text) for span, _ in item.edits)


@lru_cache(maxsize=64)
def invisible(text: str) -> bool:
    """Whether any of these characters can be in the text: a quick look.

    >>> invisible("quay"), invisible("qu\\u200bay"), invisible("Kai über")
    (False, True, False)
    """
    return not text.isascii() and _ANY.search(text) is not None


_ANY = re.compile(f"[{_ZERO}\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f\U000e0000-\U000e01ef]")


def _deleted(span: tuple[int, int], shown: str) -> Hidden:
    return Hidden(Span(*span), shown, ((Span(*span), ""),))

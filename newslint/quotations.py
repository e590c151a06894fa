"""Which stretches of a text stand in quotation marks: straight, curly, low-high, guillemets, over paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from newslint.model import Span

_CLOSERS = {
    "“": "”“\"", "„": "“”\"", "‟": "”", "«": "»", "»": "«", "‹": "›", "›": "‹",
    "‘": "’‘", "‚": "‘’", "「": "」", "『": "』", '"': '"”', "'": "'", "”": "”",
}  # fmt: skip
_SINGLE = frozenset("‘‚'‹›")
_MARK = regex.compile("[“”„‟«»‹›‘’‚「」『』\"']")
_LINE = regex.compile("[^\n]+")


def quoted(text: str) -> tuple[Span, ...]:
    """The stretches between quotation marks, marks left out, in order; a quote within a quote is part of it.

    A quote that a line leaves open ends with the line, and goes on where the next line opens with a
    mark again. An apostrophe and the mark of inches open nothing.

    >>> [span.of("He said: “No.” Then “yes”.") for span in quoted("He said: “No.” Then “yes”.")]
    ['No.', 'yes']
    >>> [span.of('Don\\'t ask, »sagt er, „nein“ dazu«, a 5" pipe') for span in quoted('Don\\'t ask, »sagt er, „nein“ dazu«, a 5" pipe')]
    ['sagt er, „nein“ dazu']
    """
    return tuple(span for line in _LINE.finditer(text) for span in _of_line(text, *line.span()))


def _of_line(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    while mark := _MARK.search(text, at, end):
        at = mark.end()
        if not _opens(text, mark.start(), start, end):
            continue
        close = _closing(text, mark.start(), end)
        if close is None:
            if mark[0] in _SINGLE:
                continue
            close = end
        yield Span(mark.end(), close)
        at = min(close + 1, end)


def _opens(text: str, at: int, start: int, end: int) -> bool:
    """Whether a mark can open: something stands after it, and no word right before it."""
    mark = text[at]
    if mark not in _CLOSERS or at + 1 >= end:
        return False
    before, after = text[at - 1] if at > start else " ", text[at + 1]
    if before.isalnum():
        return False
    if mark in "«»‹›":
        return mark in "«‹" or not after.isspace()
    return not after.isspace() and (mark not in "”'\"" or before in " \t\u00a0([{—–-:,>/*_" or before in _CLOSERS)


def _closing(text: str, at: int, end: int) -> int | None:
    """Where the mark that closes stands; marks of another sort between them are skipped."""
    mark = text[at]
    closers = _CLOSERS[mark]
    depth = 0
    for found in _MARK.finditer(text, at + 1, end):
        char, place = found[0], found.start()
        inside = place + 1 < end and text[place + 1].isalnum()
        if mark in _SINGLE and char in "'’" and (inside or text[place - 1].isspace()):
            continue
        if char == mark and char not in closers and not text[place - 1].isalnum():
            depth += 1
        elif char in closers and depth:
            depth -= 1
        elif char in closers and not (text[place - 1].isspace() and inside):
            return place
    return None

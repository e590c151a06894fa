"""Where the entries of word lists stand in a text: one scan, each hit confirmed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import regex
from ahocorasick_rs import AhoCorasick

from newslint.abuse.fold import latin, letters, reads, skeleton
from newslint.abuse.masks import Disguises
from newslint.abuse.words import Entry
from newslint.model import Span

_WINDOW = 40
_SINGLE = regex.compile(r"\b\w[ ._]\w[ ._]\w\b|(\w)\1\1")


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry at its place; `plain` says that it stands there as it is spelled in the list."""

    span: Span
    entry: Entry
    plain: bool = True


class Lexicon:
    """Entries ready to be found.

    >>> from newslint.abuse.words import inline
    >>> lexicon = Lexicon(inline({"insult": ["nitwit"]}).entries)
    >>> [hit.span for hit in lexicon.hits("A N1twit, a n*twit and a n i t w i t", frozenset({"en"}))]
    [Span(start=2, end=8), Span(start=12, end=18), Span(start=25, end=36)]
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        held: dict[str, list[Entry]] = defaultdict(list)
        for entry in entries:
            held[entry.word].append(entry)
        self._words = list(held)
        self._entries = list(held.values())
        self.disguises = Disguises(held)
        self._scans = _scans(self._words)

    def __getstate__(self) -> dict[str, Any]:
        return {key: value for key, value in vars(self).items() if key != "_scans"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._scans = _scans(self._words)

    def hits(self, text: str, languages: frozenset[str]) -> list[Hit]:
        """Every entry that counts in those languages, in order; of two at one place the longer one."""
        found = [*self._plain(text, languages), *self._disguised(text, languages)]
        found.sort(key=lambda hit: (hit.span.start, -hit.span.end))
        return list(_longest(found))

    def touches(self, text: str) -> bool:
        """Whether anything may be found at all: fast, and sometimes wrongly true."""
        if "*" in text or "#" in text or _SINGLE.search(text):
            return True
        for which, start, end in self._places(text):
            listed = self._entries[which]
            if (start == 0 or not text[start - 1].isalnum() or any(entry.starts for entry in listed)) and (
                end == len(text) or not text[end].isalnum() or any(entry.ends for entry in listed)
            ):
                return True
        return False

    def _places(self, text: str) -> Iterator[tuple[int, int, int]]:
        for scan, form, which in self._scans:
            for at, start, end in scan.find_matches_as_indexes(form(text), overlapping=True):
                yield which[at], start, end

    def _plain(self, text: str, languages: frozenset[str]) -> Iterator[Hit]:
        for which, start, end in self._places(text):
            before = start > 0 and (
                text[start - 1].isalnum() or (text[start - 1] in "'’" and text[start - 2 : start - 1].isalpha())
            )
            after = end < len(text) and (text[end].isalnum() or text[end : end + 2] in {"'t", "’t"})
            word = self._words[which]
            for entry in self._entries[which]:
                if (before and not entry.starts) or (after and not entry.ends):
                    continue
                if entry.lang not in languages and not entry.everywhere:
                    continue
                piece = text[start:end]
                plain = piece == word or word in (letters(piece), piece.lower())
                if piece != word and (not reads(piece, word) if latin(word) else not plain):
                    break
                if not plain and (len(word) < 4 or (entry.strength == "mild" and len(word) < 5)):
                    continue
                span = _whole(text, start, end, entry)
                if fits(text, span, entry):
                    yield Hit(span, entry, plain)

    def _disguised(self, text: str, languages: frozenset[str]) -> Iterator[Hit]:
        for span, entry in self.disguises.find(text):
            if (entry.lang in languages or entry.everywhere) and fits(text, span, entry):
                yield Hit(span, entry, plain=False)


def _scans(words: Sequence[str]) -> list[tuple[AhoCorasick, Callable[[str], str], list[int]]]:
    """Latin words and others, each with the form in which they are looked for."""
    return [
        (AhoCorasick([form(words[at]) for at in which]), form, which)
        for form, which in (
            (skeleton, [at for at, word in enumerate(words) if latin(word)]),
            (_small, [at for at, word in enumerate(words) if not latin(word)]),
        )
        if which
    ]


def _small(text: str) -> str:
    """Small letters, one for one: what would grow stays."""
    small = text.lower()
    return small if len(small) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def fits(text: str, span: Span, entry: Entry) -> bool:
    """Whether the words and the capital at a place let an entry count there."""
    if entry.lower and _name(text, span):
        return False
    if entry.unless or entry.near:
        start, end = text.rfind("\n", 0, span.start) + 1, text.find("\n", span.end)
        start, end = max(start, span.start - _WINDOW), min(end if end >= 0 else len(text), span.end + _WINDOW)
        beside = letters(text[start:end])
        if entry.unless and entry.unless.search(beside):
            return False
        if entry.near and not entry.near.search(letters(text[start : span.start] + " | " + text[span.end : end])):
            return False
    return True


def _name(text: str, span: Span) -> bool:
    """Whether a word with a capital is a name: it is not all in capitals."""
    word = span.of(text)
    return word[0].isupper() and not word[1:].isupper()


def _whole(text: str, start: int, end: int, entry: Entry) -> Span:
    """The whole word around an entry that is open at an end."""
    while entry.starts and start > 0 and (text[start - 1].isalnum() or text[start - 1] == "-"):
        start -= 1
    while entry.ends and end < len(text) and text[end].isalnum():
        end += 1
    return Span(start, end)


def _longest(hits: Sequence[Hit]) -> Iterator[Hit]:
    end, held, last = -1, Span(0, 0), None
    for hit in hits:
        if hit.span.start >= end or (hit.span == held and hit != last):
            yield hit
            last = hit
            end, held = hit.span.end, hit.span

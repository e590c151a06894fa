"""One scan of a text for all rules about abuse: what stands where, and the sentences around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import regex

from newslint.abuse.grammar import Sentence, mark
from newslint.abuse.lexicon import Hit, Lexicon
from newslint.abuse.words import Entry
from newslint.model import Span
from newslint.segment.quotation import quotations

_END = regex.compile(r"(?<![A-Z])[.!?…]++[\"'”“’»«)\]]*+\s++|\n")
_REACH = 160
_LONGEST = 1000
"""A sentence of more characters is no sentence: its words count, its grammar does not."""
# Whom a sentence speaks to is no reason to look closer where it has no other word of the lists.
_ADDRESS = frozenset({"you", "du"})
_THEY = regex.compile(r"[^.!?\n]{0,60}\b(?:they|them|sie|die)\b", regex.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Scanned:
    """The hits of a text by place, its sentences with anchors, and its quotations."""

    hits: tuple[Hit, ...]
    sentences: tuple[Sentence, ...]
    quotes: tuple[Span, ...]


class Scanner:
    """Two lexicons: of the words that alone matter, for the whole text, and of all, for single sentences."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = tuple(entries)
        self._anchors = Lexicon(entry for entry in entries if not entry.common)

    @cached_property
    def _all(self) -> Lexicon:
        return Lexicon(self._entries)

    @cached_property
    def _groups(self) -> Lexicon:
        return Lexicon(entry for entry in self._entries if entry.category == "group")

    @cached_property
    def _telling(self) -> Lexicon:
        return Lexicon(entry for entry in self._entries if entry.category not in _ADDRESS and not _grammar(entry))

    def scan(self, text: str, languages: frozenset[str]) -> Scanned:
        """See `Scanned`; nothing more is looked at where no anchor stands."""
        hits = tuple(self._anchors.hits(text, languages))
        if not hits:
            return Scanned((), (), ())
        sentences: dict[Span, Sentence] = {}
        bounds = _Bounds.of(text)
        for hit in hits:
            span = bounds.sentence(hit.span)
            if len(span) > _LONGEST:
                continue
            if hit.entry.category in _ADDRESS and span not in sentences and not self._telling.touches(span.of(text)):
                continue
            if span not in sentences:
                sentences[span] = self._marked(text, span, languages)
            after = span.end + len(text[span.end : span.end + 3]) - len(text[span.end : span.end + 3].lstrip(" "))
            if hit.entry.category == "group" and _THEY.match(text, after):
                following = bounds.sentence(Span(after, after + 1))
                if following not in sentences and len(following) <= _LONGEST:
                    sentences[following] = self._marked(text, following, languages)
        return Scanned(hits, tuple(sentences.values()), quotations(text))

    def _marked(self, text: str, span: Span, languages: frozenset[str]) -> Sentence:
        hits = self._all.hits(span.of(text), languages)
        if they := [hit.span for hit in hits if hit.entry.category == "they"]:
            before = Span(max(text.rfind("\n", 0, span.start) + 1, span.start - _REACH), span.start)
            if before and (group := _group(self._groups.hits(before.of(text), languages))):
                hits.extend(Hit(place, group) for place in they)
            elif group := _group(hits):
                at = min(hit.span.start for hit in hits if hit.entry.category == "group")
                hits.extend(Hit(place, group) for place in they if place.start > at)
        return mark(text, span, hits)


@lru_cache(maxsize=8)
def scanned(scanner: Scanner, text: str, languages: frozenset[str]) -> Scanned:
    """The scan of a text, shared by the rules that ask for it."""
    return scanner.scan(text, languages)


def _grammar(entry: Entry) -> bool:
    return entry.source.lower().startswith("gramma")


def _group(hits: Sequence[Hit]) -> Entry | None:
    return next((hit.entry for hit in hits if hit.entry.category == "group"), None)


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Where sentences end: by place, the stop's own span, and the end of the sentence with its stop."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    stops: tuple[bool, ...]
    size: int

    @classmethod
    def of(cls, text: str) -> _Bounds:
        found = list(_END.finditer(text))
        return cls(
            tuple(match.start() for match in found),
            tuple(match.end() for match in found),
            tuple(match[0] != "\n" for match in found),
            len(text),
        )

    def sentence(self, place: Span) -> Span:
        """The sentence around a place."""
        before = bisect_right(self.ends, place.start)
        start = self.ends[before - 1] if before else 0
        after = bisect_right(self.ends, place.end)
        if after == len(self.ends):
            return Span(start, self.size)
        return Span(start, max(self.starts[after], place.end) + self.stops[after])

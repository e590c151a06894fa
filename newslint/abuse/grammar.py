"""Patterns over the words of a sentence: `<group> <be> <adv>* <vermin>`.

A pattern is words and `<classes>` parted by blanks; `a|b` is either, `_` any word, and `?`, `*` and `+`
after one mean that it may be missing, or stand there up to four times. `^` is where a sentence
begins, `$` where it ends; commas, question and exclamation marks are words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

import regex

from newslint import kept
from newslint.abuse.fold import letters
from newslint.abuse.lexicon import Hit
from newslint.model import Span
from newslint.patterns import compiled

_ITEM = regex.compile(r"(?P<body>[^\s?*+]+|[?!](?=[?*+]?$))(?P<often>[?*+]?)")
_WORD = regex.compile(r"[\w*@$]+(?:'[\w]+)*|[,;:?!]")
_OFTEN = {"": "", "?": "?", "*": "{0,4}", "+": "{1,4}"}
_FLAGS = int(regex.VERSION1 | regex.VERBOSE)
_ANY = r"[^ /,;:?!]+/[^ ]*\ "


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern as `regex` reads it, the classes that it names and the places where it stands in a sentence.

    Of each group of `needs` something must stand in the marked sentence: looked at first, as it costs less.
    """

    source: str
    classes: frozenset[str]
    needs: tuple[tuple[str, ...], ...] = ()

    @property
    def expression(self) -> regex.Pattern[str]:
        """The pattern, compiled when it is first looked for."""
        return compiled(self.source, _FLAGS)

    def places(self, sentence: Sentence) -> Iterator[Span]:
        """Where it matches, as stretches of the text."""
        marked = sentence.marked
        for need in self.needs:
            if not any(part in marked for part in need):
                return
        for match in self.expression.finditer(marked):
            if match[0]:
                first = bisect_right(sentence.starts, match.start()) - 1
                last = bisect_right(sentence.starts, match.end() - 1) - 1
                yield Span(sentence.words[first].start, sentence.words[last].end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its words marked: `starts` are where each word stands in `marked`."""

    span: Span
    words: tuple[Span, ...]
    starts: tuple[int, ...]
    marked: str


def compile_sentence_pattern(pattern: str) -> Pattern:
    """Compile a pattern. Raises ValueError with what is wrong.

    >>> compile_sentence_pattern("<group> <be> <adv>* <vermin>").classes == {"group", "be", "adv", "vermin"}
    True
    """
    source, classes, needs = kept.plain(("sentence", pattern), partial(_read, pattern))
    return Pattern(source, classes, needs)


def _read(pattern: str) -> tuple[str, frozenset[str], tuple[tuple[str, ...], ...]]:
    parts: list[str] = []
    classes: set[str] = set()
    needs: list[tuple[str, ...]] = []
    for item in pattern.split():
        if item in {"^", "$"}:
            parts.append(r"(?:^|(?<=[,;:]/\ ))" if item == "^" else r"(?=$|[,;:?!]/)")
            continue
        match = _ITEM.fullmatch(item)
        if not match:
            raise ValueError(f"“{item}” is not a word, a <class> or `_`, with ?, * or + after it")
        bodies = []
        for body in match["body"].split("|"):
            if body.startswith("<") and body.endswith(">"):
                classes.add(body[1:-1])
                bodies.append(rf"[^ /]+/[^ ]*{regex.escape(body)}[^ ]*\ ")
            else:
                bodies.append(_ANY if body == "_" else rf"{regex.escape(letters(body))}/[^ ]*\ ")
        listed = match["body"].split("|")
        if match["often"] in {"", "+"} and "_" not in listed:
            needs.append(tuple(body if body.startswith("<") else letters(body) + "/" for body in listed))
        parts.append(f"(?:{'|'.join(bodies)}){_OFTEN[match['often']]}")
    if not parts:
        raise ValueError("a pattern is empty")
    source = "(?<![^ ])" + "".join(parts)
    compiled(source, _FLAGS)
    return source, frozenset(classes), tuple(needs)


def mark(text: str, span: Span, hits: Sequence[Hit]) -> Sentence:
    """A sentence with the categories of `hits`, which count from its start, at its words; a phrase is one word."""
    tags: dict[Span, set[str]] = {}
    for hit in hits:
        tags.setdefault(hit.span, set()).add(hit.entry.category)
    folded = letters(span.of(text))
    places: list[Span] = []
    words: list[str] = []
    at = 0
    for place in [*sorted(tags), Span(len(folded), len(folded))]:
        if place.start < at:
            continue
        for match in _WORD.finditer(folded, at, place.start):
            places.append(Span(span.start + match.start(), span.start + match.end()))
            words.append(match[0] + "/ ")
        if place:
            named = "><".join(sorted(tags[place]))
            places.append(place.shift(span.start))
            words.append(f"{place.of(folded).replace(' ', '_').replace('/', '_')}/<{named}> ")
        at = max(at, place.end)
    starts = tuple(accumulate(map(len, words), initial=0))[:-1]
    return Sentence(span, tuple(places), starts, "".join(words))

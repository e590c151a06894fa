"""Kind `dateline`: missing, misplaced, repeated and malformed datelines."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, ClassVar

import regex

from newslint.data import words as entries
from newslint.kinds._fixing import choice, message_of
from newslint.kinds.base import clip, finding
from newslint.model import Article, Block, Edit, Finding, Fix, Role, Rule, Safety, Span
from newslint.patterns import compiled
from newslint.segment.dateline import opens_like_dateline, parse_dateline
from newslint.segment.forms import is_title, words

Found = Iterator[tuple[Span, str, Fix | None]]

_EARLY = 4
_LONG = 12
_MALFORMED = compiled(
    r"(?<place>\p{Lu}[\p{Lu}’'.\-]++(?:[ ]\p{Lu}[\p{Lu}’'.\-]++){0,3}+)(?<region>,[ ]\p{Lu}[\p{L}. ]{1,30}?)?"
    r"(?<fault>[ ]++:[ ]*+|:(?=[\p{L}“\"]))",
    regex.VERSION1,
)
_TITLE = 32
"""No headline has more words."""
_CAPITALS = compiled(r"(?<=[\p{Ll}\p{N}”’\"'?!]\s)(?=\p{Lu}{3})", regex.VERSION1)


class DatelineKind:
    """Finds one `fault` of the dateline, the place that opens an agency's first paragraph.

    `missing` fires only on evidence: the house style asks for a dateline, the other articles of the
    same folder open with one, or a record names the place, which the fix then puts in.
    `misplaced`: the dateline stands on a line of its own, or opens a later paragraph. `repeated`:
    it stands twice. `malformed`: a blank before its colon, or none after. `joined`: the headline
    stands before it on the same line.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "fault": {"type": "string", "enum": ["missing", "misplaced", "repeated", "malformed", "joined"]},
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ("fault",)

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        fault = choice(options, "fault", ["missing", "misplaced", "repeated", "malformed", "joined"])
        self._find: Callable[[Article, Sequence[Block]], Found] = {
            "missing": _missing,
            "misplaced": _misplaced,
            "repeated": _repeated,
            "malformed": _malformed,
            "joined": _joined,
        }[fault]
        self._message = message_of(options, f"{rule.summary}: “{{text}}”")

    def literals(self) -> frozenset[str] | None:
        """None: a missing dateline has no letters."""
        return None

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """At most one finding an article, two for `misplaced`."""
        for span, text, fix in self._find(article, blocks):
            yield finding(self._rule, article.field, span, self._message.format(text=clip(text)), fix)


def _body(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if block.role in {Role.PARAGRAPH, Role.DATELINE}]


def _missing(article: Article, blocks: Sequence[Block]) -> Found:
    style, place = article.meta.get("dateline", "auto"), article.meta.get("place", "")
    if style == "off" or not (style in {"required", "expected"} or place):
        return
    body = _body(blocks)
    if not body or any(block.role is Role.DATELINE for block in body[:2]):
        return
    if any(opens_like_dateline(block.text) for block in body[:_EARLY]):
        return
    first = body[0]
    fix = None
    if place:
        dateline = f"{place.upper()}: "
        at = first.span.start
        fix = Fix(f"Insert “{dateline.strip()}”", (Edit(first.field, Span(at, at), dateline),), Safety.UNSAFE)
    yield Span(first.span.start, first.span.start), first.text, fix


def _misplaced(article: Article, blocks: Sequence[Block]) -> Found:
    body = _body(blocks)
    for block, after in pairwise(body[: _EARLY + 1]):
        if block.role is Role.DATELINE and after.role is not Role.DATELINE:
            gap = Span(block.span.end, after.span.start)
            fix = Fix("Join it to the first paragraph", (Edit(block.field, gap, " "),), Safety.SAFE)
            yield block.span, block.text, fix
            return
    if not body or words(body[0].text) < _LONG or opens_like_dateline(body[0].text):
        return
    for block in body[1:_EARLY]:
        found = parse_dateline(block.text)
        if found is not None and found.place.isupper() and words(block.text) > 8:
            yield found.span.shift(block.span.start), found.span.of(block.text).strip(), None
            return


def _repeated(article: Article, blocks: Sequence[Block]) -> Found:
    for block in _body(blocks)[:1]:
        first = parse_dateline(block.text)
        if first is None:
            return
        second = parse_dateline(block.text[first.span.end :])
        if second is not None and second.place.casefold() == first.place.casefold():
            one, other = first.span.of(block.text), second.span.shift(first.span.end).of(block.text)
            shorter = first.span if len(one) < len(other) else second.span.shift(first.span.end)
            span = shorter.shift(block.span.start)
            fix = Fix("Delete the second dateline", (Edit(block.field, span, ""),), Safety.SAFE)
            yield span, one.strip(), fix


def _malformed(article: Article, blocks: Sequence[Block]) -> Found:
    for block in _body(blocks)[:1]:
        found = _MALFORMED.match(block.text)
        if found is None or not (found["region"] or found["place"] in entries("cities")):
            return
        span = Span(*found.span("fault")).shift(block.span.start)
        fix = Fix("Write it with a colon and a space", (Edit(block.field, span, ": "),), Safety.SAFE)
        yield span, found.group(), fix


def _joined(_: Article, blocks: Sequence[Block]) -> Found:
    for block in blocks[:_EARLY]:
        for start in _CAPITALS.finditer(block.text):
            head = block.text[: start.start()].rstrip()
            if words(head) > _TITLE:
                break
            dateline = parse_dateline(block.text[start.start() :])
            if dateline is None or not is_title(head) or words(block.text[start.start() + dateline.span.end :]) < _LONG:
                continue
            gap = Span(len(head), start.start()).shift(block.span.start)
            fix = Fix("Part them", (Edit(block.field, gap, "\n\n"),), Safety.SAFE)
            yield gap, block.text[: start.start() + dateline.span.end], fix
            return

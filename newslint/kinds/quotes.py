"""Kind `quotes`: quotation marks that face the wrong way, float, or lack their partner."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

import regex

from newslint.kinds._fixing import choice, message_of
from newslint.kinds.base import clip, finding, in_scope
from newslint.model import Article, Block, Edit, Finding, Fix, Rule, Safety, Span

_MARKS = regex.compile("[“”]")
# Not feet and inches.
_STRAIGHT = regex.compile(r'(?<!\d)"')
_PAIR = regex.compile(r'(?<![^\s([—–-])"(?=[^\s"])[^"]++(?<=[^\s"])"(?![^\s.,;:!?)\]—–-])')
_FRENCH = frozenset({"fr"})
# „German“ and ”Swedish” marks make “ a closing and ” an opening one: nothing can be told there.
_FOREIGN = frozenset({"de", "sv", "fi", "da", "no", "cs", "pl", "hu", "ro", "he", "ar", "ru", "bg", "el", "tr"})
# A line with so many straight marks is data or code.
_DATA = 1000
# Here “ opens and ” closes, so that one of them alone already says which way it should face.
_CURLY = frozenset({"en", "es", "it", "pt", "fr", "nl"})


class QuotesKind:
    """Finds one `fault` of curly quotation marks “ ”.

    `wrong-way`: a closing mark where only an opening one can stand (after a blank, before a word,
    with none open and a closing one to come), or the other way round. `floating`: a closing mark, or
    a straight one, parted from its words by a blank. `unbalanced`: a paragraph with a closing mark and no opening
    one; a paragraph that opens and does not close is legitimate where the speech goes on.
    `straight`: a pair of straight marks in a text that has curly ones.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "fault": {"type": "string", "enum": ["wrong-way", "floating", "unbalanced", "straight"]},
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ("fault",)
    by_line: ClassVar[bool] = True

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        self._fault = choice(options, "fault", ["wrong-way", "floating", "unbalanced", "straight"])
        self._message = message_of(options, f"{rule.summary}: “{{text}}”")

    def literals(self) -> frozenset[str] | None:
        """The marks."""
        return frozenset(
            {"“", "”", '"'} if self._fault == "floating" else {'"'} if self._fault == "straight" else {"“", "”"}
        )

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """Findings for each paragraph; none in texts that use other quotation marks."""
        if self._fault == "floating" and article.lang not in _FRENCH:
            for block in in_scope(self._rule, blocks):
                yield from self._straight(article, block)
        if article.lang in _FOREIGN or "„" in article.body:
            return
        if article.lang not in _CURLY and not ("“" in article.body and "”" in article.body):
            return
        if self._fault == "straight":
            if "“" in article.body and "”" in article.body:
                yield from self._mixed(article, blocks)
            return
        spoken = False
        for block in in_scope(self._rule, blocks):
            marks = [(match.start(), match.group()) for match in _MARKS.finditer(block.text)]
            if not marks:
                continue
            if self._fault == "unbalanced":
                if not spoken:
                    yield from self._unbalanced(block, marks)
                spoken = marks[-1][1] == "“" or (spoken and not marks)
            else:
                yield from self._faults(article, block, marks)

    def _faults(self, article: Article, block: Block, marks: Sequence[tuple[int, str]]) -> Iterator[Finding]:
        text, depth = block.text, 0
        for number, (at, mark) in enumerate(marks):
            before, after = text[at - 1 : at], text[at + 1 : at + 2]
            following = marks[number + 1][1] if number + 1 < len(marks) else ""
            if mark == "“":
                if depth and _closes(before, after) and following != "”":
                    yield from self._turn(article, block, at, at + 1, "”")
                    depth = 0
                else:
                    depth = 1
                continue
            if depth:
                if before in {" ", "\u00a0"} and text[max(_end(text, at - 1) - 1, 0) : _end(text, at - 1)] not in {
                    "“",
                    "",
                    "’",
                    "'",
                }:
                    yield from self._float(article, block, at)
                depth = 0
            elif before in {" ", "\u00a0", ""} and following == "”":
                end = at + 1
                while text[end : end + 1] in {" ", "\u00a0"}:
                    end += 1
                if text[end : end + 1].isalnum() or text[end : end + 1] in {"‘", "’", "[", "…"}:
                    yield from self._turn(article, block, at, end, "“")
                    depth = 1

    def _turn(self, article: Article, block: Block, at: int, end: int, mark: str) -> Iterator[Finding]:
        if self._fault == "wrong-way":
            span = Span(at, end).shift(block.span.start)
            fix = Fix("Turn it round", (Edit(block.field, span, mark),), Safety.SAFE)
            yield self._finding(article, block, at, fix)

    def _float(self, article: Article, block: Block, at: int) -> Iterator[Finding]:
        if self._fault == "floating":
            start = _end(block.text, at)
            span = Span(start, at).shift(block.span.start)
            fix = Fix("Remove the space", (Edit(block.field, span, ""),), Safety.SAFE)
            yield self._finding(article, block, at, fix)

    def _straight(self, article: Article, block: Block) -> Iterator[Finding]:
        """Straight marks with a blank on both sides: the even ones open, the odd ones close."""
        places = [match.start() for match in _STRAIGHT.finditer(block.text)]
        if len(places) % 2 or len(places) > _DATA:
            return
        for number, at in enumerate(places):
            before, after = block.text[max(at - 1, 0) : at], block.text[at + 1 : at + 2]
            opens = number % 2 == 0
            if opens and after == " " and before in {" ", "(", ""}:
                span = Span(at + 1, at + 2)
            elif not opens and before == " " and (not after or after in " .,;:!?)"):
                span = Span(at - 1, at)
            else:
                continue
            fix = Fix("Remove the space", (Edit(block.field, span.shift(block.span.start), ""),), Safety.SAFE)
            yield self._finding(article, block, at, fix)

    def _mixed(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """Paragraphs whose only marks are straight ones, in pairs that open and close a word."""
        for block in in_scope(self._rule, blocks):
            if "“" in block.text or "”" in block.text:
                continue
            pairs = list(_PAIR.finditer(block.text))
            if not pairs or block.text.count('"') != 2 * len(pairs):
                continue
            for pair in pairs:
                first, last = (Span(at, at + 1).shift(block.span.start) for at in (pair.start(), pair.end() - 1))
                edits = (Edit(block.field, first, "“"), Edit(block.field, last, "”"))
                yield self._finding(article, block, pair.start(), Fix("Curl the marks", edits, Safety.SAFE))

    def _unbalanced(self, block: Block, marks: Sequence[tuple[int, str]]) -> Iterator[Finding]:
        depth = 0
        for at, mark in marks:
            if mark == "”" and block.text[max(at - 1, 0) : at] in {" ", "\u00a0", ""}:
                depth = 1
                continue
            if mark == "”" and not depth:
                span = Span(at, at + 1).shift(block.span.start)
                message = self._message.format(text=clip(block.text[max(at - 20, 0) : at + 1]))
                yield finding(self._rule, block.field, span, message)
                return
            depth = 1 if mark == "“" else 0

    def _finding(self, article: Article, block: Block, at: int, fix: Fix) -> Finding:
        message = self._message.format(text=clip(block.text[max(at - 12, 0) : at + 12].strip()))
        return finding(self._rule, block.field, Span(at, at + 1).shift(block.span.start), message, fix)


def _end(text: str, at: int) -> int:
    """Where the text before a place ends, its last blanks left out."""
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at


def _closes(before: str, after: str) -> bool:
    """Whether a mark between these characters can only be a closing one."""
    return bool(before) and not before.isspace() and before not in "([—–-" and (not after or after in " .,;:!?)")

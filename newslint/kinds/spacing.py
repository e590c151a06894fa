"""Kind `spacing`: white space that is missing, doubled or in the wrong place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, ClassVar

import regex

from newslint.kinds._fixing import choice, message_of
from newslint.kinds.base import clip, finding, in_scope
from newslint.model import Article, Block, Edit, Finding, Fix, Rule, Safety, Span
from newslint.patterns import compiled

_SHOWN = 40
_FLAGS = regex.VERBOSE | regex.VERSION1
# French, and French-Canadian typography in part, sets a thin or full blank before : ; ! ? and ».
_FRENCH = frozenset({"fr"})
_BEFORE = compiled(
    r"""
    (?<=[\p{L}\p{N})\]”’"'%])              # the word it belongs to
    (?<gap>[ \u00a0]++)
    (?: [,.](?!\s\.)(?=\s|[”"’'»)]|\Z)     # not " .NET", " .5", " ..." or " . ."
      | [;:!?](?=\s|[”"’]|\Z) )            # not " :)" and not " ?!"
    """,
    _FLAGS,
)
_TIGHT = compiled(r"[,.]")
_AFTER = compiled(
    r"""
    (?<=\p{Ll}{2}) (?:[.!?][”"’)]?+ (?=(?:[“"‘(])?\p{Lu}\p{Ll}++[\s,.;:!?]) | , (?=\p{L}{2}))
    | (?<=\p{Ll}[)”]) , (?=\p{L}{2})
    | (?<=[.!?,]”) (?=\p{L}{2})
    """,
    _FLAGS,
)
# Each match holds a sign with a letter after it, but for marks and brackets between: one look spares most lines the rest.
_GLUED = re.compile(r"[.!?,][”\"’)“‘(]{0,2}[^\W\d_]")
_NOT_PROSE = compiled(r"[/@\\_<>{}=#]|www\.|\.(?:Com|Net|Org|Io|Co|De|Fr|Uk|Tv)\b|\.\w+\.")
_RUN = compiled(r"(?<=\S)[ \u00a0\u2002-\u200a]{2,}+(?=\S)")
_BRACKET = compiled(r"(?<=\()[ \u00a0]++(?=[^\s()])|(?<=[^\s()])[ \u00a0]++(?=\))")
# Between two whole words: not before a unit, after an initial, an abbreviation or a preposition of one letter.
_NO_BREAK = compiled(r"(?<=\p{Ll}{3})[\u00a0\u202f](?=\p{Ll}{3})")
_QUOTED = compiled(r"(?<=[\s(]“|\A“)[ \u00a0]++(?=\w)")


def _before(block: Block, french: bool) -> Iterator[Edit]:
    for match in _BEFORE.finditer(block.text):
        sign = block.text[match.end("gap")]
        if french and not _TIGHT.match(sign):
            continue
        yield _edit(block, match.span("gap"), "")


def _after(block: Block, french: bool) -> Iterator[Edit]:
    text = block.text
    for match in _AFTER.finditer(text) if _GLUED.search(text) else ():
        start = max(text.rfind(" ", 0, match.start()), text.rfind("\u00a0", 0, match.start())) + 1
        end = text.find(" ", match.end())
        word = text[start : len(text) if end < 0 else end]
        if _NOT_PROSE.search(word) or sum(map(word.count, ".!?")) > 2:
            continue
        yield _edit(block, (match.end(), match.end()), " ")


def _runs(block: Block, french: bool) -> Iterator[Edit]:
    found = list(_RUN.finditer(block.text))
    columns = sum(len(match.group()) > 2 for match in found)
    if columns > 1 and len(block.text.split()) < 25:
        return
    for match in found:
        keep = "\u00a0" if set(match.group()) == {"\u00a0"} else " "
        yield _edit(block, match.span(), keep)


def _simple(pattern: regex.Pattern[str]) -> Callable[[Block, bool], Iterator[Edit]]:
    def find(block: Block, french: bool) -> Iterator[Edit]:
        for match in pattern.finditer(block.text):
            yield _edit(block, match.span(), "")

    return find


_FAULTS: Mapping[str, Callable[[Block, bool], Iterator[Edit]]] = {
    "before-punctuation": _before,
    "after-punctuation": _after,
    "runs": _runs,
    "inside-brackets": _simple(_BRACKET),
    "inside-quotes": _simple(_QUOTED),
}
_BLANKS = " \u00a0"
_WIDE = _BLANKS + "".join(map(chr, range(0x2002, 0x200B)))
_LITERALS: Mapping[str, frozenset[str]] = {
    "before-punctuation": frozenset(blank + sign for blank in _BLANKS for sign in ",.;:!?"),
    "runs": frozenset(one + other for one in _WIDE for other in _WIDE),
    "inside-brackets": frozenset("(" + blank for blank in _BLANKS) | frozenset(blank + ")" for blank in _BLANKS),
    "inside-quotes": frozenset("“" + blank for blank in _BLANKS),
    "no-break": frozenset("\u00a0\u202f"),
}
_WHOLE = ("trailing", "blank-lines", "no-break")


class SpacingKind:
    """Finds one `fault` of spacing; the fix changes white space alone.

    `before-punctuation` keeps the blank that French sets before : ; ! and ?. `after-punctuation`
    parts glued sentences, never in addresses, names of sites or decimals. `runs` leaves columns of
    a table alone. `trailing` and `no-break` give one finding an article, `blank-lines` one for each run of
    three, and one for blank lines at the top.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "fault": {"type": "string", "enum": [*_FAULTS, *_WHOLE]},
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ("fault",)

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        self._fault = choice(options, "fault", [*_FAULTS, *_WHOLE])
        self.by_line = self._fault in _LITERALS
        self._message = message_of(options, f"{rule.summary}: “{{text}}”", "count")

    def literals(self) -> frozenset[str] | None:
        """The blanks with the sign beside them that the fault cannot do without, where they can be told."""
        return _LITERALS.get(self._fault)

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """A finding for each place."""
        if self._fault == "trailing":
            yield from self._trailing(article, blocks)
        elif self._fault == "no-break":
            yield from self._no_break(article, blocks)
        elif self._fault == "blank-lines":
            yield from self._blank_lines(article, blocks)
        else:
            french = article.lang in _FRENCH or "«" in article.body
            for block in in_scope(self._rule, blocks):
                for edit in _FAULTS[self._fault](block, french):
                    yield self._finding(article, block, edit)

    def _finding(self, article: Article, block: Block, edit: Edit) -> Finding:
        low, high = edit.span.start, edit.span.end
        while low > max(block.span.start, edit.span.start - _SHOWN) and not article.text[low - 1].isspace():
            low -= 1
        while high < min(block.span.end, edit.span.end + _SHOWN) and not article.text[high].isspace():
            high += 1
        message = self._message.format(text=clip(article.text[low:high]), count=1)
        span = edit.span if len(edit.span) else Span(edit.span.start - 1, edit.span.start)
        title = "Insert a space" if edit.text and not len(edit.span) else "Remove the space"
        title = "Leave one space" if edit.text and len(edit.span) else title
        return finding(self._rule, block.field, span, message, Fix(title, (edit,), Safety.SAFE))

    def _trailing(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        edits = []
        for block in blocks:
            if block.line.end > block.span.end:
                edits.append(Edit(block.field, Span(block.span.end, block.line.end), ""))
        if not edits:
            return
        message = self._message.format(text="", count=len(edits))
        fix = Fix("Remove it", tuple(edits), Safety.SAFE)
        yield finding(self._rule, article.field, edits[0].span, message, fix)

    def _no_break(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        edits = [_edit(block, match.span(), " ") for block in blocks for match in _NO_BREAK.finditer(block.text)]
        if article.lang in _FRENCH or not edits:
            return
        message = self._message.format(text="", count=len(edits))
        fix = Fix("Make them ordinary spaces", tuple(edits), Safety.SAFE)
        yield finding(self._rule, article.field, edits[0].span, message, fix)

    def _blank_lines(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        first = next(iter(blocks), None)
        if first and first.gap and article.index == 0:
            message = f"{self._rule.summary}: {first.gap} at the top"
            fix = Fix("Delete the blank lines", (Edit(first.field, Span(0, first.line.start), ""),), Safety.SAFE)
            yield finding(self._rule, first.field, Span(0, 0), message, fix)
        for before, after in pairwise(blocks):
            if after.gap < 3:
                continue
            span = Span(before.line.end + 1, after.line.start)
            message = self._message.format(text="", count=after.gap)
            fix = Fix("Leave one blank line", (Edit(after.field, span, "\n"),), Safety.SAFE)
            yield finding(self._rule, after.field, span, message, fix)


def _edit(block: Block, place: tuple[int, int], text: str) -> Edit:
    return Edit(block.field, Span(*place).shift(block.span.start), text)

"""Kind `hidden`: text that readers do not see, or letters that are not what they look like."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, ClassVar

import regex

from newslint.hidden import Hidden, bidi, homoglyphs, invisible, mixes, selectors, tags, zero_width
from newslint.kinds._fixing import choice, compile_pattern, flags_of, message_of, word_count
from newslint.kinds.base import clip, finding, in_scope
from newslint.model import MAIN, Article, Block, Edit, Finding, Fix, Role, Rule, Safety, Span
from newslint.sources.unseen import Unseen, unseen

_MARKS: Mapping[str, Callable[[str], Iterator[Hidden]]] = {
    "tags": tags,
    "selectors": selectors,
    "zero-width": zero_width,
    "bidi": bidi,
}
_NEEDED: Mapping[str, frozenset[str] | None] = {
    "bidi": frozenset("\u202b\u202e\u2067"),
    "zero-width": frozenset(
        "\u200b\u200c\u200d\u2060\u2061\u2062\u2063\u2064\ufeff\u034f\u180e\u115f\u1160\u3164\uffa0"
    ),
}
_SENTENCE = 6
_MOST = 200
"""After so many places the rest of an article waits for the next pass: it is an attack or damaged."""
_FLAGS = flags_of({"flags": ["ignorecase", "verbose"]})
_ENDS = regex.compile(r"[.!?…。！？]\W*+\Z")


class HiddenKind:
    """Finds one `fault`; characters that emoji, scripts and harmless programs need stay silent.

    `tags`: text in Unicode tag characters. `selectors`: bytes in variation selectors. `zero-width`:
    words split by invisible characters, and runs that spell something. `bidi`: letters whose order
    is turned round. `homoglyph`: words in which letters of another alphabet stand for those they
    look like, one finding an article. `style`: text that its page keeps from being seen: elements
    whose tags are left, and of pages read as text the sentences that came along and
    do not match `unless`; what came not along counts where it matches `orders`, once a page. What is hidden is shown in the message, cut short; invisible characters are deleted as safe, letters replaced as unsafe.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "fault": {"type": "string", "enum": [*_MARKS, "homoglyph", "style"]},
        "orders": {"type": "string"},
        "unless": {"type": "string"},
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ("fault",)

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        self._fault = choice(options, "fault", [*_MARKS, "homoglyph", "style"])
        self._unless = compile_pattern("unless", str(options.get("unless", r"(?!)")), _FLAGS)
        self._orders = compile_pattern("orders", str(options.get("orders", r"(?!)")), _FLAGS)
        self._message = message_of(options, f"{rule.summary}: “{{text}}”")

    def literals(self) -> frozenset[str] | None:
        """The characters that the fault cannot do without, where they are few."""
        return _NEEDED.get(self._fault)

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """A finding for each place, for words of mixed alphabets one an article."""
        if self._fault == "style":
            yield from self._styled(article, blocks)
        elif article.body.isascii():
            return
        elif self._fault == "homoglyph":
            yield from self._homoglyphs(article, blocks)
        elif invisible(article.body):
            told = 0
            for block in in_scope(self._rule, blocks):
                if not invisible(block.text):
                    continue
                for item in islice(_MARKS[self._fault](block.text), _MOST - told):
                    told += 1
                    fix = _fix(block, [item], "Delete it", Safety.SAFE)
                    yield self._found(block, item.span, item.shown, fix)
                if told >= _MOST:
                    return

    def _homoglyphs(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        if not mixes(article.body):
            return
        starts = [block.line.start for block in blocks]
        scoped = {block.index for block in in_scope(self._rule, blocks)}
        base = article.span.start
        words = [
            item
            for item in homoglyphs(article.body)
            if (at := bisect_right(starts, item.span.start + base) - 1) >= 0 and blocks[at].index in scoped
        ]
        if not words:
            return
        shown = words[0].shown + (f" and {len(words) - 1} more" if len(words) > 1 else "")
        edits = tuple(Edit(article.field, span.shift(base), new) for item in words for span, new in item.edits)
        fix = Fix("Replace with letters of one alphabet", edits, Safety.UNSAFE)
        message = self._message.format(text=clip(shown))
        yield finding(self._rule, article.field, words[0].span.shift(base), message, fix)

    def _styled(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        if "<" not in article.body and not article.meta.get("unseen"):
            return
        scoped = list(in_scope(self._rule, blocks))
        if article.field == MAIN and (passages := article.meta.get("unseen", "")):
            yield from self._passages(article, scoped, passages.split("\n"))
        for block in scoped:
            if "<" in block.text:
                for item in unseen(block.text):
                    yield self._found(block, item.whole, item.text(block.text), _markup_fix(block, item))

    def _passages(self, article: Article, blocks: Sequence[Block], passages: Sequence[str]) -> Iterator[Finding]:
        """Sentences of the page's hidden lines that are in the text, and the first order that is not."""
        text, starts, told = _Bare(article.text), [block.span.start for block in blocks], False
        for passage in passages:
            order = self._orders.search(passage)
            span = text.find(passage)
            if span is None:
                if order and blocks and not article.index and not told:
                    told = True
                    # What of it is no order may be somebody's data, and only the record's fields are masked.
                    yield self._found(blocks[0], Span(0, len(blocks[0].text)), order.group().strip(), None)
                continue
            block = blocks[at] if (at := bisect_right(starts, span.start) - 1) >= 0 else None
            if block is None or not article.span.start <= span.start < article.span.end:
                continue
            prose = word_count(passage) >= _SENTENCE and _ENDS.search(passage) and block.role is not Role.FURNITURE
            if order or (prose and not self._unless.search(passage)):
                message = self._message.format(text=clip(span.of(article.text)))
                yield finding(self._rule, block.field, span, message)

    def _found(self, block: Block, span: Span, shown: str, fix: Fix | None) -> Finding:
        place = span.shift(block.span.start)
        return finding(self._rule, block.field, place, self._message.format(text=clip(shown)), fix)


class _Bare:
    """A text without its blanks, to find lines in it whose blanks are others."""

    def __init__(self, text: str) -> None:
        self._places = [at for at, char in enumerate(text) if not char.isspace()]
        self._text = "".join(text.split())

    def find(self, line: str) -> Span | None:
        """Where the line stands in the text itself."""
        bare = "".join(line.split())
        at = self._text.find(bare) if bare else -1
        return Span(self._places[at], self._places[at + len(bare) - 1] + 1) if at >= 0 else None


def _fix(block: Block, items: Sequence[Hidden], title: str, safety: Safety) -> Fix:
    edits = [Edit(block.field, span.shift(block.span.start), new) for item in items for span, new in item.edits]
    return Fix(title, tuple(edits), safety)


def _markup_fix(block: Block, item: Unseen) -> Fix:
    edit = Edit(block.field, item.whole.shift(block.span.start), "")
    return Fix("Delete what nobody sees", (edit,), Safety.UNSAFE)

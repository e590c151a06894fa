"""Kind `hidden`: text that readers do not see, or letters that are not what they look like."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from newslint.hidden import Hidden, bidi, homoglyphs, invisible, selectors, tags, zero_width
from newslint.hidden.scripts import main_script
from newslint.kinds._fixing import choice, message_of, word_count
from newslint.kinds.base import clip, finding, in_scope
from newslint.model import Article, Block, Edit, Finding, Fix, Rule, Safety, Span
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
_SHORTEST = 3


class HiddenKind:
    """Finds one `fault`; characters that emoji, scripts and harmless programs need stay silent.

    `tags`: text in Unicode tag characters. `selectors`: bytes in variation selectors. `zero-width`:
    words split by invisible characters, and runs that spell something. `bidi`: letters whose order
    is turned round. `homoglyph`: words in which letters of another alphabet stand for those they
    look like, one finding an article. `style`: text that its page keeps from being seen. What is hidden is shown in the
    message, cut short; invisible characters are deleted as safe, letters replaced as unsafe.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "fault": {"type": "string", "enum": [*_MARKS, "homoglyph", "style"]},
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ("fault",)

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        self._fault = choice(options, "fault", [*_MARKS, "homoglyph", "style"])
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
        else:
            for block in in_scope(self._rule, blocks):
                if not invisible(block.text):
                    continue
                for item in _MARKS[self._fault](block.text):
                    fix = _fix(block, [item], "Delete it", Safety.SAFE)
                    yield self._found(block, item.span, item.shown, fix)

    def _homoglyphs(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        starts = [block.line.start for block in blocks]
        scoped = {block.index for block in in_scope(self._rule, blocks)}
        base = article.span.start
        words = [
            item
            for item in homoglyphs(article.body, main_script(article.body))
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
        passages = [line for line in article.meta.get("unseen", "").split("\n") if word_count(line) >= _SHORTEST]
        for block in in_scope(self._rule, blocks):
            for passage in passages:
                at = block.text.find(passage)
                if at >= 0:
                    yield self._found(block, Span(at, at + len(passage)), passage, None)
            if "<" in block.text:
                for item in unseen(block.text):
                    yield self._found(block, item.whole, item.text(block.text), _markup_fix(block, item))

    def _found(self, block: Block, span: Span, shown: str, fix: Fix | None) -> Finding:
        place = span.shift(block.span.start)
        return finding(self._rule, block.field, place, self._message.format(text=clip(shown)), fix)


def _fix(block: Block, items: Sequence[Hidden], title: str, safety: Safety) -> Fix:
    edits = [Edit(block.field, span.shift(block.span.start), new) for item in items for span, new in item.edits]
    return Fix(title, tuple(edits), safety)


def _markup_fix(block: Block, item: Unseen) -> Fix:
    edit = Edit(block.field, item.whole.shift(block.span.start), "")
    return Fix("Delete what nobody sees", (edit,), Safety.UNSAFE)

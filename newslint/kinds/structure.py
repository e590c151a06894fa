"""Kind `structure`: how the file is built: several articles in one, a text that is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any, ClassVar

import regex

from newslint.kinds._fixing import choice, message_of
from newslint.kinds.base import clip, finding
from newslint.model import Article, Block, Edit, Finding, Fix, Role, Rule, Safety, Span
from newslint.patterns import compiled
from newslint.segment.forms import bullet, ends_sentence, is_prose

_AFTER = frozenset({Role.FURNITURE, Role.BYLINE, Role.CREDIT, Role.CAPTION, Role.TIMESTAMP})
_LIKELY = 0.75
_WORD = compiled(r"\p{L}++")
_ENDED = compiled(
    r"""[\p{P}\p{S}\p{N}][\s"'”’“‘»«)\]]*+\Z|[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Arabic}]"""
)
_OPEN = compiled(r"(?:\p{Ll}{2,}+|\p{Ll},)\Z", regex.VERSION1)
_GOES_ON = compiled(r"\p{Ll}++(?:['’-]\p{L}++)?,?\s\S", regex.VERSION1)
_SIGNED = compiled(r"[.!?][”\"’»)]*+\s\p{Lu}\S*+(?:\s\p{Lu}\S*+)?\Z|\S@\S++\Z|://\S++\Z", regex.VERSION1)
_LABELS = 3
_FEWEST = 4
_LOWER = 0.45
_SHOWN = 60


class StructureKind:
    """Finds one `fault` of the whole.

    `several-articles`: where a second article begins, and why it is one. `cut-off`: a last
    paragraph that stops within its sentence, told by its small words and the missing stop.
    `split-sentence`: two halves of a sentence with a label between, which are joined again.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "fault": {"type": "string", "enum": ["several-articles", "cut-off", "split-sentence"]},
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ("fault",)

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        finders: dict[str, Callable[[Article, Sequence[Block]], Iterator[Finding]]] = {
            "several-articles": self._begins,
            "cut-off": self._stops,
            "split-sentence": self._breaks,
        }
        self._find = finders[choice(options, "fault", list(finders))]
        names = ("evidence", "number", "total") if self._find == self._begins else ()
        default = f"{rule.summary}: “{{text}}”" + (" ({evidence})" if names else "")
        self._message = message_of(options, default, *names)

    def literals(self) -> frozenset[str] | None:
        """None: this is about the file."""
        return None

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """At most one finding an article."""
        yield from self._find(article, blocks)

    def _begins(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """At the first line of each article after the first."""
        if not article.index or not blocks:
            return
        first = blocks[0]
        message = self._message.format(
            text=clip(first.text),
            evidence=article.meta.get("boundary", ""),
            number=article.index + 1,
            total=article.total,
        )
        yield finding(self._rule, first.field, first.span, message)

    def _stops(self, _: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """At the last line that is not furniture, where it is a sentence's beginning."""
        rest = list(blocks)
        while rest and (rest[-1].role in _AFTER or rest[-1].probability >= _LIKELY):
            rest.pop()
        if len(rest) < 2 or rest[-1].role is Role.HEADLINE or not any(is_prose(block.text) for block in rest[:-1]):
            return
        last = rest[-1]
        said = _WORD.findall(last.text)
        small = sum(word.islower() for word in said)
        if _SIGNED.search(last.text) or len(last.text.split()) < _FEWEST:
            return
        if len(said) < _FEWEST or small < _LOWER * len(said) or bullet(last.text) or ends_sentence(last.text):
            return
        if _ENDED.search(last.text) and not last.text.endswith((",", "-", "–", "—", "(")):
            return
        yield finding(self._rule, last.field, last.span, self._message.format(text=clip(last.text[-_SHOWN:])))

    def _breaks(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """At the last word before each label that parts a sentence."""
        for at, block in enumerate(blocks):
            if block.role is not Role.FURNITURE or block.furniture is None or not at:
                continue
            before, rest = blocks[at - 1], blocks[at:]
            labels = list(takewhile(lambda item: item.furniture is not None, rest))
            if before.furniture or len(labels) > _LABELS or len(labels) == len(rest):
                continue
            after = rest[len(labels)]
            end = _OPEN.search(before.text)
            if not (end and _GOES_ON.match(after.text) and is_prose(f"{before.text} {after.text}")):
                continue
            gap = Span(before.span.end, after.span.start)
            fix = Fix("Join the sentence", (Edit(block.field, gap, " "),), Safety.SAFE)
            start = gap.start - len(end.group())
            message = self._message.format(text=clip(f"{before.text[-20:]} … {after.text[:20]}"))
            yield finding(self._rule, block.field, Span(start, block.span.end), message, fix)

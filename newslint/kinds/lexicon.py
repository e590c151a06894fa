"""Kind `lexicon`: words, each with the reason why it is listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

import regex

from newslint.kinds._fixing import message_of
from newslint.kinds.base import RuleError, clip, finding, in_scope
from newslint.model import Article, Block, Finding, Rule, Span


class LexiconKind:
    """Finds whole words of `words` (word to reason).

    With `at_least`, there is one finding for the article, at the first word, once that many
    different words of the list stand in it: one alone proves nothing.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "words": {"type": "object", "additionalProperties": {"type": "string"}},
        "at_least": {"type": "integer", "minimum": 1},
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ("words",)
    by_line: ClassVar[bool] = True

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        listed = options["words"].items()
        self._reasons = {" ".join(str(word).casefold().split()): str(why) for word, why in listed}
        if not self._reasons or "" in self._reasons:
            raise RuleError("words", "needs at least one word, and none that is empty")
        self._least = int(options.get("at_least", 0))
        if self._least > len(self._reasons):
            raise RuleError("at_least", f"only {len(self._reasons)} words are listed")
        self.alone = not rule.scope and not self._least
        words = sorted(self._reasons, key=lambda word: (-len(word), word))
        core = "|".join(regex.escape(word, literal_spaces=True).replace(" ", r"\s++") for word in words)
        self._pattern = regex.compile(rf"(?<!\w)(?>{core})(?!\w)", regex.IGNORECASE | regex.VERSION1)
        self._message = message_of(options, f"{rule.summary}: “{{text}}” ({{reason}})", "reason", "count")

    def literals(self) -> frozenset[str] | None:
        """The entries."""
        return frozenset(self._reasons)

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """A finding for each word, or one where `at_least` different words stand in the article."""
        hits = list(self._hits(blocks))
        count = len({word for _, _, word in hits})
        if not hits or count < self._least:
            return
        for block, span, word in hits[:1] if self._least else hits:
            text, reason = clip(span.of(article.text)), self._reasons[word]
            yield finding(self._rule, block.field, span, self._message.format(text=text, reason=reason, count=count))

    def _hits(self, blocks: Sequence[Block]) -> Iterator[tuple[Block, Span, str]]:
        for block in in_scope(self._rule, blocks):
            for match in self._pattern.finditer(block.text):
                word = " ".join(match.group().casefold().split())
                if word in self._reasons:
                    yield block, Span(*match.span()).shift(block.span.start), word

"""Kind `structure`: how the file is built: several articles in one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from newslint.kinds._fixing import choice, message_of
from newslint.kinds.base import clip, finding
from newslint.model import Article, Block, Finding, Rule


class StructureKind:
    """Finds where a second article begins (`fault: several-articles`), and says why it is one."""

    schema: ClassVar[Mapping[str, Any]] = {
        "fault": {"type": "string", "enum": ["several-articles"]},
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ("fault",)

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        choice(options, "fault", ["several-articles"])
        self._message = message_of(options, f"{rule.summary}: “{{text}}” ({{evidence}})", "evidence", "number", "total")

    def literals(self) -> frozenset[str] | None:
        """None: this is about the file."""
        return None

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """One finding at the first line of each article after the first."""
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

"""Kind `presence`: something that every article must have is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from newslint.kinds._fixing import message_of
from newslint.kinds.base import finding
from newslint.model import Article, Block, Finding, Role, Rule, Span


class PresenceKind:
    """Finds articles in which no line has the role `role`, at their first line.

    With `min_blocks`, articles of fewer lines are left alone.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "role": {"type": "string", "enum": [role.value for role in Role]},
        "min_blocks": {"type": "integer", "minimum": 0},
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ("role",)

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        self._role = Role(options["role"])
        self._least = int(options.get("min_blocks", 0))
        self._message = message_of(options, rule.summary)

    def literals(self) -> frozenset[str] | None:
        """None: what is missing has no letters."""
        return None

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """At most one finding an article."""
        if len(blocks) < self._least or any(block.role is self._role for block in blocks):
            return
        at = blocks[0].span.start if blocks else article.span.start
        yield finding(self._rule, article.field, Span(at, at), self._message.format(text=""))

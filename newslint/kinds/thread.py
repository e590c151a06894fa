"""Kind `thread`: readers' comments that were scraped with the article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from newslint.kinds._fixing import FIX_SCHEMA, fix_plan, message_of
from newslint.kinds.base import RuleError, clip, delete_lines, finding
from newslint.model import Article, Block, Finding, Rule, Span
from newslint.segment.comments import runs


class ThreadKind:
    """Finds threads of readers' comments, as the segmenter marked them, with at least `min` comments.

    One finding a thread, on all of its lines; the fix deletes them. `message` may use `{count}`.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "min": {"type": "integer", "minimum": 1},
        "message": {"type": "string"},
        "fix": FIX_SCHEMA,
    }
    required: ClassVar[tuple[str, ...]] = ()

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        self._min = int(options.get("min", 1))
        self._fix = fix_plan(options)
        if self._fix and self._fix.delete != "line":
            raise RuleError("fix", "a thread can only `delete: line`")
        self._message = message_of(options, f"{rule.summary}: {{count}}, the first “{{text}}”", "count")

    def literals(self) -> frozenset[str] | None:
        """None: build and talk need no fixed words."""
        return None

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """One finding for each thread."""
        for run, count in runs(blocks):
            if count < self._min:
                continue
            span = Span(run[0].span.start, run[-1].span.end)
            said = "1 comment" if count == 1 else f"{count} comments"
            message = self._message.format(text=clip(run[0].text), count=said)
            fix = delete_lines(article, run, self._fix.safety, f"Delete the {len(run)} lines") if self._fix else None
            yield finding(self._rule, run[0].field, span, message, fix)

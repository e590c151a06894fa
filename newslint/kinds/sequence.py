"""Kind `sequence`: lines that follow one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, ClassVar

from newslint.kinds._fixing import FIX_SCHEMA, STRINGS, compile_pattern, fix_plan, flags_of, message_of
from newslint.kinds._literals import required_literals
from newslint.kinds.base import RuleError, clip, delete_lines, finding
from newslint.model import Article, Block, Finding, Rule, Span
from newslint.rarity import commonness


class SequenceKind:
    """Finds consecutive lines of which each wholly matches its pattern.

    With `at_least`, `lines` holds one pattern and the run of lines may be of any length from there
    up. `max_gap` is how many blank lines may stand between two. The finding spans the run; the fix
    deletes its lines.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "lines": STRINGS,
        "at_least": {"type": "integer", "minimum": 2},
        "max_gap": {"type": "integer", "minimum": 0},
        "flags": {"type": "array", "items": {"type": "string", "enum": ["ignorecase", "verbose", "dotall"]}},
        "message": {"type": "string"},
        "fix": FIX_SCHEMA,
    }
    required: ClassVar[tuple[str, ...]] = ("lines",)

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        patterns = [str(line) for line in options["lines"]]
        flags = flags_of(options)
        self._patterns = [compile_pattern(f"lines.{n}", p, flags) for n, p in enumerate(patterns)]
        self._least = int(options.get("at_least", 0))
        if (len(patterns) != 1) if self._least else (len(patterns) < 2):
            raise RuleError("lines", "give one pattern with `at_least`, or two patterns and more without")
        self._fewest = self._least or len(patterns)
        self._gap = int(options.get("max_gap", 1))
        verbose = "verbose" in options.get("flags", ())
        found = [required_literals(p, verbose=verbose, line=True) for p in patterns]
        self._literals = min((f for f in found if f), key=commonness, default=None)
        self.by_line = bool(self._least)
        self._fix = fix_plan(options)
        if self._fix and self._fix.delete != "line":
            raise RuleError("fix", "a sequence can only `delete: line`")
        self._message = message_of(options, f"{rule.summary}: “{{text}}”", "count")

    def literals(self) -> frozenset[str] | None:
        """Strings that one of the patterns can't match without, where they can be told."""
        return self._literals

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """One finding for each run of lines; runs don't overlap."""
        at = 0
        while at < len(blocks) - self._fewest + 1:
            length = self._run(blocks, at)
            if length:
                yield self._finding(article, blocks[at : at + length])
            at += length or 1

    def _run(self, blocks: Sequence[Block], start: int) -> int:
        """The number of blocks from `start` on that are a run; 0 where they aren't."""
        length = 0
        for number, block in enumerate(islice(blocks, start, None)):
            if not self._least and number == len(self._patterns):
                break
            pattern = self._patterns[0 if self._least else number]
            if not block.within(self._rule.scope):
                break
            if number and (block.gap > self._gap or block.index != blocks[start].index + number):
                break
            if not pattern.fullmatch(block.text):
                break
            length += 1
        return length if length >= self._fewest else 0

    def _finding(self, article: Article, run: Sequence[Block]) -> Finding:
        span = Span(run[0].span.start, run[-1].span.end)
        text = " / ".join(block.text for block in run[:3])
        message = self._message.format(text=clip(text), count=len(run))
        fix = None
        if self._fix:
            fix = delete_lines(article, run, self._fix.safety, f"Delete the {len(run)} lines")
        return finding(self._rule, run[0].field, span, message, fix)

"""Lines of an article read no sooner than a rule needs them, and no further than it needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import overload

from newslint.model import Article, Block, Role, Span, Zone
from newslint.segment.facts import facts_of

FACTLESS = frozenset({
    "abuse", "context", "dateline", "duplicate", "encoding", "hidden", "lexicon", "metric", "pattern", "personal", "phrase",
    "presence", "quotes", "record", "score", "sequence", "spacing", "structure", "substitution", "thread",
})  # fmt: skip
"""The shipped kinds that do not ask what an article's lines say of it."""


class LazyBlocks(Sequence[Block]):
    """The blocks of one article; its lines get their roles when the first of them is looked at.

    `broke` says that this failed: then the article cannot be read, whatever rule asked for it.
    """

    def __init__(self, read: Callable[[], Sequence[Block]]) -> None:
        self._read = read
        self._blocks: Sequence[Block] | None = None
        self._told: Article | None = None
        self.broke = False

    @property
    def blocks(self) -> Sequence[Block]:
        """The blocks themselves."""
        if self._blocks is None:
            self.broke = True
            self._blocks = self._read()
            self.broke = False
        return self._blocks

    def told(self, article: Article) -> Article:
        """The article with what its lines say of it."""
        if self._told is None:
            self._told = replace(article, facts=facts_of(self.blocks))
        return self._told

    def __len__(self) -> int:
        return len(self.blocks)

    @overload
    def __getitem__(self, at: int) -> Block: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Block]: ...
    def __getitem__(self, at: int | slice) -> Block | Sequence[Block]:
        return self.blocks[at]

    def __iter__(self) -> Iterator[Block]:
        return iter(self.blocks)


def lone_blocks(field: str, text: str, numbers: Iterable[int]) -> list[Block]:
    """The lines with those numbers as blocks that nothing but their text is known of; blank lines are none.

    >>> [block.span for block in lone_blocks("text", "one\\n\\n two", [1, 2])]
    [Span(start=6, end=9)]
    """
    found: list[Block] = []
    start = at = 0
    for number in sorted(numbers):
        while at < number:
            start = text.index("\n", start) + 1
            at += 1
        end = text.find("\n", start)
        raw = text[start : end if end >= 0 else len(text)]
        if shown := raw.strip():
            lead = start + len(raw) - len(raw.lstrip())
            span, line = Span(lead, lead + len(shown)), Span(start, start + len(raw))
            found.append(Block(Role.PARAGRAPH, Zone.BODY, field, span, line, number, shown))
    return found

"""What a rule kind is, and the helpers that kinds share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Protocol, runtime_checkable

from newslint.model import Article, Block, Edit, Finding, Fix, Rule, Safety, Span


class RuleError(ValueError):
    """A rule's options are wrong. `key` is the option's dotted path, `why` the reason."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"{key}: {why}")
        self.key = key
        self.why = why


class Day(str):
    """The day of a check, which is the fact `today`; `counts` is set once a finding depends on it."""

    counts: bool = False


def day_counts(article: Article) -> None:
    """Note that what is found in the article may be otherwise on another day, so that it is checked again then."""
    day = article.meta.get("today")
    if isinstance(day, Day):
        day.counts = True


class Kind(Protocol):
    """A rule kind: compiled once from a rule and its options, then only `check` runs.

    `schema` is a JSON Schema fragment: property name to schema of the kind's own keys, with
    `required` names in `required`. `check` is pure and yields findings in any order.
    A kind whose attribute `by_line` is true is given only the blocks that hold one of its literals:
    what it finds in a block must not depend on blocks without one. One whose attribute `exact` is true
    needs its literals in the case in which it gives them. What one whose attribute `alone` is true
    finds on a line depends on the line's text alone, not on its role, its neighbours or the language.
    """

    schema: ClassVar[Mapping[str, Any]]
    required: ClassVar[tuple[str, ...]]

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None: ...

    def literals(self) -> frozenset[str] | None:
        """Strings, lower case, one of which must occur (case-folded) for a finding; None: always run."""
        ...

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """Findings in one article; `blocks` are all of its blocks, in order."""
        ...


@runtime_checkable
class Conceals(Protocol):
    """A kind that knows values which no report may show."""

    def literals(self) -> frozenset[str] | None:
        """See `Kind.literals`."""
        ...

    def sensitive(self, text: str, meta: Mapping[str, str]) -> Sequence[Span]:
        """Where such values stand in a text, whatever its language and the roles of its lines."""
        ...


@runtime_checkable
class Asks(Protocol):
    """A kind whose rules may need a scorer's probabilities; then `judge` takes the place of `check`."""

    @property
    def needs(self) -> tuple[str, str] | None:
        """The scorer and the category; None where the rule needs none."""
        ...

    def asks(self, article: Article, blocks: Sequence[Block]) -> list[str]:
        """The texts that the scorer is asked about."""
        ...

    def judge(self, article: Article, blocks: Sequence[Block], scores: Mapping[str, float]) -> Iterator[Finding]:
        """Findings by the probability of each of those texts."""
        ...


def in_scope(rule: Rule, blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks that the rule's scope names; all of them where it names none."""
    if not rule.scope:
        yield from blocks
        return
    for block in blocks:
        if block.within(rule.scope):
            yield block


def finding(rule: Rule, field: str, span: Span, message: str, fix: Fix | None = None) -> Finding:
    """A finding of `rule` with its code, name and severity filled in."""
    return Finding(rule.code, rule.name, rule.severity, field, span, message, fix)


def whole_line(text: str, line: Span) -> Span:
    """The line with its newline; the newline before it where it is the last line of the text.

    >>> whole_line("a\\nb\\nc", Span(2, 3))
    Span(start=2, end=4)
    """
    if line.end < len(text):
        return Span(line.start, line.end + 1)
    return Span(max(line.start - 1, 0), line.end)


def delete_line(article: Article, block: Block, safety: Safety, title: str = "Delete the line") -> Fix:
    """A fix that deletes a block's whole line; see `delete_lines`."""
    return delete_lines(article, [block], safety, title)


def delete_lines(article: Article, blocks: Sequence[Block], safety: Safety, title: str) -> Fix:
    """A fix that deletes whole lines, neighbours in one edit.

    Blank lines that would be left doubled, or at the end of the text, go with them.
    """
    edits: list[Edit] = []
    start = 0
    for at, block in enumerate(blocks):
        if at + 1 < len(blocks) and blocks[at + 1].index == block.index + 1:
            continue
        span = _with_blanks(article.text, Span(blocks[start].line.start, block.line.end))
        edits.append(Edit(block.field, span, ""))
        start = at + 1
    return Fix(title, tuple(edits), safety)


def _with_blanks(text: str, lines: Span) -> Span:
    span = whole_line(text, lines)
    start, end = span.start, span.end
    if start == 0 or text.endswith("\n\n", 0, start):
        while end < len(text):
            newline = text.find("\n", end)
            if newline < 0 or text[end:newline].strip():
                break
            end = newline + 1
    if end == len(text):
        while text.endswith("\n\n", 0, start):
            start -= 1
    return Span(start, end)


def clip(text: str, width: int = 40) -> str:
    """A short quotation for a message: one line, control characters shown, cut in the middle.

    >>> clip("a" * 50, 9)
    'aaaa…aaaa'
    """
    if len(text) > 2 * width:
        text = text[:width] + text[-width:]
    flat = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in " ".join(text.split(" ")))
    if len(flat) <= width:
        return flat
    half = (width - 1) // 2
    return f"{flat[:half]}…{flat[-half:]}"

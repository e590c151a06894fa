"""Kind `field`: a record's metadata field, required or held to a pattern."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from newslint.kinds._fixing import compile_pattern, flags_of, message_of
from newslint.kinds.base import RuleError, clip, finding
from newslint.model import Article, Block, Finding, Rule, Span


class FieldKind:
    """Checks one field of the record: a text field of that name, else the article's `meta`.

    The value must be there where `present` is true, must wholly match `pattern`, and must not
    hold `forbid`. Rules about a field say nothing on articles that have no such field, unless
    `present` asks for it. Of plain text, `title`, `byline`, `date` (2024-03-12) and `dateline` (the
    place) are what its lines say. A finding about these or `meta` points at the article's start.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "field": {"type": "string"},
        "present": {"type": "boolean"},
        "pattern": {"type": "string"},
        "forbid": {"type": "string"},
        "flags": {"type": "array", "items": {"type": "string", "enum": ["ignorecase", "verbose", "dotall"]}},
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ("field",)

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        self._field = str(options["field"])
        self._present = bool(options.get("present", False))
        flags = flags_of(options)
        self._pattern, self._forbid = (
            compile_pattern(key, str(options[key]), flags) if key in options else None for key in ("pattern", "forbid")
        )
        if not (self._present or self._pattern or self._forbid):
            raise RuleError("field", "give `present`, `pattern` or `forbid`")
        self._message = message_of(options, f"{rule.summary}: {{field}} is “{{text}}”", "field")

    def literals(self) -> frozenset[str] | None:
        """None: a record's fields aren't in the text."""
        return None

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """At most one finding an article."""
        start = Span(article.span.start, article.span.start)
        for field in article.fields:
            if field.name == self._field:
                name, value, whole = field.name, field.text, Span(0, len(field.text))
                break
        else:
            told = article.facts.told().get(self._field) or article.meta.get(self._field, "")
            name, value, whole = article.field, told, start
        place = self._fault(value, whole)
        if place is None:
            return
        message = self._message.format(field=self._field, text=clip(value))
        yield finding(self._rule, name, place if whole != start else start, message)

    def _fault(self, value: str, whole: Span) -> Span | None:
        """Where the value is wrong; None where it is right."""
        if not value.strip():
            return whole if self._present else None
        if self._pattern and not self._pattern.fullmatch(value.strip()):
            return whole
        if self._forbid and (match := self._forbid.search(value)):
            return Span(*match.span())
        return None

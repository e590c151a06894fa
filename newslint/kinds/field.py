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
        """At most one finding a field; of several authors each is one."""
        held = [field for field in article.fields if field.name.partition("/")[0] == self._field]
        for field in held:
            if (place := self._fault(field.text, Span(0, len(field.text)))) is not None:
                yield finding(self._rule, field.name, place, self._said(field.text))
        if not held:
            told = article.facts.told().get(self._field) or article.meta.get(self._field, "")
            start = Span(article.span.start, article.span.start)
            if self._fault(told, start) is not None:
                yield finding(self._rule, article.field, start, self._said(told))

    def _said(self, value: str) -> str:
        return self._message.format(field=self._field, text=clip(value))

    def _fault(self, value: str, whole: Span) -> Span | None:
        """Where the value is wrong; None where it is right."""
        if not value.strip():
            return whole if self._present else None
        if self._pattern and not self._pattern.fullmatch(value.strip()):
            return whole
        if self._forbid and (match := self._forbid.search(value)):
            return Span(*match.span())
        return None

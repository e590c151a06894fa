"""Headline and standfirst in fields of their own: lines like those of a text, which some rules hold for as well."""

from __future__ import annotations

from collections.abc import Sequence

from newslint.model import Block, Field, Role, Rule, Span, Zone

LINES = {"title": Role.HEADLINE, "description": Role.STANDFIRST}
_OF_LINES = frozenset({"spacing", "encoding", "quotes", "substitution", "pattern", "personal"})
_MODERATING = frozenset({"PII", "TOX", "SPM", "WIR", "INJ", "LLM"})
_OF_TEXTS = frozenset({"record", "field", "structure", "presence", "metric", "duplicate", "sequence"})


def holds_for_a_line(rule: Rule) -> bool:
    """Whether a headline or standfirst field is held to the rule: to its characters, and to what must not be published."""
    return rule.kind in _OF_LINES or (rule.family in _MODERATING and rule.kind not in _OF_TEXTS)


def line_block(field: Field) -> Block:
    """A headline or standfirst field as a block; its span is empty where nothing stands in it."""
    lead = len(field.text) - len(field.text.lstrip())
    shown = Span(lead, max(len(field.text.rstrip()), lead))
    return Block(LINES[field.name], Zone.HEAD, field.name, shown, Span(0, len(field.text)), 0, shown.of(field.text))


def searched(fields: Sequence[Field]) -> list[str]:
    """The texts of a record that rules with literals look at: the main one, headline and standfirst."""
    return [fields[0].text, *(field.text for field in fields[1:] if field.name in LINES)]

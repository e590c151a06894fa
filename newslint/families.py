"""What the engine knows of the shipped kinds and families: which look at which texts of a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newslint.model import Block, Field, Role, Rule, Span, Zone

LINES = {"title": Role.HEADLINE, "description": Role.STANDFIRST}
"""Fields of a record that are a line of the article."""
_OF_LINES = frozenset({"spacing", "encoding", "quotes", "substitution", "pattern", "personal"})
_MODERATING = frozenset({"PII", "TOX", "SPM", "WIR", "INJ", "LLM"})
_OF_TEXTS = frozenset({"record", "field", "structure", "presence", "metric", "duplicate", "sequence"})
FACTLESS = frozenset({
    "abuse", "context", "dateline", "duplicate", "encoding", "hidden", "lexicon", "metric", "pattern", "personal", "phrase",
    "presence", "quotes", "record", "score", "sequence", "spacing", "structure", "substitution", "thread",
})  # fmt: skip
"""The shipped kinds that do not ask what an article's lines say of it."""
REPEAT = "repeat"
"""The tag that every rule of kind `duplicate` has."""
BESIDE = "beside"
"""The tag that every rule of kind `record` has: it compares a record's fields."""
_TAGS = {"duplicate": frozenset({REPEAT}), "record": frozenset({BESIDE})}


def tags_of(rule: Rule) -> frozenset[str]:
    """A rule's tags, with the one that its kind gives it."""
    return frozenset(rule.tags) | _TAGS.get(rule.kind, frozenset())


def holds_for_a_line(rule: Rule) -> bool:
    """Whether a headline or standfirst field is held to the rule: to its characters, and to what must not be published."""
    return rule.kind in _OF_LINES or (rule.family in _MODERATING and rule.kind not in _OF_TEXTS)


def searched(fields: Sequence[Field]) -> list[str]:
    """The texts of a record that rules with literals look at: the main one, headline and standfirst."""
    return [fields[0].text, *(field.text for field in fields[1:] if field.name in LINES)]


def line_block(field: Field) -> Block:
    """The block that a field is which is a line; one of blanks has no text."""
    lead = len(field.text) - len(field.text.lstrip())
    shown = Span(lead, max(len(field.text.rstrip()), lead))
    return Block(LINES[field.name], Zone.HEAD, field.name, shown, Span(0, len(field.text)), 0, shown.of(field.text))


def key_of(text: str, path: str, meta: Mapping[str, str], beside: Sequence[Field]) -> object:
    """What a record is known by that was read ahead."""
    return path, text, tuple(sorted(meta.items())), tuple(beside)

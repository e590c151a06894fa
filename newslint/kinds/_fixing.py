"""The `fix`, `message` and `languages` options, which most kinds share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import regex

from newslint.kinds.base import RuleError, delete_line
from newslint.model import Article, Block, Edit, Fix, Safety, Span
from newslint.patterns import compiled

FIX_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "delete": {"type": "string", "enum": ["line", "match"]},
        "replace": {"type": "string"},
        "safety": {"type": "string", "enum": [s.value for s in Safety]},
        "min": {"type": "number", "minimum": 0, "maximum": 1},
    },
}
STRINGS: Mapping[str, Any] = {"type": "array", "items": {"type": "string"}}

_WORD = regex.compile(r"\w+(?:['’\-]\w+)*+")


@dataclass(frozen=True, slots=True)
class FixPlan:
    """What a rule's `fix` option asks for: a line or a match deleted, or a match replaced.

    On a line whose probability of being furniture is under `least` a safe fix is unsafe, and an
    unsafe one is not offered.
    """

    delete: str
    replace: str | None
    safety: Safety
    least: float = 0.0

    def build(
        self, article: Article, block: Block, span: Span, expand: Callable[[str], str] | None = None
    ) -> Fix | None:
        """The fix for `span` in `block`; `expand` fills a replacement in, None where it changes nothing."""
        safety = self.safety
        if block.probability < self.least:
            if safety is not Safety.SAFE:
                return None
            safety = Safety.UNSAFE
        if self.delete == "line":
            return delete_line(article, block, safety)
        if self.replace is None:
            gone = _with_space(article.text, block, span)
            return Fix("Delete it", (Edit(block.field, gone, ""),), safety)
        new = expand(self.replace) if expand else self.replace
        if new == span.of(article.text):
            return None
        return Fix(f"Replace with “{new}”", (Edit(block.field, span, new),), safety)


def _with_space(text: str, block: Block, span: Span) -> Span:
    """The span and the blank that deleting it would leave at the block's edge or doubled."""
    start, end = span.start, span.end
    if end >= block.span.end or text[end].isspace():
        while start > block.span.start and text[start - 1] in " \t\u00a0":
            start -= 1
    if start <= block.span.start:
        while end < block.span.end and text[end] in " \t\u00a0":
            end += 1
    return Span(start, end)


def fix_plan(options: Mapping[str, Any]) -> FixPlan | None:
    """Read the `fix` option; None where the rule only reports.

    >>> fix_plan({"fix": {"delete": "line", "safety": "safe"}})
    FixPlan(delete='line', replace=None, safety=<Safety.SAFE: 'safe'>, least=0.0)
    """
    given = options.get("fix")
    if given is None:
        return None
    if ("delete" in given) == ("replace" in given):
        raise RuleError("fix", "give either `delete` or `replace`")
    delete = str(given.get("delete", ""))
    if delete not in {"", "line", "match"}:
        raise RuleError("fix.delete", f"“{delete}” is neither `line` nor `match`")
    try:
        safety = Safety(given.get("safety", Safety.UNSAFE))
    except ValueError:
        raise RuleError("fix.safety", f"“{given['safety']}” is not safe, unsafe or display") from None
    replace = given.get("replace")
    return FixPlan(delete, None if replace is None else str(replace), safety, float(given.get("min", 0)))


def message_of(options: Mapping[str, Any], default: str, *names: str) -> str:
    """The `message` option, checked: only the placeholders `names` and {text} may stand in it."""
    template = str(options.get("message", default))
    try:
        template.format(text="", **dict.fromkeys(names, ""))
    except (KeyError, IndexError, ValueError, AttributeError):
        allowed = ", ".join("{" + name + "}" for name in ("text", *names))
        raise RuleError("message", f"only {allowed} can stand in braces") from None
    return template


def compile_pattern(key: str, pattern: str, flags: int = 0) -> regex.Pattern[str]:
    """A compiled pattern; a wrong one is a RuleError at `key`."""
    if not pattern:
        raise RuleError(key, "the pattern is empty")
    try:
        return compiled(pattern, flags)
    except regex.error as error:
        raise RuleError(key, f"not a pattern: {error}") from None


def flags_of(options: Mapping[str, Any]) -> int:
    """The `flags` option as the flags of `regex`; always Unicode and version 1."""
    flags = int(regex.VERSION1)
    known = {"ignorecase": regex.IGNORECASE, "verbose": regex.VERBOSE, "dotall": regex.DOTALL}
    for name in options.get("flags", ()):
        if name not in known:
            raise RuleError("flags", f"“{name}” is not one of {', '.join(known)}")
        flags |= int(known[name])
    return flags


def choice(options: Mapping[str, Any], key: str, allowed: Sequence[str]) -> str:
    """The option's value, which must be one of `allowed`; the first is the default."""
    value = str(options.get(key, allowed[0]))
    if value not in allowed:
        raise RuleError(key, f"“{value}” is not one of {', '.join(allowed)}")
    return value


def word_count(text: str) -> int:
    """How many words a line has.

    >>> word_count("Don't miss: the G7's well-read list")
    6
    """
    return len(_WORD.findall(text))

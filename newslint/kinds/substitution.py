"""Kind `substitution`: a map from wrong strings to right ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

import regex

from newslint.kinds._fixing import choice, message_of
from newslint.kinds.base import RuleError, clip, finding, in_scope
from newslint.model import Article, Block, Edit, Finding, Fix, Rule, Safety, Span


class SubstitutionKind:
    """Replaces each key of `swap` by its value, as whole words unless `match: inside`."""

    schema: ClassVar[Mapping[str, Any]] = {
        "swap": {"type": "object", "additionalProperties": {"type": "string"}},
        "match": {"type": "string", "enum": ["word", "inside"]},
        "ignorecase": {"type": "boolean"},
        "safety": {"type": "string", "enum": [s.value for s in Safety]},
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ("swap",)
    by_line: ClassVar[bool] = True

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        self._fold = bool(options.get("ignorecase", False))
        self._swap = {self._key(str(old)): str(new) for old, new in options["swap"].items()}
        if not self._swap or "" in self._swap:
            raise RuleError("swap", "needs at least one entry, and none that is empty")
        for old, new in options["swap"].items():
            if old == new:
                raise RuleError(f"swap.{old}", "replaces a string by itself")
        self.alone = not rule.scope
        self._safety = Safety(choice(options, "safety", [Safety.UNSAFE, Safety.SAFE, Safety.DISPLAY]))
        olds = sorted(self._swap, key=lambda old: (-len(old), old))
        core = f"(?>{'|'.join(regex.escape(old) for old in olds)})"
        if choice(options, "match", ["word", "inside"]) == "word":
            core = rf"(?<!\w){core}(?!\w)"
        self._pattern = regex.compile(core, regex.VERSION1 | (regex.IGNORECASE if self._fold else 0))
        self._message = message_of(options, f"{rule.summary}: “{{text}}” should be “{{new}}”", "new")

    def _key(self, text: str) -> str:
        return text.casefold() if self._fold else text

    def literals(self) -> frozenset[str] | None:
        """The keys of the map."""
        return frozenset(self._swap)

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """One finding, with its replacement, for each key in the text."""
        for block in in_scope(self._rule, blocks):
            for match in self._pattern.finditer(block.text):
                new = self._swap.get(self._key(match.group()))
                if new is None or new == match.group():
                    continue
                span = Span(*match.span()).shift(block.span.start)
                message = self._message.format(text=clip(match.group()), new=clip(new))
                fix = Fix(f"Replace with “{clip(new)}”", (Edit(block.field, span, new),), self._safety)
                yield finding(self._rule, block.field, span, message, fix)

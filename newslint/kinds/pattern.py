"""Kind `pattern`: a regular expression on lines, with an optional replacement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

import regex

from newslint.folding import plain, plain_line
from newslint.kinds._fixing import (
    FIX_SCHEMA,
    STRINGS,
    choice,
    compile_pattern,
    fix_plan,
    flags_of,
    message_of,
    word_count,
)
from newslint.kinds._literals import required_literals, required_together
from newslint.kinds.base import RuleError, clip, finding, in_scope
from newslint.model import Article, Block, Finding, Rule, Span, Zone
from newslint.rarity import commonness
from newslint.segment.quotation import is_quoted

_QUICK = 40
"""An `unless` of fewer characters is asked before the pattern, a longer one only where that matches."""


class PatternKind:
    r"""Finds a `regex` pattern inside lines or as a whole line (`match: line`).

    A replacement may use groups (`\g<name>`); a group named `hit` narrows the finding to it.
    `unless` is a pattern that a line must not hold, `quoted: skip` leaves out what stands inside quotation marks, `zones` are zones that must hold it on top of
    the scope, and `at` (first, last) keeps only the first or last line in scope.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "match": {"type": "string", "enum": ["inside", "line"]},
        "pattern": {"type": "string"},
        "unless": {"type": "string"},
        "flags": {"type": "array", "items": {"type": "string", "enum": ["ignorecase", "verbose", "dotall"]}},
        "min_words": {"type": "integer", "minimum": 0},
        "max_words": {"type": "integer", "minimum": 1},
        "zones": {"type": "array", "items": {"type": "string", "enum": [z.value for z in Zone]}},
        "at": {"type": "string", "enum": ["any", "first", "last"]},
        "languages": STRINGS,
        "quoted": {"type": "string", "enum": ["count", "skip"]},
        "message": {"type": "string"},
        "fix": FIX_SCHEMA,
    }
    required: ClassVar[tuple[str, ...]] = ("pattern",)

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        flags = flags_of(options)
        self._pattern = compile_pattern("pattern", str(options["pattern"]), flags)
        if self._pattern.match("") and choice(options, "match", ["inside", "line"]) == "inside":
            raise RuleError("pattern", "matches the empty string")
        unless = options.get("unless")
        self._unless = None if unless is None else compile_pattern("unless", str(unless), flags)
        self._is_quick = unless is not None and len(str(unless)) < _QUICK
        self._line = choice(options, "match", ["inside", "line"]) == "line"
        self._at = choice(options, "at", ["any", "first", "last"])
        self.by_line = self._at == "any"
        self._zones = frozenset(options.get("zones", ()))
        self._languages = frozenset(options.get("languages", ()))
        self._skip_quoted = choice(options, "quoted", ["count", "skip"]) == "skip"
        self._words = (int(options.get("min_words", 0)), int(options.get("max_words", 0)))
        verbose = "verbose" in options.get("flags", ())
        self._literals = required_literals(str(options["pattern"]), verbose=verbose, line=True)
        self._together = _ordered(required_together(str(options["pattern"]), verbose=verbose))
        self.exact = not regex.search(r"\(\?[a-zA-Z]*i", self._pattern.pattern) and not flags & regex.IGNORECASE
        self._fix = fix_plan(options)
        told = rule.scope or self._zones or self._languages or (self._fix and self._fix.least)
        self.alone = self.by_line and not told
        if self._fix and self._fix.replace is not None:
            self._check_template(self._fix.replace)
        self._hit = "hit" if "hit" in self._pattern.groupindex else 0
        self._message = message_of(options, f"{rule.summary}: “{{text}}”", "new")

    def _check_template(self, template: str) -> None:
        probe = compile_pattern("pattern", f"(?:{self._pattern.pattern}\n)|", self._pattern.flags).search("")
        try:
            if probe is not None:
                probe.expand(template)
        except (IndexError, ValueError, KeyError) as error:
            raise RuleError("fix.replace", f"no such group: {error}") from None

    def literals(self) -> frozenset[str] | None:
        """Strings that the pattern can't match without, where they can be told."""
        return self._literals

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """One finding for each match, at the group `hit` where there is one; one a line that is deleted."""
        if self._languages and article.lang not in self._languages | {"und"}:
            return
        for block in self._candidates(blocks):
            for match in self._matches(block):
                span = Span(*match.span(self._hit)).shift(block.span.start)
                if self._skip_quoted and is_quoted(article.text, _first_letter(article.text, span)):
                    continue
                new = match.expand(self._fix.replace) if self._fix and self._fix.replace else ""
                message = self._message.format(text=clip(span.of(article.text)), new=clip(new))
                fix = self._fix.build(article, block, span, match.expand) if self._fix else None
                yield finding(self._rule, block.field, span, message, fix)
                if self._fix and self._fix.delete == "line":
                    break

    def _candidates(self, blocks: Sequence[Block]) -> Iterator[Block]:
        found = [b for b in in_scope(self._rule, blocks) if not self._zones or b.zone in self._zones]
        if self._at != "any":
            found = found[:1] if self._at == "first" else found[-1:]
        return (block for block in found if self._may_match(block.text))

    def _may_match(self, line: str) -> bool:
        """Whether a line holds a string of each set that one of the pattern's alternatives needs."""
        if not self._together:
            return True
        low = plain_line(line)
        return any(all(any(word in low for word in words) for words in needed) for needed in self._together)

    def _matches(self, block: Block) -> Iterator[Any]:
        low, high = self._words
        words = word_count(block.text) if (low or high) and not self._line else low
        if (
            words < low
            or (high and words > high)
            or (self._is_quick and self._unless and self._unless.search(block.text))
        ):
            return
        for number, match in enumerate(self._found(block.text)):
            if not number and self._is_barred(block.text):
                return
            yield match

    def _found(self, line: str) -> Iterator[Any]:
        if self._line:
            match = self._pattern.fullmatch(line)
            return iter([match] if match and match.end() > match.start() else [])
        return (match for match in self._pattern.finditer(line) if match.end() > match.start())

    def _is_barred(self, line: str) -> bool:
        """Whether a line in which the pattern stands is none that counts: only then is there more to ask."""
        low, high = self._words
        words = word_count(line) if (low or high) and self._line else low
        return (
            words < low
            or (high > 0 and words > high)
            or (self._unless is not None and self._unless.search(line) is not None)
        )


def _ordered(branches: Sequence[Sequence[frozenset[str]]]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """The sets of each alternative, folded, the rarest first; () where one set alone is no more than the prefilter asks."""
    if all(len(needed) == 1 for needed in branches):
        return ()
    return tuple(
        tuple(
            tuple(sorted(plain(word).decode("utf-8", "surrogatepass") for word in words))
            for words in sorted(needed, key=commonness)
        )
        for needed in branches
    )


def _first_letter(text: str, span: Span) -> Span:
    """The first letter or digit of a match, which may begin with the quotation mark itself."""
    at = next((at for at in range(span.start, span.end) if text[at].isalnum()), span.start)
    return Span(at, min(at + 1, span.end))

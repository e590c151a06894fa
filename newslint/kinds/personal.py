"""Kind `personal`: personal data and secrets, proven by a check or by the words beside them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

import regex

from newslint.kinds._fixing import STRINGS, choice, compile_pattern, message_of
from newslint.kinds._literals import required_literals
from newslint.kinds.base import RuleError, clip, finding, in_scope
from newslint.model import Article, Block, Edit, Finding, Fix, Rule, Safety, Span
from newslint.personal import CHECKS, Verdict, shape

_FLAGS = int(regex.VERSION1 | regex.VERBOSE)
_BEFORE, _AFTER, _CLOSE = 70, 30, 40
_REGIONS: Mapping[str, tuple[str, ...]] = {
    "en": ("US", "GB"), "de": ("DE",), "fr": ("FR",), "es": ("ES",), "it": ("IT",), "nl": ("NL",), "pt": ("PT", "BR"),
}  # fmt: skip
_ALL_REGIONS = tuple(region for regions in _REGIONS.values() for region in regions)
REDACTION = "[{what} removed]"


class PersonalKind:
    """Finds values of one sort (`what`) by `patterns`, verbose regular expressions by name.

    `check` proves a value (check digits, lengths, ranges). A value that it leaves open, and every
    one of the patterns named in `weak`, counts only with a word of `near` beside it; one of `unless`
    just before it, or of `unless_line` on its line, speaks against it. `allow` names local parts of
    e-mail addresses that are an office's, not a person's. The group `hit` narrows the value.
    The fix, always unsafe, puts the setting `redaction` in its place. Reports show its shape only.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "what": {"type": "string"},
        "patterns": {"type": "object", "additionalProperties": {"type": "string"}},
        "check": {"type": "string", "enum": list(CHECKS)},
        "weak": STRINGS,
        "near": STRINGS,
        "unless": STRINGS,
        "unless_line": STRINGS,
        "allow": STRINGS,
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ("what", "patterns")

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        self._what = str(options["what"])
        self._check = CHECKS[choice(options, "check", list(CHECKS))] if "check" in options else None
        patterns = {str(name): str(pattern) for name, pattern in options["patterns"].items()}
        if not patterns:
            raise RuleError("patterns", "needs at least one pattern")
        self._patterns = {
            name: compile_pattern(f"patterns.{name}", pattern, _FLAGS) for name, pattern in patterns.items()
        }
        self._weak = frozenset(options.get("weak", ()))
        if strange := self._weak - patterns.keys():
            raise RuleError("weak", f"no pattern is called “{min(strange)}”")
        self._near = _any_of("near", options)
        if self._weak and self._near is None:
            raise RuleError("near", "patterns that are weak need words that prove them")
        self._unless = _any_of("unless", options)
        self._unless_line = _any_of("unless_line", options)
        self._allow = frozenset(str(part).casefold() for part in options.get("allow", ()))
        needed = [required_literals(pattern, verbose=True) for pattern in patterns.values()]
        self._literals = frozenset().union(*(found for found in needed if found)) if all(needed) else None
        self._message = message_of(options, f"{rule.summary}: “{{text}}”", "what")

    def literals(self) -> frozenset[str] | None:
        """Strings that no pattern can match without, where they can be told."""
        return self._literals

    def sensitive(self, text: str, meta: Mapping[str, str]) -> list[Span]:
        """Where such values stand in a text of any language, whatever the line is: what reports hide."""
        return [span for span, _ in self._values(text, "", meta)]

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """A finding for each value in a line in scope."""
        starts = [block.line.start for block in blocks]
        scoped = {block.index for block in in_scope(self._rule, blocks)}
        plain = article.meta.get("values") == "shown"
        for span, _ in self._values(article.body, article.lang, article.meta):
            place = span.shift(article.span.start)
            at = bisect_right(starts, place.start) - 1
            if at < 0 or blocks[at].index not in scoped or place.end > blocks[at].line.end:
                continue
            value = place.of(article.text)
            shown = clip(value) if plain else shape(clip(value))
            message = self._message.format(text=shown, what=self._what)
            new = article.meta.get("redaction", REDACTION).format(what=self._what)
            fix = Fix(f"Replace with “{new}”", (Edit(article.field, place, new),), Safety.UNSAFE)
            yield finding(self._rule, article.field, place, message, fix)

    def _values(self, text: str, lang: str, meta: Mapping[str, str]) -> list[tuple[Span, str]]:
        regions = meta.get("regions", "").split() or _REGIONS.get(lang, _ALL_REGIONS)
        found: list[tuple[Span, str]] = []
        for name, pattern in self._patterns.items():
            group = "hit" if "hit" in pattern.groupindex else 0
            for match in pattern.finditer(text):
                span = Span(*match.span(group))
                if not span or any(span.overlaps(other) for other, _ in found):
                    continue
                if self._counts(text, span, name, regions, meta):
                    found.append((span, name))
        return sorted(found)

    def _counts(self, text: str, span: Span, name: str, regions: Sequence[str], meta: Mapping[str, str]) -> bool:
        value = span.of(text)
        sure: Verdict = self._check(value, regions) if self._check else True
        if sure is False or self._allowed(value, meta):
            return False
        start = text.rfind("\n", 0, span.start) + 1
        end = text.find("\n", span.end)
        end = end if end >= 0 else len(text)
        if self._unless and self._unless.search(text[max(start, span.start - _CLOSE) : span.start]):
            return False
        if self._unless_line and self._unless_line.search(text[start:end]):
            return False
        if sure and name not in self._weak:
            return True
        beside = (
            text[max(start, span.start - _BEFORE) : span.start] + " " + text[span.end : min(end, span.end + _AFTER)]
        )
        return self._near is not None and self._near.search(beside) is not None

    def _allowed(self, value: str, meta: Mapping[str, str]) -> bool:
        """Whether it is an office's address, or one at a domain of the configuration's own."""
        local, at, domain = value.casefold().rpartition("@")
        if not at:
            return False
        own = meta.get("own-domains", "").split()
        return local in self._allow or any(domain == item or domain.endswith("." + item) for item in own)


def _any_of(key: str, options: Mapping[str, Any]) -> regex.Pattern[str] | None:
    """One pattern for the words of an option; `*` stands for any ending."""
    words = [str(word).strip() for word in options.get(key, ())]
    if not words:
        return None
    if not all(words):
        raise RuleError(key, "a word is empty")
    bodies = sorted((regex.escape(word, literal_spaces=True).replace(r"\*", r"\w*+") for word in words), key=len)
    return regex.compile(rf"(?<!\w)(?:{'|'.join(reversed(bodies))})(?!\w)", regex.IGNORECASE | regex.VERSION1)

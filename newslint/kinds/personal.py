"""Kind `personal`: personal data and secrets, proven by a check or by the words beside them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, ClassVar

import regex

from newslint.folding import fold
from newslint.kinds._fixing import STRINGS, choice, compile_pattern, message_of
from newslint.kinds._literals import required_literals
from newslint.kinds.base import RuleError, clip, finding, in_scope
from newslint.model import Article, Block, Edit, Finding, Fix, Rule, Safety, Span
from newslint.patterns import compiled
from newslint.personal import CHECKS, Verdict, shape
from newslint.personal.published import published
from newslint.personal.view import ODD_LITERALS, held, joined, lines_of_digits, lines_with, view

_FLAGS = int(regex.VERSION1 | regex.VERBOSE)
_BEFORE, _AFTER, _CLOSE, _BESIDE = 70, 30, 40, 5
_COMMENTS = "comments"
_REGIONS: Mapping[str, tuple[str, ...]] = {
    "en": ("US", "GB"), "de": ("DE",), "fr": ("FR",), "es": ("ES",), "it": ("IT",), "nl": ("NL",), "pt": ("PT", "BR"),
}  # fmt: skip
_ALL_REGIONS = tuple(region for regions in _REGIONS.values() for region in regions)
_UNSPACED = r"\p{Han}\p{Hangul}\p{Hiragana}\p{Katakana}"
_BY_REGION = frozenset({"phone"})
_ESCAPED = regex.compile(r"\\(?:p\{L\w?\}|[^sWDnRXPp])")
_CLASS = regex.compile(r"\[[^\]^][^\]]*+\]")
_OVER_LINES = regex.compile(r"\\[WDnRXPp]|\\s(?![^\[\]]*\])|\[\^(?:(?!\\s|\\n)[^\]])*+\]|\.")
REDACTION = "[{what} removed]"


class PersonalKind:
    """Finds values of one sort (`what`) by `patterns`, verbose regular expressions by name.

    `check` proves a value (check digits, lengths, ranges). A value that it leaves open, and every
    one of the patterns named in `weak`, counts only with a word of `near` beside it; one of `unless`
    just before it, or of `unless_line` on its line, speaks against it. `allow` names local parts of
    e-mail addresses that are an office's, not a person's. One of `published` on its line, or of `service`
    on a short line beside it, makes a value a published contact, outside of comments. The group `hit` narrows the value. Lines
    with fewer than `digits` digits are passed over. Texts are searched as they are read: without
    hidden characters, blanks and hyphens plain, entities read.
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
        "published": STRINGS,
        "service": STRINGS,
        "digits": {"type": "integer", "minimum": 0},
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
        self._published, self._service = _any_of("published", options), _any_of("service", options)
        self._digits = int(options.get("digits", 0))
        self._regional = options.get("check") in _BY_REGION
        self._stems = tuple(fold(str(word).split("*")[0].strip()) for word in options.get("near", ()))
        self._provable = bool(self._stems) and all(self._stems)
        self._all_weak = self._weak == patterns.keys() and all(self._stems)
        self._needs = {
            name: tuple(map(fold, required_literals(pattern, verbose=True) or ())) for name, pattern in patterns.items()
        }
        self._cased = {
            name: tuple(required_literals(pattern, verbose=True) or ()) if "(?i" not in pattern else ()
            for name, pattern in patterns.items()
        }
        self._bounded = {
            name: not _goes_on(pattern) and bool(self._digits or self._all_weak or self._needs[name])
            for name, pattern in patterns.items()
        }
        every = not self._digits and not self._all_weak and all(self._needs.values())
        self._gate = tuple(sorted({need for needs in self._needs.values() for need in needs})) if every else ()
        needs = {need for needs in self._needs.values() for need in needs}
        self._sought = tuple(sorted(needs.union(self._stems if self._all_weak else ())))
        self._literals = self._needed()
        self._message = message_of(options, f"{rule.summary}: “{{text}}”", "what")

    def _needed(self) -> frozenset[str] | None:
        """What a text must hold: a word that proves, where nothing else does, or what the patterns spell out.

        Digits are counted faster than literals as frequent as a full stop are found.
        """
        needed = self._stems if self._all_weak else self._gate
        return ODD_LITERALS.union(needed) if needed and not self._digits else None

    def literals(self) -> frozenset[str] | None:
        """Strings that no pattern can match without, where they can be told."""
        return self._literals

    def sensitive(self, text: str, meta: Mapping[str, str]) -> list[Span]:
        """Where such values stand in a text of any language, whatever the line is: what reports hide.

        Also a proven value that goes on in the next line.
        """
        told = self._told("", meta)
        found = list(_values(self, text, *told))
        for broken in joined(text):
            found += broken.over_newlines(_values(self, broken.text, *told))
        return found

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """A finding for each value in a line in scope."""
        values = _values(self, article.body, *self._told(article.lang, article.meta))
        if not values:
            return
        starts = [block.line.start for block in blocks]
        scoped = {block.index for block in in_scope(self._rule, blocks)}
        plain = article.meta.get("values") == "shown"
        for span in values:
            place = span.shift(article.span.start)
            at = bisect_right(starts, place.start) - 1
            if at < 0 or blocks[at].index not in scoped or place.end > blocks[at].line.end:
                continue
            value = place.of(article.text)
            if self._is_published(blocks, at, value):
                continue
            shown = clip(value) if plain else shape(clip(value))
            message = self._message.format(text=shown, what=self._what)
            new = article.meta.get("redaction", REDACTION).format(what=self._what)
            fix = Fix(f"Replace with “{new}”", (Edit(article.field, place, new),), Safety.UNSAFE)
            yield finding(self._rule, article.field, place, message, fix)

    def _is_published(self, blocks: Sequence[Block], at: int, value: str) -> bool:
        if self._published is None or self._service is None or _COMMENTS in blocks[at].scopes:
            return False
        first = max(at - _BESIDE, 0)
        lines = [block.text for block in blocks[first : at + _BESIDE + 1]]
        return published(lines, at - first, value, self._published, self._service)

    def _told(self, lang: str, meta: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The regions, where the check heeds them, and the own domains."""
        regions = tuple(meta.get("regions", "").split()) or _REGIONS.get(lang, _ALL_REGIONS)
        return regions if self._regional else (), tuple(meta.get("own-domains", "").split())

    def find(self, text: str, regions: Sequence[str], own: Sequence[str]) -> list[Span]:
        """The values in a text, in order; see `_values`, which remembers them."""
        seen = view(text)
        lines: list[tuple[int, int]] | None = None
        if self._digits:
            lines = lines_of_digits(seen.text, self._digits)
            if not lines:
                return []
        if self._gate and not lines_with(seen.text, self._gate, self._sought):
            return []
        if self._all_weak:
            proven = lines_with(seen.text, self._stems, self._sought)
            lines = proven if lines is None else sorted(set(lines).intersection(proven))
            if not lines:
                return []
        barred: dict[int, bool] = {}
        found: list[Span] = []
        stand = held(seen.text, self._sought).keys() if self._sought else frozenset()
        for name, pattern in self._patterns.items():
            if self._needs[name] and stand.isdisjoint(self._needs[name]):
                continue
            group = "hit" if "hit" in pattern.groupindex else 0
            taken = len(found)
            for start, end in self._stretches(name, seen.text, lines):
                for match in pattern.finditer(seen.text, start, end):
                    span = Span(*match.span(group))
                    if not span or _meets(found, taken, span):
                        continue
                    line = (start, end) if self._bounded[name] else _line(seen.text, span)
                    if self._counts(seen.text, span, name, line, barred, regions, own):
                        found.append(span)
            found.sort()
        return [seen.first(span) for span in found]

    def _stretches(self, name: str, text: str, lines: list[tuple[int, int]] | None) -> Iterable[tuple[int, int]]:
        """Where a pattern may match: on the lines that are left, and that hold a string it needs."""
        if needed := self._needs[name]:
            if lines is None and not self._bounded[name]:
                return [(0, len(text))] if lines_with(text, needed, self._sought) else []
            found = lines_with(text, needed, self._sought)
            if cased := self._cased[name]:
                found = [(start, end) for start, end in found if any(text.find(one, start, end) >= 0 for one in cased)]
            return found if lines is None else sorted(set(lines).intersection(found))
        return [(0, len(text))] if lines is None else lines

    def _counts(
        self,
        text: str,
        span: Span,
        name: str,
        line: tuple[int, int],
        barred: dict[int, bool],
        regions: Sequence[str],
        own: Sequence[str],
    ) -> bool:
        value = span.of(text)
        sure: Verdict = self._check(value, regions) if self._check else True
        if sure is False or self._allowed(value, own):
            return False
        start, end = line
        unproven = not sure or name in self._weak
        if unproven and self._provable and start not in _proven(text, self._stems):
            return False
        if self._unless and self._unless.search(text[max(start, span.start - _CLOSE) : span.start]):
            return False
        if self._unless_line:
            if start not in barred:
                barred[start] = self._unless_line.search(text, start, end) is not None
            if barred[start]:
                return False
        if not unproven:
            return True
        beside = (
            text[max(start, span.start - _BEFORE) : span.start] + " " + text[span.end : min(end, span.end + _AFTER)]
        )
        return self._near is not None and self._near.search(beside) is not None

    def _allowed(self, value: str, own: Sequence[str]) -> bool:
        """Whether it is an office's address, or one at a domain of the configuration's own."""
        local, at, domain = value.casefold().rpartition("@")
        if not at:
            return False
        return local in self._allow or any(domain == item or domain.endswith("." + item) for item in own)


@lru_cache(maxsize=512)
def _values(kind: PersonalKind, text: str, regions: tuple[str, ...], own: tuple[str, ...]) -> tuple[Span, ...]:
    """The same text is asked for when it is checked, and when what was found is masked."""
    return tuple(kind.find(text, regions, own))


@lru_cache(maxsize=16)
def _proven(text: str, stems: tuple[str, ...]) -> frozenset[int]:
    """Where the lines begin that hold a word that may prove a value."""
    return frozenset(start for start, _ in lines_with(text, stems))


def _goes_on(pattern: str) -> bool:
    """Whether what a pattern matches may go on in the next line, as far as can be told."""
    plain = _CLASS.sub(lambda found: "".join(regex.findall(r"\\[sWDnRXPp]", found[0])), _ESCAPED.sub("", pattern))
    return _OVER_LINES.search(plain) is not None


def _meets(found: Sequence[Span], taken: int, span: Span) -> bool:
    """Whether a span overlaps one of the first `taken`, which are in order."""
    at = bisect_right(found, span, 0, taken)
    return any(span.overlaps(other) for other in found[max(at - 1, 0) : min(at + 1, taken)])


def _line(text: str, span: Span) -> tuple[int, int]:
    end = text.find("\n", span.end)
    return text.rfind("\n", 0, span.start) + 1, end if end >= 0 else len(text)


def _any_of(key: str, options: Mapping[str, Any]) -> regex.Pattern[str] | None:
    """One pattern for the words of an option; `*` stands for any ending."""
    words = [str(word).strip() for word in options.get(key, ())]
    if not words:
        return None
    if not all(words):
        raise RuleError(key, "a word is empty")
    bodies = sorted((regex.escape(word, literal_spaces=True).replace(r"\*", r"\w*+") for word in words), key=len)
    return compiled(
        rf"(?:(?<!\w)|(?=[\W{_UNSPACED}]))(?:{'|'.join(reversed(bodies))})(?!\w)", regex.IGNORECASE | regex.VERSION1
    )

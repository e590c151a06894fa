"""Kind `metric`: a measured value of the article against a threshold."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from newslint.kinds._fixing import choice, message_of
from newslint.kinds.base import RuleError, finding, in_scope
from newslint.model import Article, Block, Finding, Rule, Span
from newslint.segment.forms import count_words

_BEYOND = re.compile(r"[^\x00-\x7f]+")
_UPPER, _LOWER = string.ascii_uppercase.encode(), string.ascii_lowercase.encode()
_BLANKS = b" \t\n\x0b\x0c\r\x1c\x1d\x1e\x1f"
_KNOWN = _BLANKS + _UPPER + _LOWER + string.digits.encode()


def _words(text: str) -> float:
    return count_words(text)


def _capitals(text: str) -> float:
    plain = text.encode("ascii", "ignore")
    rest = "".join(_BEYOND.findall(text)) if len(plain) < len(text) else ""
    capitals, letters = (len(plain) - len(plain.translate(None, left_out)) for left_out in (_UPPER, _UPPER + _LOWER))
    return (capitals + sum(map(str.isupper, rest))) / max(letters + sum(map(str.isalpha, rest)), 1)


def _most_capitals(text: str) -> float:
    """As `_capitals`, were every letter above ASCII a capital."""
    plain = text.encode("ascii", "ignore")
    capitals, letters = (len(plain) - len(plain.translate(None, left_out)) for left_out in (_UPPER, _UPPER + _LOWER))
    rest = len(text) - len(plain)
    return (capitals + rest) / max(letters + rest, 1)


def _symbols(text: str) -> float:
    plain = text.encode("ascii", "ignore")
    rest = [char for char in "".join(_BEYOND.findall(text)) if not char.isspace()] if len(plain) < len(text) else []
    dense = len(plain.translate(None, _BLANKS)) + len(rest)
    return (len(plain.translate(None, _KNOWN)) + len(rest) - sum(map(str.isalnum, rest))) / dense if dense else 0.0


_METRICS: Mapping[str, Callable[[str], float]] = {"words": _words, "capitals": _capitals, "symbols": _symbols}


class MetricKind:
    """Measures the lines in scope and fires `above` or `below` a value.

    `words` counts words; `capitals` is the share of capitals among cased letters; `symbols` the
    share of characters that are neither letters nor digits. `min_words` leaves short articles alone.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "metric": {"type": "string", "enum": list(_METRICS)},
        "above": {"type": "number"},
        "below": {"type": "number"},
        "min_words": {"type": "integer", "minimum": 0},
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ("metric",)

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        self._measure = _METRICS[choice(options, "metric", list(_METRICS))]
        if ("above" in options) == ("below" in options):
            raise RuleError("metric", "give either `above` or `below`")
        self._above, self._below = options.get("above"), options.get("below")
        self._least = int(options.get("min_words", 0))
        self._message = message_of(options, f"{rule.summary}: {{value}}", "value")

    def literals(self) -> frozenset[str] | None:
        """None: every text can be measured."""
        return None

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """At most one finding an article, at its first line in scope."""
        if not self._rule.scope and not self._may_be_far(article.body):
            return
        found = list(in_scope(self._rule, blocks))
        text = "\n".join(block.text for block in found)
        if not found:
            return
        value = self._measure(text)
        if self._is_far(value) and not (self._least and count_words(text) < self._least):
            at = found[0].span.start
            shown = f"{value:.2f}" if value < 1 else f"{value:g}"
            yield finding(self._rule, article.field, Span(at, at), self._message.format(text="", value=shown))

    def _may_be_far(self, text: str) -> bool:
        """Whether the value of a whole article is far, blanks at the ends of lines aside; capitals are counted roughly first."""
        if self._measure is _capitals and self._above is not None and _most_capitals(text) <= self._above:
            return False
        return self._is_far(self._measure(text))

    def _is_far(self, value: float) -> bool:
        return (self._above is not None and value > self._above) or (self._below is not None and value < self._below)

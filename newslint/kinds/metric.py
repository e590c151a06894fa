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

_UPPER, _LOWER = string.ascii_uppercase.encode(), string.ascii_lowercase.encode()
_BLANKS = b" \t\n\x0b\x0c\r\x1c\x1d\x1e\x1f"
_KNOWN = _BLANKS + _UPPER + _LOWER + string.digits.encode()
_FOREIGN = re.compile(r"[^\x00-\x7f]")


def _words(text: str) -> float:
    return count_words(text)


def _capitals(text: str) -> float:
    plain = text.encode("ascii", "ignore")
    rest = () if text.isascii() else _FOREIGN.findall(text)
    capitals, letters = (len(plain) - len(plain.translate(None, left_out)) for left_out in (_UPPER, _UPPER + _LOWER))
    return (capitals + sum(map(str.isupper, rest))) / max(letters + sum(map(str.isalpha, rest)), 1)


def _symbols(text: str) -> float:
    plain = text.encode("ascii", "ignore")
    rest = () if text.isascii() else [char for char in _FOREIGN.findall(text) if not char.isspace()]
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
        found = list(in_scope(self._rule, blocks))
        text = "\n".join(block.text for block in found)
        if not found:
            return
        value = self._measure(text)
        far = (self._above is not None and value > self._above) or (self._below is not None and value < self._below)
        if far and not (self._least and count_words(text) < self._least):
            at = found[0].span.start
            shown = f"{value:.2f}" if value < 1 else f"{value:g}"
            yield finding(self._rule, article.field, Span(at, at), self._message.format(text="", value=shown))

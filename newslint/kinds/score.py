"""Kind `score`: lines that a classifier finds likely enough; the segmenter's model of furniture, or a scorer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, ClassVar

from newslint.kinds._classified import UNITS, Classified
from newslint.kinds._fixing import FIX_SCHEMA, STRINGS, choice, fix_plan, message_of
from newslint.kinds.base import RuleError, clip, finding, in_scope
from newslint.model import Article, Block, Finding, Role, Rule
from newslint.segment.forms import words

_KEPT = frozenset({Role.HEADLINE, Role.DATELINE, Role.BYLINE, Role.TIMESTAMP, Role.CAPTION, Role.CREDIT})
_OF_FURNITURE = ("run", "clean", "long", "doubtful")
_OF_SCORERS = ("unit", "short_text", "min_words", "languages")
_DOUBT = (0.3, 0.9)
_SURE = 0.97
_RATE: dict[str, Any] = {"type": "number", "exclusiveMinimum": 0, "maximum": 1}


class ScoreKind:
    """Finds lines in scope whose probability of being furniture, or of a scorer's category, is at least `min`.

    `max_words` leaves longer lines alone. `run` asks for so many such lines one after the other.
    `clean` is for texts that were cleaned already: in one of its `languages`, whose labels the rules
    know, a text with fewer than `labels` of them needs its `min` instead. `long` is for lines of that many
    `words`, which cost most where they are taken wrongly. `doubtful` is for texts that are like none that the
    model knows: more than `share` of their lines are neither likely nor unlikely (.3 to .9), and fewer than
    `sure` are labels or nearly certain (.97). Where several of the three apply, the highest `min` counts.
    Lines that other rules judge by role (headline, dateline, byline, time stamp, caption, credit) are
    left out, and those that a rule with a name for them deletes are not reported twice.

    With `scorer`, the probability is what that scorer gives the rule's `category`. It is asked about each line
    in scope of at least `min_words`, or with `unit: run` about neighbouring lines as one text; and about
    every line of an article of at most `short_text` words, such as a reader's comment that is a record.
    `languages` are those that it knows. All roles count.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "min": _RATE,
        "max_words": {"type": "integer", "minimum": 1},
        "run": {"type": "integer", "minimum": 1},
        "clean": {
            "type": "object",
            "additionalProperties": False,
            "required": ["min", "labels", "languages"],
            "properties": {
                "min": _RATE,
                "labels": {"type": "integer", "minimum": 1},
                "languages": STRINGS,
            },
        },
        "long": {
            "type": "object",
            "additionalProperties": False,
            "required": ["min", "words"],
            "properties": {"min": _RATE, "words": {"type": "integer", "minimum": 1}},
        },
        "doubtful": {
            "type": "object",
            "additionalProperties": False,
            "required": ["min", "share", "sure"],
            "properties": {"min": _RATE, "share": _RATE, "sure": _RATE},
        },
        "scorer": {"type": "string"},
        "unit": {"type": "string", "enum": list(UNITS)},
        "short_text": {"type": "integer", "minimum": 1},
        "min_words": {"type": "integer", "minimum": 1},
        "languages": STRINGS,
        "message": {"type": "string"},
        "fix": FIX_SCHEMA,
    }
    required: ClassVar[tuple[str, ...]] = ("min",)

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        self._min = float(options["min"])
        if not 0 < self._min <= 1:
            raise RuleError("min", "a probability is above 0 and at most 1")
        choice(options, "unit", UNITS)
        for key in _OF_FURNITURE if "scorer" in options else _OF_SCORERS:
            if key in options:
                raise RuleError(key, f"stands only in a rule {'without' if 'scorer' in options else 'with'} a `scorer`")
        self._by = Classified(rule, options) if "scorer" in options else None
        if self._by:
            return
        self._most = int(options.get("max_words", 0))
        self._run = int(options.get("run", 1))
        clean = options.get("clean", {"min": self._min, "labels": 0, "languages": []})
        self._clean_min, self._labels = float(clean["min"]), int(clean["labels"])
        self._languages = frozenset(clean["languages"])
        long, doubtful = options.get("long", {}), options.get("doubtful", {})
        self._long, self._long_min = int(long.get("words", 0)), float(long.get("min", 0))
        self._doubtful_min = float(doubtful.get("min", 0))
        self._share, self._sure = float(doubtful.get("share", 1)), float(doubtful.get("sure", 0))
        self._fix = fix_plan(options)
        self._message = message_of(options, f"{rule.summary} ({{share}} %): “{{text}}”", "share")

    def literals(self) -> frozenset[str] | None:
        """None: form and place need no words."""
        return None

    @property
    def needs(self) -> tuple[str, str] | None:
        """The scorer and its category; None where the segmenter's model decides."""
        return (self._by.scorer, self._by.category) if self._by else None

    def asks(self, article: Article, blocks: Sequence[Block]) -> list[str]:
        """The texts that the scorer is asked about."""
        return [unit.text for unit in self._by.units(article, blocks)] if self._by else []

    def judge(self, article: Article, blocks: Sequence[Block], scores: Mapping[str, float]) -> Iterator[Finding]:
        """One finding a text that the scorer finds likely enough."""
        return self._by.judge(article, blocks, scores) if self._by else iter(())

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """One finding a line that is furniture."""
        if self._by:
            raise RuntimeError(f"{self._rule.code} needs the probabilities of a scorer")
        least = self._clean_min if self._is_clean(article, blocks) else self._min
        if self._doubtful_min > least and self._is_doubtful(blocks):
            least = self._doubtful_min
        run: list[Block] = []
        for block in in_scope(self._rule, blocks):
            if block.probability < least or (self._most and words(block.text) > self._most):
                continue
            if self._long and block.probability < self._long_min and words(block.text) >= self._long:
                continue
            if run and block.index != run[-1].index + 1:
                yield from self._told(article, run)
                run = []
            run.append(block)
        yield from self._told(article, run)

    def _is_clean(self, article: Article, blocks: Sequence[Block]) -> bool:
        labels = (block for block in blocks if block.furniture is not None)
        return article.lang in self._languages and sum(1 for _ in islice(labels, self._labels)) < self._labels

    def _is_doubtful(self, blocks: Sequence[Block]) -> bool:
        low, high = _DOUBT
        doubts = sum(low < block.probability < high for block in blocks)
        sure = sum(block.furniture is not None or block.probability >= _SURE for block in blocks)
        return doubts > self._share * len(blocks) and sure < self._sure * len(blocks)

    def _told(self, article: Article, run: Sequence[Block]) -> Iterator[Finding]:
        if len(run) < self._run:
            return
        for block in run:
            if block.role in _KEPT:
                continue
            message = self._message.format(text=clip(block.text), share=int(100 * block.probability))
            fix = self._fix.build(article, block, block.span) if self._fix else None
            yield finding(self._rule, block.field, block.span, message, fix)

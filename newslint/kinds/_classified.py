"""The part of kind `score` that goes by a scorer: which texts it is asked about, and what is found by its answers."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from newslint.kinds._fixing import fix_plan, message_of
from newslint.kinds.base import RuleError, clip, finding, in_scope
from newslint.model import Article, Block, Finding, Rule, Span
from newslint.segment.forms import words

UNITS = ("line", "run")


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines that are scored as one text."""

    blocks: tuple[Block, ...]

    @property
    def text(self) -> str:
        """Their words, a newline between lines."""
        return "\n".join(block.text for block in self.blocks)

    @property
    def span(self) -> Span:
        """From the first line to the last."""
        return Span(self.blocks[0].span.start, self.blocks[-1].span.end)


class Classified:
    """Finds texts to which a scorer gives a category with a probability of at least `min`."""

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        self.scorer, self.category = str(options["scorer"]), rule.category
        if not self.scorer or not self.category:
            raise RuleError("scorer", "needs the rule's `category`: which of the scorer's is meant")
        self._min = float(options["min"])
        self._least, self._most = int(options.get("min_words", 0)), int(options.get("max_words", 0))
        self._joined = options.get("unit", "line") == "run"
        self._short = int(options.get("short_text", 0))
        self._languages = frozenset(options.get("languages", ()))
        self._fix = fix_plan(options)
        if self._fix and self._joined:
            raise RuleError("fix", "lines that are scored together are not fixed")
        default = f"{rule.summary} ({{category}} {{share}} %): “{{text}}”"
        self._message = message_of(options, default, "share", "category")

    def units(self, article: Article, blocks: Sequence[Block]) -> list[Unit]:
        """What is scored: the lines in scope, each by itself or with its neighbours; every line of a short text."""
        if self._languages and article.lang not in self._languages:
            return []
        short = self._short and sum(words(block.text) for block in blocks) <= self._short
        lines = list(blocks if short else in_scope(self._rule, blocks))
        if self._joined:
            runs = groupby(enumerate(lines), key=lambda item: item[1].index - item[0])
            found = [Unit(tuple(block for _, block in run)) for _, run in runs]
        else:
            found = [Unit((block,)) for block in lines]
        return [unit for unit in found if self._least <= (count := words(unit.text)) and count <= (self._most or count)]

    def judge(self, article: Article, blocks: Sequence[Block], scores: Mapping[str, float]) -> Iterator[Finding]:
        """One finding a unit; `scores` are the probabilities by text."""
        for unit in self.units(article, blocks):
            rate = scores[unit.text]
            if rate < self._min:
                continue
            share = int(100 * rate)
            message = self._message.format(text=clip(unit.text), share=share, category=self.category)
            fix = self._fix.build(article, unit.blocks[0], unit.span) if self._fix else None
            found = finding(self._rule, unit.blocks[0].field, unit.span, message, fix)
            yield dataclasses.replace(found, probability=rate)

"""A rule with its checker, which is built when it is first asked for where its facts are known already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from newslint.kinds.base import Asks, Conceals, Kind
from newslint.model import FurnitureClass, Rule
from newslint.segment.labels import Labels

_CLASSES = {
    "WID": FurnitureClass.WIDGET,
    "NAV": FurnitureClass.NAVIGATION,
    "REL": FurnitureClass.RELATED,
    "SUB": FurnitureClass.SUBSCRIPTION,
    "ADS": FurnitureClass.ADVERTISEMENT,
    "CMT": FurnitureClass.COMMENTS,
    "LEG": FurnitureClass.LEGAL,
    "BYL": FurnitureClass.AUTHOR_BOX,
    "AUT": FurnitureClass.AUTHOR_BOX,
    "LIV": FurnitureClass.LIVE_TICKER,
    "WIR": FurnitureClass.DESK_NOTE,
}

REPEAT = "repeat"
"""The tag that every rule of kind `duplicate` has."""
BESIDE = "beside"
"""The tag that every rule of kind `record` has: it compares a record's fields."""
_TAGS = {"duplicate": frozenset({REPEAT}), "record": frozenset({BESIDE})}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the engine asks of a checker before a text is there; the values are plain, so that they can be kept.

    `literals` are those of the checker; `phrases` its whole-line wordings, for the segmenter; `needs` the
    scorer and the category that it asks; `conceals` says that it knows values which no report may show, and
    `pure` that what it finds depends on nothing but text, rule and settings. The other flags are the
    checker's own.
    """

    literals: frozenset[str] | None
    by_line: bool
    alone: bool
    exact: bool
    phrases: frozenset[str]
    needs: tuple[str, str] | None
    conceals: bool
    pure: bool

    @classmethod
    def of(cls, checker: Kind) -> Facts:
        """The facts of a checker."""
        return cls(
            checker.literals(),
            bool(getattr(checker, "by_line", False)),
            bool(getattr(checker, "alone", False)),
            bool(getattr(checker, "exact", False)),
            frozenset(getattr(checker, "phrases", ())),
            checker.needs if isinstance(checker, Asks) else None,
            isinstance(checker, Conceals),
            bool(getattr(checker, "pure", True)),
        )

    def plain(self) -> tuple[object, ...]:
        """The facts as one tuple; `Facts(*value)` are the facts again."""
        return tuple(getattr(self, item.name) for item in fields(self))


class CompiledRule:
    """A rule and its kind's checker.

    Where `facts` are given, the checker is built from `kinds` when it is first asked for: such a rule was
    compiled before, so nothing about it can be wrong.
    """

    __slots__ = ("_checker", "_facts", "_kinds", "rule")

    def __init__(
        self,
        rule: Rule,
        checker: Kind | None = None,
        *,
        kinds: Mapping[str, type[Kind]] | None = None,
        facts: Facts | None = None,
    ) -> None:
        self.rule = rule
        self._checker = checker
        self._kinds = kinds or {}
        self._facts = facts

    @property
    def checker(self) -> Kind:
        """The kind's checker of this rule."""
        if self._checker is None:
            self._checker = self._kinds[self.rule.kind](self.rule, self.rule.options)
        return self._checker

    @property
    def facts(self) -> Facts:
        """What is known of the checker without it."""
        if self._facts is None:
            self._facts = Facts.of(self.checker)
        return self._facts

    @property
    def asks(self) -> Asks | None:
        """The checker, where it asks a scorer."""
        if self.facts.needs is None:
            return None
        checker = self.checker
        return checker if isinstance(checker, Asks) else None

    @property
    def by_place(self) -> bool:
        """Whether it finds lines by form and place, for want of a rule that has a name for them."""
        return self.rule.kind == "score" and self.facts.needs is None

    @property
    def tags(self) -> frozenset[str]:
        """The rule's tags, and the one that its kind gives it."""
        return frozenset(self.rule.tags) | _TAGS.get(self.rule.kind, frozenset())


def labels_of(rules: Iterable[CompiledRule]) -> Labels:
    """The whole-line phrases of the rules, for the segmenter; independent of which rules are on."""
    found: dict[str, FurnitureClass] = {}
    for item in sorted(rules, key=lambda entry: entry.rule.code):
        if item.rule.family not in _CLASSES or item.rule.options.get("match", "line") != "line":
            continue
        for phrase in sorted(item.facts.phrases):
            found.setdefault(phrase, _CLASSES[item.rule.family])
    return Labels(found)

"""Findings as a moderator sees them: category, probability, a masked excerpt, advice, a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from newslint.model import Problem, Rule
from newslint.policy import Decision, Judged, Policy, policy_of
from newslint.reporters.concise import printable
from newslint.results import Diagnostic, FileResult, Seen

CATEGORIES: Mapping[str, str] = MappingProxyType(
    {
        "PII": "personal-data",
        "TOX": "abuse",
        "SPM": "spam",
        "ADS": "advertising",
        "CMT": "reader-comments",
        "WIR": "editorial-order",
        "INJ": "machine-order",
        "LLM": "model-residue",
        "RVW": "review-hint",
    }
)
"""The families that `newslint moderate` runs, each with the category of rules that name none."""

_AROUND = 40


def moderates(rule: Rule) -> bool:
    """Whether the rule is one of those families, or names a category itself, as a pack's own rules may."""
    return rule.family in CATEGORIES or bool(rule.category)


def category_of(rule: Rule) -> str:
    """What a moderator calls the rule's findings."""
    return rule.category or CATEGORIES.get(rule.family, "quality")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one record: the decision, and each finding with what it asked for."""

    path: str
    seen: Seen
    decision: Decision
    findings: tuple[tuple[Diagnostic, Decision], ...] = ()


class Moderator:
    """A policy and the rules that it judges by."""

    def __init__(self, policy: Policy, rules: Iterable[Rule]) -> None:
        self._policy = policy
        self._rules = {rule.code: rule for rule in rules}

    @classmethod
    def of(cls, policy: str, rules: Sequence[Rule]) -> Moderator:
        """A moderator by the policy file of that path, the shipped one where it is empty. Raises NewslintError."""
        names = [(rule.code, rule.name) for rule in rules]
        return cls(policy_of(policy, names, map(category_of, rules)), rules)

    def judged(self, item: Diagnostic) -> Judged:
        """What the policy looks at; without a classifier's word, how often the rule is right counts."""
        rule = self._rules[item.code]
        return Judged(item.code, item.name, category_of(rule), item.severity, self._probability(item))

    def _probability(self, item: Diagnostic) -> float:
        if item.probability is not None:
            return item.probability
        measured = self._rules[item.code].precision
        return 1.0 if measured is None else measured

    def verdict(self, path: str, seen: Seen, found: Sequence[Diagnostic]) -> Verdict:
        """The decision for one record; one that was not checked in full is never allowed."""
        decision, asked = self._policy.decide([self.judged(item) for item in found])
        if seen.problems:
            decision = max(decision, self._policy.unreadable, key=lambda one: one.rank)
        return Verdict(path, seen, decision, tuple(zip(found, asked, strict=True)))

    def verdicts(self, result: FileResult) -> Iterator[Verdict]:
        """The verdicts on the records of a result, in order; last on the file, where it has problems of its own."""
        by_record: dict[int | None, list[Diagnostic]] = {}
        for item in result.diagnostics:
            by_record.setdefault(item.record, []).append(item)
        told = {problem for seen in result.seen for problem in seen.problems}
        for seen in result.seen:
            yield self.verdict(result.path, seen, by_record.get(seen.record, ()))
        for problem in result.problems:
            if problem not in told:
                yield self.verdict(result.path, Seen(None, problem.line, (problem,)), ())

    def told(self, verdict: Verdict) -> dict[str, Any]:
        """A verdict as it is printed, ready for JSON."""
        found = {
            "path": verdict.path,
            "record": verdict.seen.record,
            "line": verdict.seen.line,
            "decision": verdict.decision.value,
            "findings": [self._finding(item, asked) for item, asked in verdict.findings],
        }
        return {**found, "problems": _problems(verdict.seen.problems)} if verdict.seen.problems else found

    def _finding(self, item: Diagnostic, asked: Decision) -> dict[str, Any]:
        rule = self._rules[item.code]
        return {
            "category": category_of(rule),
            "probability": round(self._probability(item), 4),
            "decision": asked.value,
            "excerpt": excerpt(item),
            "rule": item.code,
            "name": item.name,
            "severity": item.severity.value,
            "message": item.message,
            "advice": rule.advice,
            "field": item.field,
            "offset": item.offset,
            "end_offset": item.offset + item.extent,
            "line": item.line,
            "column": item.column,
        }


def _problems(problems: Iterable[Problem]) -> list[str]:
    return [problem.message for problem in problems]


def excerpt(item: Diagnostic) -> str:
    """The finding with some of its line around it; personal data and secrets in it are masked already."""
    start, end = max(item.at - _AROUND, 0), min(item.at + item.length, item.at + 2 * _AROUND)
    close = min(end + _AROUND, len(item.source))
    before = "…" if start else ""
    after = "…" if close < len(item.source) else ""
    return f"{before}{printable(item.source[start:close].strip())}{after}"

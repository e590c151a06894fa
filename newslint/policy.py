"""What becomes of a record that was moderated: a policy in YAML decides from its findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from newslint.data import FOLDER
from newslint.model import NewslintError, Problem, Severity
from newslint.schema.validate import Faults, coerce, did_you_mean
from newslint.suppress import matches
from newslint.yamlsafe import Entries, Items, Node, load_yaml


class Decision(StrEnum):
    """What to do with a record, the least cautious first."""

    ALLOW = "allow"
    REVIEW = "review"
    BLOCK = "block"

    @property
    def rank(self) -> int:
        """0 to allow, 2 to block."""
        return list(Decision).index(self)


DECISIONS = [item.value for item in Decision]
_TEXTS: Mapping[str, Any] = {"type": "array", "items": {"type": "string"}}
_CLAUSE: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["decide"],
    "properties": {
        "decide": {"type": "string", "enum": DECISIONS},
        "rules": _TEXTS,
        "categories": _TEXTS,
        "severities": {"type": "array", "items": {"type": "string", "enum": [item.value for item in Severity]}},
        "probability": {"type": "number", "minimum": 0, "maximum": 1},
        "count": {"type": "integer", "minimum": 1},
    },
}
POLICY: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["clauses"],
    "properties": {
        "clauses": {"type": "array", "items": _CLAUSE},
        "otherwise": {"type": "string", "enum": DECISIONS},
        "unreadable": {"type": "string", "enum": ["review", "block"]},
    },
}
"""The form of a policy file, as a JSON Schema fragment."""


def policy_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of policy files."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "newslint policy", **POLICY}


@dataclass(frozen=True, slots=True)
class Judged:
    """What a policy looks at in a finding; `probability` is how likely it is right."""

    code: str
    name: str
    category: str
    severity: Severity
    probability: float


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence of a policy: what it asks for where a finding fits; an empty list fits all.

    `count` is how many findings of a record must fit before the clause counts.
    """

    decide: Decision
    rules: tuple[str, ...] = ()
    categories: frozenset[str] = frozenset()
    severities: frozenset[Severity] = frozenset()
    probability: float = 0.0
    count: int = 1

    def fits(self, item: Judged) -> bool:
        """Whether the finding is of the rules, categories and severities, and likely enough."""
        return (
            (not self.rules or any(matches(rule, item.code, item.name) for rule in self.rules))
            and (not self.categories or item.category in self.categories)
            and (not self.severities or item.severity in self.severities)
            and item.probability >= self.probability
        )


@dataclass(frozen=True, slots=True)
class Policy:
    """Clauses in order; `otherwise` is for findings that none fits, `unreadable` for what was not checked."""

    clauses: tuple[Clause, ...] = ()
    otherwise: Decision = Decision.ALLOW
    unreadable: Decision = Decision.REVIEW

    def decide(self, items: Sequence[Judged]) -> tuple[Decision, tuple[Decision, ...]]:
        """The decision for a record, and what each finding asks for; the most cautious one counts.

        For each finding the first clause that fits decides; a clause that wants more findings than
        the record has is passed over.

        >>> secret = Judged("PII014", "secret-key", "secret", Severity.ERROR, 0.99)
        >>> Policy((Clause(Decision.BLOCK, categories=frozenset({"secret"})),)).decide([secret])[0].value
        'block'
        """
        counts = Counter(at for at, clause in enumerate(self.clauses) for item in items if clause.fits(item))
        asked = tuple(self._asked(item, counts) for item in items)
        return max(asked, key=lambda decision: decision.rank, default=Decision.ALLOW), asked

    def _asked(self, item: Judged, counts: Mapping[int, int]) -> Decision:
        for at, clause in enumerate(self.clauses):
            if counts.get(at, 0) >= clause.count and clause.fits(item):
                return clause.decide
        return self.otherwise


def read_policy(text: str, origin: str, rules: Iterable[tuple[str, str]], categories: Iterable[str]) -> Policy:
    """A policy from YAML. Raises NewslintError with file, line and column.

    `rules` are (code, name) of all rules, `categories` all that there are: a clause that names
    another would silently never fit.
    """
    root = load_yaml(text, origin)
    faults = Faults(origin)
    values = coerce(root, POLICY, "policy", faults)
    if not faults.problems:
        _check_names(root, list(rules), frozenset(categories), faults)
    if faults.problems:
        raise NewslintError(faults.problems[0])
    return Policy(
        tuple(_clause(item) for item in values["clauses"]),
        Decision(values.get("otherwise", Decision.ALLOW)),
        Decision(values.get("unreadable", Decision.REVIEW)),
    )


def _clause(given: Mapping[str, Any]) -> Clause:
    return Clause(
        Decision(given["decide"]),
        tuple(given.get("rules", ())),
        frozenset(given.get("categories", ())),
        frozenset(map(Severity, given.get("severities", ()))),
        given.get("probability", 0.0),
        given.get("count", 1),
    )


def _check_names(root: Node, rules: Sequence[tuple[str, str]], categories: frozenset[str], faults: Faults) -> None:
    words = {word for rule in rules for word in rule}
    for item in _named(root, "rules"):
        if not any(matches(item.value, code, name) for code, name in rules):
            faults.add(item, f"no rule matches `{item.value}`", did_you_mean(item.value, words))
    for item in _named(root, "categories"):
        if item.value not in categories:
            hint = did_you_mean(item.value, categories) or f"one of {', '.join(sorted(categories))}"
            faults.add(item, f"no rule has the category `{item.value}`", hint)


def _named(root: Node, key: str) -> list[Any]:
    """The entries of every clause's list `key`, with their places."""
    assert isinstance(root, Entries)
    clauses = root.entries["clauses"][1]
    found: list[Any] = []
    for clause in clauses.items if isinstance(clauses, Items) else ():
        held = clause.entries.get(key) if isinstance(clause, Entries) else None
        if held is not None and isinstance(held[1], Items):
            found.extend(held[1].items)
    return found


def policy_of(path: str, rules: Iterable[tuple[str, str]], categories: Iterable[str]) -> Policy:
    """The policy in a file; the shipped one where `path` is empty. Raises NewslintError."""
    file = Path(path) if path else SHIPPED
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise NewslintError(Problem(str(file), f"cannot be read: {error.strerror}")) from None
    except UnicodeDecodeError as error:
        raise NewslintError(Problem(str(file), f"is not UTF-8 text: {error.reason}")) from None
    return read_policy(text, str(file), rules, categories)


SHIPPED = FOLDER / "policy.yaml"

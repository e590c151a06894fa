"""Compiled rules, kept: read, validated and their facts known, so that a checker is built only where it may find something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from newslint import kept
from newslint.cache.folder import RULES, Folder
from newslint.cache.records import plain_problem
from newslint.cache.start import Held
from newslint.compiled import CompiledRule, Facts
from newslint.kinds.base import Kind
from newslint.model import Example, Problem, Rule, Severity

_EXAMPLE = ("text", "findings", "fixed", "line", "meta", "beside", "fixed_beside")
_RULE = (
    "code", "name", "summary", "why", "kind", "tags", "since", "links", "default", "advice", "category", "precision", "options", "origin",
)  # fmt: skip


def rules_in(
    packs: Sequence[Path], kinds: Mapping[str, type[Kind]], held: Held | None
) -> tuple[list[CompiledRule], list[Problem]]:
    """Every rule of the packs, and what is wrong with the others; as they are `held`, where they are."""
    if held is not None:
        return [_restored(item, kinds) for item in held.rules], [Problem(*item) for item in held.problems]
    from newslint.packs import load_rules

    return load_rules(packs, kinds)


def keep_rules(folder: Folder, stamp: str, rules: Iterable[CompiledRule], problems: Iterable[Problem]) -> None:
    """Keep rules, what is wrong with others, and what was worked out for them by now."""
    plain = tuple((_plain(item.rule), item.facts.plain()) for item in rules)
    folder.write(RULES, stamp, (plain, tuple(map(plain_problem, problems)), kept.values()))


def _plain(rule: Rule) -> tuple[Any, ...]:
    examples = tuple(tuple(getattr(item, name) for name in _EXAMPLE) for item in rule.examples)
    return tuple(getattr(rule, name) for name in _RULE), rule.severity.value, rule.scope, examples


def _restored(held: Any, kinds: Mapping[str, type[Kind]]) -> CompiledRule:
    (values, severity, scope, examples), facts = held
    found = tuple(Example(*item) for item in examples)
    rule = Rule(
        **dict(zip(_RULE, values, strict=True)), severity=Severity(severity), scope=frozenset(scope), examples=found
    )
    return CompiledRule(rule, kinds=kinds, facts=Facts(*facts))

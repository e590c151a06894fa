"""Rules that need no literal: they run on every text, and mostly a word more in them would do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from newslint.compiled import CompiledRule
from newslint.data import builtin_rules_path
from newslint.model import Problem
from newslint.rarity import frequency

_MENDS = {
    "pattern": "give `pattern` a word or sign that every match holds, in each of its alternatives",
    "context": "give `pattern` a word or sign that every match holds, in each of its alternatives",
    "sequence": "give one of `lines` a word that it always holds",
    "personal": "give each of `patterns` a word or sign that every match holds",
    "phrase": "give each of `phrases` a word; signs and numbers alone are looked for on every line",
}
"""By kind, how a rule comes to have a literal; the other kinds look at texts as a whole, or have literals always."""


def mend(item: CompiledRule) -> str:
    """How to give the rule a literal; "" where it has one, its kind can have none, or it is one of newslint's own."""
    own = Path(item.rule.origin).is_relative_to(builtin_rules_path())
    return _MENDS.get(item.rule.kind, "") if item.facts.literals is None and not own else ""


def unfiltered(rules: Iterable[CompiledRule], packs: Sequence[Path]) -> Iterator[Problem]:
    """A note on every rule from these files and folders that runs on every text and need not."""
    folders = [str(pack) for pack in packs]
    for item in rules:
        if any(Path(item.rule.origin).is_relative_to(folder) for folder in folders) and (hint := mend(item)):
            yield Problem(item.rule.origin, f"{item.rule.code} needs no literal, so it runs on every line", hint=hint)


def looked_for(item: CompiledRule) -> str:
    """What must occur for the rule to run, in words: the rarest strings first.

    >>> from newslint.kinds.pattern import PatternKind
    >>> from newslint.model import Rule, Severity
    >>> rule = Rule("WID999", "a", "a", "a", "pattern", Severity.INFO)
    >>> looked_for(CompiledRule(rule, PatternKind(rule, {"pattern": "the quay|harbour"})))
    'only where “harbour” or “the quay” occurs'
    """
    needed = item.facts.literals
    if needed is None:
        return "on every text: no literal is needed" + (f"; {hint}" if (hint := mend(item)) else "")
    rarest = sorted(needed, key=lambda text: (frequency(text), text))
    shown = [*dict.fromkeys(f"“{text.strip() or text}”" for text in rarest)]
    more = f" or one of {len(shown) - 4} others" if len(shown) > 4 else ""
    return f"only where {', '.join(shown[:4]) if more else ' or '.join(shown)}{more} occurs"

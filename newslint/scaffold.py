"""The template of a new rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import regex

from newslint import __version__
from newslint.kinds.base import Kind
from newslint.model import NewslintError, Problem
from newslint.packs import load_rules

FAMILIES: Mapping[str, str] = {
    "headline": "HED", "structure": "STR", "dateline": "DAT", "byline": "BYL", "timestamp": "TIM", "caption": "CAP",
    "widgets": "WID", "navigation": "NAV", "related": "REL", "subscription": "SUB", "advertising": "ADS",
    "comments": "CMT", "legal": "LEG", "wire": "WIR", "duplication": "DUP", "spacing": "SPC", "punctuation": "PUN",
    "encoding": "ENC", "markup": "MRK", "truncation": "TRN", "metadata": "MET", "spam": "SPM", "injection": "INJ",
    "llm": "LLM",
}  # fmt: skip

_TEMPLATE = """\
code: {code}
name: {slug}
summary: {words} scraped as text
why: Say where scrapers pick this up, and what it spoils.
kind: phrase
match: line
phrases:
  en: [Replace this label]
severity: warning
fix: {{delete: line, safety: unsafe}}
since: {version}
examples:
  - bad: "LISBON: The board voted on Monday to build a quay.\\n\\nReplace this label\\n"
    fixed: "LISBON: The board voted on Monday to build a quay.\\n"
  - good: "LISBON: The board asked who would replace this label on the old quay.\\n"
"""


def new_rule(root: Path, name: str, kinds: Mapping[str, type[Kind]], packs: Sequence[Path] = ()) -> Path:
    """Write `root/family/slug.yaml`, a valid rule to be filled in, with the family's next free code.

    Codes of the rules in `packs` are taken too, so that the new rule can be loaded beside them.

    Raises NewslintError for a name that is not `family/slug` and for a file that exists.
    """
    if not regex.fullmatch(r"[a-z0-9-]+/[a-z0-9]+(?:-[a-z0-9]+)*", name):
        raise NewslintError(Problem(name, "is not family/slug in small letters", hint="widgets/stray-follow-button"))
    family, slug = name.split("/")
    path = root / family / f"{slug}.yaml"
    if path.exists():
        raise NewslintError(Problem(str(path), "already exists"))
    rules = load_rules([*packs, *([root] if root.is_dir() else [])], kinds)[0]
    siblings = [item.rule.code for item in rules if Path(item.rule.origin).parent.name == family]
    letters = siblings[0][:3] if siblings else FAMILIES.get(family, (family.replace("-", "") + "xxx")[:3].upper())
    taken = {int(item.rule.code[3:]) for item in rules if item.rule.code.startswith(letters)}
    number = max(taken, default=0) + 1
    path.parent.mkdir(parents=True, exist_ok=True)
    words = slug.replace("-", " ").capitalize()
    path.write_text(
        _TEMPLATE.format(code=f"{letters}{number:03}", slug=slug, words=words, version=__version__),
        encoding="utf-8",
    )
    return path

"""What is not reported: rules that are off, files that opt out, comments in Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import regex

from newslint.config import Config
from newslint.model import Finding, Rule
from newslint.patterns import compiled
from newslint.text import LineIndex

if TYPE_CHECKING:
    import pathspec

_COMMENT = compiled(
    r"<!--\s*+newslint:\s*+(?<what>disable-next-line|disable-file|disable|enable)\s*+(?:=\s*+(?<names>[\w,\s-]+?))?\s*+-->",
    regex.VERSION1,
)


def matches(selector: str, code: str, name: str) -> int:
    """How closely a selector names a rule: 0 not at all, higher is closer.

    >>> matches("WID", "WID001", "stray-follow-button"), matches("ALL", "WID001", "")
    (4, 1)
    """
    if selector == "ALL":
        return 1
    if selector in {code, name}:
        return 100
    return len(selector) + 1 if selector and code.startswith(selector) else 0


def selected(rule: Rule, config: Config) -> bool:
    """Whether the rule is on: the closest of select and ignore decides, ignore on a tie."""
    wanted = max((matches(item, rule.code, rule.name) for item in config.select), default=0)
    if not config.select and rule.default:
        wanted = 1
    wanted = max([wanted, *(matches(item, rule.code, rule.name) for item in config.extend_select)])
    refused = max((matches(item, rule.code, rule.name) for item in config.ignore), default=0)
    return wanted > refused


@lru_cache(maxsize=256)
def _glob(pattern: str) -> pathspec.GitIgnoreSpec:
    import pathspec

    return pathspec.GitIgnoreSpec.from_lines([pattern])


def ignored_in_file(path: str, code: str, name: str, config: Config) -> bool:
    """Whether `per-file-ignores` leaves the rule out in this file."""
    if not config.per_file_ignores:
        return False
    absolute = Path(path).absolute()
    inside = absolute.relative_to(config.root) if absolute.is_relative_to(config.root) else Path(path)
    return any(
        matches(selector, code, name)
        for pattern, selectors in config.per_file_ignores.items()
        for selector in selectors
        if _glob(pattern).match_file(inside.as_posix())
    )


def suppressed(text: str, findings: Sequence[Finding], name: str) -> list[Finding]:
    """The findings that comments leave; only the format `md` has comments.

    `<!-- newslint: disable=CODE -->` counts up to `enable`, `disable-next-line=CODE` for the line
    after, `disable-file=CODE` everywhere; without a code or name, every rule is meant.
    """
    if name != "md" or "newslint:" not in text:
        return list(findings)
    lines = LineIndex(text)
    off: list[tuple[int, int, frozenset[str]]] = []
    opened: list[tuple[int, frozenset[str]]] = []
    for found in _COMMENT.finditer(text):
        line = lines.position(found.start())[0]
        names = frozenset(part.strip() for part in (found["names"] or "ALL").split(",") if part.strip())
        match found["what"]:
            case "disable-next-line":
                off.append((line + 1, line + 1, names))
            case "disable-file":
                off.append((0, 1 << 60, names))
            case "disable":
                opened.append((line, names))
            case "enable":
                off += [(start, line, which) for start, which in opened]
                opened = []
    off += [(start, 1 << 60, which) for start, which in opened]

    def hidden(item: Finding) -> bool:
        line = lines.position(item.span.start)[0]
        return any(
            start <= line <= end and any(matches(which, item.code, item.name) for which in names)
            for start, end, names in off
        )

    return [item for item in findings if not hidden(item)]

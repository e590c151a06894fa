"""What the articles beside one do, as far as counting goes: whether three quarters of them open with a dateline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newslint.config import Config

if TYPE_CHECKING:
    from newslint.model import Rule

_SAMPLE = 60
_OTHERS = 3
_SHARE = 0.75
Openings = Sequence[Callable[[], bool]]
"""For each of a file's first articles, what tells whether it opens with a dateline; asked only where it matters."""


@dataclass(frozen=True, slots=True)
class Datelines:
    """How many articles of each folder's first files there are, and how many open with a dateline."""

    counts: Mapping[str, tuple[int, int]]

    def style(self, path: str, config: Config) -> str:
        """What an article's meta says of datelines: the configured style, "expected" where its neighbours have one."""
        if config.dateline == "auto":
            total, having = self.counts.get(_folder(path), (0, 0))
            if total > _OTHERS and having >= _SHARE * (total - 1) and having < total:
                return "expected"
        return config.dateline


def is_asked(config: Config, rules: Iterable[Rule]) -> bool:
    """Whether one of the rules needs to know the house style, and the setting leaves it open."""
    return config.dateline == "auto" and any("house-dateline" in rule.tags for rule in rules)


def counted(files: Sequence[str], openings: Callable[[str, int], Openings]) -> Datelines:
    """The counts of each folder; `openings` tells of a file's first so many articles."""
    folders: dict[str, list[str]] = defaultdict(list)
    for path in files:
        folders[_folder(path)].append(path)
    found = {}
    for folder, members in folders.items():
        seen: list[Callable[[], bool]] = []
        for path in sorted(members)[:_SAMPLE]:
            seen += openings(path, _SAMPLE - len(seen)) if len(seen) < _SAMPLE else ()
        found[folder] = len(seen), sum(opens() for opens in seen) if len(seen) > _OTHERS else 0
    return Datelines(found)


def _folder(path: str) -> str:
    return Path(path).parent.as_posix()

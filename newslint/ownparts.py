"""What newslint brings itself, without the plugin manager: for runs where it is known that there are no plugins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from newslint.data import builtin_rules_path
from newslint.kinds import builtin_kinds
from newslint.kinds.base import Kind
from newslint.reporters import BUILTIN_REPORTERS
from newslint.reporters.base import Reporter
from newslint.scorers import Scorer, shipped
from newslint.segment import Segmenter
from newslint.sources import BUILTIN_SOURCES, Format


class OwnParts:
    """The same as `Plugins`, where nothing else is installed."""

    def __init__(self) -> None:
        self.kinds: Mapping[str, type[Kind]] = builtin_kinds()
        self.reporters: Mapping[str, type[Reporter]] = BUILTIN_REPORTERS
        self.scorers: Mapping[str, Scorer] = shipped()
        self.packs: tuple[Path, ...] = (builtin_rules_path(),)
        self.sources: Sequence[Format] = BUILTIN_SOURCES
        self.segmenter: Segmenter | None = None

    def configure(self, settings: Mapping[str, object]) -> None:
        """Nothing: there is no plugin to tell."""

"""The hooks of newslint. They run at start-up only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pluggy

if TYPE_CHECKING:
    from newslint.kinds.base import Kind
    from newslint.reporters.base import Reporter
    from newslint.scorers import Scorer
    from newslint.segment import Segmenter
    from newslint.sources import Format

hookspec = pluggy.HookspecMarker("newslint")
hookimpl = pluggy.HookimplMarker("newslint")


@hookspec
def newslint_kinds() -> Mapping[str, type[Kind]]:
    """Give rule kinds, by the name that a rule's `kind:` uses."""
    raise NotImplementedError


@hookspec
def newslint_packs() -> Sequence[Path]:
    """Give folders of rule files."""
    raise NotImplementedError


@hookspec
def newslint_sources() -> Sequence[Format]:
    """Give file formats."""
    raise NotImplementedError


@hookspec
def newslint_reporters() -> Mapping[str, type[Reporter]]:
    """Give output formats, by the name that `--output-format` uses."""
    raise NotImplementedError


@hookspec
def newslint_scorers() -> Mapping[str, Scorer]:
    """Give scorers, by the name that a rule's `scorer:` uses."""
    raise NotImplementedError


@hookspec(firstresult=True)
def newslint_segmenter() -> Segmenter | None:
    """Give the segmenter; the first plugin that has one wins."""
    raise NotImplementedError


@hookspec
def newslint_configure(settings: Mapping[str, Any]) -> None:
    """See the final configuration once, before any file is read."""
    raise NotImplementedError

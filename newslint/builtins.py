"""newslint's own kinds, packs, sources and reporters, given through the public hooks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from newslint.hookspecs import hookimpl
from newslint.kinds import builtin_kinds
from newslint.kinds.base import Kind
from newslint.packs import builtin_rules_path
from newslint.reporters import BUILTIN_REPORTERS
from newslint.reporters.base import Reporter
from newslint.scorers import Scorer, shipped
from newslint.sources import BUILTIN_SOURCES, Format


@hookimpl
def newslint_kinds() -> Mapping[str, type[Kind]]:
    """The kinds of `newslint/kinds/`."""
    return builtin_kinds()


@hookimpl
def newslint_packs() -> Sequence[Path]:
    """The shipped rules."""
    return [builtin_rules_path()]


@hookimpl
def newslint_sources() -> Sequence[Format]:
    """Plain text and Markdown."""
    return BUILTIN_SOURCES


@hookimpl
def newslint_reporters() -> Mapping[str, type[Reporter]]:
    """concise, full, json and github."""
    return BUILTIN_REPORTERS


@hookimpl
def newslint_scorers() -> Mapping[str, Scorer]:
    """The scorer that has its weights in the package."""
    return shipped()

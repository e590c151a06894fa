"""newslint: a linter and fixer for scraped news text."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newslint.api import Linter, fix, lint, moderate

__all__ = ["Linter", "__version__", "fix", "lint", "moderate"]

try:
    __version__ = version("newslint")
except PackageNotFoundError:
    __version__ = "0+unknown"


def __getattr__(name: str) -> Any:
    """The Python interface, loaded when it is first asked for: the command line needs none of it."""
    if name in {"Linter", "fix", "lint", "moderate"}:
        from newslint import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

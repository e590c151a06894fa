"""newslint: a linter and fixer for scraped news text."""

from __future__ import annotations

TYPE_CHECKING = False

if TYPE_CHECKING:
    from typing import Any

    from newslint.api import Linter, fix, lint, moderate

__all__ = ["Linter", "__version__", "fix", "lint", "moderate"]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """The Python interface, loaded when it is first asked for: the command line needs none of it."""
    if name in {"Linter", "fix", "lint", "moderate"}:
        from newslint import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

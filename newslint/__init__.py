"""newslint: a linter and fixer for scraped news text."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("newslint")
except PackageNotFoundError:
    __version__ = "0+unknown"

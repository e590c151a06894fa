"""Output formats: one file a format."""

from __future__ import annotations

from collections.abc import Mapping

from newslint.reporters.base import Reporter
from newslint.reporters.concise import ConciseReporter
from newslint.reporters.full import FullReporter
from newslint.reporters.github import GithubReporter
from newslint.reporters.json import JsonReporter

BUILTIN_REPORTERS: Mapping[str, type[Reporter]] = {
    "concise": ConciseReporter,
    "full": FullReporter,
    "github": GithubReporter,
    "json": JsonReporter,
}

"""Workflow commands, which GitHub shows beside the lines of a pull request."""

from __future__ import annotations

from typing import TextIO

from newslint.problems import Severity
from newslint.reporters.base import ReportOptions, Summary
from newslint.results import Diagnostic, FileResult

_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
    Severity.REVIEW: "notice",
}


class GithubReporter:
    """One `::warning file=…::` command a finding; escapes as the workflow command syntax asks."""

    def __init__(self, out: TextIO, options: ReportOptions) -> None:
        self._out = out
        self._options = options

    def file(self, result: FileResult) -> None:
        """The file's findings."""
        for item in result.diagnostics:
            place = f"file={_value(item.path)}"
            if item.line is not None:
                place += f",line={item.line},col={item.column},endLine={item.end_line},endColumn={item.end_column}"
            title = _value(f"newslint {item.code} {item.name}")
            self._out.write(f"::{_LEVELS[item.severity]} {place},title={title}::{_text(_where(item) + item.message)}\n")

    def finish(self, summary: Summary) -> None:
        """The last line."""
        if not self._options.quiet:
            self._out.write(summary.line() + "\n")


def _where(item: Diagnostic) -> str:
    """The place within the file that line and column cannot tell."""
    if item.line is None:
        return item.place.removeprefix(item.path) + ": "
    return f"{item.pointer}: " if item.pointer else ""


def _text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")

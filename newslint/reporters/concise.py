"""One line a finding: `path:line:column: CODE message`."""

from __future__ import annotations

from typing import TextIO

from newslint.problems import Severity
from newslint.reporters.base import ReportOptions, Summary, fixes, mark, statistics
from newslint.results import Diagnostic, FileResult

COLORS = {
    Severity.ERROR: "red",
    Severity.WARNING: "yellow",
    Severity.INFO: "cyan",
    Severity.REVIEW: "magenta",
}


class ConciseReporter:
    """For terminals, editors and grep."""

    def __init__(self, out: TextIO, options: ReportOptions) -> None:
        self._out = out
        self._options = options

    def file(self, result: FileResult) -> None:
        """The file's findings, and with `show_fixes` what was fixed in it."""
        if not self._options.statistics:
            for item in result.diagnostics:
                self.finding(item)
        if self._options.show_fixes and result.fixed:
            self.say(f"{result.path}: fixed")
            for line in fixes(result):
                self.say(line)

    def finding(self, item: Diagnostic) -> None:
        """One finding on one line."""
        place = printable(item.place)
        code = self.paint(item.code, fg=COLORS[item.severity], bold=True)
        level = "" if item.severity in {Severity.ERROR, Severity.WARNING} else f"{item.severity.value}: "
        where = f"{printable(item.pointer)}: " if item.pointer and item.line is not None else ""
        self.say(f"{self.paint(place, bold=True)}: {code} {mark(item)}{level}{where}{item.message}")

    def finish(self, summary: Summary) -> None:
        """The statistics where asked for, and the last line."""
        if self._options.statistics:
            for line in statistics(summary):
                self.say(line)
        if not self._options.quiet:
            self.say(summary.line())

    def paint(self, text: str, *, fg: str | None = None, bold: bool = False) -> str:
        """The text in colour where colour is wanted."""
        if not self._options.color:
            return text
        import click

        return click.style(text, fg=fg, bold=bold)

    def say(self, text: str) -> None:
        """Print one line."""
        self._out.write(text + "\n")


def printable(text: str) -> str:
    """The text with control characters shown, not sent to the terminal.

    >>> printable("a\\x1bb")
    'a\\\\x1bb'
    """
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)

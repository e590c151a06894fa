"""What a reporter is, and the sums that every report ends with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol, TextIO

from newslint.problems import Problem, Safety, Severity
from newslint.results import Diagnostic, FileResult, Mode


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """How to print."""

    color: bool = False
    quiet: bool = False
    statistics: bool = False
    show_fixes: bool = False


@dataclass(frozen=True, slots=True)
class Summary:
    """The sums over all files."""

    mode: Mode
    files: int = 0
    skipped: int = 0
    changed: int = 0
    problems: int = 0
    codes: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)
    safe: int = 0
    unsafe: int = 0
    fixed: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, *, problems: Iterable[Problem] = (), mode: Mode) -> Summary:
        """A summary before the first file."""
        return cls(mode, problems=len(list(problems)))

    @property
    def found(self) -> int:
        """How many findings are left."""
        return sum(self.codes.values())

    def add(self, result: FileResult) -> Summary:
        """The summary with one more file."""
        found = result.diagnostics
        return replace(
            self,
            files=self.files + (not result.more and not result.skipped),
            skipped=self.skipped + result.skipped,
            changed=self.changed + bool(result.changed),
            problems=self.problems + len(result.problems),
            codes=Counter(self.codes) + Counter(item.code for item in found),
            names={**self.names, **{item.code: item.name for item in found}},
            levels=Counter(self.levels) + Counter(item.severity.value for item in found),
            safe=self.safe + sum(item.safety is Safety.SAFE for item in found),
            unsafe=self.unsafe + sum(item.safety is Safety.UNSAFE for item in found),
            fixed=Counter(self.fixed) + Counter(result.fixed),
        )

    def line(self) -> str:
        """The last line of a report.

        >>> Summary(Mode(), codes={"WID001": 9}, safe=6, unsafe=2).line()
        'Found 9 findings (6 fixable with --fix, 2 more with --unsafe-fixes)'
        """
        fixed = sum(self.fixed.values())
        if fixed and not self.mode.diff:
            total = self.found + fixed
            more = self._more()
            return f"Found {_count(total)} ({fixed} fixed, {self.found} remaining{'; ' + more if more else ''})"
        if fixed:
            return f"Would fix {_count(fixed)}, {self.found} would remain"
        if not self.found:
            return "All checks passed" if not self.problems else "No findings, but not everything could be checked"
        more = self._more()
        return f"Found {_count(self.found)}" + (f" ({more})" if more else "")

    def _more(self) -> str:
        """What could still be fixed, and how; a safe fix that is left was refused or not asked for."""
        if self.mode.fix or self.mode.diff:
            left = 0 if self.mode.unsafe else self.unsafe
            return f"{left} more with --unsafe-fixes" if left else ""
        if self.safe and self.unsafe:
            return f"{self.safe} fixable with --fix, {self.unsafe} more with --unsafe-fixes"
        if self.safe:
            return f"{self.safe} fixable with --fix"
        return f"{self.unsafe} fixable with --fix --unsafe-fixes" if self.unsafe else ""


def _count(number: int) -> str:
    return f"{number} finding" + ("" if number == 1 else "s")


def exit_code(summary: Summary, *, fail_level: Severity, exit_zero: bool) -> int:
    """2 where something could not be checked, 1 where a finding at or above the level is left, else 0."""
    if summary.problems:
        return 2
    failing = any(Severity(level).rank <= fail_level.rank for level, count in summary.levels.items() if count)
    return 1 if failing and not exit_zero else 0


def statistics(summary: Summary) -> list[str]:
    """A line for each rule, most findings first: count, code, name."""
    rows = sorted(summary.codes.items(), key=lambda item: (-item[1], item[0]))
    width = max((len(str(count)) for _, count in rows), default=0)
    return [f"{count:>{width}}  {code}  {summary.names[code]}" for code, count in rows]


def fixes(result: FileResult) -> list[str]:
    """A line for each rule that was fixed in a file."""
    return [f"    {count} × {code}" for code, count in sorted(result.fixed.items())]


def mark(item: Diagnostic) -> str:
    """How a diagnostic says that it can be fixed: [*] by --fix, [!] by --unsafe-fixes."""
    if item.safety is Safety.SAFE:
        return "[*] "
    return "[!] " if item.safety is Safety.UNSAFE else ""


class Reporter(Protocol):
    """An output format: told of each file, then of the end."""

    def __init__(self, out: TextIO, options: ReportOptions) -> None: ...

    def file(self, result: FileResult) -> None:
        """One file has been done."""
        ...

    def finish(self, summary: Summary) -> None:
        """All files have been done."""
        ...

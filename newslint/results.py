"""What became of a file: small values that workers send back and reporters print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from newslint.problems import MAIN, Problem, Safety, Severity

LOST = "was there too little memory? everything else was still checked"
"""The hint of what was not checked because a worker died."""


@dataclass(frozen=True, slots=True)
class Mode:
    """What to do with fixes: make them (`fix`), also unsafe ones (`unsafe`), or show them (`diff`)."""

    fix: bool = False
    unsafe: bool = False
    diff: bool = False

    @property
    def repairs(self) -> bool:
        """Whether fixes are made or shown."""
        return self.fix or self.diff


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its place in the file, ready for a reporter.

    Lines and columns are those of the file, from 1, columns in code points; None where the format
    has no lines. `source` is the line of the field's text, `at` and `length` the stretch of it to
    underline. `record` counts from 0 and is None in a file that is one text; `pointer` is a JSON
    pointer or a column's name, `offset` the place in the field's text and `extent` how far it
    reaches there. All in code points. `probability` is a classifier's.
    """

    path: str
    line: int | None
    column: int | None
    end_line: int | None
    end_column: int | None
    code: str
    name: str
    severity: Severity
    message: str
    source: str
    at: int
    length: int
    field: str = MAIN
    offset: int = 0
    pointer: str = ""
    record: int | None = None
    extent: int = 0
    safety: Safety | None = None
    fix_title: str = ""
    edits: tuple[tuple[int, int, str], ...] = ()
    probability: float | None = None

    @property
    def place(self) -> str:
        """Where it is, as a report begins: `path:line:column`, or `path[record].field:offset`.

        >>> Diagnostic("a.parquet", None, None, None, None, "WID001", "", Severity.INFO, "", "", 0, 1, record=2).place
        'a.parquet[2].text:0'
        """
        if self.line is not None:
            return f"{self.path}:{self.line}:{self.column}"
        number = "" if self.record is None else f"[{self.record}]"
        return f"{self.path}{number}.{self.pointer or self.field}:{self.offset}"


@dataclass(frozen=True, slots=True)
class Seen:
    """A record that was looked at, or a whole text (`record` is None).

    `line` is where it begins, where its file has lines; `problems` say why not all of it was checked.
    """

    record: int | None = None
    line: int | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file, or of some of its records (`more` follow); small and picklable.

    `diagnostics` are what is left, `notes` the fixes that were refused. `fixed` counts applied
    fixes by code. `diff` is a unified diff where one was asked for; `output` the fixed bytes of
    standard input. `skipped` says that the file holds no article. `seen` are the records in order. `day`
    is the day that the result is of, where another day may find otherwise. `read` is how many bytes of the file,
    as it is on disk, a result with `more` stands for.
    """

    path: str
    diagnostics: tuple[Diagnostic, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    fixed: Mapping[str, int] = field(default_factory=dict)
    changed: bool = False
    diff: str = ""
    output: bytes | None = None
    more: bool = False
    skipped: bool = False
    seen: tuple[Seen, ...] = ()
    day: str = ""
    read: int = 0


def origin(error: BaseException) -> str:
    """Where an exception was raised; its own words are left out, since they may quote the text."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"in {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "somewhere"

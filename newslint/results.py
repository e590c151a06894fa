"""What became of a file: small values that workers send back and reporters print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from newslint.model import Problem, Safety, Severity


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its place in the file, ready for a reporter.

    Lines and columns count from 1, columns in code points. `source` is the source line, and
    `offset`/`length` the stretch of it to underline, in code points.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    code: str
    name: str
    severity: Severity
    message: str
    source: str
    length: int
    safety: Safety | None = None
    fix_title: str = ""
    edits: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file; small and picklable.

    `diagnostics` are what is left, `notes` the fixes that were refused. `fixed` counts applied fixes by code. `diff` is a unified
    diff where one was asked for; `output` the fixed bytes of standard input.
    """

    path: str
    diagnostics: tuple[Diagnostic, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    fixed: Mapping[str, int] = field(default_factory=dict)
    changed: bool = False
    diff: str = ""
    output: bytes | None = None
    articles: int = 0

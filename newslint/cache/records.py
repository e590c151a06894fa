"""Results of files as plain values, and back: what `marshal` can write, and nothing that can be run."""

from __future__ import annotations

from typing import Any

from newslint.problems import Problem, Safety, Severity
from newslint.results import Diagnostic, FileResult, Seen


def plain(result: FileResult) -> tuple[Any, ...]:
    """A result without its path, as tuples, strings and numbers.

    >>> found = FileResult("a.txt", problems=(Problem("a.txt", "the file is empty", 1, 1),), more=True)
    >>> restored("a.txt", plain(found)) == found
    True
    """
    return (
        tuple(map(_diagnostic, result.diagnostics)),
        tuple(map(plain_problem, result.problems)),
        tuple(map(plain_problem, result.notes)),
        tuple((item.record, item.line, tuple(map(plain_problem, item.problems))) for item in result.seen),
        (result.more, result.skipped, result.day),
    )


def restored(path: str, value: Any) -> FileResult:
    """The result of the file at `path`. Raises ValueError or TypeError where the value is none of ours."""
    diagnostics, problems, notes, seen, (more, skipped, day) = value
    return FileResult(
        path,
        tuple(
            Diagnostic(*(path, *head, Severity(severity), *middle, Safety(safety) if safety else None, *tail))
            for head, severity, middle, safety, tail in diagnostics
        ),
        tuple(Problem(*item) for item in problems),
        tuple(Problem(*item) for item in notes),
        more=more,
        skipped=skipped,
        seen=tuple(Seen(record, line, tuple(Problem(*item) for item in wrong)) for record, line, wrong in seen),
        day=day,
    )


def plain_problem(item: Problem) -> tuple[Any, ...]:
    """A problem as a plain value; `Problem(*value)` is the problem again."""
    return item.path, item.message, item.line, item.column, item.hint


def _diagnostic(item: Diagnostic) -> tuple[Any, ...]:
    return (
        (item.line, item.column, item.end_line, item.end_column, item.code, item.name),
        item.severity.value,
        (
            item.message,
            item.source,
            item.at,
            item.length,
            item.field,
            item.offset,
            item.pointer,
            item.record,
            item.extent,
        ),
        item.safety.value if item.safety else "",
        (item.fix_title, item.edits, item.probability),
    )

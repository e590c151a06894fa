"""One JSON document with every finding, problem and sum."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any, TextIO

from newslint.reporters.base import ReportOptions, Summary
from newslint.results import Diagnostic, FileResult


class JsonReporter:
    """For programs. Offsets of edits are code points of the field's text with newlines as ``\\n``.

    Findings are printed as they come, so that a report may be longer than memory.
    """

    def __init__(self, out: TextIO, options: ReportOptions) -> None:
        self._out = out
        self._count = 0
        self._problems: list[dict[str, Any]] = []
        self._fixed: dict[str, Counter[str]] = {}

    def file(self, result: FileResult) -> None:
        """Print the file's findings; keep its problems and sums for the end."""
        for item in result.diagnostics:
            self._out.write(("," if self._count else '{\n  "findings": [') + "\n")
            self._out.write(_indented(_finding(item)))
            self._count += 1
        self._problems += [
            {"path": one.path, "line": one.line, "column": one.column, "message": one.message, "hint": one.hint}
            for one in result.problems
        ]
        if result.fixed:
            self._fixed.setdefault(result.path, Counter()).update(result.fixed)

    def finish(self, summary: Summary) -> None:
        """Print the rest of the document."""
        document = {
            "fixed": [{"path": path, "fixed": dict(sorted(fixed.items()))} for path, fixed in self._fixed.items()],
            "problems": self._problems,
            "summary": {
                "files": summary.files,
                "findings": summary.found,
                "fixable": summary.safe,
                "unsafe_fixable": summary.unsafe,
                "fixed": sum(summary.fixed.values()),
                "rules": dict(sorted(summary.codes.items())),
            },
        }
        opened = "\n  ]," if self._count else '{\n  "findings": [],'
        rest = json.dumps(document, indent=2, ensure_ascii=False)
        self._out.write(opened + rest.removeprefix("{") + "\n")


def _indented(value: dict[str, Any]) -> str:
    return "    " + json.dumps(value, indent=2, ensure_ascii=False).replace("\n", "\n    ")


def _finding(item: Diagnostic) -> dict[str, Any]:
    fix = None
    if item.safety is not None:
        edits = [{"start": start, "end": end, "text": text} for start, end, text in item.edits]
        fix = {"title": item.fix_title, "safety": item.safety.value, "edits": edits}
    return {
        "path": item.path,
        "line": item.line,
        "column": item.column,
        "end_line": item.end_line,
        "end_column": item.end_column,
        "record": item.record,
        "field": item.field,
        "pointer": item.pointer,
        "offset": item.offset,
        "end_offset": item.offset + item.extent,
        "code": item.code,
        "name": item.name,
        "severity": item.severity.value,
        "message": item.message,
        "probability": item.probability,
        "fix": fix,
    }

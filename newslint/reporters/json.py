"""One JSON document with every finding, problem and sum."""

from __future__ import annotations

import json
from typing import Any, TextIO

from newslint.reporters.base import ReportOptions, Summary
from newslint.results import Diagnostic, FileResult


class JsonReporter:
    """For programs. Offsets of edits are code points of the text with newlines as ``\\n``."""

    def __init__(self, out: TextIO, options: ReportOptions) -> None:
        self._out = out
        self._findings: list[dict[str, Any]] = []
        self._problems: list[dict[str, Any]] = []
        self._files: list[dict[str, Any]] = []

    def file(self, result: FileResult) -> None:
        """Keep the file's findings and problems for the end."""
        self._findings += [_finding(item) for item in result.diagnostics]
        for item in result.problems:
            self._problems.append(
                {
                    "path": item.path,
                    "line": item.line,
                    "column": item.column,
                    "message": item.message,
                    "hint": item.hint,
                }
            )
        if result.fixed:
            self._files.append({"path": result.path, "fixed": dict(sorted(result.fixed.items()))})

    def finish(self, summary: Summary) -> None:
        """Print the document."""
        document = {
            "findings": self._findings,
            "fixed": self._files,
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
        json.dump(document, self._out, indent=2, ensure_ascii=False)
        self._out.write("\n")


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
        "code": item.code,
        "name": item.name,
        "severity": item.severity.value,
        "message": item.message,
        "fix": fix,
    }

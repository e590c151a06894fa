"""Record batches in, findings out: newslint beside Arrow, DuckDB, Polars and the like (extra `parquet`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from newslint.api import Linter
from newslint.checker import Checked, Checker
from newslint.config import Config
from newslint.model import NewslintError, Problem
from newslint.results import Diagnostic, Mode
from newslint.sources.columns import RowReader, pyarrow, rows_of, used_columns
from newslint.sources.jsontext import read_json
from newslint.sources.layouts import SAMPLE, Layout, layout_of
from newslint.sources.parts import Part

if TYPE_CHECKING:
    import pyarrow as pa

_NAME = "<batch>"


def schema() -> pa.Schema:
    """The schema of what `lint_batches` gives, one row a finding.

    `row` counts the rows of all batches from 0; `start` and `end` count code points of the column's
    text; `safety` is null where there is no fix, `severity` is "problem" where a row could not be
    checked, and its code is then empty.
    """
    arrow = pyarrow(_NAME)
    return arrow.schema(
        [
            arrow.field("row", arrow.int64(), nullable=False),
            arrow.field("column", arrow.string(), nullable=False),
            arrow.field("field", arrow.string(), nullable=False),
            arrow.field("start", arrow.int32(), nullable=False),
            arrow.field("end", arrow.int32(), nullable=False),
            arrow.field("code", arrow.string(), nullable=False),
            arrow.field("name", arrow.string(), nullable=False),
            arrow.field("severity", arrow.string(), nullable=False),
            arrow.field("message", arrow.string(), nullable=False),
            arrow.field("safety", arrow.string()),
        ]
    )


def lint_batches(
    batches: Iterable[pa.RecordBatch],
    *,
    linter: Linter | None = None,
    preset: str = "",
    fields: Mapping[str, str] | None = None,
) -> Iterator[pa.RecordBatch]:
    """One batch of findings for each batch of records, see `schema`; nothing is held longer than its batch.

    The first batch with rows decides how columns are read, unless `preset` or `fields` say. Raises
    NewslintError where no column can be told to hold article text, or pyarrow is missing.
    """
    arrow = pyarrow(_NAME)
    told = schema()
    checker = Checker((linter or Linter()).engine, Config(), Mode())
    layout: Layout | None = None
    start = 0
    for batch in batches:
        if layout is None and batch.num_rows:
            trees = [read_json(row)[0] for row in rows_of(batch.slice(0, SAMPLE))]
            layout = layout_of(trees, preset, fields)
            if layout is None:
                raise NewslintError(Problem(_NAME, "no column holds article text", hint="name it: fields={'text': …}"))
        found: list[dict[str, Any]] = []
        if layout is not None:
            reader = RowReader(_NAME, "arrow", layout)
            for row, raw in enumerate(rows_of(batch.select(used_columns(layout, batch.schema.names))), start):
                record = reader.record(Part(raw.encode("utf-8"), index=row))
                done = checker.check(_NAME, record, {"dateline": "auto"})
                found += _rows(row, done, [problem.message for problem in record.problems])
        start += batch.num_rows
        yield arrow.RecordBatch.from_pylist(found, schema=told)


def _rows(row: int, done: Checked, problems: list[str]) -> Iterator[dict[str, Any]]:
    for message in (*problems, *(problem.message for problem in done.problems)):
        yield {
            "row": row, "column": "", "field": "text", "start": 0, "end": 0, "code": "", "name": "",
            "severity": "problem", "message": message, "safety": None,
        }  # fmt: skip
    for item in done.diagnostics if not problems else ():
        yield _row(row, item)


def _row(row: int, item: Diagnostic) -> dict[str, Any]:
    return {
        "row": row, "column": item.pointer, "field": item.field, "start": item.offset, "end": item.offset + item.extent,
        "code": item.code, "name": item.name, "severity": item.severity.value, "message": item.message,
        "safety": item.safety.value if item.safety else None,
    }  # fmt: skip

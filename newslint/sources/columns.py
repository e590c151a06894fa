"""Parquet and Arrow files (extra `parquet`): rows read as records, columns named by their path."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from newslint.model import NewslintError, Problem
from newslint.sources.formats import Asked, Opened
from newslint.sources.jsonfiles import JsonReader
from newslint.sources.jsontext import read_json
from newslint.sources.layouts import SAMPLE, Layout, layout_of, preset
from newslint.sources.parts import Fault, Part
from newslint.sources.record import Record
from newslint.sources.tree import steps, unescaped

_ROWS = 64


def pyarrow(path: str) -> Any:
    """The package. Raises NewslintError where it is not installed."""
    try:
        import pyarrow
        import pyarrow.ipc
        import pyarrow.parquet
    except ImportError:
        raise NewslintError(
            Problem(path, "reading Parquet and Arrow needs the package pyarrow", hint="pip install 'newslint[parquet]'")
        ) from None
    return pyarrow


class RowReader:
    """Reads rows, handed on as JSON objects, by a layout; they have no lines."""

    def __init__(self, path: str, format: str, layout: Layout) -> None:
        self._path = path
        self._format = format
        self._inner = JsonReader(path, format, layout)

    def record(self, part: Part) -> Record:
        """The record; its pointers are column names."""
        record = self._inner.record(part).renamed(_column)
        problems = tuple(
            replace(item, path=f"{self._path}[{part.index}]", line=None, column=None) for item in record.problems
        )
        return replace(record, problems=problems, lines=False)


def _column(pointer: str) -> str:
    return unescaped(pointer.removeprefix("/").replace("/", "."))


class Parquet:
    """Parquet files, row group by row group."""

    name = "parquet"
    suffixes: tuple[str, ...] = (".parquet", ".pq")

    def open(self, path: str, stream: BinaryIO, asked: Asked) -> Opened:
        """Read the first rows; raises NewslintError for a damaged file."""
        arrow = pyarrow(path)
        try:
            file = arrow.parquet.ParquetFile(stream)
            first = next(file.iter_batches(batch_size=SAMPLE), None)
        except (arrow.ArrowException, OSError) as error:
            raise NewslintError(Problem(path, f"is no readable Parquet file: {error}")) from None

        def batches(columns: Sequence[str]) -> Iterator[Any]:
            yield from file.iter_batches(batch_size=_ROWS, columns=list(columns))

        return _opened(path, self.name, first, batches, asked)


class Arrow:
    """Arrow IPC files and streams, Feather 2 among them, record batch by record batch."""

    name = "arrow"
    suffixes: tuple[str, ...] = (".arrow", ".feather", ".arrows", ".ipc")

    def open(self, path: str, stream: BinaryIO, asked: Asked) -> Opened:
        """Read the first rows; raises NewslintError for a damaged file."""
        arrow = pyarrow(path)
        try:
            found = ipc_batches(arrow, stream)
            head = next(found, None)
        except (arrow.ArrowException, OSError) as error:
            raise NewslintError(Problem(path, f"is no readable Arrow file: {error}")) from None

        def batches(columns: Sequence[str]) -> Iterator[Any]:
            for batch in itertools.chain([] if head is None else [head], found):
                for start in range(0, batch.num_rows, _ROWS):
                    yield batch.slice(start, _ROWS).select(list(columns))

        return _opened(path, self.name, None if head is None else head.slice(0, SAMPLE), batches, asked)


def is_ipc_file(stream: BinaryIO) -> bool:
    """Whether an Arrow stream that can be rewound is a file, with its batches to be had in any order."""
    magic = stream.read(6)
    stream.seek(0)
    return magic == b"ARROW1"


def ipc_batches(arrow: Any, stream: BinaryIO) -> Iterator[Any]:
    """The record batches of an Arrow file or stream."""
    if is_ipc_file(stream):
        file = arrow.ipc.open_file(stream)
        yield from (file.get_batch(number) for number in range(file.num_record_batches))
    else:
        yield from arrow.ipc.open_stream(stream)


def _opened(path: str, name: str, first: Any, batches: Any, asked: Asked) -> Opened:
    trees = [read_json(row)[0] for row in rows_of(first)] if first is not None else []
    layout = layout_of(trees, asked.preset, asked.fields)
    if layout is None:
        return Opened(None, iter(()), RowReader(path, name, preset("plain")))
    columns = used_columns(layout, first.schema.names)
    parts = _parts(path, batches(columns))
    return Opened(layout, parts, RowReader(path, name, layout), columnar=name)


def used_columns(layout: Layout, names: Sequence[str]) -> list[str]:
    """The top-level columns that a layout reads."""
    wanted = set()
    for paths in layout.fields.values():
        for path in (part.strip() for whole in paths for part in whole.split("+")):
            wanted |= {path, *(steps(path)[:1] and steps(path)[0].split("|"))}
    return [name for name in names if name in wanted]


def rows_of(batch: Any) -> Iterator[str]:
    """The rows of a record batch as JSON objects; what JSON has no type for is a string."""
    columns = [(name, batch.column(at).to_pylist()) for at, name in enumerate(batch.schema.names)]
    for row in range(batch.num_rows):
        yield json.dumps({name: values[row] for name, values in columns}, default=_shown, ensure_ascii=False)


def _shown(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else str(value)


def _parts(path: str, batches: Iterator[Any]) -> Iterator[Part | Fault]:
    index = 0
    for batch in batches:
        for start in range(batch.num_rows):
            try:
                row = next(rows_of(batch.slice(start, 1)))
            except UnicodeDecodeError as error:
                problem = Problem(
                    f"{path}[{index}]", f"holds bytes that are not UTF-8 ({error.reason}): the row was not checked"
                )
                yield Fault(problem)
                yield Part(b"", index=None)
            else:
                yield Part(row.encode("utf-8"), index=index)
            index += 1

"""Parquet and Arrow files written anew with some strings changed: everything else stays as it was."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from newslint.atomic import Replacement, unwritable
from newslint.sources.columns import ipc_batches, is_ipc_file, pyarrow
from newslint.sources.parts import Part

Changes = Mapping[int, tuple[Any, Any]]
"""By row, counted from 0: a row's values before and after."""
_ENCODINGS = frozenset({"DELTA_BINARY_PACKED", "DELTA_LENGTH_BYTE_ARRAY", "DELTA_BYTE_ARRAY", "BYTE_STREAM_SPLIT"})
_CODECS = {b"\x04\x22\x4d\x18": "lz4", b"\x28\xb5\x2f\xfd": "zstd"}


class ColumnRewriter:
    """Takes the rows of a file in order and writes it anew, group by group, once one of them has changed.

    Of Parquet the schema, metadata, row groups, codecs and dictionary use of each column stay, of
    Arrow the record batches and the codec. `data` is standard input. Raises NewslintError where
    the file cannot be written.
    """

    def __init__(self, path: str, kind: str, data: bytes | None) -> None:
        if data is None:
            Replacement(Path(path)).discard()
        self._path = path
        self._kind = kind
        self._input = data
        self._changes: dict[int, tuple[Any, Any]] = {}
        self.data = b""

    def keep(self, part: Part) -> None:
        """The next row stays as it is."""

    def put(self, part: Part, data: bytes) -> None:
        """A row has new strings."""
        self._changes[part.index or 0] = (json.loads(part.raw), json.loads(data))

    def discard(self) -> None:
        """Leave the file as it was."""
        self._changes = {}

    def commit(self) -> bool:
        """Write the file; False where no row has changed."""
        if not self._changes:
            return False
        replacement = Replacement(Path(self._path)) if self._input is None else None
        out: BinaryIO = replacement.out if replacement else io.BytesIO()
        try:
            with Path(self._path).open("rb") if self._input is None else io.BytesIO(self._input) as stream:
                write = write_parquet if self._kind == "parquet" else write_arrow
                write(pyarrow(self._path), stream, out, self._changes)
            if replacement:
                replacement.commit()
        except (pyarrow(self._path).ArrowException, OSError, ValueError) as error:
            raise unwritable(self._path, error) from error
        finally:
            if replacement:
                replacement.discard()
        if isinstance(out, io.BytesIO):
            self.data = out.getvalue()
        return True


def write_parquet(arrow: Any, stream: BinaryIO, out: BinaryIO, changes: Changes) -> None:
    """The Parquet file with rows changed."""
    file = arrow.parquet.ParquetFile(stream)
    schema = file.schema_arrow
    with arrow.parquet.ParquetWriter(out, schema, **_options(file)) as writer:
        start = 0
        for group in range(file.num_row_groups):
            table = file.read_row_group(group)
            for at, name in enumerate(schema.names):
                column = table.column(at)
                pieces = list(_chunks(arrow, column, name, start, changes))
                table = table.set_column(at, schema.field(at), arrow.chunked_array(pieces, schema.field(at).type))
            writer.write_table(table, row_group_size=max(table.num_rows, 1))
            start += table.num_rows


def _options(file: Any) -> dict[str, Any]:
    """How a Parquet file was written, as far as its footer says."""
    meta = file.metadata
    told: dict[str, Any] = {
        "version": meta.format_version if meta.format_version in {"1.0", "2.4", "2.6"} else "2.6",
        "store_schema": b"ARROW:schema" in (meta.metadata or {}),
    }
    if meta.num_row_groups:
        group = meta.row_group(0)
        columns = [group.column(at) for at in range(group.num_columns)]
        told["compression"] = {
            item.path_in_schema: "NONE" if item.compression == "UNCOMPRESSED" else item.compression for item in columns
        }
        told["use_dictionary"] = [item.path_in_schema for item in columns if item.has_dictionary_page]
        told["column_encoding"] = {
            item.path_in_schema: found[0]
            for item in columns
            if not item.has_dictionary_page and (found := [name for name in item.encodings if name in _ENCODINGS])
        } or None
        told["write_page_index"] = any(item.has_offset_index for item in columns)
        told["write_statistics"] = [item.path_in_schema for item in columns if item.is_stats_set]
        told["use_deprecated_int96_timestamps"] = any(item.physical_type == "INT96" for item in columns)
        told["use_compliant_nested_type"] = not any(".list.item" in item.path_in_schema for item in columns)
        if group.sorting_columns:
            told["sorting_columns"] = group.sorting_columns
    return told


def write_arrow(arrow: Any, stream: BinaryIO, out: BinaryIO, changes: Changes) -> None:
    """The Arrow file or stream with rows changed."""
    whole = is_ipc_file(stream)
    options = arrow.ipc.IpcWriteOptions(compression=_codec(stream))
    opened = arrow.ipc.open_file if whole else arrow.ipc.open_stream
    schema = opened(stream).schema
    stream.seek(0)
    make: Callable[..., Any] = arrow.ipc.new_file if whole else arrow.ipc.new_stream
    with make(out, schema, options=options) as writer:
        start = 0
        for batch in ipc_batches(arrow, stream):
            columns = [_changed(arrow, batch.column(at), name, start, changes) for at, name in enumerate(schema.names)]
            writer.write_batch(arrow.RecordBatch.from_arrays(columns, schema=schema))
            start += batch.num_rows


def _codec(stream: BinaryIO) -> str | None:
    """The codec of the first buffers: each begins with its length and then the codec's magic number."""
    head = stream.read(1 << 20)
    stream.seek(0)
    places = [(head.find(magic), name) for magic, name in _CODECS.items()]
    found = min(((at, name) for at, name in places if at >= 0 and at % 8 == 0), default=None)
    return found[1] if found else None


def _chunks(arrow: Any, column: Any, name: str, start: int, changes: Changes) -> Iterator[Any]:
    for chunk in column.chunks:
        yield _changed(arrow, chunk, name, start, changes)
        start += len(chunk)


def _changed(arrow: Any, array: Any, name: str, start: int, changes: Changes) -> Any:
    """A column's stretch with the changed rows put in."""
    here = {
        row - start: (before[name], after[name])
        for row, (before, after) in changes.items()
        if start <= row < start + len(array) and name in before and before[name] != after[name]
    }
    return replaced(arrow, array, here)


def replaced(arrow: Any, array: Any, changes: Mapping[int, tuple[Any, Any]]) -> Any:
    """An array with members changed, (before, after) by position: strings, and those in structs and lists."""
    if not changes:
        return array
    kind = array.type
    types = arrow.types
    if types.is_struct(kind):
        children = []
        for at in range(kind.num_fields):
            name = kind.field(at).name
            inner = {
                row: (before[name], after[name])
                for row, (before, after) in changes.items()
                if before[name] != after[name]
            }
            children.append(replaced(arrow, array.field(at), inner))
        fields = [kind.field(at) for at in range(kind.num_fields)]
        return arrow.StructArray.from_arrays(children, fields=fields, mask=array.is_null())
    if types.is_list(kind) or types.is_large_list(kind):
        offsets = array.offsets.to_pylist()
        inner = {
            offsets[row] + at - offsets[0]: pair
            for row, (before, after) in changes.items()
            for at, pair in enumerate(zip(before, after, strict=True))
            if pair[0] != pair[1]
        }
        values = replaced(arrow, array.values.slice(offsets[0], offsets[-1] - offsets[0]), inner)
        moved = arrow.array([offset - offsets[0] for offset in offsets], type=array.offsets.type)
        maker = arrow.ListArray if types.is_list(kind) else arrow.LargeListArray
        return maker.from_arrays(moved, values, type=kind, mask=array.is_null() if array.null_count else None)
    values = array.to_pylist()
    for row, (_, after) in changes.items():
        values[row] = after
    if types.is_dictionary(kind):
        return arrow.array(values, type=kind.value_type).dictionary_encode().cast(kind)
    return arrow.array(values, type=kind)

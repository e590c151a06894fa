"""A file of many records: cut into batches for the workers, put together again in order."""

from __future__ import annotations

import dataclasses
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

from newslint.checker import Checked
from newslint.columnar import ColumnRewriter
from newslint.model import NewslintError, Problem
from newslint.results import Diagnostic, FileResult, Mode, Seen
from newslint.rewrite import Collector, Output, Rewriter
from newslint.sources import Asked, Fault, Opened, Part, RecordFormat, inner_name
from newslint.sources.compressed import BROKEN, Unpacked, compressor, decompressed
from newslint.sources.parts import batches
from newslint.tasks import CUTS, Batch, Cuts, Tasks


class RecordFile:
    """One file of records on its way: its tasks, and what becomes of their results.

    `data` is the content of standard input; a file otherwise. A malformed file is checked, and
    never rewritten.
    """

    def __init__(
        self,
        path: str,
        form: RecordFormat,
        mode: Mode,
        asked: Asked,
        meta: Mapping[str, str],
        data: bytes | None,
        cuts: Cuts = CUTS,
    ) -> None:
        self.path = path
        self._form = form
        self._mode = mode
        self._asked = asked
        self._meta = meta
        self._data = data
        self._cuts = cuts
        self._raw: BinaryIO = io.BytesIO()
        self._at = 0
        self._shift = 0
        self._out: Output | None = None
        self._files = ExitStack()
        self._unpacked: list[Unpacked] = []
        self.closed = False

    def tasks(self) -> Tasks:
        """What workers do, and what becomes of it, in order."""
        try:
            opened = self._opened()
        except NewslintError as error:
            yield None, partial(self._end, problems=(error.problem,))
            return
        except BROKEN as error:
            yield None, partial(self._end, problems=(self._unreadable(error),))
            return
        raw = self._raw
        if opened.layout is None:
            yield None, partial(self._end, skipped=True)
            return
        notes = () if opened.layout.body else (self._bodiless(opened.layout.preset),)
        repair = self._mode.repairs
        if repair and self._is_broken():
            repair = False
            notes = (*notes, Problem(self.path, "is malformed, so nothing in it was fixed"))
        problems: tuple[Problem, ...] = ()
        try:
            if repair and not self._mode.diff:
                self._out = self._writer(opened)
        except NewslintError as error:
            repair, problems = False, (error.problem,)
        try:
            for batch in batches(opened.parts, self._cuts.records, self._cuts.bytes):
                records = tuple(part for part in batch if isinstance(part, Part) and part.index is not None)
                task = Batch(self.path, opened.reader, self._meta, records, repair) if records else None
                yield task, partial(self._done, batch, self._read(raw))
        except NewslintError as error:
            problems = (*problems, error.problem)
        except BROKEN as error:
            problems = (*problems, self._unreadable(error))
        if damage := self._damage():
            problems = (*problems, self._unreadable(damage))
        yield None, partial(self._end, problems=problems, notes=notes)

    def close(self) -> None:
        """Let go of every file; what was not committed is discarded."""
        if self._out is not None:
            self._out.discard()
            self._out = None
        self._files.close()
        self.closed = True

    def _stream(self) -> io.BufferedReader:
        raw: BinaryIO = io.BytesIO(self._data) if self._data is not None else Path(self.path).open("rb")  # noqa: SIM115
        self._raw = raw
        stream = decompressed(self.path, self._files.enter_context(raw))
        if isinstance(stream, Unpacked):
            self._unpacked.append(stream)
        return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))

    def _opened(self) -> Opened:
        stream = self._stream()
        if not stream.peek(1):
            if damage := self._damage():
                raise NewslintError(self._unreadable(damage))
            raise NewslintError(Problem(self.path, "the file is empty", 1, 1))
        return self._form.open(self.path, stream, self._asked)

    def _is_broken(self) -> bool:
        """Whether a part of the file is malformed, seen before anything is written."""
        opened = self._opened()
        try:
            for part in opened.parts:
                if isinstance(part, Fault):
                    if part.broken:
                        return True
                elif part.index is not None:
                    opened.reader.record(part)
        except (NewslintError, *BROKEN):
            return True
        return self._damage() is not None

    def _damage(self) -> Exception | None:
        return next((item.error for item in self._unpacked if item.error), None)

    def _writer(self, opened: Opened) -> Output:
        if opened.columnar:
            if inner_name(self.path)[1]:
                raise NewslintError(Problem(self.path, "is compressed as a whole: such a file is not rewritten"))
            return ColumnRewriter(self.path, opened.columnar, self._data)
        with io.BytesIO(self._data) if self._data is not None else Path(self.path).open("rb") as raw:
            head = raw.read(1 << 12)
        wrap = compressor(self.path, head)
        return Collector(wrap) if self._data is not None else Rewriter(Path(self.path), self._stream, wrap)

    def _unreadable(self, error: Exception) -> Problem:
        if isinstance(error, OSError) and error.strerror:
            return Problem(self.path, f"cannot be read: {error.strerror}")
        return Problem(self.path, f"cannot be unpacked: {error}", hint="is the file cut off?")

    def _bodiless(self, preset: str) -> Problem:
        return Problem(self.path, f"{preset} records hold no article text: only their other fields are checked")

    def _read(self, raw: BinaryIO) -> int:
        """How many more bytes on disk have been read than when this was asked before."""
        # Bytes in memory are let go of with their reader, when all of them are read.
        end = len(self._data or b"") if raw.closed else raw.tell()
        before, self._at = self._at, end
        return max(self._at - before, 0)

    def _done(
        self, batch: Sequence[Part | Fault], read: int, results: Sequence[Checked] | None
    ) -> Iterator[FileResult]:
        """The result of a batch, with its records given to the new file in order."""
        diagnostics: list[Diagnostic] = []
        problems: list[Problem] = []
        notes: list[Problem] = []
        fixed: dict[str, int] = {}
        diffs: list[str] = []
        seen: list[Seen] = []
        day = ""
        left = iter(results or ())
        for part in batch:
            if isinstance(part, Fault):
                problems.append(part.problem)
                continue
            done = next(left) if part.index is not None else Checked()
            if done.diagnostics or done.problems or done.notes or done.day:
                diagnostics += map(self._moved, done.diagnostics)
                problems += done.problems
                notes += done.notes
                day = day or done.day
            if done.diff:
                diffs.append(done.diff)
            for code, count in done.fixed.items():
                fixed[code] = fixed.get(code, 0) + count
            if done.data is not None or self._out is not None:
                problems += self._write(part, done.data)
            if part.index is not None and not done.other:
                seen.append(Seen(part.index, done.line, done.problems))
        yield FileResult(
            self.path,
            tuple(diagnostics),
            tuple(problems),
            tuple(notes),
            fixed,
            bool(fixed),
            "".join(diffs),
            more=True,
            seen=tuple(seen),
            read=read,
            day=day,
        )

    def _write(self, part: Part, data: bytes | None) -> Iterator[Problem]:
        if data is not None:
            self._shift += data.count(b"\n") - part.raw.count(b"\n")
        if self._out is None:
            return
        try:
            if data is None:
                self._out.keep(part)
            else:
                self._out.put(part, data)
        except NewslintError as error:
            self._out = None
            yield error.problem

    def _moved(self, item: Diagnostic) -> Diagnostic:
        """The finding at its line in the new file, where records before it gained or lost lines."""
        if not self._shift or item.line is None or item.end_line is None:
            return item
        return dataclasses.replace(item, line=item.line + self._shift, end_line=item.end_line + self._shift)

    def _end(
        self, _: object, problems: tuple[Problem, ...] = (), notes: tuple[Problem, ...] = (), skipped: bool = False
    ) -> Iterator[FileResult]:
        """The file's last result; only now do the new bytes take the place of the old."""
        output = self._data
        if self._out is not None:
            try:
                if problems:
                    self._out.discard()
                elif self._out.commit() and self._data is not None:
                    output = self._out.data
            except NewslintError as error:
                problems = (*problems, error.problem)
        self.close()
        yield FileResult(self.path, problems=problems, notes=notes, skipped=skipped, output=output)

"""Work cut into tasks: what a worker is given at a time, and what it gives back."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Protocol, TypeAlias

from newslint.checker import Checked, Checker
from newslint.model import NewslintError, Problem
from newslint.results import LOST, FileResult, origin
from newslint.sources import Part, Quick, Reader, Record
from newslint.sources.formats import called


class Task(Protocol):
    """Something a worker does; small and picklable."""

    def run(self, job: Any) -> Iterator[list[Any]]:
        """Its results, in pieces."""
        ...

    def one_by_one(self, done: int) -> Sequence[Task]:
        """What is left after the first `done` results, a task for each."""
        ...

    def lost(self, why: str) -> list[Any]:
        """The results of a task that could not be done."""
        ...


Tasks: TypeAlias = "Iterator[tuple[Task | None, Callable[[Any], Iterator[FileResult]]]]"
"""Tasks in order (None where there is nothing to do), each with what becomes of its results."""


@dataclasses.dataclass(frozen=True, slots=True)
class Cuts:
    """How work is cut for the workers: at most so many `records`, about so many `bytes`, or so many `files` a task.

    Fewer than `few` files, none of records and larger than `large` bytes, are not worth a worker.
    """

    records: int = 32
    bytes: int = 1 << 18
    files: int = 64
    few: int = 8
    large: int = 1 << 19


CUTS = Cuts()


@dataclasses.dataclass(frozen=True, slots=True)
class Batch:
    """Some records of one file, as a task."""

    path: str
    reader: Reader
    meta: Mapping[str, str]
    parts: tuple[Part, ...]
    repair: bool

    def run(self, job: Any) -> Iterator[list[Checked]]:
        """See `check_records`."""
        yield check_records(job.checker, self.path, self.reader, self.meta, self.parts, self.repair)

    def one_by_one(self, done: int) -> list[Batch]:
        """Each record as a task of its own."""
        return [dataclasses.replace(self, parts=(part,)) for part in self.parts[done:]]

    def lost(self, why: str) -> list[Checked]:
        """What is said where the task could not be done."""
        return [
            Checked(
                problems=(Problem(self.path, f"{called(part)} was not checked: {why}", part.line, part.column, LOST),),
                line=part.line,
            )
            for part in self.parts
        ]


def check_records(
    checker: Checker, path: str, reader: Reader, meta: Mapping[str, str], parts: Sequence[Part], repair: bool
) -> list[Checked]:
    """What became of each part that holds a record; one that is malformed gives its Problem."""
    if checker.engine.asks:
        checker.ask_ahead(path, _readable(reader, parts), meta)
    quiet = _quiet(checker, reader, parts)
    return [
        Checked(line=part.line) if part.index in quiet else _checked(checker, path, reader, meta, part, repair)
        for part in parts
        if part.index is not None
    ]


def _quiet(checker: Checker, reader: Reader, parts: Sequence[Part]) -> set[int | None]:
    """The numbers of the records in which no rule can find anything: they are read quickly, and scanned as one."""
    if not checker.engine.may_be_quiet or not isinstance(reader, Quick):
        return set()
    records = [part for part in parts if part.index is not None]
    with checker.engine.timed("reading"):
        read = [(part, texts) for part, texts in zip(records, reader.quick(records), strict=True) if texts is not None]
    quiet = checker.engine.quiet([texts for _, texts in read])
    return {part.index for (part, _), is_quiet in zip(read, quiet, strict=True) if is_quiet}


def _readable(reader: Reader, parts: Sequence[Part]) -> Iterator[Record]:
    """The records that can be read; what is wrong with the others is said when they are checked."""
    for part in parts:
        with suppress(NewslintError):
            if part.index is not None and not (record := reader.record(part)).other:
                yield record


def _checked(checker: Checker, path: str, reader: Reader, meta: Mapping[str, str], part: Part, repair: bool) -> Checked:
    try:
        with checker.engine.timed("reading"):
            record = reader.record(part)
    except NewslintError as error:
        return Checked(problems=(error.problem,), line=error.problem.line)
    if record.other:
        return Checked(other=True)
    try:
        if repair:
            done = checker.fix(path, record, meta, lambda data: reader.record(dataclasses.replace(part, raw=data)))
        else:
            done = checker.check(path, record, meta)
    except Exception as error:
        why = f"newslint itself broke in record {(part.index or 0) + 1} ({type(error).__name__} {origin(error)})"
        problem = Problem(path, why, part.line, part.column, "the record is unchanged; please report it")
        return Checked(problems=(problem,), line=part.line)
    line = part.line if record.lines else None
    return dataclasses.replace(done, problems=(*record.problems, *done.problems), line=line)

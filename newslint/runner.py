"""Many files: read, check, fix, write; worker processes, and results in a fixed order."""

from __future__ import annotations

import dataclasses
import io
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from newslint.atomic import write_atomic
from newslint.checker import Checker
from newslint.config import Config
from newslint.datelines import house_style
from newslint.engine import Engine
from newslint.housestyle import Datelines
from newslint.model import Field, NewslintError, Problem
from newslint.profile import READING, WHOLE, Profile, ProfiledEngine
from newslint.recordfile import RecordFile
from newslint.results import LOST, FileResult, Mode, Seen, origin
from newslint.scorers import ScorerProblem
from newslint.scorers.board import FAILURES
from newslint.sources import HEAD, Asked, Format, RecordFormat, SourceFormat, format_of, inner_name, source_for
from newslint.sources.compressed import BROKEN, compressor, unpacked
from newslint.tasks import CUTS, Cuts, Task, Tasks
from newslint.workers import Alone, Pool, Ticket, Workers

STDIN = "-"
_WINDOW = 4


@dataclasses.dataclass(frozen=True, slots=True)
class Job:
    """All that a worker needs besides the file."""

    checker: Checker
    sources: tuple[Format, ...]
    datelines: Datelines
    asked: Asked


@dataclasses.dataclass(frozen=True, slots=True)
class WholeFiles:
    """Files that are one text each, as a task."""

    paths: tuple[str, ...]

    def run(self, job: Job) -> Iterator[list[FileResult]]:
        """The result of each, when it is there."""
        if job.checker.engine.asks:
            job.checker.engine.ask_ahead(_readable(job, self.paths))
        for path in self.paths:
            yield [check_file(job, path)]

    def one_by_one(self, done: int) -> list[WholeFiles]:
        """Each of the files after the first `done` as a task of its own."""
        return [WholeFiles((path,)) for path in self.paths[done:]]

    def lost(self, why: str) -> list[FileResult]:
        """What is said where the task could not be done."""
        return [
            FileResult(path, problems=(Problem(path, f"was not checked: {why}", hint=LOST),)) for path in self.paths
        ]


def run(
    files: Sequence[str],
    engine: Engine,
    config: Config,
    mode: Mode,
    *,
    jobs: int = 1,
    sources: Sequence[Format] = (),
    stdin: bytes | None = None,
    stdin_filename: str | None = None,
    cuts: Cuts = CUTS,
    tick: Callable[[], None] | None = None,
    datelines: Datelines | None = None,
    profile: Profile | None = None,
) -> Generator[FileResult, None, None]:
    """Results for each file, in the order of `files`, the same with one worker or many.

    Files of records give a result for every few of them, the last without `more`. "-" is `stdin`,
    called `stdin_filename`; its fixed text is the result's `output`. `tick` is called now and then
    while results of workers are waited for. `datelines` is the house style where it is known, `profile` takes
    what a `ProfiledEngine` counts in all processes.
    """
    named = [item for item in files if item != STDIN]
    datelines = datelines or house_style(named, engine, config, tuple(sources))
    asked = Asked(config.preset, config.fields)
    job = Job(Checker(engine, config, mode), tuple(sources), datelines, asked)
    opened: list[RecordFile] = []
    tasks = _tasks(job, files, stdin, stdin_filename, jobs, opened, cuts)
    if profile is not None:
        tasks = profile.each(tasks, WHOLE, READING)
    try:
        if jobs > 1 and (len(named) >= cuts.few or any(_is_large(path, job.sources, cuts.large) for path in named)):
            with Pool(partial(_work, job), jobs, tick) as pool:
                yield from _sparing(_in_order(tasks, pool, _WINDOW * jobs, profile))
            return
        yield from _sparing(_in_order(tasks, Alone(partial(_work, job)), 1, profile))
    finally:
        for file in opened:
            file.close()


def _work(job: Job, task: Task) -> Iterator[Any]:
    engine = job.checker.engine
    if not isinstance(engine, ProfiledEngine):
        yield from task.run(job)
        return
    yield from engine.profile.each(task.run(job), WHOLE)
    yield engine.profile.taken()


def _in_order(tasks: Tasks, workers: Workers, window: int, profile: Profile | None) -> Iterator[FileResult]:
    """The results of tasks in their order, no more than `window` of them begun at a time."""
    waiting: deque[tuple[Ticket | None, Callable[[Any], Iterator[FileResult]]]] = deque()
    for task, finish in tasks:
        waiting.append((workers.submit(task) if task is not None else None, finish))
        if len(waiting) >= window:
            ticket, finish = waiting.popleft()
            yield from finish(_done(workers, ticket, profile) if ticket else None)
    while waiting:
        ticket, finish = waiting.popleft()
        yield from finish(_done(workers, ticket, profile) if ticket else None)


def _done(workers: Workers, ticket: Ticket, profile: Profile | None) -> list[Any]:
    """A task's results; of one that was lost, what is left of it is done one by one, to lose no more than must be."""
    found = _pieces(workers.result(ticket), profile)
    if ticket.why:
        for task in ticket.task.one_by_one(len(found)):
            alone = workers.result(workers.submit(task))
            found += task.lost(alone.why) if alone.why else _pieces(alone, profile)
    return found


def _pieces(ticket: Ticket, profile: Profile | None) -> list[Any]:
    found: list[Any] = []
    for piece in ticket.pieces:
        if not isinstance(piece, Profile):
            found += piece
        elif profile is not None:
            profile.add(piece)
    return found


def _tasks(
    job: Job,
    files: Sequence[str],
    stdin: bytes | None,
    stdin_filename: str | None,
    jobs: int,
    opened: list[RecordFile],
    cuts: Cuts,
) -> Tasks:
    size = max(1, min(cuts.files, len(files) // (jobs * 4)))
    whole: list[str] = []
    for item in files:
        name = (stdin_filename or "<stdin>") if item == STDIN else item
        data = (stdin or b"") if item == STDIN else None
        form = format_of(inner_name(name)[0], partial(_head, name, data), job.sources)
        if data is None and isinstance(form, SourceFormat):
            whole.append(item)
            if len(whole) >= size:
                yield WholeFiles(tuple(whole)), iter
                whole = []
            continue
        if whole:
            yield WholeFiles(tuple(whole)), iter
            whole = []
        if isinstance(form, RecordFormat):
            file = RecordFile(name, form, job.checker.mode, job.asked, _style(job, name), data, cuts)
            opened[:] = [*(one for one in opened if not one.closed), file]
            yield from file.tasks()
        else:
            yield None, lambda _, name=name, data=data: iter([_checked_bytes(job, name, data or b"", None)])  # type: ignore[misc]
    if whole:
        yield WholeFiles(tuple(whole)), iter


def _head(path: str, data: bytes | None) -> bytes:
    """The first bytes of a file, or of standard input; none of one that is compressed or cannot be read."""
    if data is not None or inner_name(path)[1]:
        return (data or b"")[:HEAD]
    try:
        with Path(path).open("rb") as stream:
            return stream.read(HEAD)
    except OSError:
        return b""


def _style(job: Job, path: str) -> dict[str, str]:
    return {"dateline": job.datelines.style(path, job.checker.config)}


def _is_large(path: str, sources: Sequence[Format], size: int) -> bool:
    try:
        return isinstance(source_for(inner_name(path)[0], sources), RecordFormat) and Path(path).stat().st_size > size
    except OSError:
        return False


def _readable(job: Job, paths: Sequence[str]) -> Iterator[tuple[str, Sequence[Field], dict[str, str]]]:
    """The files that can be read; what is wrong with the others is said when they are checked."""
    for path in paths:
        with suppress(OSError, NewslintError, *BROKEN):
            name, packed = inner_name(path)
            form, raw = source_for(name, job.sources), Path(path).read_bytes()
            if isinstance(form, SourceFormat):
                document = form.read(path, unpacked(path, raw) if packed else raw)
                yield path, document.fields, job.checker.told(document, _style(job, path))


def _sparing(results: Iterable[FileResult]) -> Iterator[FileResult]:
    """The results; of one scorer's failures only the first few are told, however many files they hit."""
    count: Counter[str] = Counter()
    for result in results:
        kept: list[Problem] = []
        for item in result.problems:
            if isinstance(item, ScorerProblem):
                count[item.scorer] += 1
                if count[item.scorer] == FAILURES + 1:
                    why = f"scorer `{item.scorer}` failed here too: from here on that is not told again"
                    kept.append(Problem(item.path, why, hint="findings by it are missing in more files"))
                if count[item.scorer] > FAILURES:
                    continue
            kept.append(item)
        yield dataclasses.replace(result, problems=tuple(kept)) if kept != list(result.problems) else result


def check_file(job: Job, path: str) -> FileResult:
    """Check, and where asked fix, one file that is one text; whatever is wrong with it becomes a Problem."""
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        return FileResult(path, problems=(Problem(path, f"cannot be read: {error.strerror}"),))
    try:
        return _checked_bytes(job, path, raw, Path(path))
    except Exception as error:
        why = f"newslint itself broke here ({type(error).__name__} {origin(error)})"
        return FileResult(path, problems=(Problem(path, why, hint="the file is unchanged; please report it"),))


def _checked_bytes(job: Job, path: str, raw: bytes, target: Path | None) -> FileResult:
    name, packed = inner_name(path)
    form = source_for(name, job.sources)
    assert isinstance(form, SourceFormat)
    try:
        with job.checker.engine.timed("reading"):
            content = unpacked(path, raw) if packed else raw
            document = form.read(path, content)
    except NewslintError as error:
        return FileResult(path, problems=(error.problem,), output=raw if target is None else None)
    except BROKEN as error:
        problem = Problem(path, f"cannot be unpacked: {error}")
        return FileResult(path, problems=(problem,), output=raw if target is None else None)
    checker, meta = job.checker, _style(job, path)
    if not checker.mode.repairs:
        done = checker.check(path, document, meta)
        return FileResult(path, done.diagnostics, done.problems, seen=(Seen(problems=done.problems),), day=done.day)
    done = checker.fix(path, document, meta, partial(form.read, path))
    changed = done.data is not None
    result = FileResult(path, done.diagnostics, done.problems, done.notes, done.fixed, changed, done.diff, day=done.day)
    if checker.mode.diff:
        return result
    data = packed_again(path, raw, done.data) if done.data is not None else raw
    if target is None:
        return dataclasses.replace(result, output=data)
    if changed:
        try:
            write_atomic(target, data)
        except NewslintError as error:
            before = checker.check(path, document, meta)
            return FileResult(path, before.diagnostics, (*done.problems, error.problem))
    return result


def packed_again(path: str, original: bytes, data: bytes) -> bytes:
    """The bytes compressed as the original is."""
    if not inner_name(path)[1]:
        return data
    out = io.BytesIO()
    with compressor(path, original)(out) as stream:
        stream.write(data)
    return out.getvalue()

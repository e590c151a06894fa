"""Many files: read, check, fix, write; worker processes, and results in a fixed order."""

from __future__ import annotations

import dataclasses
import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from newslint.atomic import write_atomic
from newslint.config import Config
from newslint.engine import Engine
from newslint.fix import FixOutcome, fix_text
from newslint.model import Article, Finding, NewslintError, Problem, Role, Severity
from newslint.results import Diagnostic, FileResult
from newslint.safety import safety_of
from newslint.segment.dateline import opens_like_dateline, parse_dateline
from newslint.sources import Source, SourceFormat, source_for
from newslint.suppress import ignored_in_file, suppressed
from newslint.text import LineIndex

STDIN = "-"
_PARALLEL_FROM = 8
_SAMPLE = 60
_OTHERS = 3
_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class Mode:
    """What to do with fixes: make them (`fix`), also unsafe ones (`unsafe`), or show them (`diff`)."""

    fix: bool = False
    unsafe: bool = False
    diff: bool = False


@dataclass(frozen=True, slots=True)
class _Job:
    """All that a worker needs besides the file."""

    engine: Engine
    config: Config
    mode: Mode
    sources: tuple[SourceFormat, ...]
    datelines: Mapping[str, tuple[int, int]]


def run(
    files: Sequence[str],
    engine: Engine,
    config: Config,
    mode: Mode,
    *,
    jobs: int = 1,
    sources: Sequence[SourceFormat] = (),
    stdin: bytes | None = None,
    stdin_filename: str | None = None,
) -> Iterator[FileResult]:
    """A result for each file, in the order of `files`, the same with one worker or many.

    "-" is `stdin`, called `stdin_filename`; its fixed text is the result's `output`.
    """
    named = [item for item in files if item != STDIN]
    datelines = _datelines(named, engine, tuple(sources)) if _wants_datelines(engine, config) else {}
    job = _Job(engine, config, mode, tuple(sources), datelines)
    if jobs > 1 and len(named) >= _PARALLEL_FROM:
        size = max(1, min(64, len(named) // (jobs * 4)))
        with ProcessPoolExecutor(jobs, initializer=_start, initargs=(job,)) as pool:
            results = pool.map(_in_worker, named, chunksize=size)
            for item in files:
                yield _stdin_result(job, stdin, stdin_filename) if item == STDIN else next(results)
        return
    for item in files:
        yield _stdin_result(job, stdin, stdin_filename) if item == STDIN else check_file(job, item)


_job: _Job | None = None


def _start(job: _Job) -> None:
    global _job
    _job = job


def _in_worker(path: str) -> FileResult:
    assert _job is not None
    return check_file(_job, path)


def _stdin_result(job: _Job, data: bytes | None, name: str | None) -> FileResult:
    return _check_bytes(job, name or "<stdin>", data or b"", None)


def check_file(job: _Job, path: str) -> FileResult:
    """Check, and where asked fix, one file; whatever is wrong with it becomes a Problem."""
    try:
        raw = Path(path).read_bytes()
    except OSError as error:
        return FileResult(path, problems=(Problem(path, f"cannot be read: {error.strerror}"),))
    try:
        return _check_bytes(job, path, raw, Path(path))
    except Exception as error:
        why = f"newslint itself broke here ({type(error).__name__}: {error})"
        return FileResult(path, problems=(Problem(path, why, hint="the file is unchanged; please report it"),))


def _check_bytes(job: _Job, path: str, raw: bytes, target: Path | None) -> FileResult:
    try:
        source = source_for(path, job.sources).read(path, raw)
    except NewslintError as error:
        return FileResult(path, problems=(error.problem,), output=raw if target is None else None)
    keep = partial(_kept, job, source)
    meta = _meta(job, path)
    mode = job.mode
    if not (mode.fix or mode.diff):
        problems: list[Problem] = []
        findings = keep(text_of(source), job.engine.check_text(text_of(source), path, meta, problems))
        return FileResult(path, _diagnostics(job, path, text_of(source), findings), tuple(problems))
    outcome = fix_text(job.engine, text_of(source), unsafe=mode.unsafe, meta=meta, path=path, keep=keep)
    return _finish(job, source, outcome, target)


def _finish(job: _Job, source: Source, outcome: FixOutcome, target: Path | None) -> FileResult:
    """Write or show what was fixed."""
    path, changed = source.path, bool(outcome.edits)
    found = _diagnostics(job, path, outcome.text, outcome.remaining)
    result = FileResult(path, found, outcome.problems, outcome.notes, outcome.applied, changed)
    if job.mode.diff:
        return dataclasses.replace(result, diff=_diff(path, text_of(source), outcome.text))
    data = source.write(outcome.edits)
    if target is None:
        return dataclasses.replace(result, output=data)
    if changed:
        try:
            write_atomic(target, data)
        except NewslintError as error:
            before = job.engine.check_text(text_of(source), path, _meta(job, path), [])
            left = _diagnostics(job, path, text_of(source), _kept(job, source, text_of(source), before))
            return FileResult(path, left, (*outcome.problems, error.problem))
    return result


def text_of(source: Source) -> str:
    """The text of a source's main field."""
    return source.fields[0].text


def _lines(text: str) -> list[str]:
    """The lines with their newlines; U+2028 and its like do not end one."""
    return [line + "\n" for line in text.split("\n")[:-1]] + ([rest] if (rest := text.rpartition("\n")[2]) else [])


def _diff(path: str, before: str, after: str) -> str:
    lines = difflib.unified_diff(_lines(before), _lines(after), path, f"{path} (fixed)")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _kept(job: _Job, source: Source, text: str, findings: list[Finding]) -> list[Finding]:
    """The findings that count in this file, at the severity that the configuration gives."""
    levels = job.config.severity
    kept = []
    for item in suppressed(text, findings, source.format):
        if ignored_in_file(source.path, item.code, item.name, job.config):
            continue
        level = levels.get(item.code) or levels.get(item.name)
        kept.append(dataclasses.replace(item, severity=Severity(level)) if level else item)
    return kept


def _diagnostics(job: _Job, path: str, text: str, findings: Sequence[Finding]) -> tuple[Diagnostic, ...]:
    lines = LineIndex(text)
    sources: dict[int, str] = {}
    tags = job.engine.tags
    found = []
    for item in findings:
        line, column = lines.position(item.span.start)
        end_line, end_column = lines.position(item.span.end)
        if line not in sources:
            sources[line] = lines.line_span(line).of(text)
        source = sources[line]
        length = len(item.span) if end_line == line else len(source) - column + 1
        safety = safety_of(item, text, tags.get(item.code, frozenset()))
        edits = tuple((edit.span.start, edit.span.end, edit.text) for edit in item.fix.edits) if item.fix else ()
        title = item.fix.title if item.fix else ""
        found.append(
            Diagnostic(
                path, line, column, end_line, end_column, item.code, item.name, item.severity, item.message,
                source, max(length, 0), safety, title, edits,
            )
        )  # fmt: skip
    return tuple(found)


def _meta(job: _Job, path: str) -> dict[str, str]:
    """The facts for a file's articles: the house style for datelines, or what its neighbours do."""
    style = job.config.dateline
    if style == "auto":
        total, having = job.datelines.get(_folder(path), (0, 0))
        if total > _OTHERS and having >= _SHARE * (total - 1) and having < total:
            style = "expected"
    return {"dateline": style}


def _wants_datelines(engine: Engine, config: Config) -> bool:
    return config.dateline == "auto" and any("house-dateline" in item.rule.tags for item in engine.rules)


def _folder(path: str) -> str:
    return Path(path).parent.as_posix()


def _datelines(files: Sequence[str], engine: Engine, sources: tuple[SourceFormat, ...]) -> dict[str, tuple[int, int]]:
    """By folder: how many articles there are and how many open with a dateline, in its first files."""
    folders: dict[str, list[str]] = defaultdict(list)
    for path in files:
        folders[_folder(path)].append(path)
    found = {}
    for folder, members in folders.items():
        total = having = 0
        for path in sorted(members)[:_SAMPLE]:
            for article in _articles(path, engine, sources):
                total += 1
                having += has_dateline(article, engine)
        found[folder] = (total, having)
    return found


def _articles(path: str, engine: Engine, sources: tuple[SourceFormat, ...]) -> list[Article]:
    try:
        source = source_for(path, sources).read(path, Path(path).read_bytes())
    except (OSError, NewslintError):
        return []
    return engine.articles(text_of(source), path)


def has_dateline(article: Article, engine: Engine) -> bool:
    """Whether the article's body opens with a dateline, or with capitals that may be one."""
    for block in engine.segmenter.blocks(article):
        if block.role is Role.DATELINE:
            return True
        if block.role is Role.PARAGRAPH:
            return parse_dateline(block.text) is not None or opens_like_dateline(block.text)
    return False

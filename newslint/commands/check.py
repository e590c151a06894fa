"""`newslint check`: paths in, report out, exit code back."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple, TextIO

import click

from newslint.commands.start import Start, tell
from newslint.problems import NewslintError, Problem
from newslint.reporters.base import ReportOptions, Summary, exit_code
from newslint.results import Mode


class CheckOptions(NamedTuple):
    """The options of `newslint check`; None where the configuration decides."""

    fix: bool | None = None
    unsafe_fixes: bool | None = None
    diff: bool = False
    show_fixes: bool = False
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] | None = None
    config: Path | None = None
    isolated: bool = False
    dateline: str | None = None
    preset: str | None = None
    output_format: str | None = None
    statistics: bool = False
    quiet: bool = False
    verbose: bool = False
    exit_zero: bool = False
    exit_non_zero_on_fix: bool = False
    fail_level: str | None = None
    force_exclude: bool = False
    exclude: tuple[str, ...] | None = None
    stdin_filename: str | None = None
    jobs: int = 0
    no_progress: bool = False
    profile: bool = False
    profile_format: str = "table"
    color: str = "auto"
    show_values: bool = False
    cache: bool | None = None
    cache_dir: Path | None = None


def check_paths(paths: Sequence[str], options: CheckOptions) -> int:
    """Check or fix every path and print the report; returns the exit code."""
    start = Start(options._asdict())
    config = start.config
    mode = Mode(fix=config.fix and not options.diff, unsafe=config.unsafe_fixes, diff=options.diff)
    stdin = sys.stdin.buffer.read() if "-" in paths else None
    filter_mode = stdin is not None and mode.fix
    report_format = options.output_format or config.output_format
    facts = start.facts
    if report_format not in start.reporters:
        import difflib

        near = difflib.get_close_matches(report_format, start.reporters, 1)
        hint = f"did you mean {near[0]}?" if near else "one of " + ", ".join(sorted(start.reporters))
        raise NewslintError(Problem("--output-format", f"no such format: {report_format}", hint=hint))
    files, problems = start.files(paths, force_exclude=options.force_exclude)
    if options.verbose:
        click.echo(f"newslint: {len(files)} files, {facts.rules} rules", err=True)
        if start.folder and (why := start.folder.why_not):
            click.echo(f"newslint: nothing is cached: {start.folder.path} {why}", err=True)
    stream = sys.stderr if filter_mode or mode.diff else sys.stdout
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    reporter = start.reporters[report_format](
        stream,
        ReportOptions(
            color=_wants_color(options.color, stream),
            quiet=options.quiet,
            statistics=options.statistics,
            show_fixes=options.show_fixes,
        ),
    )
    early = (*facts.problems, *problems)
    summary = Summary.of(problems=early, mode=mode)
    tell((*early, *(() if options.quiet else facts.notes)))
    with closing(start.watched(files, mode, stdin)) as results:
        for result in results:
            if result.diff:
                sys.stdout.write(result.diff)
            if result.output is not None and filter_mode:
                sys.stdout.buffer.write(result.output)
                sys.stdout.buffer.flush()
            reporter.file(result)
            summary = summary.add(result)
    reporter.finish(summary)
    if options.verbose and summary.skipped:
        plural = "" if summary.skipped == 1 else "s"
        click.echo(
            f"newslint: {summary.skipped} file{plural} left out: no article in {'it' if not plural else 'them'}",
            err=True,
        )
    start.tell_profile()
    code = exit_code(summary, fail_level=config.fail_level, exit_zero=options.exit_zero)
    if code == 0 and options.exit_non_zero_on_fix and summary.changed:
        return 1
    return code


def _wants_color(choice: str, stream: TextIO) -> bool:
    if choice != "auto":
        return choice == "always"
    return stream.isatty() and not os.environ.get("NO_COLOR")

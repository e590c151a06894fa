"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


def codes(_: click.Context, __: click.Parameter, value: Sequence[str]) -> tuple[str, ...] | None:
    """What is given in one or several options, apart by commas; None where nothing is."""
    if not value:
        return None
    return tuple(code.strip() for part in value for code in part.split(",") if code.strip())


def config_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which configuration and which rules count."""
    for decorate in reversed(
        [
            click.option("--select", multiple=True, callback=codes, metavar="CODE,…", help="Only these rules."),
            click.option("--ignore", multiple=True, callback=codes, metavar="CODE,…", help="Not these rules."),
            click.option("--extend-select", multiple=True, callback=codes, metavar="CODE,…", help="These rules too."),
            click.option(
                "--config",
                type=click.Path(path_type=Path),
                metavar="FILE",
                help="Use this configuration file.",
            ),
            click.option("--isolated", is_flag=True, help="Ignore every configuration file."),
            click.option(
                "--dateline",
                type=click.Choice(["required", "auto", "off"]),
                default=None,
                help="House style for datelines.",
            ),
            click.option(
                "--preset",
                metavar="NAME",
                default=None,
                help="What wrote the records: trafilatura, news-please, newsapi, …  [default: told by their keys]",
            ),
        ]
    ):
        command = decorate(command)
    return command


def _switched_off(_: click.Context, __: click.Parameter, value: bool) -> bool | None:
    return False if value else None


def cache_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what is kept between runs, and where."""
    folder = click.Path(path_type=Path, file_okay=False)
    command = click.option("--cache-dir", type=folder, metavar="FOLDER", help="Where caches are kept.")(command)
    return click.option(
        "--no-cache", "cache", is_flag=True, callback=_switched_off, help="Use nothing of earlier runs, keep nothing."
    )(command)


def file_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which files are read."""
    for option in reversed(
        [
            click.option("--force-exclude", is_flag=True, help="Leave out excluded files even if named."),
            click.option(
                "--exclude", multiple=True, callback=codes, metavar="GLOB,…", help="Leave these files and folders out."
            ),
            click.option(
                "--stdin-filename", metavar="NAME", help="The name of what `-` reads; with --fix, text goes to stdout."
            ),
        ]
    ):
        command = option(command)
    return command


def named(ctx: click.Context, paths: tuple[str, ...], stdin_filename: str | None) -> tuple[str, ...]:
    """The paths, standard input where only its name is given. Raises UsageError where there is none."""
    if paths or stdin_filename:
        return paths or ("-",)
    raise click.UsageError("name a file or folder, or - for standard input", ctx)


def run_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say how a run over many files goes, and what is told of it."""
    for option in reversed(
        [
            click.option(
                "-j", "--jobs", type=click.IntRange(0), default=0, help="Worker processes.  [default: one a core]"
            ),
            click.option("--no-progress", is_flag=True, help="Show no progress line on the terminal."),
            click.option("--profile", is_flag=True, help="Say on standard error what each rule cost."),
            click.option(
                "--profile-format",
                type=click.Choice(["table", "json"]),
                default="table",
                help="How the profile is printed.  [default: table]",
            ),
        ]
    ):
        command = option(command)
    return command


show_values = click.option(
    "--show-values", is_flag=True, help="Show personal data and secrets in full; on a terminal only."
)

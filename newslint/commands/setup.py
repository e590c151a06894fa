"""From options to what a run needs: configuration, plugins, rules, engine."""

from __future__ import annotations

import dataclasses
import difflib
import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from newslint.config import Config, load_config
from newslint.discover import discover
from newslint.engine import Engine
from newslint.model import NewslintError, Problem, Rule
from newslint.packs import CompiledRule, labels_of, load_rules
from newslint.plugins import Plugins
from newslint.profile import Profile, ProfiledEngine, as_json, table
from newslint.reporters.concise import printable
from newslint.scorers import Board, unanswered
from newslint.segment import DefaultSegmenter
from newslint.slow import unfiltered
from newslint.sources.compressed import MAGIC
from newslint.suppress import selected

SETTINGS = ("select", "ignore", "extend_select", "dateline", "exclude", "fail_level", "fix", "unsafe_fixes", "preset")


def configuration(options: Mapping[str, Any]) -> Config:
    """The configuration in force here, with the command line's options on top."""
    overrides = {key: options[key] for key in SETTINGS if options.get(key) is not None}
    if options.get("output_format") and "paths" not in options:
        overrides["output_format"] = options["output_format"]
    return load_config(
        Path.cwd(), config=options.get("config"), isolated=bool(options.get("isolated")), overrides=overrides
    )


@dataclasses.dataclass(frozen=True, slots=True)
class Setup:
    """All that a run needs; `problems` are wrong rule files, `rules` includes those that are off.

    `notes` are what is said of the user's own rules where they are right, but slow.
    """

    config: Config
    plugins: Plugins
    rules: tuple[CompiledRule, ...]
    engine: Engine
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()


def _any(_: Rule) -> bool:
    return True


def prepare(options: Mapping[str, Any], only: Callable[[Rule], bool] = _any) -> Setup:
    """Load plugins and rules, keep those that are selected and `only`, and warn of selectors that match none."""
    config = configuration(options)
    plugins = Plugins()
    packs = [*plugins.packs, *(Path(pack) for pack in config.packs)]
    rules, problems = load_rules(packs, plugins.kinds)
    problems = [*problems, *_unmatched(config, rules)]
    chosen = [item for item in rules if only(item.rule) and selected(item.rule, config)]
    scorers = {**plugins.scorers, **config.scorers}
    lost = unanswered(chosen, scorers)
    problems = [*problems, *lost.values()]
    chosen = [item for item in chosen if item.rule.code not in lost]
    plugins.configure(dataclasses.asdict(dataclasses.replace(config, origins={})))
    show_values = bool(options.get("show_values"))
    if show_values:
        _refuse_where_kept()
    segmenter = plugins.segmenter or DefaultSegmenter(labels_of(rules))
    make = ProfiledEngine if options.get("profile") else Engine
    engine = make(
        chosen,
        segmenter,
        config.languages,
        known=rules,
        show_values=show_values,
        board=Board(scorers),
        prefilter=config.prefilter,
    )
    notes = unfiltered(chosen, [Path(pack) for pack in config.packs])
    return Setup(config, plugins, tuple(rules), engine, tuple(problems), tuple(notes))


def _refuse_where_kept() -> None:
    """Personal data may be shown to who looks, not to what keeps it: a file, a pipe, a CI log."""
    if os.environ.get("CI"):
        raise NewslintError(Problem("--show-values", "is refused where `CI` is set: logs are kept and read by others"))
    if not sys.stdout.isatty():
        raise NewslintError(Problem("--show-values", "is refused: the output is not a terminal"))


def _unmatched(config: Config, rules: list[CompiledRule]) -> list[Problem]:
    known = {name for item in rules for name in (item.rule.code, item.rule.name)}
    problems = []
    for option in ("select", "extend_select", "ignore"):
        for selector in getattr(config, option):
            if selector == "ALL" or selector in known or any(code.startswith(selector) for code in known):
                continue
            near = difflib.get_close_matches(selector, sorted(known), 1)
            hint = f"did you mean {near[0]}?" if near else "see newslint rules"
            origin = config.origins.get(option, "configuration")
            problems.append(Problem(origin, f"{option.replace('_', '-')}: no rule matches `{selector}`", hint=hint))
    return problems


def found_files(paths: Sequence[str], setup: Setup, *, force_exclude: bool) -> tuple[list[str], list[Problem]]:
    """The files to read, folders walked for the formats that the plugins know, and the paths that are wrong."""
    plain = tuple(
        suffix for source in setup.plugins.sources if getattr(source, "walked", True) for suffix in source.suffixes
    )
    suffixes = (*plain, *(suffix + packed for suffix in plain for packed in MAGIC))
    return discover(paths, exclude=_from_here(setup.config), force_exclude=force_exclude, suffixes=suffixes)


def _from_here(config: Config) -> tuple[str, ...]:
    """The patterns to exclude, counted from the current folder; those of a file count from its own."""
    up = os.path.relpath(config.root)
    if up == "." or config.origins.get("exclude", "--").startswith("--"):
        return config.exclude
    found = []
    for pattern in config.exclude:
        sign, rest = ("!", pattern[1:]) if pattern.startswith("!") else ("", pattern)
        anchored = "/" in rest.rstrip("/")
        found.append(f"{sign}{Path(up).as_posix()}/{rest.lstrip('/')}" if anchored else pattern)
    return tuple(found)


def tell(problems: Iterable[Problem]) -> None:
    """Print problems on standard error, with no control character of the input let through."""
    for problem in problems:
        click.echo(printable(f"newslint: {problem}"), err=True)


def tell_profile(profile: Profile, setup: Setup, form: str) -> None:
    """Print what a run cost on standard error."""
    rules = setup.engine.rules
    lines = [json.dumps(as_json(profile, rules), indent=2)] if form == "json" else table(profile, rules)
    for line in lines:
        click.echo(printable(line) if form != "json" else line, err=True)

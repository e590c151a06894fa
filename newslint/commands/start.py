"""From options to a run: what is known from earlier runs first; rules, plugins and engine only where they are needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newslint import kept
from newslint.cache import start as earlier
from newslint.cache.folder import Folder
from newslint.cache.results import Results
from newslint.config import Config, load_config
from newslint.discover import discover
from newslint.housestyle import Datelines, Openings
from newslint.problems import NewslintError, Problem
from newslint.progress import progress
from newslint.reporters import BUILTIN_REPORTERS
from newslint.reporters.concise import printable
from newslint.results import FileResult, Mode

if TYPE_CHECKING:
    from newslint.commands.setup import Setup
    from newslint.ownparts import OwnParts
    from newslint.plugins import Plugins
    from newslint.profile import Profile
    from newslint.reporters.base import Reporter

SETTINGS = (
    "select", "ignore", "extend_select", "dateline", "exclude", "fail_level", "fix", "unsafe_fixes", "preset", "cache", "cache_dir",
)  # fmt: skip


def configuration(options: Mapping[str, Any]) -> Config:
    """The configuration in force here, with the command line's options on top."""
    overrides = {key: options[key] for key in SETTINGS if options.get(key) is not None}
    if options.get("output_format") and "paths" not in options:
        overrides["output_format"] = options["output_format"]
    if options.get("cache_dir"):
        overrides["cache_dir"] = str(Path(options["cache_dir"]).absolute())
    return load_config(
        Path.cwd(), config=options.get("config"), isolated=bool(options.get("isolated")), overrides=overrides
    )


class Start:
    """What a run of `command` needs first: the configuration, and what is known of its rules without loading them."""

    def __init__(self, options: Mapping[str, Any], command: str = "check") -> None:
        self._options = options
        self._command = command
        self.config = configuration(options)
        self.profiled = bool(options.get("profile"))
        self._profile: Profile | None = None
        self._shows_values = bool(options.get("show_values"))
        if self._shows_values:
            _refuse_where_kept()
        self.folder = Folder(self.config.cache_dir) if self.config.cache else None

    @cached_property
    def plugins(self) -> Plugins | OwnParts:
        """All that plugins bring, newslint's own parts too."""
        if self._known is not None and not self._known.plugins:
            from newslint.ownparts import OwnParts

            return OwnParts()
        return self._all_plugins

    @cached_property
    def _all_plugins(self) -> Plugins:
        from newslint.plugins import Plugins

        return Plugins()

    @cached_property
    def _known(self) -> earlier.Installed | None:
        return earlier.installed(self.folder) if self.folder else None

    @cached_property
    def setup(self) -> Setup:
        """Rules and engine, loaded: what is kept of patterns first, before modules are loaded that compile some."""
        held = earlier.held_rules(self.folder, self._rules) if self.folder else None
        from newslint.cache.rules import keep_rules, rules_in
        from newslint.commands.setup import assembled

        rules, problems = rules_in(self._packs, self.plugins.kinds, held)
        if self.folder and held is None:
            keep_rules(self.folder, self._rules, rules, problems)
        return assembled(
            self.config,
            self.plugins,
            (rules, problems),
            self._command,
            show_values=self._shows_values,
            profiled=self.profiled,
        )

    @cached_property
    def _installed(self) -> earlier.Installed:
        if self._known is not None:
            return self._known
        found = self._all_plugins.installed()
        if self.folder:
            earlier.keep_installed(self.folder, found)
        return found

    @property
    def _packs(self) -> list[Path]:
        return [*self.plugins.packs, *map(Path, self.config.packs)]

    @cached_property
    def _rules(self) -> str:
        return earlier.rules_stamp(self._installed, self.config.packs)

    @cached_property
    def _stamp(self) -> str:
        return earlier.run_stamp(self._rules, self.config, self._command)

    @cached_property
    def facts(self) -> earlier.Facts:
        """What is known of the rules in this configuration."""
        if self.folder is None:
            return self.setup.facts
        found = earlier.facts(self.folder, self._stamp)
        if found is None:
            found = self.setup.facts
            earlier.keep_facts(self.folder, self._stamp, found)
        return found

    @property
    def reporters(self) -> Mapping[str, type[Reporter]]:
        """The output formats by name."""
        return self.plugins.reporters if self._installed.plugins else BUILTIN_REPORTERS

    def files(self, paths: Sequence[str], *, force_exclude: bool) -> tuple[list[str], list[Problem]]:
        """The files to read, folders walked for the formats that the plugins know, and the paths that are wrong."""
        exclude = _from_here(self.config)
        return discover(paths, exclude=exclude, force_exclude=force_exclude, suffixes=self.facts.suffixes)

    def run(self, files: Sequence[str], mode: Mode, **how: Any) -> Generator[FileResult, None, None]:
        """The results of each file in order, those of files that have not changed from the cache; see `runner.run`."""
        fresh = partial(self._fresh, mode, how)
        if self.folder is None or self._shows_values or self.profiled or not self.facts.pure:
            yield from fresh(files, None)
        else:
            from newslint.cache.rerun import rerun

            results = Results(self.folder, self._stamp, self.config, repairs=mode.repairs)
            styled = self.facts.styled
            yield from rerun(files, results, self.config, styled=styled, fresh=fresh, openings=self._openings)
        if self.folder and "setup" in vars(self) and kept.is_new():
            from newslint.cache.rules import keep_rules

            keep_rules(self.folder, self._rules, self.setup.rules, self.setup.wrong)

    def _fresh(
        self, mode: Mode, how: Mapping[str, Any], files: Sequence[str], datelines: Datelines | None
    ) -> Iterator[FileResult]:
        setup = self.setup
        from newslint.runner import run

        return run(files, setup.engine, self.config, mode, sources=setup.plugins.sources, datelines=datelines, **how)

    def watched(self, files: Sequence[str], mode: Mode, stdin: bytes | None) -> Generator[FileResult, None, None]:
        """As `run`, as the options say: with a line on the terminal while it goes, and what is wrong told."""
        asked = self._options
        how = {"stdin": stdin, "stdin_filename": asked["stdin_filename"]}
        if self.profiled:
            from newslint.profile import Profile

            self._profile = how["profile"] = Profile()
        with progress(files, sys.stderr, quiet=asked["quiet"], off=asked["no_progress"]) as bar:
            jobs = asked["jobs"] or os.cpu_count() or 1
            with closing(self.run(files, mode, jobs=jobs, tick=bar.tick, **how)) as results:
                for result in results:
                    with bar.aside(sys.stdout, sys.stderr):
                        tell((*result.problems, *result.notes))
                        yield result
                    bar.add(result)

    def tell_profile(self) -> None:
        """Print what the run cost on standard error, where anybody counted."""
        if self._profile is not None:
            from newslint.commands.setup import tell_profile

            tell_profile(self._profile, self.setup, self._options["profile_format"])

    def _openings(self, path: str, most: int) -> Openings:
        setup = self.setup
        from newslint.datelines import openings

        return openings(path, most, engine=setup.engine, config=self.config, sources=setup.plugins.sources)


def _refuse_where_kept() -> None:
    """Personal data may be shown to who looks, not to what keeps it: a file, a pipe, a CI log."""
    if os.environ.get("CI"):
        raise NewslintError(Problem("--show-values", "is refused where `CI` is set: logs are kept and read by others"))
    if not sys.stdout.isatty():
        raise NewslintError(Problem("--show-values", "is refused: the output is not a terminal"))


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
    import click

    for problem in problems:
        click.echo(printable(f"newslint: {problem}"), err=True)

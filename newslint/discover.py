"""Paths and folders to the list of files, with ignore files and globs honoured."""

from __future__ import annotations

import itertools
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from newslint.problems import NewslintError, Problem

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

STDIN = "-"
IGNORE_FILES = (".gitignore", ".newslintignore")
SKIPPED = frozenset(
    [
        ".bzr",
        ".eggs",
        ".git",
        ".hg",
        ".hypothesis",
        ".idea",
        ".mypy_cache",
        ".nox",
        ".pytest_cache",
        ".ruff_cache",
        ".svn",
        ".tox",
        ".venv",
        ".vscode",
        "__pycache__",
        "node_modules",
        "venv",
    ]
)


class Globs:
    """gitignore patterns relative to `base`; the last one that matches decides.

    A pattern may begin with ``../``: what follows counts from that folder.
    Raises NewslintError for what is no pattern, naming `origin`.
    """

    def __init__(self, patterns: Sequence[str], base: Path, origin: str = "--exclude") -> None:
        self._groups: list[tuple[str, GitIgnoreSpec]] = []
        for folder, group in itertools.groupby(patterns, _climb):
            root = os.path.abspath(os.path.join(base, folder))
            lines = [pattern.replace("../", "", folder.count("../")) for pattern in group]
            self._groups.append((root, _spec(lines, origin)))

    def match(self, path: str, *, named: str | None = None) -> bool:
        """Whether a file is matched; patterns that match the folder `named` itself do not count."""
        for root, spec in reversed(self._groups):
            decision = _decide(root, spec, path, named)
            if decision is not None:
                return decision
        return False


def discover(
    paths: Sequence[str], *, exclude: Sequence[str], force_exclude: bool, suffixes: Iterable[str]
) -> tuple[list[str], list[Problem]]:
    """The files to check, as the user would spell them, and what is wrong with the paths.

    Named files are always taken, unless `force_exclude` holds them to `exclude` and to
    `.newslintignore` too. Folders give their files with one of `suffixes`, sorted; links to
    folders are not followed. `exclude` counts from the current folder. ``-`` is passed through.
    """
    walk = _Walk(Globs(exclude, Path()), tuple(suffix.lower() for suffix in suffixes), force_exclude)
    files: dict[str, str] = {}
    for path in paths:
        for file in walk.files(path):
            files.setdefault(file if file == STDIN else os.path.realpath(file), file)
    return list(files.values()), walk.problems


class _Walk:
    """One run's walk: ignore files are read once, problems collected."""

    def __init__(self, exclude: Globs, suffixes: tuple[str, ...], force_exclude: bool) -> None:
        self.exclude = exclude
        self.suffixes = suffixes
        self.force_exclude = force_exclude
        self.problems: list[Problem] = []
        self._specs: dict[str, tuple[GitIgnoreSpec, ...]] = {}

    def files(self, path: str) -> Iterator[str]:
        """The files that one argument stands for."""
        if path == STDIN:
            yield path
            return
        try:
            mode = Path(path).stat().st_mode
        except (FileNotFoundError, NotADirectoryError):
            self.problems.append(Problem(path, "no such file or folder"))
            return
        except (OSError, ValueError) as error:
            self._unreadable(path, error)
            return
        if stat.S_ISDIR(mode):
            found = sorted(self._folder(path, path), key=lambda file: file.split(os.sep))
        elif self.force_exclude and self._forced_out(path):
            return
        else:
            found = [path]
        for file in found:
            if os.access(file, os.R_OK):
                yield file
            else:
                self._unreadable(file, PermissionError("permission denied"))

    def _folder(self, folder: str, named: str) -> Iterator[str]:
        try:
            with os.scandir(folder) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            self._unreadable(folder, error)
            return
        for entry in inside:
            if entry.is_dir(follow_symlinks=False):
                path = entry.name if folder == "" else os.path.join(folder, entry.name)
                if entry.name not in SKIPPED and not self._ignored(path + os.sep, named):
                    yield from self._folder(path, named)
            elif entry.name.lower().endswith(self.suffixes) and entry.is_file():
                path = os.path.join(folder, entry.name)
                if not self._ignored(path, named):
                    yield path

    def _ignored(self, path: str, named: str) -> bool:
        """Whether a path met in a walk is left out; naming a folder overrides what excludes it."""
        keep = None if self.force_exclude else named
        return self.exclude.match(path, named=keep) or self._by_ignore_file(path, named, IGNORE_FILES)

    def _forced_out(self, path: str) -> bool:
        return self.exclude.match(path) or self._by_ignore_file(path, None, IGNORE_FILES[1:])

    def _by_ignore_file(self, path: str, named: str | None, names: Sequence[str]) -> bool:
        """What the ignore files from the file's folder up to the repository's root say."""
        absolute = Path(os.path.abspath(path))
        for folder in absolute.parents:
            for spec in reversed(self._specs_in(folder, names)):
                decision = _decide(str(folder), spec, path, named)
                if decision is not None:
                    return decision
            if (folder / ".git").exists():
                return False
        return False

    def _specs_in(self, folder: Path, names: Sequence[str]) -> tuple[GitIgnoreSpec, ...]:
        key = f"{len(names)}{folder}"
        if key not in self._specs:
            self._specs[key] = tuple(spec for name in names if (spec := self._read(folder / name)))
        return self._specs[key]

    def _read(self, file: Path) -> GitIgnoreSpec | None:
        try:
            lines = file.read_text("utf-8", "surrogateescape").splitlines()
            return _spec(lines, os.path.relpath(file))
        except NewslintError as error:
            self.problems.append(error.problem)
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            pass
        except OSError as error:
            self._unreadable(os.path.relpath(file), error)
        return None

    def _unreadable(self, path: str, error: OSError | ValueError) -> None:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        self.problems.append(Problem(path, f"cannot be read: {reason}"))


def _climb(pattern: str) -> str:
    """The leading ``../`` of a pattern.

    >>> _climb("../../drafts/*.txt")
    '../../'
    """
    rest = pattern.removeprefix("!")
    count = 0
    while rest.startswith("../", 3 * count):
        count += 1
    return "../" * count


def _spec(lines: Sequence[str], origin: str) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(lines)
    except ValueError as error:
        raise NewslintError(Problem(origin, f"not a pattern: {error}")) from error


def _decide(root: str, spec: GitIgnoreSpec, path: str, named: str | None) -> bool | None:
    """True: leave out, False: keep, None: the patterns say nothing of the path."""
    inner = _inside(root, path)
    if inner is None:
        return None
    folder = _inside(root, named + os.sep) if named is not None else None
    if folder and spec.check_file(folder).include:
        spec = type(spec)([item for item in spec.patterns if item.match_file(folder) is None])
    return spec.check_file(inner).include


def _inside(root: str, path: str) -> str | None:
    """The path from `root` on, with slashes and a slash at a folder's end; None where not inside."""
    absolute = os.path.abspath(path)
    prefix = root.rstrip(os.sep) + os.sep
    if not absolute.startswith(prefix):
        return None
    inner = absolute[len(prefix) :].replace(os.sep, "/")
    return inner + "/" if path.endswith(os.sep) else inner

"""What became of files, kept by their content: a file that has not changed is not checked again."""

from __future__ import annotations

import datetime
import marshal
import os
from collections.abc import Callable, Iterator
from functools import partial
from stat import S_ISREG
from typing import Any

from newslint.cache.folder import RESULTS, Folder
from newslint.cache.records import plain, restored
from newslint.cache.stamps import content, digest
from newslint.config import Config
from newslint.problems import Problem
from newslint.results import LOST, FileResult

MOST_BYTES = 8 << 20
"""A file whose results take up more is checked each time."""
_Stat = tuple[int, int, int]


class Known:
    """One file as it was when the run began: its name in the cache, and what is kept of it.

    `held` are results by house style and kind of run; `opens` says how many articles were looked at for
    the house style, and which of them open with a dateline.
    """

    def __init__(self, name: str, stat: _Stat, read: Callable[[], Any]) -> None:
        self.name = name
        self.stat = stat
        self._read = read
        self._value: tuple[dict[str, Any], tuple[int, tuple[bool | None, ...]]] | None = None

    @property
    def held(self) -> dict[str, Any]:
        """The results by variant."""
        return self._loaded()[0]

    @property
    def opens(self) -> tuple[int, tuple[bool | None, ...]]:
        """(how many articles were looked for, whether each opens with a dateline)."""
        return self._loaded()[1]

    def forget(self) -> None:
        """Let go of what is kept; it is read again when it is asked for."""
        self._value = None

    def _loaded(self) -> tuple[dict[str, Any], tuple[int, tuple[bool | None, ...]]]:
        if self._value is None:
            match self._read():
                case (dict(held), (int(looked), tuple(opens))):
                    self._value = held, (looked, opens)
                case _:
                    self._value = {}, (0, ())
        return self._value


class Results:
    """The results of one rule set and configuration, which `stamp` names; `repairs` says whether fixes are made or shown.

    What is made with fixes is kept only of a file without findings, since there is nothing to make there.
    """

    def __init__(self, folder: Folder, stamp: str, config: Config, *, repairs: bool) -> None:
        self._folder = folder
        self._stamp = stamp
        self._repairs = repairs
        self._beside = os.getcwd() if config.per_file_ignores else ""
        self._today = datetime.date.today().isoformat()
        self._kept = 0

    def known(self, path: str) -> Known | None:
        """The file as it is now; None where it cannot be read, so that whoever checks it says so.

        A pipe is none either: it can be read only once.
        """
        try:
            stat = _stat(path)
            if not S_ISREG(os.stat(path).st_mode):
                return None
            name = digest(self._stamp, path, self._beside, content(path))
        except (OSError, ValueError):
            return None
        return Known(name, stat, partial(self._folder.read, RESULTS, name))

    def look(self, path: str, known: Known, style: str) -> Iterator[FileResult] | None:
        """What became of the file, in the house style that it stands in; None where it must be checked."""
        for variant in (f"fix {style}", f"check {style}") if self._repairs else (f"check {style}",):
            match known.held.get(variant):
                case (bool(clean), str(day), tuple(pieces)) if day in {"", self._today} and (
                    clean or not self._repairs
                ):
                    return (restored(path, marshal.loads(piece)) for piece in pieces)
        return None

    def keep(self, path: str, known: Known, style: str, collected: Collected) -> None:
        """Keep what became of a file, unless it was changed meanwhile or another run may find otherwise."""
        if collected.pieces is None or (self._repairs and not collected.clean):
            return
        try:
            if _stat(path) != known.stat:
                return
        except OSError:
            return
        variant = f"{'fix' if self._repairs else 'check'} {style}"
        self._write(
            known, {**known.held, variant: (collected.clean, collected.day, tuple(collected.pieces))}, known.opens
        )
        known.forget()

    def keep_opens(self, known: Known, opens: tuple[int, tuple[bool | None, ...]]) -> None:
        """Keep what the file's articles say of the house style."""
        self._write(known, known.held, opens)
        known.forget()

    def done(self) -> None:
        """Look after the folder's size, where something was added to it."""
        if self._kept:
            self._folder.prune()

    def _write(self, known: Known, held: dict[str, Any], opens: tuple[int, tuple[bool | None, ...]]) -> None:
        self._kept += self._folder.write(RESULTS, known.name, (held, opens))


class Collected:
    """The results of one file as they come, as long as they are small enough and say what any run would say."""

    def __init__(self) -> None:
        self.pieces: list[bytes] | None = []
        self.clean = True
        self.day = ""
        self._size = 0

    def add(self, result: FileResult) -> None:
        """One more."""
        if self.pieces is None:
            return
        if _may_differ(result):
            self.pieces = None
            return
        self.clean = self.clean and not (result.diagnostics or result.problems or result.notes)
        self.day = self.day or result.day
        self.pieces.append(marshal.dumps(plain(result)))
        self._size += len(self.pieces[-1])
        if self._size > MOST_BYTES:
            self.pieces = None


def _stat(path: str) -> _Stat:
    status = os.stat(path)
    return status.st_mtime_ns, status.st_size, status.st_ino


def _may_differ(item: FileResult) -> bool:
    """Whether a result is more than a matter of the file: something broke, or was written."""
    if item.changed or item.diff or item.output is not None:
        return True
    return any(
        type(one) is not Problem or one.hint == LOST or "broke" in one.message for one in (*item.problems, *item.notes)
    )

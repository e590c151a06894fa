"""A line on the terminal that says how far a long run has come; it never mixes with the report."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from newslint.results import FileResult

_AFTER = 1.0
_EVERY = 0.1
_CLEAR = "\r\x1b[K"


def wanted(stream: TextIO, environment: Mapping[str, str], *, quiet: bool, off: bool) -> bool:
    """Whether a progress line is shown: on a terminal only, never in CI and never where it is not wanted."""
    return not (quiet or off or environment.get("CI") or environment.get("TERM") == "dumb") and stream.isatty()


class Progress:
    """Counts what is done, and from the second second on shows it on `stream`; nothing where `shown` is false.

    >>> import io
    >>> bar = Progress([], io.StringIO(), shown=True)
    >>> bar.add(FileResult("a.txt"))
    >>> bar.line()
    'newslint: 1 of 0 files, 0.0 MB/s, 0 findings'
    """

    def __init__(
        self, files: Sequence[str], stream: TextIO, *, shown: bool, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stream = stream
        self._shown = shown
        self._clock = clock
        self._start = self._drawn = clock()
        self._sizes = {path: _size(path) for path in files} if shown else {}
        self._total = sum(self._sizes.values())
        self._count = len(files)
        self._files = self._findings = self._done = 0
        self._within = 0
        self._visible = False

    def add(self, result: FileResult) -> None:
        """Some more of a file is done."""
        if not self._shown:
            return
        self._findings += len(result.diagnostics)
        size = self._sizes.get(result.path, 0)
        if result.more:
            self._within = min(self._within + result.read, size)
        else:
            self._files += 1
            self._done += size
            self._within = 0
        self.tick()

    def tick(self) -> None:
        """Show how far it is, where it is time to."""
        if not self._shown:
            return
        now = self._clock()
        if now - self._start >= _AFTER and (now - self._drawn >= _EVERY or not self._visible):
            self._drawn = now
            self._stream.write(_CLEAR + self.line()[: _width(self._stream) - 1])
            self._stream.flush()
            self._visible = True

    def line(self) -> str:
        """What is shown: files, megabytes a second, findings, time left."""
        took = max(self._clock() - self._start, 1e-9)
        done = self._done + self._within
        rate = done / took
        parts = [f"{self._files:,} of {self._count:,} files"]
        if self._total:
            parts.append(f"{done / self._total:.0%}")
        plural = "" if self._findings == 1 else "s"
        parts += [f"{rate / 1e6:.1f} MB/s", f"{self._findings:,} finding{plural}"]
        if done and self._total > done:
            parts.append(f"{duration((self._total - done) / rate)} left")
        return f"newslint: {', '.join(parts)}"

    def clear(self) -> None:
        """Take the line away."""
        if self._visible:
            self._stream.write(_CLEAR)
            self._stream.flush()
            self._visible = False

    @contextmanager
    def aside(self, *others: TextIO) -> Iterator[None]:
        """Out of the way while something is printed; `others` are flushed before the line may come again."""
        self.clear()
        yield
        if self._shown:
            for stream in others:
                stream.flush()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()


def progress(files: Sequence[str], stream: TextIO, *, quiet: bool, off: bool) -> Progress:
    """The progress line of a run over these files."""
    return Progress(files, stream, shown=wanted(stream, os.environ, quiet=quiet, off=off))


def _width(stream: TextIO) -> int:
    try:
        return os.get_terminal_size(stream.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


def duration(seconds: float) -> str:
    """Hours, minutes and seconds.

    >>> duration(59.6), duration(3601)
    ('1:00', '1:00:01')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"

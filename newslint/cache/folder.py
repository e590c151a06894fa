"""The folder of the caches: plain values in files that anyone may delete, and that nobody has to trust.

A file holds a line that says what it is, a checksum and the value as `marshal` writes it, which is data and
never code. What is torn, altered, written by another version or open to other users counts as not there.
"""

from __future__ import annotations

import marshal
import os
import stat
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from newslint.cache.stamps import checksum

HEADER = b"newslint cache 1\n"
START, RULES, RESULTS = "start", "rules", "results"
"""The folder's parts."""
_PARTS = (START, RULES, RESULTS)
_SUFFIX = ".bin"
_SIZE = 16
_AS_IT_IS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_DAY = 86_400
_TAG = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# This folder was made by newslint; see https://bford.info/cachedir/. `newslint clean` empties it.\n"
)
MOST_BYTES = 256 << 20
MOST_DAYS = 30
"""Results that take up more, or were not needed for longer, are deleted."""


def default_folder() -> str:
    """Where this system keeps a user's caches."""
    if sys.platform == "win32":
        return os.path.join(os.environ.get("LOCALAPPDATA") or os.path.expanduser("~"), "newslint", "Cache")
    if sys.platform == "darwin":
        return os.path.expanduser("~/Library/Caches/newslint")
    base = os.environ.get("XDG_CACHE_HOME", "")
    return os.path.join(base if os.path.isabs(base) else os.path.expanduser("~/.cache"), "newslint")


class Folder:
    """Values by part and name. Nothing here raises: what cannot be read is not there, what cannot be written is not kept."""

    def __init__(self, path: str = "") -> None:
        self.path = path or default_folder()
        self._usable: bool | None = None

    @property
    def why_not(self) -> str:
        """Why the folder is not used, "" where it is."""
        try:
            status = os.lstat(self.path)
        except FileNotFoundError:
            return ""
        except OSError as error:
            return f"cannot be read: {error.strerror}"
        if not stat.S_ISDIR(status.st_mode):
            return "is no folder"
        return _open_to_others(status)

    def read(self, part: str, name: str) -> Any | None:
        """The value of that name; None where there is none that can be used."""
        if not self._is_usable():
            return None
        try:
            handle = os.open(self._file(part, name), os.O_RDONLY | _AS_IT_IS)
            with open(handle, "rb") as file:
                status = os.fstat(handle)
                if not stat.S_ISREG(status.st_mode) or _open_to_others(status):
                    return None
                data = file.read()
            head, held, body = data[: len(HEADER)], data[len(HEADER) :][:_SIZE], data[len(HEADER) + _SIZE :]
            if head != HEADER or held != checksum(body, _SIZE):
                return None
            if part == RESULTS and time.time() - status.st_mtime > _DAY:
                os.utime(self._file(part, name))
            return marshal.loads(body)
        except (OSError, ValueError, EOFError, TypeError):
            return None

    def write(self, part: str, name: str, value: Any) -> bool:
        """Keep a value, so that whoever reads it finds all of it or nothing; whether it could be kept."""
        if not self._is_usable() or not self._made():
            return False
        file = self._file(part, name)
        beside = f"{file}.{os.getpid()}.{time.monotonic_ns()}"
        try:
            body = marshal.dumps(value)
            os.makedirs(os.path.dirname(file), 0o700, exist_ok=True)
            handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _AS_IT_IS, 0o600)
            with open(handle, "wb") as out:
                out.write(HEADER + checksum(body, _SIZE) + body)
            os.replace(beside, file)
        except (OSError, ValueError):
            with suppress(OSError):
                os.unlink(beside)
            return False
        return True

    def clear(self) -> tuple[int, int]:
        """Delete what newslint has put here, and nothing else: (files, bytes)."""
        count = size = 0
        for file, status in list(self._files(*_PARTS)):
            with suppress(OSError):
                os.unlink(file)
                count, size = count + 1, size + status.st_size
        for part in _PARTS:
            for folder, _, _ in os.walk(os.path.join(self.path, part), topdown=False):
                with suppress(OSError):
                    os.rmdir(folder)
        for name in ("CACHEDIR.TAG", ".gitignore", "pruned"):
            if _begins(os.path.join(self.path, name)):
                with suppress(OSError):
                    os.unlink(os.path.join(self.path, name))
        with suppress(OSError):
            os.rmdir(self.path)
        self._usable = None
        return count, size

    def prune(self, most_bytes: int = MOST_BYTES, most_days: float = MOST_DAYS, *, now: bool = False) -> None:
        """Delete what is old, and the oldest of what is too much; looked after once a day unless `now`."""
        marker = os.path.join(self.path, "pruned")
        with suppress(OSError):
            if not now and time.time() - os.stat(marker).st_mtime < _DAY:
                return
        if not self._is_usable() or not self._made():
            return
        with suppress(OSError), open(marker, "wb") as out:
            out.write(_TAG.encode())
        found = sorted((status.st_mtime, status.st_size, file) for file, status in self._files(*_PARTS))
        total = sum(size for _, size, _ in found)
        for last, size, file in found:
            if total <= most_bytes and time.time() - last <= most_days * _DAY:
                break
            with suppress(OSError):
                os.unlink(file)
                total -= size

    def _file(self, part: str, name: str) -> str:
        folder = os.path.join(self.path, part, name[:2]) if part == RESULTS else os.path.join(self.path, part)
        return os.path.join(folder, name + _SUFFIX)

    def _is_usable(self) -> bool:
        if self._usable is None:
            self._usable = not self.why_not
        return self._usable

    def _made(self) -> bool:
        """Whether the folder is there, made with its tags where it was not."""
        if os.path.isdir(self.path):
            return True
        try:
            os.makedirs(os.path.dirname(self.path), exist_ok=True)
            os.mkdir(self.path, 0o700)
            for name, text in (("CACHEDIR.TAG", _TAG), (".gitignore", f"# {_TAG.splitlines()[0]}\n*\n")):
                with open(os.path.join(self.path, name), "w", encoding="utf-8") as out:
                    out.write(text)
        except OSError:
            return os.path.isdir(self.path)
        return True

    def _files(self, *parts: str) -> Iterator[tuple[str, os.stat_result]]:
        """The files that newslint has put here, also those that were left half written."""
        for part in parts:
            for folder, _, names in os.walk(os.path.join(self.path, part)):
                for name in names:
                    if _SUFFIX in name:
                        with suppress(OSError):
                            file = os.path.join(folder, name)
                            yield file, os.lstat(file)


def _open_to_others(status: os.stat_result) -> str:
    """What makes a file or folder one that others may have written; "" where nothing does."""
    if not hasattr(os, "getuid"):
        return ""
    if status.st_uid != os.getuid():
        return "belongs to another user"
    return "can be written by other users" if status.st_mode & 0o022 else ""


def _begins(file: str) -> bool:
    """Whether a file is one of those that mark the folder as newslint's."""
    try:
        with open(file, encoding="utf-8") as held:
            return _TAG.splitlines()[0] in held.readline()
    except (OSError, ValueError):
        return False

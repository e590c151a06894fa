"""What a kept value depends on, in a few bytes: rules, settings, newslint itself, what is installed, the machine."""

from __future__ import annotations

import dataclasses
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache

# `hashlib` loads OpenSSL, which takes longer than all else here.
try:
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b

from newslint import __version__
from newslint.config import Config

_NAME_BYTES = 20
_CHUNK = 1 << 20
_DISTRIBUTION = (".dist-info", ".egg-info", ".egg-link")
_OUTPUT_ONLY = frozenset(
    {"output_format", "fix", "unsafe_fixes", "fail_level", "exclude", "cache", "cache_dir", "policy", "origins"}
)
"""Settings that decide what is read, done or shown, and not what is found in a file."""


def checksum(data: bytes, size: int) -> bytes:
    """The first `size` bytes of a hash of `data`."""
    return blake2b(data, digest_size=size).digest()


def digest(*parts: object) -> str:
    """A name for plain values: other values, another name.

    >>> digest("a", 1) == digest("a", 1), digest("a", 1) == digest("a1")
    (True, False)
    """
    return checksum(repr(parts).encode("utf-8", "backslashreplace"), _NAME_BYTES).hex()


def content(path: str) -> str:
    """A name for what is in a file. Raises OSError."""
    seen = blake2b(digest_size=_NAME_BYTES)
    with open(path, "rb", buffering=0) as file:
        while chunk := file.read(_CHUNK):
            seen.update(chunk)
    return seen.hexdigest()


@cache
def program() -> str:
    """A name for newslint's code and word data, the interpreter, the machine, and the installed distributions."""
    machine = os.uname().machine if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE", "")
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    code = tuple(stamps([package]))
    return digest(__version__, sys.version, sys.platform, machine, sys.maxsize, code, tuple(distributions()))


def distributions() -> Iterator[tuple[str, str, int]]:
    """(folder, name with version, when it was installed) of all that is installed, in order."""
    for folder in dict.fromkeys(sys.path):
        with suppress(OSError), os.scandir(folder or ".") as entries:
            yield from sorted(
                (folder, entry.name, entry.stat().st_mtime_ns)
                for entry in entries
                if entry.name.endswith(_DISTRIBUTION)
            )


def stamps(paths: Iterable[str]) -> Iterator[tuple[str, int, int]]:
    """(path, size, time of change) of files, and of the files in folders, byte code left out."""
    for path in paths:
        for file, status in _walked(path):
            yield file, status.st_size, status.st_mtime_ns


def contents(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(path, what is in it) of rule files, and of the files in folders of them; a file that cannot be read is told too."""
    for path in paths:
        for file, _ in _walked(path) if os.path.isdir(path) else [(path, None)]:
            try:
                yield file, content(file)
            except OSError as error:
                yield file, str(error.errno)


def _walked(path: str) -> Iterator[tuple[str, os.stat_result]]:
    with suppress(NotADirectoryError):
        try:
            entries = sorted(os.scandir(path), key=lambda entry: entry.name)
        except FileNotFoundError:
            return
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != "__pycache__":
                    yield from _walked(entry.path)
            elif entry.is_file() and not entry.name.endswith((".pyc", ".pyo")):
                with suppress(OSError):
                    yield entry.path, entry.stat()
        return
    with suppress(OSError):
        yield path, os.stat(path)


def settings(config: Config) -> tuple[tuple[str, str], ...]:
    """All settings that decide what is found, and where selectors come from, which problems with them name."""
    names = [item.name for item in dataclasses.fields(config) if item.name not in _OUTPUT_ONLY]
    told = [(name, repr(getattr(config, name))) for name in names]
    return (*told, *((name, config.origins.get(name, "")) for name in ("select", "extend_select", "ignore")))

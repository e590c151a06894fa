"""Patterns that take long to compile: their code is kept between runs, and only then is reading them quick."""

from __future__ import annotations

import copyreg
from collections.abc import Callable
from functools import lru_cache
from typing import Any, cast

import regex

from newslint import kept

_Made = tuple[Callable[..., Any], tuple[Any, ...]]
_taken_apart = cast("Callable[[Any], _Made]", copyreg.dispatch_table[regex.Pattern])


@lru_cache(maxsize=4096)
def compiled(pattern: str, flags: int = 0) -> regex.Pattern[str]:
    """What `regex.compile` makes of a pattern that is written here or in a rule. Raises `regex.error` as that does.

    A pattern is put together from its code as it is where it is unpickled; whatever is wrong with the
    code, the pattern is compiled anew.

    >>> compiled("(?i)quays?").findall("Quay 4 of the quays")
    ['Quay', 'quays']
    """
    flags = int(flags)
    made: list[regex.Pattern[str]] = []

    def code() -> tuple[Any, ...]:
        made.append(regex.compile(pattern, flags))
        return _taken_apart(made[0])[1]

    held = kept.plain(("pattern", pattern, flags), code)
    if made:
        return made[0]
    try:
        found: regex.Pattern[str] = _put_together()(*held)
    except (TypeError, ValueError, RuntimeError, regex.error):
        return regex.compile(pattern, flags)
    return found if found.pattern == pattern else regex.compile(pattern, flags)


@lru_cache(maxsize=1)
def _put_together() -> Callable[..., Any]:
    return _taken_apart(regex.compile(""))[0]

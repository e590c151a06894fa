"""Plain values that take long to work out and are the same in every run: patterns as code, word lists as tuples.

They are of rules and word lists, never of a text that is checked. What an earlier run has kept is filled in before anything asks; a run that finds nothing works all of it out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

_held: dict[Any, Any] = {}
_new: set[Any] = set()


def plain(name: Any, make: Callable[[], Any]) -> Any:
    """The value of that name, made where it is not known; both are such as `marshal` can write.

    >>> plain(("doctest", 1), lambda: 2), plain(("doctest", 1), lambda: 3)
    (2, 2)
    """
    if name not in _held:
        _held[name] = make()
        _new.add(name)
    return _held[name]


def fill(values: Mapping[Any, Any]) -> None:
    """Take what an earlier run has kept; what this one has made already stays."""
    for name, value in values.items():
        _held.setdefault(name, value)


def values() -> dict[Any, Any]:
    """All that is known, to be kept: nothing of it is new any more."""
    _new.clear()
    return dict(_held)


class Carried:
    """In a pickle, all that is known here: where that is read, it is known too."""

    def __getstate__(self) -> dict[Any, Any]:
        return dict(_held)

    def __setstate__(self, values: Mapping[Any, Any]) -> None:
        fill(values)


def is_new() -> bool:
    """Whether something was made that is not kept yet."""
    return bool(_new)

"""Output formats: one file a format, loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from newslint.reporters.base import Reporter

_NAMES = ("concise", "full", "github", "json")


class _Reporters(Mapping[str, type[Reporter]]):
    """The format `full` is the class `FullReporter` of the module `full`."""

    def __getitem__(self, name: str) -> type[Reporter]:
        if name not in _NAMES:
            raise KeyError(name)
        found: type[Reporter] = getattr(import_module(f"{__name__}.{name}"), f"{name.capitalize()}Reporter")
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)


BUILTIN_REPORTERS: Mapping[str, type[Reporter]] = _Reporters()

"""The rule kinds: one file a kind, named by its module, loaded when a rule of it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

from newslint.kinds.base import Kind


class _Kinds(Mapping[str, type[Kind]]):
    """The kind `phrase` is the class `PhraseKind` of the module `phrase`; `base` and `_names` are what kinds share."""

    def __getitem__(self, name: str) -> type[Kind]:
        if name not in _names():
            raise KeyError(name)
        kind: type[Kind] = getattr(import_module(f"{__name__}.{name}"), f"{name.capitalize()}Kind")
        return kind

    def __iter__(self) -> Iterator[str]:
        return iter(_names())

    def __len__(self) -> int:
        return len(_names())


@cache
def _names() -> tuple[str, ...]:
    found = sorted(file.stem for file in Path(__file__).parent.glob("*.py"))
    return tuple(name for name in found if not name.startswith("_") and name != "base")


def builtin_kinds() -> Mapping[str, type[Kind]]:
    """The kinds of this package by name."""
    return _Kinds()

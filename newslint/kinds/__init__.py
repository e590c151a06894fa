"""The rule kinds: one file a kind, named by its module."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from newslint.kinds.base import Kind


def builtin_kinds() -> dict[str, type[Kind]]:
    """The kinds of this package: the module `phrase` holds the class `PhraseKind`.

    Modules without such a class are helpers that kinds share.
    """
    found: dict[str, type[Kind]] = {}
    for module in sorted(iter_modules(__path__), key=lambda item: item.name):
        name = f"{module.name.capitalize()}Kind"
        kind: type[Kind] | None = getattr(import_module(f"{__name__}.{module.name}"), name, None)
        if kind is not None:
            found[module.name] = kind
    return found

"""The rule kinds: one file a kind, named by its module."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from newslint.kinds.base import Kind


def builtin_kinds() -> dict[str, type[Kind]]:
    """The kinds of this package: the module `phrase` holds the class `PhraseKind`."""
    found: dict[str, type[Kind]] = {}
    for module in iter_modules(__path__):
        if module.name == "base" or module.name.startswith("_"):
            continue
        kind: type[Kind] = getattr(import_module(f"{__name__}.{module.name}"), f"{module.name.capitalize()}Kind")
        found[module.name] = kind
    return found

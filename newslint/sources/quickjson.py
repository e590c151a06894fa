"""A JSON record's texts without their places: for records in which nothing will be found."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from newslint.model import MAIN
from newslint.sources.base import one_newline
from newslint.sources.layouts import Layout
from newslint.sources.markup import is_markup
from newslint.sources.tree import steps

_ROLES = (MAIN, "title", "description")
_Path = tuple[str, frozenset[str]]


@cache
def _parser() -> Callable[[bytes], Any]:
    """orjson where it is installed; both reject all that `read_json` rejects, and orjson some more."""
    try:
        import orjson
    except ImportError:
        return lambda raw: json.loads(raw.decode("utf-8"))
    parse: Callable[[bytes], Any] = orjson.loads
    return parse


def quick_paths(layout: Layout) -> tuple[tuple[_Path, ...], ...]:
    """For the text, the headline and the standfirst: each path with the keys that it begins with."""
    return tuple(tuple((path, _heads(path)) for path in layout.fields.get(role, ())) for role in _ROLES)


def _heads(path: str) -> frozenset[str]:
    firsts = [found[0] for part in path.split("+") if (found := steps(part.strip()))]
    return frozenset(key for first in firsts for key in (first, *first.split("|")))


def quick_texts(raw: bytes, paths: tuple[tuple[_Path, ...], ...], layout: Layout) -> list[str] | None:
    """The texts, headline and standfirst, that rules with literals look at in a record.

    None where the record must be read with its places: it is malformed, no article, or laid out otherwise.
    """
    try:
        tree = _parser()(raw)
    except (ValueError, RecursionError):
        return None
    if not isinstance(tree, dict) or "@type" in tree:
        return None
    found: list[str] = []
    for number, role in enumerate(paths):
        for path, heads in role:
            value = tree.get(path)
            if type(value) is str:
                found.append(one_newline(value)[0] if "\r" in value else value)
                break
            if isinstance(value, dict | list) or (path not in tree and not heads.isdisjoint(tree)):
                return None
        if not number and (not found or found[0] in layout.missing or is_markup(found[0])):
            return None
    return found

"""Read YAML as plain data with positions; a rule file is hostile input.

Events are read one by one and never composed into objects by the parser, so depth costs nothing:
reading stops at the first event that is too deep, an anchor, an alias, a tag or a merge key.
Every scalar stays the string that was written: `no`, `1.10` and `12:30` are text.
"""

from __future__ import annotations

from dataclasses import dataclass

from newslint.model import NewslintError, Problem

MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Scalar:
    """A string and where it stands; lines and columns count from 1."""

    value: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Items:
    """A YAML sequence."""

    items: tuple[Node, ...]
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Entries:
    """A YAML mapping, keys in the order of the file and all different."""

    entries: dict[str, tuple[Scalar, Node]]
    line: int
    column: int


Node = Scalar | Items | Entries


def load_yaml(text: str, origin: str) -> Node:
    """The one document of a YAML text. Raises NewslintError with origin, line and column.

    >>> load_yaml("a: no", "x").entries["a"][1].value
    'no'
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise NewslintError(Problem(origin, f"is larger than {MAX_BYTES:,} bytes"))
    from newslint.yamlevents import node_of

    return node_of(text, origin)

"""Read YAML as plain data with positions; a rule file is hostile input.

Events are read one by one and never composed into objects by the parser, so depth costs nothing:
reading stops at the first event that is too deep, an anchor, an alias, a tag or a merge key.
Every scalar stays the string that was written: `no`, `1.10` and `12:30` are text.
"""

from __future__ import annotations

from newslint.model import NewslintError, Problem
from newslint.yamlnodes import Entries, Items, Node, Scalar

__all__ = ["MAX_BYTES", "Entries", "Items", "Node", "Scalar", "load_yaml"]

MAX_BYTES = 1_000_000


def load_yaml(text: str, origin: str) -> Node:
    """The one document of a YAML text. Raises NewslintError with origin, line and column.

    >>> load_yaml("a: no", "x").entries["a"][1].value
    'no'
    """
    if len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise NewslintError(Problem(origin, f"is larger than {MAX_BYTES:,} bytes"))
    from newslint.yamlevents import node_of

    return node_of(text, origin)

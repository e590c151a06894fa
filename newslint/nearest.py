"""The known word that a mistyped one is nearest to."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint that names the nearest known word; "" where none is near.

    >>> did_you_mean("sumary", ["summary", "scope"])
    'did you mean `summary`?'
    """
    import difflib

    near = difflib.get_close_matches(word, sorted(known), 1, 0.6)
    return f"did you mean `{near[0]}`?" if near else ""

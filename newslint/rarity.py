"""How rare a string is in news text: which of several required strings to look for."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from functools import cache

from newslint.data import FOLDER, words
from newslint.folding import fold

_UNSEEN = 5
_EVERYWHERE = 900


@cache
def _counts() -> tuple[dict[str, int], Counter[str]]:
    """Occurrences in a million characters: of pairs, and of the characters that begin them."""
    pairs: dict[str, int] = json.loads((FOLDER / "letterpairs.json").read_text(encoding="utf-8"))
    singles: Counter[str] = Counter()
    for pair, count in pairs.items():
        singles[pair[0]] += count
    return pairs, singles


def frequency(literal: str) -> float:
    """About how often a string stands in a million characters: a chain of letter pairs, but for the commonest words.

    >>> frequency("ter") > frequency("newsletter") > frequency("newsletter\u2122")
    True
    """
    pairs, singles = _counts()
    text = fold(literal)
    if all(word in words("stopwords") for word in text.split()):
        return float(_EVERYWHERE)
    found = float(singles.get(text[:1], _UNSEEN))
    for at in range(len(text) - 1):
        found *= pairs.get(text[at : at + 2], _UNSEEN) / max(singles.get(text[at], 0), _UNSEEN)
    return found


def commonness(literals: Iterable[str]) -> float:
    """About how often any of the strings stands in a million characters."""
    return sum(map(frequency, literals))

"""Which rules can match a text at all: one scan for the literals that they require.

A rule that names its required literals is a candidate only where one of them occurs,
whatever its case; a rule that names none is always a candidate. The scan only leaves out,
it never decides: findings with and without it are the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import regex


class Prefilter:
    """Required literals of a rule set, compiled for one scan.

    >>> chosen = Prefilter([frozenset({"follow"}), None, frozenset({"print"})])
    >>> list(chosen.candidates("FOLLOW us"))
    [0, 1]
    """

    def __init__(self, literals: Sequence[frozenset[str] | None]) -> None:
        self._always = {index for index, needed in enumerate(literals) if needed is None}
        self._rules: dict[str, set[int]] = defaultdict(set)
        for index, needed in enumerate(literals):
            for literal in needed or ():
                self._rules[fold(literal)].add(index)
        self._words = tuple(self._rules)

    def candidates(self, text: str) -> Iterator[int]:
        """Indexes of the rules that can match, ascending."""
        folded = fold(text)
        found = set(self._always)
        for word in self._words:
            if word in folded:
                found |= self._rules[word]
        return iter(sorted(found))


_ODD = regex.compile("[\\u0130\\u0131\\u017f\\u212a]")
_ODD_TO = {"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k"}


def fold(text: str) -> str:
    """Lower case in which every spelling that case-blind `regex` takes as equal is equal.

    The Kelvin sign, long s and the Turkish dotted and dotless i fold to k, s and i, so that the
    scan finds at least what `regex` with IGNORECASE does.
    """
    if text.isascii():
        return text.lower()
    return _ODD.sub(lambda found: _ODD_TO[found[0]], text).casefold()

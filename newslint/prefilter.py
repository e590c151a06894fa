"""Which rules can match a text at all, and on which lines: one scan for the literals that they require.

A rule that names its required literals is a candidate only where one of them occurs,
whatever its case; a rule that names none is always a candidate. The scan only leaves out,
it never decides: findings with and without it are the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from newslint.folding import fold, folded
from newslint.scanners import AUTO, scanner

__all__ = ["Prefilter", "fold"]

Lines = frozenset[int] | set[int] | None


def line_numbers(text: str, offsets: Sequence[int]) -> list[int]:
    """The number of the line, from 0, on which each of the ascending offsets stands.

    >>> line_numbers("one\\n\\ntwo", [0, 5, 6])
    [0, 2, 2]
    """
    found, line, at = [], 0, 0
    for offset in offsets:
        line += text.count("\n", at, offset)
        at = offset
        found.append(line)
    return found


class Prefilter:
    """Required literals of a rule set, compiled for one scan by the scanner called `backend`.

    >>> chosen = Prefilter([frozenset({"follow"}), None, frozenset({"print"})])
    >>> list(chosen.candidates("FOLLOW us")), list(chosen.places("one\\nFollow"))
    ([0, 1], [(0, {1}), (1, None)])
    """

    def __init__(self, literals: Sequence[frozenset[str] | None], backend: str = AUTO) -> None:
        self._always: dict[int, Lines] = {}
        owners: dict[str, set[int]] = defaultdict(set)
        for index, needed in enumerate(literals):
            folded = {fold(literal) for literal in needed or ()}
            if needed is None or "" in folded:
                self._always[index] = None
                continue
            for literal in folded:
                owners[literal].add(index)
        self._words = sorted(owners)
        self._rules = [tuple(sorted(owners[word])) for word in self._words]
        self._backend = backend
        self._scanner = scanner(backend, self._words)

    def __getstate__(self) -> dict[str, Any]:
        return {key: value for key, value in vars(self).items() if key != "_scanner"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._scanner = scanner(self._backend, self._words)

    def candidates(self, text: str) -> Iterator[int]:
        """Indexes of the rules that can match, ascending."""
        return (index for index, _ in self.places(text))

    def places(self, text: str) -> Iterator[tuple[int, Lines]]:
        """The rules that can match, ascending, each with the numbers of the lines that hold a literal of it.

        Lines count from 0 and end at newlines; None is for rules that need no literal.
        """
        found = dict(self._always)
        seen = set(self._scanner.lines(folded(text)))
        for literal, line in seen:
            for index in self._rules[literal]:
                lines = found.get(index)
                if lines is None:
                    found[index] = {line}
                else:
                    lines.add(line)  # type: ignore[union-attr]
        return iter(sorted(found.items()))

"""Which rules can match a text at all, and on which lines: one scan for the literals that they require.

A rule that names its required literals is a candidate only where one of them occurs,
whatever its case; a rule that names none is always a candidate. The scan only leaves out,
it never decides: findings with and without it are the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from newslint.folding import ODD_LETTERS, fold, small, spellings
from newslint.rarity import frequency
from newslint.scanners import AUTO, scanner

__all__ = ["Prefilter", "fold"]

Lines = frozenset[int] | set[int] | None
_COMMON = 1000
"""A literal that stands so often in a million characters is asked of each line: a scan would stop at every word."""
_REFERENCE = "regex"


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

    Scanned is not the fold of a text but its bytes with ASCII letters small, for every spelling that folds to a
    literal; only texts with letters for which that is too little are folded. The reference folds all.

    >>> chosen = Prefilter([frozenset({"follow"}), None, frozenset({"print"})])
    >>> list(chosen.candidates("FOLLOW us")), list(chosen.places("one\\nFollow"))
    ([0, 1], [(0, {1}), (1, None)])
    """

    def __init__(self, literals: Sequence[frozenset[str] | None], backend: str = AUTO) -> None:
        self._always: dict[int, Lines] = {}
        self._backend = backend
        owners: dict[bytes, set[int]] = defaultdict(set)
        common: set[bytes] = set()
        for index, needed in enumerate(literals):
            folded = {fold(literal) for literal in needed or ()}
            if needed is None or "" in folded:
                self._always[index] = None
                continue
            for literal in folded:
                forms = [_encoded(literal)] if backend == _REFERENCE else spellings(literal)
                for form in forms:
                    owners[form].add(index)
                if "\n" not in literal and frequency(literal) > _COMMON:
                    common.update(forms)
        self._words = sorted(owners.keys() - common)
        self._common = [(word, tuple(sorted(owners[word]))) for word in sorted(common)]
        self._rules = [tuple(sorted(owners[word])) for word in self._words]
        self._odd = len(self._words)
        if owners and backend != _REFERENCE:
            self._words += map(_encoded, ODD_LETTERS)
        self._scanner = scanner(backend, self._words)

    def __getstate__(self) -> dict[str, Any]:
        return {key: value for key, value in vars(self).items() if key != "_scanner"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._scanner = scanner(self._backend, self._words)

    @property
    def always(self) -> bool:
        """Whether a rule is a candidate whatever the text."""
        return bool(self._always)

    def candidates(self, text: str) -> Iterator[int]:
        """Indexes of the rules that can match, ascending."""
        return (index for index, _ in self.places(text))

    def places(self, text: str) -> Iterator[tuple[int, Lines]]:
        """The rules that can match, ascending, each with the numbers of the lines that hold a literal of it.

        Lines count from 0 and end at newlines; None is for rules that need no literal.
        """
        found = dict(self._always)
        if not self._rules and not self._common:
            return iter(sorted(found.items()))
        raw, hits = self._scan(text)
        line = at = 0
        for start, number in sorted(self._once_a_line(raw, hits)):
            line += raw.count(b"\n", at, start)
            at = start
            for index in self._rules[number]:
                _add(found, index, line)
        lines: list[bytes] = []
        for word, owners in self._common:
            if word in raw:
                lines = lines or raw.split(b"\n")
                for line, part in enumerate(lines):
                    if word in part:
                        for index in owners:
                            _add(found, index, line)
        return iter(sorted(found.items()))

    def touched(self, texts: Sequence[str]) -> list[int]:
        """The numbers of the texts in which a rule can match, all found in one scan; sometimes one too many."""
        if self._always:
            return list(range(len(texts)))
        if not self._rules and not self._common:
            return []
        whole = "\n".join(texts)
        raw = small(whole) if self._backend != _REFERENCE else _encoded(fold(whole))
        hits = self._scanner.find(raw)
        if not hits and not any(word in raw for word, _ in self._common):
            return []
        return [at for at, text in enumerate(texts) if next(self.places(text), None)]

    def _scan(self, text: str) -> tuple[bytes, list[tuple[int, int]]]:
        """The bytes that were searched and what was found: (number of the word, where it begins)."""
        if self._backend == _REFERENCE:
            raw = _encoded(fold(text))
            return raw, list(self._scanner.find(raw))
        raw = small(text)
        found = list(self._scanner.find(raw))
        if found and any(number >= self._odd for number, _ in found):
            raw = _encoded(fold(text))
            found = [hit for hit in self._scanner.find(raw) if hit[0] < self._odd]
        return raw, found

    @staticmethod
    def _once_a_line(raw: bytes, hits: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """(start, number) of each word's first hit on a line; the hits of one word are in order."""
        ends: dict[int, int] = {}
        for number, start in hits:
            if start >= ends.get(number, 0):
                end = raw.find(b"\n", start)
                ends[number] = end if end >= 0 else len(raw)
                yield start, number


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _add(found: dict[int, Lines], index: int, line: int) -> None:
    lines = found.get(index)
    if lines is None:
        found[index] = {line}
    else:
        lines.add(line)  # type: ignore[union-attr]

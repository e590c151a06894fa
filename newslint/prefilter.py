"""Which rules can match a text at all, and on which lines: one scan for the literals that they require.

A rule that names its required literals is a candidate only where one of them occurs,
whatever its case; a rule that names none is always a candidate. The scan only leaves out,
it never decides: findings with and without it are the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import accumulate
from typing import Any

from newslint import kept
from newslint.folding import LOOSE, ODD, closed, fold, plain, small, spellings
from newslint.rarity import frequency
from newslint.scanners import AUTO, Hit, on_lines, scanner

__all__ = ["Prefilter", "fold"]

Lines = frozenset[int] | set[int] | None
_COMMON = 1000
"""A literal that stands so often in a million characters, or is one sign, is asked of each line: a scan would stop too often."""
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


def _forms(literal: str, as_reference: bool) -> tuple[tuple[bytes, ...], bool]:
    """What is looked for of a literal, and whether it is so common that it is better looked for by itself."""
    forms = (plain(literal),) if as_reference else tuple(spellings(fold(literal)))
    is_sign = len(literal) == 1 and literal.isascii()
    return forms, "\n" not in literal and (is_sign or frequency(literal) > _COMMON)


class Prefilter:
    """Required literals of a rule set, compiled for one scan by the scanner called `backend`.

    Scanned are a text's `small` bytes for every spelling of a literal; only a text with odd characters is made `plain`.
    The reference makes every text plain. A rule that is `exact` needs its literals in their case.

    >>> chosen = Prefilter([frozenset({"follow"}), None, frozenset({"print"})])
    >>> list(chosen.candidates("FOLLOW us")), list(chosen.places("one\\nFollow"))
    ([0, 1], [(0, {1}), (1, None)])
    """

    def __init__(
        self, literals: Sequence[frozenset[str] | None], backend: str = AUTO, exact: Sequence[bool] = ()
    ) -> None:
        self._always: dict[int, Lines] = {}
        self._backend = backend
        self._exact: dict[int, tuple[tuple[str, ...], ...]] = {}
        owners: dict[bytes, set[int]] = defaultdict(set)
        spaced: dict[str, set[int]] = defaultdict(set)
        common: set[bytes] = set()
        for index, needed in enumerate(literals):
            if needed is None or "" in needed:
                self._always[index] = None
                continue
            for literal in needed:
                if _is_spaced(literal):
                    spaced[literal].add(index)
                    continue
                forms, is_common = kept.plain(
                    ("literal", literal, backend == _REFERENCE), partial(_forms, literal, backend == _REFERENCE)
                )
                for form in forms:
                    owners[form].add(index)
                if is_common:
                    common.update(forms)
            if exact and exact[index] and not any(_is_spaced(one) or "\n" in one for one in needed):
                self._exact[index] = tuple(tuple(literal.split()) for literal in sorted(needed))
        self._words = sorted(owners.keys() - common)
        self._common = [(word, tuple(sorted(owners[word]))) for word in sorted(common)]
        self._spaced = [(word, tuple(sorted(spaced[word]))) for word in sorted(spaced)]
        self._rules = [tuple(sorted(owners[word])) for word in self._words]
        self._odd = len(self._words)
        if owners and backend != _REFERENCE:
            self._words += [*LOOSE, *(char.encode() for char in sorted(ODD))]
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
        raw, hits = self._scan(text)
        last: dict[int, int] = {}
        for number, line in on_lines(raw, hits):
            if last.get(number) != line:
                last[number] = line
                for index in self._rules[number]:
                    _add(found, index, line)
        if common := [held for held in self._common if held[0] in raw]:
            for line, part in enumerate(raw.split(b"\n")):
                for word, owners in common:
                    if word in part:
                        for index in owners:
                            _add(found, index, line)
        for blanks, owners in self._spaced:
            if blanks in text:
                for line, shown in enumerate(text.split("\n")):
                    if blanks in shown:
                        for index in owners:
                            _add(found, index, line)
        if not self._exact.keys().isdisjoint(found):
            self._confirm(text, found)
        return iter(sorted(found.items()))

    def touched(self, texts: Sequence[str]) -> list[int]:
        """The numbers of the texts in which a rule can match, all scanned as one; sometimes one too many."""
        if self._always:
            return list(range(len(texts)))
        raws = [plain(text) if self._backend == _REFERENCE else small(text) for text in texts]
        whole, starts = b"\n".join(raws), [0, *accumulate(len(raw) + 1 for raw in raws)]
        touched, doubtful = set[int](), set[int]()
        for number, start, _ in self._scanner.find(whole):
            (doubtful if number >= self._odd else touched).add(bisect_right(starts, start) - 1)
        for word, _ in self._common:
            if word in whole:
                touched.update(at for at, raw in enumerate(raws) if word in raw)
        for blanks, _ in self._spaced:
            touched.update(at for at, text in enumerate(texts) if blanks in text)
        return sorted(touched.union(at for at in doubtful - touched if next(self.places(texts[at]), None)))

    def _scan(self, text: str) -> tuple[bytes, Sequence[Hit]]:
        """The bytes that were searched, and what was found."""
        if self._backend == _REFERENCE:
            raw = plain(text)
            return raw, self._scanner.find(raw)
        raw = small(text)
        found = self._scanner.find(raw)
        most = max(found)[0] if found else -1
        if most < self._odd:
            return raw, found
        raw = plain(text) if most >= self._odd + len(LOOSE) else closed(raw)
        return raw, [hit for hit in self._scanner.find(raw) if hit[0] < self._odd]

    def _confirm(self, text: str, found: dict[int, Lines]) -> None:
        """Take out the lines that hold a literal of an exact rule in another case only."""
        lines = text.split("\n")
        for index in self._exact.keys() & found.keys():
            words = self._exact[index]
            held = {
                line
                for line in found[index] or ()
                if any(all(part in lines[line] for part in literal) for literal in words)
            }
            if held:
                found[index] = held
            else:
                del found[index]


def _is_spaced(literal: str) -> bool:
    """Whether a literal is looked for as it is: a sign above ASCII, or one about its blanks, and without letters."""
    if any(map(str.isalnum, literal)):
        return False
    odd = "  " in literal or any(char.isspace() and char not in " \n" for char in literal)
    return odd or (len(literal) == 1 and not literal.isascii())


def _add(found: dict[int, Lines], index: int, line: int) -> None:
    lines = found.get(index)
    if lines is None:
        found[index] = {line}
    else:
        lines.add(line)  # type: ignore[union-attr]

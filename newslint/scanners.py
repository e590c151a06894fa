"""Where literals stand in a text: one interface over the search engines that are installed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Protocol

from newslint.model import NewslintError, Problem

AUTO = "auto"
Hit = tuple[int, int, int]
"""A literal's number, where it begins (for some scanners, where its line does), where it ends."""
_BULK = 1 << 20
"""Bytes from which on a database that takes a tenth of a second to compile pays."""
_RARE = 64
"""Of literals that stand closer than so many bytes, all time goes to telling them: then no scanner is faster."""
_CACHED = 2_000
"""So many bytes of literals as a table of transitions fit a processor's cache, and nothing is faster."""
_SMALL = 25_000
"""So many bytes of literals make a table of transitions of ten megabytes at most; a larger one is no faster."""

_PLAINLY = 1 << 15
"""So many bytes are searched plainly before a table is worth its making."""


class Scanner(Protocol):
    """Finds its literals, also those that overlap."""

    def __init__(self, literals: Sequence[bytes]) -> None: ...

    def find(self, raw: bytes) -> Sequence[Hit]:
        """Where the literals stand, those of one literal in order; of several on one line at least the first."""
        ...


def on_lines(raw: bytes, hits: Iterable[Hit]) -> Iterator[tuple[int, int]]:
    """(number of the literal, number of its line from 0) of each hit; they may go back in the bytes.

    >>> list(on_lines(b"a\\nb\\na", [(0, 4, 5), (1, 2, 3)]))
    [(0, 2), (1, 1)]
    """
    line = at = 0
    for number, start, _ in hits:
        line += raw.count(b"\n", at, start) if start >= at else -raw.count(b"\n", start, at)
        at = start
        yield number, line


class PlainScanner:
    """The reference: each literal is looked for by itself."""

    def __init__(self, literals: Sequence[bytes]) -> None:
        self._literals = tuple(literals)

    def find(self, raw: bytes) -> Sequence[Hit]:
        """See `Scanner.find`."""
        return [
            (number, at, at + len(literal))
            for number, literal in enumerate(self._literals)
            for at in first_on_lines(raw, literal)
        ]


def first_on_lines(raw: bytes, literal: bytes) -> list[int]:
    """Where a literal first begins on each line that holds it.

    >>> first_on_lines(b"a a\\nb\\nba", b"a")
    [0, 7]
    """
    found = []
    at = raw.find(literal)
    while at >= 0:
        found.append(at)
        end = raw.find(b"\n", at)
        at = raw.find(literal, end + 1) if end >= 0 else -1
    return found


class AhoCorasickScanner:
    """`ahocorasick_rs`: one pass, whatever the number of literals."""

    def __init__(self, literals: Sequence[bytes]) -> None:
        from ahocorasick_rs import BytesAhoCorasick, Implementation

        few = sum(map(len, literals)) < _SMALL
        self._machine = BytesAhoCorasick(
            literals, implementation=Implementation.DFA if few else Implementation.ContiguousNFA
        )

    def find(self, raw: bytes) -> Sequence[Hit]:
        """See `Scanner.find`."""
        found: list[Hit] = self._machine.find_matches_as_indexes(raw, overlapping=True)
        return found


class Re2Scanner:
    """google-re2: a set of literals, asked of each line; those with a newline are looked for plainly."""

    def __init__(self, literals: Sequence[bytes]) -> None:
        import re2

        options: Any = re2.Options()
        options.max_mem = 256 << 20
        options.encoding = re2.Options.Encoding.LATIN1
        self._set: Any = re2.Set.SearchSet(options)
        self._numbers = [number for number, literal in enumerate(literals) if b"\n" not in literal]
        for number in self._numbers:
            self._set.Add(re2.escape(literals[number]))
        if self._numbers:
            self._set.Compile()
        self._long = [(number, literal) for number, literal in enumerate(literals) if b"\n" in literal]

    def find(self, raw: bytes) -> Sequence[Hit]:
        """See `Scanner.find`."""
        found = [
            (number, at, at + len(literal)) for number, literal in self._long for at in first_on_lines(raw, literal)
        ]
        start = 0
        for line in raw.split(b"\n") if self._numbers else ():
            found += [(self._numbers[at], start, start) for at in self._set.Match(line) or ()]
            start += len(line) + 1
        return found


class HyperscanScanner:
    """hyperscan: a database of literals, in one pass; it takes none with U+0000, which are looked for plainly."""

    def __init__(self, literals: Sequence[bytes]) -> None:
        import hyperscan

        self._sizes = {at: len(literal) for at, literal in enumerate(literals) if b"\0" not in literal}
        self._rest = [(at, literal) for at, literal in enumerate(literals) if at not in self._sizes]
        self._database: Any = hyperscan.Database()
        if self._sizes:
            expressions = [literals[at] for at in self._sizes]
            self._database.compile(expressions=expressions, ids=[*self._sizes], elements=len(expressions), literal=True)

    def find(self, raw: bytes) -> Sequence[Hit]:
        """See `Scanner.find`."""
        found: list[tuple[int, int]] = []
        if self._sizes and raw:
            self._database.scan(raw, match_event_handler=lambda number, _, end, *__: found.append((number, end)))
        sizes = self._sizes
        told = [(number, end - sizes[number], end) for number, end in found]
        return told + [(number, at, at) for number, literal in self._rest for at in first_on_lines(raw, literal)]


class AutoScanner:
    """Plain search for the first lines, then Aho-Corasick; in a long run hyperscan, where it is installed and helps.

    Making a table of literals takes as long as searching some hundred lines plainly.

    >>> [sorted(AutoScanner([b"quay", b"boat"]).find(b"a boat, a quay" + b" " * size)) for size in (0, 40_000)]
    [[(0, 10, 14), (1, 2, 6)], [(0, 10, 14), (1, 2, 6)]]
    """

    def __init__(self, literals: Sequence[bytes]) -> None:
        self._literals = literals
        self._seen = 0
        self._found = 0
        self._scanner: Scanner = PlainScanner(literals)

    def find(self, raw: bytes) -> Sequence[Hit]:
        """See `Scanner.find`."""
        if self._seen >= _BULK:
            return self._scanner.find(raw)
        before, self._seen = self._seen, self._seen + len(raw)
        if before < _PLAINLY <= self._seen:
            self._scanner = AhoCorasickScanner(self._literals)
        found = list(self._scanner.find(raw))
        self._found += len(found)
        if self._seen >= _BULK and self._found < _BULK // _RARE and _many(self._literals):
            with suppress(ImportError):
                self._scanner = HyperscanScanner(self._literals)
        return found


def _many(literals: Sequence[bytes]) -> bool:
    return sum(map(len, literals)) > _CACHED


SCANNERS: dict[str, type[Scanner]] = {
    "ahocorasick": AhoCorasickScanner,
    "hyperscan": HyperscanScanner,
    "re2": Re2Scanner,
    "regex": PlainScanner,
}
"""The scanners by the name that the setting `prefilter` gives them; `regex` leaves all to the patterns."""
_INSTALLED: dict[str, type[Scanner]] = {AUTO: AutoScanner, **SCANNERS}


def scanner(name: str, literals: Iterable[bytes]) -> Scanner:
    """The scanner of that name; `auto` is Aho-Corasick, which is always installed, and hyperscan in long runs.

    Raises NewslintError where its library is not installed.
    """
    try:
        return _INSTALLED[name](list(literals))
    except ImportError as error:
        hint = "pip install newslint[fast]"
        raise NewslintError(Problem("prefilter", f"`{name}` is not installed: {error}", hint=hint)) from None

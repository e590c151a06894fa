"""Where literals stand in a text: one interface over the search engines that are installed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from newslint.model import NewslintError, Problem

AUTO = "auto"


class Scanner(Protocol):
    """Finds all occurrences of its literals, also those that overlap."""

    def __init__(self, literals: Sequence[str]) -> None: ...

    def lines(self, text: str) -> Iterator[tuple[int, int]]:
        """(number of the literal, number of the line it begins on), both from 0, in any order."""
        ...


def _newlines(text: str | bytes) -> list[int]:
    found, sign = [], "\n" if isinstance(text, str) else b"\n"
    place = text.find(sign)  # type: ignore[arg-type]
    while place >= 0:
        found.append(place)
        place = text.find(sign, place + 1)  # type: ignore[arg-type]
    return found


class PlainScanner:
    """The reference: each literal is looked for by itself."""

    def __init__(self, literals: Sequence[str]) -> None:
        self._literals = tuple(literals)

    def lines(self, text: str) -> Iterator[tuple[int, int]]:
        """See `Scanner.lines`."""
        newlines = _newlines(text)
        for number, literal in enumerate(self._literals):
            at = text.find(literal)
            while at >= 0:
                yield number, bisect_right(newlines, at - 1)
                at = text.find(literal, at + 1)


class AhoCorasickScanner:
    """`ahocorasick_rs`: one pass, whatever the number of literals."""

    def __init__(self, literals: Sequence[str]) -> None:
        from ahocorasick_rs import BytesAhoCorasick, Implementation

        encoded = [literal.encode("utf-8", "surrogatepass") for literal in literals]
        self._machine = BytesAhoCorasick(encoded, implementation=Implementation.ContiguousNFA)

    def lines(self, text: str) -> Iterator[tuple[int, int]]:
        """See `Scanner.lines`."""
        raw = text.encode("utf-8", "surrogatepass")
        newlines = _newlines(raw)
        for number, start, _ in self._machine.find_matches_as_indexes(raw, overlapping=True):
            yield number, bisect_right(newlines, start - 1)


class Re2Scanner:
    """google-re2: a set of literals, asked of each line; those with a newline are looked for plainly."""

    def __init__(self, literals: Sequence[str]) -> None:
        import re2

        options: Any = re2.Options()
        options.max_mem = 256 << 20
        self._set: Any = re2.Set.SearchSet(options)
        self._numbers = [number for number, literal in enumerate(literals) if "\n" not in literal]
        for number in self._numbers:
            self._set.Add(re2.escape(literals[number]))
        if self._numbers:
            self._set.Compile()
        self._long = [(number, literal) for number, literal in enumerate(literals) if "\n" in literal]

    def lines(self, text: str) -> Iterator[tuple[int, int]]:
        """See `Scanner.lines`."""
        text = text.encode("utf-8", "replace").decode()
        for number, literal in self._long:
            for found, line in PlainScanner([literal]).lines(text):
                yield number + found, line
        for line, part in enumerate(text.split("\n") if self._numbers else ()):
            for at in self._set.Match(part) or ():
                yield self._numbers[at], line


class HyperscanScanner:
    """hyperscan: a database of literals, in one pass; it takes none with U+0000, which are looked for plainly."""

    def __init__(self, literals: Sequence[str]) -> None:
        import hyperscan

        encoded = {at: literal.encode("utf-8", "surrogatepass") for at, literal in enumerate(literals)}
        self._sizes = {at: len(literal) for at, literal in encoded.items() if b"\0" not in literal}
        self._rest = [(at, literals[at]) for at in encoded if at not in self._sizes]
        self._database: Any = hyperscan.Database()
        if self._sizes:
            expressions = [encoded[at] for at in self._sizes]
            self._database.compile(expressions=expressions, ids=[*self._sizes], elements=len(expressions), literal=True)

    def lines(self, text: str) -> Iterator[tuple[int, int]]:
        """See `Scanner.lines`."""
        raw = text.encode("utf-8", "surrogatepass")
        found: list[tuple[int, int]] = []
        if self._sizes and raw:
            self._database.scan(raw, match_event_handler=lambda number, _, end, *__: found.append((number, end)))
        newlines = _newlines(raw)
        for number, end in found:
            yield number, bisect_right(newlines, end - self._sizes[number] - 1)
        for at, literal in self._rest:
            for _, line in PlainScanner([literal]).lines(text):
                yield at, line


SCANNERS: dict[str, type[Scanner]] = {
    "ahocorasick": AhoCorasickScanner,
    "hyperscan": HyperscanScanner,
    "re2": Re2Scanner,
    "regex": PlainScanner,
}
"""The scanners by the name that the setting `prefilter` gives them; `regex` leaves all to the patterns."""


def scanner(name: str, literals: Iterable[str]) -> Scanner:
    """The scanner of that name; `auto` is Aho-Corasick, which is always installed and the fastest measured.

    Raises NewslintError where its library is not installed.
    """
    try:
        return SCANNERS["ahocorasick" if name == AUTO else name](list(literals))
    except ImportError as error:
        hint = "pip install newslint[fast]"
        raise NewslintError(Problem("prefilter", f"`{name}` is not installed: {error}", hint=hint)) from None

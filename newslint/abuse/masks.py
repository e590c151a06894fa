"""Words in disguise: starred, spaced or dotted out, and with letters drawn out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, product

import regex

from newslint.abuse.fold import flat, letters
from newslint.abuse.words import Entry
from newslint.model import Span
from newslint.patterns import compiled

_SPACED = compiled(r"(?<!\w)[^\W\d_](?P<gap>[ ._*\-])[^\W\d_](?:(?P=gap)[^\W\d_](?!\w))++")
_CLASSES = bytes(
    32 if code in b"\t\n" else code if code in b" ._*-" else 97 if chr(code).isalnum() or code < 9 else 126
    for code in range(256)
)
_GAPS = tuple(b"%ca%ca%c" % (gap, gap, gap) for gap in b" ._*-")
_SIGNS = bytes(42 if code in b"*@$#%&|^+~" else 32 for code in range(256))
_GRAWLIX = compiled(r"(?<!\w)[^\W\d_]{1,3}[*@$#%&|^+~]{2,4}[^\W\d_]{1,6}(?!\w)")
_TRIPLES = tuple(bytes([code]) * 3 for code in (*range(97, 123), 1, 2, 3))
_MASKED = frozenset("*@$#-•×%")
_FEWEST = 3
_MOST = 2000
"""After so many single letters in a row the rest of a text is not looked at: no article has them."""
_ENDINGS = frozenset({"s", "n", "r", "y", "z", "en", "er", "es", "ed", "in", "ers", "ing"})


class Disguises:
    """The words of entries, to be known again in disguise."""

    def __init__(self, entries: Mapping[str, Sequence[Entry]]) -> None:
        self._entries = entries
        self._open = defaultdict(list)
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for word, listed in entries.items():
            if any(entry.ends for entry in listed):
                self._open[word[:_FEWEST]].append(word)
            if len(word) >= _FEWEST and " " not in word and any(_hidden(entry) for entry in listed):
                self._by_first[word[0]].append(word)

    def find(self, text: str) -> Iterator[tuple[Span, Entry]]:
        """Disguised entries, in no order."""
        plain = flat(text)
        for at in _places(plain, (b"*", b"#", b"--")):
            span = _token(text, at)
            yield from self._starred(span, letters(span.of(text)))
        for at in _places(plain.translate(_SIGNS), (b"**",)):
            match = _GRAWLIX.search(text, max(at - 3, 0), at + 12)
            if match and regex.search(r"[^\w*#]", match[0]):
                found = self._starred(Span(*match.span()), regex.sub(r"\W", "*", letters(match[0])))
                yield from (one for one in found if one[1].strength == "strong")
        for at in islice(_places(plain.translate(_CLASSES), _GAPS), _MOST):
            if match := _SPACED.match(text, max(at - 1, 0)):
                yield from self._spaced(match)
        for at in _places(plain, _TRIPLES):
            span = _token(text, at)
            yield from ((span, entry) for word in _shortened(letters(span.of(text))) for entry in self.named(word))

    def named(self, word: str) -> Iterator[Entry]:
        """The entries that a whole folded word is."""
        yield from self._entries.get(word, ())
        for start in self._open.get(word[:_FEWEST], ()):
            if word != start and word.startswith(start):
                yield from (entry for entry in self._entries[start] if entry.ends)

    def unstarred(self, token: str) -> tuple[str, ...]:
        """The words that a starred token may stand for."""
        return _unstarred(token, tuple(self._by_first.get(token[:1], ())))

    def _starred(self, span: Span, token: str) -> Iterator[tuple[Span, Entry]]:
        """What a starred token stands for, as a whole or with an ending that shows."""
        for word in self.unstarred(token):
            yield from ((span, entry) for entry in self._entries[word] if _hidden(entry))
        for size in (1, 2, 3):
            if token[-size:] in _ENDINGS:
                for word in self.unstarred(token[:-size]):
                    yield from ((span, entry) for entry in self._entries[word] if entry.ends and _hidden(entry))

    def _spaced(self, match: regex.Match[str]) -> Iterator[tuple[Span, Entry]]:
        """Single letters in a row: a whole word, or one with other words spaced out after it."""
        gap = len(match["gap"])
        places = range(match.start(), match.end(), gap + 1)
        joined = letters("".join(match.string[at] for at in places))
        for first in range(len(joined) - _FEWEST + 1):
            for last in range(len(joined), first + _FEWEST - 1, -1):
                whole = first == 0 and last == len(joined)
                for entry in self.named(joined[first:last]):
                    if whole or last - first > (_FEWEST + 2 if entry.common else _FEWEST):
                        yield Span(places[first], places[last - 1] + 1), entry


def _places(text: bytes, marks: Iterable[bytes]) -> Iterator[int]:
    """Where one of the marks stands, once for each run."""
    for mark in marks:
        at = text.find(mark)
        while at >= 0:
            yield at
            while text.startswith(mark[-1:], at):
                at += 1
            at = text.find(mark, at + 1)


def _token(text: str, at: int) -> Span:
    """The word with its masks around a place."""
    start = at
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] in _MASKED):
        start -= 1
    end = at
    while end < len(text) and (text[end].isalnum() or text[end] in _MASKED):
        end += 1
    return Span(start, end)


def _hidden(entry: Entry) -> bool:
    """Whether a word is one that people star out."""
    return entry.strength != "mild" and (not entry.common or len(entry.word) > _FEWEST)


@lru_cache(maxsize=512)
def _unstarred(token: str, words: tuple[str, ...]) -> tuple[str, ...]:
    if not token:
        return ()
    shown = sum(char.isalpha() for char in token)
    stars = token.count("*") + token.count("-")
    if shown < 1 or len(token) < _FEWEST or token[0] == "*" or (shown == 1 and stars < 3) or shown + stars < len(token):
        return ()
    ends = token.strip("*-") == token
    parts = regex.split(r"(\*+|-+)", token)
    body = "".join(
        (r"\w" if len(part) == 1 and not ends else rf"\w{{1,{3}}}" if len(part) == 1 else rf"\w{{{len(part)}}}")
        if part[:1] in {"*", "-"}
        else regex.escape(part)
        for part in parts
        if part
    )
    pattern = regex.compile(body)
    return tuple(word for word in words if pattern.fullmatch(word))


def _shortened(word: str) -> Iterator[str]:
    """A word with each drawn-out letter once or twice.

    >>> sorted(_shortened("nooope"))
    ['noope', 'nope']
    """
    runs = [match[0] for match in regex.finditer(r"(.)\1*", word)]
    kept = [(run[0], run[0] * 2) if len(run) > 2 else (run,) for run in runs]
    if sum(len(choices) > 1 for choices in kept) <= 4:
        yield from ("".join(choice) for choice in product(*kept))

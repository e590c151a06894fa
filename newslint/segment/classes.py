"""What sort of character stands where in a line: one byte a character, so that counting is done by `bytes`.

All that the line model counts (letters, capitals, digits, words) is read off this string. Lines in the
usual Western letters become it in two steps of C, others by a table that learns each character once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

import regex

_LINES, _LINE = 1024, 4000
_ALPHABET = "cp1252"
_EAST = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")
_IDEOGRAPH = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_HIGH = regex.compile(r"\p{Lu}")
_WORD = regex.compile(r"\w")
_TOKEN = regex.compile(r"\w+")
_LETTERS = regex.compile(r"\p{L}+")
_BLANK = regex.compile(r"\s")
_NUMBER = regex.compile(r"\d")
_PROPERTIES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("w", lambda char: _WORD.match(char) is not None),
    ("a", str.isalpha),
    ("u", str.isupper),
    ("U", lambda char: _HIGH.match(char) is not None),
    ("d", str.isdigit),
    ("n", lambda char: _NUMBER.match(char) is not None),
    ("k", lambda char: _EAST.match(char) is not None),
    ("h", lambda char: _IDEOGRAPH.match(char) is not None),
    ("x", lambda char: _BLANK.match(char) is not None),
    ("s", frozenset("|/·•>›»→-–—_#@©+").__contains__),
    ("c", frozenset(",、").__contains__),
    ("j", frozenset("'’-").__contains__),
    ("e", frozenset(".!?…。！？").__contains__),
    ("q", frozenset('"“”„«»「」').__contains__),
)
SORTS = (
    "", "w", "wa", "wau", "wauU", "wu", "wU", "wak", "wakh", "wk", "wkh", "wd", "wn", "wdn", "wdnk", "wnk", "ws",
    "d", "dn", "k", "kh", "x", "s", "sq", "sj", "q", "e", "c", "j",
)  # fmt: skip
"""The sorts of characters, each by its properties: word, alphabetic, upper (two ways), digit (two ways),
East Asian, ideograph or kana, blank, separator, comma, joiner, end of a sentence, quotation mark."""
_CODES = {sort: 65 + at for at, sort in enumerate(SORTS)}


def sort_of(char: str) -> str:
    """The properties of a character.

    >>> sort_of("Q"), sort_of("-"), sort_of("首")
    ('wauU', 'sj', 'wakh')
    """
    return "".join(name for name, holds in _PROPERTIES if holds(char))


class _Table(dict[str, int]):
    def __missing__(self, char: str) -> int:
        sort = sort_of(char)
        code = self[char] = _CODES.get(sort, _CODES["w" if "w" in sort else ""])
        return code


_TABLE = _Table()


@cache
def _western() -> bytes:
    return bytes(_TABLE[bytes([code]).decode(_ALPHABET, "replace")] for code in range(256))


def western(text: str) -> bytes | None:
    """The text in one byte a character, where its letters and signs are the usual Western ones."""
    try:
        return text.encode("ascii" if text.isascii() else _ALPHABET)
    except UnicodeEncodeError:
        return None


def _code(text: str) -> tuple[bytes, bytes | None]:
    encoded = western(text)
    if encoded is None:
        return bytes(map(_TABLE.__getitem__, text)), None
    return encoded.translate(_western()), encoded


_coded = lru_cache(maxsize=_LINES)(_code)


def sorts(text: str) -> bytes:
    """The sort of each character, as a code that `counting` and `marking` know."""
    return _coded(text)[0] if len(text) <= _LINE else _code(text)[0]


@cache
def _small(has: str) -> tuple[bytes, tuple[tuple[str, str], ...]]:
    """A table of small letters, all without the property blank; and what folds to several letters, or to others."""
    table, odd = bytearray(b" " * 256), []
    for code in range(256):
        char = bytes([code]).decode(_ALPHABET, "replace")
        if has in sort_of(char):
            small = western(char.casefold())
            table[code] = small[0] if small and len(small) == 1 else code
            if not small or len(small) != 1:
                odd.append((char, char.casefold()))
    return bytes(table), tuple(odd)


def tokens(text: str) -> list[str]:
    r"""The words (`\w+`) of a line, case-folded.

    >>> tokens("Große Hafen-Messe 2024")
    ['grosse', 'hafen', 'messe', '2024']
    """
    return _cut(text, _coded(text)[1] if len(text) <= _LINE else western(text), "w", _TOKEN)


def letters(text: str) -> list[str]:
    r"""The stretches of letters (`\p{L}+`) of a text, case-folded."""
    return _cut(text, western(text), "a", _LETTERS)


def _cut(text: str, encoded: bytes | None, has: str, pattern: regex.Pattern[str]) -> list[str]:
    if encoded is None:
        return pattern.findall(text.casefold())
    table, odd = _small(has)
    folded = encoded.translate(table)
    if text.isascii():
        return folded.decode("ascii").split()
    small = folded.decode(_ALPHABET)
    for char, pair in odd:
        small = small.replace(char, pair)
    return small.split()


def counting(has: str) -> bytes:
    """What to take out of `sorts` to keep the characters that have one of the properties.

    >>> len(sorts("Quay 7, 1999").translate(None, counting("d")))
    5
    """
    return bytes(code for sort, code in _CODES.items() if set(has).isdisjoint(sort))


def marking(other: str = " ", /, **signs: str) -> bytes:
    """A table that makes of `sorts` a string of signs: that of the first property held, else `other`.

    >>> sorts("Don't go.").translate(marking(w="w", j="-"))
    b'www-w ww '
    """
    table = bytearray(other.encode() * 256)
    for sort, code in _CODES.items():
        table[code] = ord(next((sign for name, sign in signs.items() if name in sort), other))
    return bytes(table)

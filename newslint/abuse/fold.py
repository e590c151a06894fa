"""Letters as a reader takes them: case, accents, look-alikes and digits for letters, one for one.

Every table maps one character to one, so that offsets in the folded text are those in the text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import regex

_RANGES = ((0x80, 0x250), (0x1E00, 0x1F00), (0x2100, 0x2150), (0x24B6, 0x24EA), (0xFF01, 0xFF5F), (0x1D400, 0x1D800))
# The umlauts are letters of their own: a "schwül" is no "schwul".
_KEPT = frozenset("äöüåøæñ")
_LOOKALIKES = dict(
    zip(
        "абвеёзикмнорстухуіїјѕһԁԛԝӏαβεηικμνορτυχωɑɡɩʀʏᴀᴄᴇᴏ",
        "abbeeзиkmhopctyxyiijshdqwlabenikmvoptuxwagiryaceo",
        strict=True,
    )
)
_LEET = {
    "0": "o",
    "1": "i",
    "3": "e",
    "4": "a",
    "5": "s",
    "7": "t",
    "8": "b",
    "9": "g",
    "@": "a",
    "$": "s",
    "!": "i",
    "|": "i",
}
_READ = {**{mark: {letter} for mark, letter in _LEET.items()}, "1": {"i", "l"}, "|": {"i", "l"}, "!": {"i", "l"}}
MASKS = "*"
_MASKS = "#%•×∗＊"


@cache
def _letters() -> dict[int, str]:
    table: dict[int, str] = {code: chr(code + 32) for code in range(0x41, 0x5B)}
    for start, end in _RANGES:
        for code in range(start, end):
            char = chr(code)
            small = char.lower()
            if small in _KEPT:
                table[code] = small
                continue
            plain = unicodedata.normalize("NFKD", char)
            if plain[0].isascii() and all(unicodedata.combining(mark) for mark in plain[1:]):
                table[code] = plain[0].lower()
            elif len(small) == 1:
                table[code] = small
    for char, letter in _LOOKALIKES.items():
        table[ord(char)] = letter
        if len(upper := char.upper()) == 1:
            table.setdefault(ord(upper), letter)
    table |= {ord("’"): "'", ord("ʼ"): "'", ord("`"): "'", 0xA0: " ", 0x202F: " "}
    return table | {ord(mark): MASKS for mark in _MASKS}


_ODD = re.compile(
    "[\u0100-\u024f\u0370-\u052f\u1e00-\u1eff\u2100-\u214f\u24b6-\u24e9\uff01-\uff5e\U0001d400-\U0001d7ff]"
)
_OTHER = regex.compile(r"[^\P{L}\p{Latin}]")
_STAND_INS = dict(zip("äöüßåøæñ", "\x01\x02\x03\x04\x05\x06\x07\x08", strict=True))


@cache
def _bytes() -> bytes:
    """Latin-1 to ASCII, letter by letter; the letters that are kept become control characters."""
    table = _letters()
    made = bytearray(256)
    for code in range(256):
        letter = table.get(code, chr(code))
        letter = _STAND_INS.get(letter, letter)
        made[code] = ord(letter) if letter.isascii() else ord("~")
    return bytes(made)


@cache
def _skeleton() -> bytes:
    """Over `flat` text: digits and signs as letters, and l, i and 1 all the same."""
    table = bytearray(range(256))
    for char, letter in {**_LEET, "l": "i"}.items():
        table[ord(char)] = ord(letter)
    return bytes(table)


def flat(text: str) -> bytes:
    """As `letters`, one byte a character and much faster; what is no letter may read otherwise."""
    if _ODD.search(text):
        text = text.translate(_letters())
    return text.replace("’", "'").encode("latin-1", "replace").translate(_bytes())


def letters(text: str) -> str:
    """Small letters without accents, look-alikes read as Latin.

    >>> letters("ＦÍNＥ Ｍüll сat")
    'fine müll cat'
    """
    return text.translate(_letters())


def skeleton(text: str) -> str:
    """What look alike reads alike: for searching only, `reads` confirms.

    >>> skeleton("He11o") == skeleton("HELLO")
    True
    """
    return flat(text).translate(_skeleton()).decode("ascii")


def reads(text: str, word: str) -> bool:
    """Whether a stretch of text can be read as a folded word of the same length.

    Digits and signs may stand for letters where letters are left; a sign of exclamation at the end
    is one.

    >>> reads("Sh1t", "shit"), reads("5417", "salt"), reads("hel", "hei"), reads("shi!", "shil")
    (True, False, False, False)
    """
    folded = letters(text)
    if folded == word:
        return latin(text)
    real = 0
    for char, letter in zip(folded, word, strict=True):
        if char == letter:
            real += char.isalpha()
        elif letter not in _READ.get(char, ()):
            return False
    return real * 2 >= len(word) and real > 1 and text[-1] not in "!|" and text[0] not in "!|" and latin(text)


def latin(word: str) -> bool:
    """Whether a letter of the Latin script is left: a word all in another script is that language's own."""
    return word.isascii() or any(char.isascii() and char.isalpha() for char in word) or not _OTHER.search(word)

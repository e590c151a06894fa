"""One spelling for all that case-blind patterns take as equal."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

_ODD = {"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k", "\u0307": ""}
_SAME = tuple(
    (odd, odd.encode(), same)
    for odd, same in (("ß", b"ss"), ("\xa0", b" "), ("\u202f", b" "), ("ı", b"i"), ("İ", b"i"))
)
_ODD_BLANKS = (
    "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u205f\u3000"
)
_TABS = bytes.maketrans(b"\t\r", b"  ")
_GULF = b" " * 64
LOOSE = (b"  ", b"\t", b"\r")
"""Where `small` bytes hold one of these, they must be `closed` before a literal with a blank is looked for."""
GROWING = (
    "\u0149\u01f0\u0390\u03b0\u0587\u1e96\u1e97\u1e98\u1e99\u1e9a\u1e9e\u1f50\u1f52\u1f54\u1f56"
    + "".join(map(chr, (*range(0x1F80, 0x1FB0), 0x1FB2, 0x1FB3, 0x1FB4, 0x1FB6, 0x1FB7, 0x1FBC)))
    + "".join(map(chr, (0x1FC2, 0x1FC3, 0x1FC4, 0x1FC6, 0x1FC7, 0x1FCC, 0x1FD2, 0x1FD3, 0x1FD6, 0x1FD7)))
    + "".join(map(chr, (0x1FE2, 0x1FE3, 0x1FE4, 0x1FE6, 0x1FE7, 0x1FF2, 0x1FF3, 0x1FF4, 0x1FF6, 0x1FF7, 0x1FFC)))
    + "".join(map(chr, (*range(0xFB00, 0xFB07), *range(0xFB13, 0xFB18))))
)
"""The characters that fold to more than one, but for ß."""
ODD = frozenset((*_ODD, *GROWING, *_ODD_BLANKS)) - {odd for odd, _, _ in _SAME}
"""Where one of these stands, `small` bytes tell too little: the text must be folded."""
_SECOND = {
    "\u03bc": "\xb5", "\xe5": "\u212b", "\u03b9": "\u0345\u1fbe", "\u03b2": "\u03d0", "\u03b5": "\u03f5",
    "\u03b8": "\u03d1\u03f4", "\u03ba": "\u03f0", "\u03c0": "\u03d6", "\u03c1": "\u03f1", "\u03c3": "\u03c2",
    "\u03c6": "\u03d5", "\u03c9": "\u2126", "\u0432": "\u1c80", "\u0434": "\u1c81", "\u043e": "\u1c82",
    "\u0441": "\u1c83", "\u0442": "\u1c84\u1c85", "\u044a": "\u1c86", "\u0463": "\u1c87", "\ua64b": "\u1c88",
    "\u1e61": "\u1e9b",
}  # fmt: skip
_MOST_SPELLINGS = 32


def fold(text: str) -> str:
    """Lower case in which every spelling that case-blind `regex` takes as equal is equal.

    The Kelvin sign, long s and the Turkish dotted and dotless i fold to k, s and i, and the dot that
    full case folding sets above an i is dropped. Each character folds by itself, so that what holds
    a string holds its fold as well; newlines stay newlines.

    >>> fold("STRA\u00dfE \u212aM"), fold("\u0130zle") == fold("i\u0307zle") == "izle"
    ('strasse km', True)
    """
    if text.isascii():
        return text.lower()
    for odd, plain in _ODD.items():
        if odd in text:
            text = text.replace(odd, plain)
    return text.casefold()


@lru_cache(maxsize=32)
def folded(text: str) -> str:
    """The fold of a whole text, remembered: more than one reader asks for it."""
    return fold(text)


def small(text: str) -> bytes:
    """UTF-8 with ASCII letters small, ß as ss, and a few frequent odd characters plain: faster than `plain`, often the same.

    >>> small("STRAßE\xa0Ö") == "strasse Ö".encode()
    True
    """
    raw = text.encode("utf-8", "surrogatepass").lower()
    if len(raw) > len(text):
        for odd, spelled, same in _SAME:
            if odd in text:
                raw = raw.replace(spelled, same)
    return closed(raw) if _GULF in raw else raw


def closed(raw: bytes) -> bytes:
    """`small` bytes with every run of blanks on a line as one."""
    raw = raw.translate(_TABS)
    while b"  " in raw:
        raw = raw.replace(b"  ", b" ")
    return raw


def plain(text: str) -> bytes:
    """UTF-8 of the fold, with every run of blanks on a line as one: what holds a string holds what is plain of it.

    >>> plain("Read\u2009 \t MORE\\n").decode()
    'read more\\n'
    """
    text = fold(text)
    for blank in "\xa0\u202f" + _ODD_BLANKS:
        if blank in text:
            text = text.replace(blank, " ")
    return closed(text.encode("utf-8", "surrogatepass"))


def plain_line(line: str) -> str:
    """`plain` of one line, as text and without blanks at its ends."""
    return " ".join(fold(line).split())


def spellings(folded: str) -> list[bytes]:
    """Strings of which `small` bytes hold one wherever a text without odd characters is `plain` of what holds `folded`.

    Of a string with many letters above ASCII, which have two cases each, only a stretch is looked for.

    >>> [spelling.decode() for spelling in spellings("für")]
    ['fÜr', 'für']
    """
    letters = [_variants(char) for char in plain(folded).decode("utf-8", "surrogatepass")]
    best = (0, 0)
    start, count = 0, 1
    for end, variants in enumerate(letters, 1):
        count *= len(variants)
        while count > _MOST_SPELLINGS:
            count //= len(letters[start])
            start += 1
        best = max(best, (start, end), key=lambda span: span[1] - span[0])
    return sorted("".join(one).encode("utf-8", "surrogatepass") for one in product(*letters[slice(*best)]))


def _variants(char: str) -> list[str]:
    """The characters that fold to this one, but for odd letters and ASCII capitals."""
    if char.isascii():
        return [char]
    near = {char, char.upper(), char.title(), char.lower(), *_SECOND.get(char, "")}
    return sorted(one for one in near if len(one) == 1 and one not in ODD and fold(one) == char)

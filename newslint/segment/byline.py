"""Byline lines: who wrote the article, as scraped on a line of its own."""

from __future__ import annotations

import regex

from newslint.patterns import compiled

_NAME = (
    r"(?:(?:\p{Lu}[\p{L}'’\-]*+\.?|(?:de|da|di|del|della|van|von|den|der|la|le|bin|al|el|ter|ten|dos|do|y|ibn)(?=\s)))"
)
_NAMES = rf"\p{{Lu}}[\p{{L}}'’\-.]*+(?:\s++{_NAME}){{1,4}}+"
_LIST = rf"{_NAMES}(?:\s*+(?:,|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b)\s*+{_NAMES}){{0,5}}+"
_TAIL = r"(?:\s*+[,|•·/–—\-]\s*+[^.!?]{2,60}+)?+"

_BYLINE = compiled(
    rf"""
    (?:
        (?:By|BY|Words\sby|Written\sby|Story\sby|Reported\sby|Report\sby)(?:\s|:)\s*+(?:By\s)?+
      | (?:Von|VON|Text|Autor|Autorin)(?:\s|:)\s*+
      | (?:Par|PAR|Texte\sde)(?:\s|:)\s*+
      | (?:Por|POR|Redacción)(?:\s|:)\s*+
      | (?:Di|DI|A\scura\sdi)(?:\s|:)\s*+
      | (?:Door|DOOR|Tekst)(?:\s|:)\s*+
      | (?:Av|AV|Af|AF)(?:\s|:)\s*+
      | (?:Author|Authors|Reporter|Writer)s?:\s*+
    )
    (?<names>{_LIST}|[\p{{Lu}}\s.'’\-,&]{{5,80}}+){_TAIL}
    """,
    regex.VERBOSE | regex.VERSION1,
)
_DESK = compiled(
    r"By\s(?:the\s)?(?:Associated\sPress|Reuters|AFP|AP|dpa|Staff(?:\s(?:Reporter|Writer)s?+)?|[\p{Lu}][\w&.]*+(?:\s[\p{Lu}][\w&.]*+){0,3}+\s(?:Staff|Desk|News|Correspondents?|Reporters?))",
    regex.VERSION1,
)
_OPENINGS = frozenset(
    {"A ", "By", "BY", "Wo", "Wr", "St", "Re", "Vo", "VO", "Te", "Au", "Pa", "PA", "Po", "PO", "Di", "DI", "Do", "DO", "Av", "AV", "Af", "AF"}
)  # fmt: skip
"""The first two characters of all that `_BYLINE` and `_DESK` match."""
_PARTS = compiled(r"\s*+(?:,|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\ben\b)\s*+")
_FULL_NAME = compiled(rf"{_NAMES}|\p{{Lu}}[\p{{Lu}}'’\-.]++(?:\s\p{{Lu}}[\p{{Lu}}'’\-.]++){{1,3}}+", regex.VERSION1)


def is_byline(line: str) -> bool:
    """Whether the line names the author and tells nothing else.

    >>> is_byline("By Ann Lee and Jo van Dyk"), is_byline("By Monday the quay had sunk")
    (True, False)
    >>> is_byline("Von Nadja Keller, Hamburg"), is_byline("By Ann Lee the quay is loved.")
    (True, False)
    """
    text = line.strip()
    if len(text) > 140 or text[:2] not in _OPENINGS:
        return False
    return _BYLINE.fullmatch(text) is not None or _DESK.fullmatch(text) is not None


def authors(line: str) -> tuple[str, ...]:
    """The names in a byline, in order; what is no name of two words and more is left out.

    >>> authors("By Ann Lee and Jo van Dyk"), authors("Von Nadja Keller, Hamburg")
    (('Ann Lee', 'Jo van Dyk'), ('Nadja Keller',))
    """
    text = line.strip()
    found = _BYLINE.fullmatch(text)
    if found is None:
        return ()
    told = regex.split(r"\s[|•·/–—-]\s", text[found.start("names") :], maxsplit=1)[0]
    return tuple(part for part in _PARTS.split(told) if _FULL_NAME.fullmatch(part))

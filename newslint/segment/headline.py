"""When two lines are the same headline: never by mere likeness."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from newslint.patterns import compiled
from newslint.segment.forms import words

_ODD = dict.fromkeys("\"'`“”„«»‹›‘’‚´", "") | dict.fromkeys("–—‐‑−", "-")
_SEPARATORS = "|:-/–—·•"
_SITE = compiled(r"(?:\s[|–—\-·•:]\s|\s?\|\s?)(?!.*(?:\s[|–—\-·•:]\s|\|))")
_KICKER = compiled(r"\s?[|:]\s|\s[–—\-·•/]\s")
_SITE_WORDS = 6
_KICKER_WORDS = 4


@lru_cache(maxsize=1024)
def fold_headline(line: str) -> str:
    """A headline without case, quotation marks, outer punctuation and doubled blanks.

    >>> fold_headline("“We stay”:  EU says NO.")
    'we stay: eu says no'
    """
    flat = line.lower() if line.isascii() else unicodedata.normalize("NFKC", line).casefold()
    for odd, plain in _ODD.items():
        if odd in flat:
            flat = flat.replace(odd, plain)
    return " ".join(flat.split()).strip(" .,:;!?…|-*#[]()")


def headline_cores(line: str) -> frozenset[str]:
    """The folded line, and what is left without a site's name at its end or a kicker before it."""
    cores = {fold_headline(line)}
    if not any(sign in line for sign in _SEPARATORS):
        return frozenset(core for core in cores if words(core) >= 3)
    site = _SITE.search(line)
    if site and 1 <= words(line[site.end() :]) <= _SITE_WORDS:
        cores.add(fold_headline(line[: site.start()]))
    kicker = _KICKER.search(line)
    if kicker and 1 <= words(line[: kicker.start()]) <= _KICKER_WORDS:
        cores.add(fold_headline(line[kicker.end() :]))
    return frozenset(core for core in cores if words(core) >= 3)


def same_headline(one: str, other: str) -> bool:
    """Whether both lines are one headline, a kicker, site name, case and quotes aside.

    At most one of them may carry the kicker or the site name, and three words must be left.

    >>> same_headline("Quay opens to ships", "QUAY OPENS TO SHIPS | Harbour Post")
    True
    >>> same_headline("Live: Quay opens to ships", "Quay opens to ships")
    True
    >>> same_headline("Quay opens to ships", "Quay opens to all ships")
    False
    """
    if max(len(one), len(other)) > 400:
        return False
    folded, cores = _sides(one)
    other_folded, other_cores = _sides(other)
    return folded in other_cores or other_folded in cores


@lru_cache(maxsize=2048)
def _sides(line: str) -> tuple[str, frozenset[str]]:
    return fold_headline(line), headline_cores(line)

"""Datelines: place, sometimes date and agency, at the start of the first paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from newslint.data import words as entries
from newslint.model import Span
from newslint.patterns import compiled

_UPPER = r"\p{Lu}[\p{Lu}’'.\-]*+(?:\s(?:\p{Lu}[\p{Lu}’'.\-]*+|de|del|da|do|am|an\sder)){0,3}+"
_TITLE = r"\p{Lu}[\p{Ll}\p{Lu}’'.\-]++(?:\s(?:\p{Lu}[\p{L}’'.\-]++|de|del|da|do|am|an\sder|im|of|the)){0,3}+"
_REGION = rf"(?:,\s(?:{_TITLE}|{_UPPER}|[A-Z]\.[A-Z]\.))"
_DATE = r"(?:,\s(?:\p{L}{3,10}\.?\s\d{1,2}|\d{1,2}\.?\s\p{L}{3,10}\.?)(?:,?\s\d{4})?+)"
_DATELINE = compiled(
    rf"""
    (?<place> (?<upper>{_UPPER}(?:/{_UPPER}){{0,2}}+) | (?<title>{_TITLE}(?:/{_TITLE}){{0,2}}+) )
    (?<region>{_REGION}(?!\w|\s\d))?+
    (?<date>{_DATE})?+
    (?:\s?\((?<agency>[\p{{L}}][\p{{L}}\s/.&\-]{{1,30}}+)\)|\s(?<bare>dpa|AFP|AP|ANSA|EFE|Reuters)(?=[\s:–—\-]))?+
    (?<separator> \s?: | \s?[–—] | \s--? | \.\s?[–—-] | \. )
    (?<gap>\s++|\Z)
    """,
    regex.VERBOSE | regex.VERSION1,
)
_NOT_PLACES = frozenset(
    [
        "BREAKING",
        "UPDATE",
        "UPDATED",
        "WATCH",
        "LIVE",
        "EXCLUSIVE",
        "OPINION",
        "ANALYSIS",
        "NOTE",
        "CORRECTION",
        "VIDEO",
        "PHOTO",
        "PHOTOS",
        "GALLERY",
        "LISTEN",
        "READ",
        "MORE",
        "Q",
        "A",
        "FAQ",
        "EDITORIAL",
        "COMMENT",
        "REVIEW",
        "INTERVIEW",
        "PODCAST",
        "SPOILER",
        "WARNING",
        "ADVERTISEMENT",
        "PS",
        "NB",
        "DEVELOPING",
        "EXPLAINER",
        "FACTBOX",
        "TIMELINE",
        "SPORTS",
        "WEATHER",
        "TRAFFIC",
        "HOST",
        "PRESIDENT",
        "REPORTER",
        "ANCHOR",
        "MODERATOR",
        "EIL",
        "EILMELDUNG",
        "ACHTUNG",
        "HINWEIS",
        "UPDATE-1",
        "TL;DR",
        "KEY",
        "POINTS",
        "TOP",
    ]
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline; `span` covers it with its separator and the blank after, in the line."""

    place: str
    span: Span
    agency: str | None
    separator: str


@lru_cache(maxsize=1024)
def parse_dateline(line: str) -> Dateline | None:
    """The dateline that opens a line of prose; None where none does.

    A place in capitals counts when it is a known city or has a region, a date or an agency by
    it; a place in ordinary letters needs an agency or, before a dash, to be a known city.

    >>> parse_dateline("SEOUL, South Korea: Talks began").place
    'SEOUL'
    >>> parse_dateline("München/Porto – Der Hafen").separator
    '–'
    >>> parse_dateline("WATCH: Talks begin in Seoul") is None
    True
    """
    if line[:1].islower():
        return None
    found = _DATELINE.match(line)
    if found is None or not found["place"]:
        return None
    place, agency = found["place"], found["agency"] or found["bare"]
    separator = found["separator"].strip()
    if not set(place.upper().replace("/", " ").split()).isdisjoint(_NOT_PLACES):
        return None
    wire = agency is not None and _is_agency(agency)
    if agency is not None and not wire:
        return None
    known = any(part.strip().upper() in entries("cities") for part in place.split("/"))
    capitals = found["upper"] is not None and len(place) > 2
    dash = separator in {"–", "—", "--", "-"}
    if wire and (capitals or known or dash):
        pass
    elif capitals:
        if not (known or ((found["region"] or found["date"]) and not separator.startswith("."))):
            return None
    elif not (known and (separator in {"–", "—"} or (separator == ":" and found["region"] and found["date"]))):
        return None
    if separator == "." and not (wire or (capitals and known)):
        return None
    return Dateline(place, Span(0, found.end()), agency, separator)


def opens_like_dateline(line: str) -> bool:
    """Whether the line opens with capitals and a separator, so that it may be a dateline of a small town.

    >>> opens_like_dateline("LITTLE SOUTHAM: The mayor said"), opens_like_dateline("The mayor: no")
    (True, False)
    """
    return parse_dateline(line) is not None or _LENIENT.match(line) is not None


_LENIENT = compiled(
    rf"(?:(?=\p{{Lu}}{{2}}){_UPPER}(?!\w)|{_TITLE}(?=[^.:–—-]{{0,40}}\())[^.:–—]{{0,50}}?(?::|\s[–—-]{{1,2}})\s",
    regex.VERSION1,
)


def _is_agency(name: str) -> bool:
    parts = [part.strip().casefold() for part in name.split("/")]
    return any(part in entries("agencies") for part in parts)

"""What the lines around a body say about the article: title, authors, date, place."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from functools import cache

import regex

from newslint.data import groups
from newslint.model import Block, Facts, Role
from newslint.patterns import compiled
from newslint.segment.byline import authors
from newslint.segment.dateline import parse_dateline

_OPENS = frozenset({Role.PARAGRAPH, Role.DATELINE})
_ISO = compiled(r"\b((?:19|20)\d\d)-(\d\d?)-(\d\d?)(?=T|\b)")
_NUMBERS = compiled(r"\b(\d\d?)([./-])(\d\d?)\2((?:19|20)\d\d)\b")
_COMPACT = compiled(r"\b((?:19|20)\d\d)([01]\d)([0-3]\d)(?:T\d{6}Z?)?+\b")
_EAST = compiled(r"((?:19|20)\d\d)\s?年\s?(\d\d?)\s?月\s?(\d\d?)\s?日")
_DAY_MONTH = compiled(
    r"\b(\d\d?)(?:\.|st|nd|rd|th|er|º|ª)?\s(?:de\s)?(\p{L}{3,10})\.?,?\s(?:de\s|del\s)?((?:19|20)\d\d)\b"
)
_DAY = compiled(
    r"\b(?:(?<before>\p{L}{3,10})\.?\s(?<day>\d\d?)|(?<day>\d\d?)\.?\s(?<after>\p{L}{3,10}))\b", regex.VERSION1
)
_MONTH_DAY = compiled(r"\b(\p{L}{3,10})\.?\s(\d\d?)(?:st|nd|rd|th)?,?\s((?:19|20)\d\d)\b")


def facts_of(blocks: Sequence[Block]) -> Facts:
    """The facts that an article's lines give; empty where they don't.

    The date is that of the first time stamp with one. The dateline is the place that the first
    paragraph, or a line of its own, opens with.
    """
    title = next((block.text for block in blocks if block.role is Role.HEADLINE), "")
    byline = next((block.text for block in blocks if block.role is Role.BYLINE), "")
    dates = (read_date(block.text) for block in blocks if block.role is Role.TIMESTAMP)
    published = next((date for date in dates if date), None)
    opening = next((block for block in blocks if block.role in _OPENS), None)
    dateline = parse_dateline(opening.text + " ") if opening else None
    return Facts(title, authors(byline), published.isoformat() if published else "", dateline.place if dateline else "")


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for number, names in groups("months").items() for name in names}


def read_date(text: str) -> datetime.date | None:
    """The first full date in a text; None where there is none, or day and month can't be told apart.

    >>> read_date("Updated 9 November 2023, 10:15").isoformat(), read_date("3. März 2021").isoformat()
    ('2023-11-09', '2021-03-03')
    >>> read_date("25/12/2023").isoformat(), read_date("03/04/2023") is None
    ('2023-12-25', True)
    """
    if found := _ISO.search(text) or _EAST.search(text) or _COMPACT.fullmatch(text.strip()):
        return _date(*map(int, found.groups()))
    folded = text.casefold()
    if found := _DAY_MONTH.search(folded):
        return _date(int(found[3]), _months().get(found[2], 0), int(found[1]))
    if found := _MONTH_DAY.search(folded):
        return _date(int(found[3]), _months().get(found[1], 0), int(found[2]))
    if found := _NUMBERS.search(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if found[2] == "." or first > 12 or first == second:
            return _date(year, second, first)
        if second > 12:
            return _date(year, first, second)
    return None


def read_day(text: str, near: datetime.date) -> datetime.date | None:
    """The day and month in a text, in the year that puts them nearest to a date.

    >>> read_day("LONDON, Dec 30 (AFP)", datetime.date(2024, 1, 2)).isoformat()
    '2023-12-30'
    >>> read_day("Hold until 14 March", datetime.date(2024, 1, 2)).isoformat()
    '2024-03-14'
    """
    if (full := read_date(text)) is not None:
        return full
    for found in _DAY.finditer(text.casefold(), overlapped=True):
        month = _months().get(found["before"] or found["after"], 0)
        day = int(found["day"])
        days = [date for year in (-1, 0, 1) if (date := _date(near.year + year, month, day))]
        if days:
            return min(days, key=lambda date: abs((date - near).days))
    return None


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None

"""Time-stamp lines: when a page was published or changed, read word by word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from newslint.data import groups, words
from newslint.patterns import compiled
from newslint.segment.classes import counting, sorts

_TOKEN = compiled(
    r"""
    (?<date>   \d{4}-\d{1,2}-\d{1,2}(?=T|\D|\Z) | \d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})(?!\d) | \d{1,2}\.\d{1,2}\.(?!\d) )
  | (?<clock>  T?\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?+(?:\.\d+)?(?:[ ]?[ap]\.?m\b\.?)?+(?:Z\b|[+-]\d{2}:?\d{2})?+ | \d{1,2}[ ]?[ap]\.?m\b\.? )
  | (?<year>   (?:19|20)\d{2}(?!\d) )
  | (?<number> \d{1,3}(?!\d)\.?+ (?:\s*+(?:st|nd|rd|th|er|º|ª)\b)?+ )
  | (?<word>   \p{L}++(?:[.'’-]\p{L}++)*+ )
  | (?<mark>   [\s,.:;|/()\[\]·•–—\-@+*]++ )
  | (?<other>  . )
    """,
    regex.VERBOSE | regex.IGNORECASE | regex.VERSION1,
)
_MAX_LENGTH = 110
_MAX_TOKENS = 24
_RELATIVE_WORDS = 5
_WORDS = compiled(r"[\p{L}’']+")
_DIGITS = counting("d")


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """What a time-stamp line holds: a prefix such as "Updated", a full date, a clock time, "ago"."""

    prefix: bool
    date: bool
    clock: bool
    relative: bool
    year: bool


@cache
def _lexicon() -> dict[str, frozenset[str]]:
    found = {name: frozenset(entries) for name, entries in groups("timewords").items()}
    found["month"] = words("months")
    return found


@cache
def _kinds() -> dict[str, frozenset[str]]:
    """What each word may be: a month, a unit, a prefix …"""
    known = _lexicon()
    return {
        word: frozenset(name for name, entries in known.items() if word in entries)
        for word in frozenset[str]().union(*known.values())
    }


@cache
def _phrases() -> tuple[tuple[str, bool, bool], ...]:
    """Prefixes and relative times of several words, the longest first: (phrase, is relative, is a prefix)."""
    prefix, relative = _lexicon()["prefix"], _lexicon()["relative"]
    several = [phrase for phrase in prefix | relative if " " in phrase]
    several.sort(key=lambda phrase: (-len(phrase), phrase))
    return tuple((phrase, phrase in relative, phrase in prefix) for phrase in several)


@lru_cache(maxsize=1024)
def read_timestamp(line: str) -> TimeStamp | None:
    """Read a line that is a time stamp and nothing else; None for every other line.

    >>> read_timestamp("Updated 09 November 2023").date
    True
    >>> read_timestamp("Updated guidance on 3 March") is None
    True
    >>> read_timestamp("3 hours ago").relative
    True
    """
    text = line.strip().strip("()[]")
    if len(text) > _MAX_LENGTH or not sorts(text).translate(None, _DIGITS):
        return None
    text = text.casefold()
    if not 4 <= len(text) <= _MAX_LENGTH:
        return None
    text, prefix = _strip_prefix(text)
    seen: set[str] = set()
    unit = month = False
    known = _kinds()
    for count, token in enumerate(_TOKEN.finditer(text)):
        kind = token.lastgroup or ""
        if count > _MAX_TOKENS or kind == "other":
            return None
        if kind == "word":
            kinds = known.get(token.group().rstrip("."))
            if not kinds:
                return None
            month |= "month" in kinds
            unit |= "unit" in kinds
            prefix |= "prefix" in kinds
            if "relative" in kinds:
                seen.add("relative")
        else:
            seen.add(kind)
    date = "date" in seen or (month and ("number" in seen or "year" in seen))
    relative = "relative" in seen and (unit or "clock" in seen)
    relative |= prefix and unit and "number" in seen
    clock = "clock" in seen
    if not (date or relative or (prefix and clock)):
        return None
    return TimeStamp(prefix, date, clock, relative, "year" in seen or "date" in seen)


def _strip_prefix(text: str) -> tuple[str, bool]:
    """The text without prefixes of several words, which the word list can't see singly."""
    found = False
    for phrase, relative, prefix in _phrases():
        if phrase in text:
            text = text.replace(phrase, " hier " if relative else " ", 1)
            found |= prefix
    return text, found


def is_relative(text: str) -> bool:
    """Whether a date counts from the moment it was read: "3 hours ago", "yesterday at 10:15".

    >>> is_relative("yesterday"), is_relative("Vor 3 Stunden"), is_relative("3 May 2024")
    (True, True, False)
    """
    stamp = read_timestamp(text)
    if stamp is not None:
        return stamp.relative
    said = f" {' '.join(_WORDS.findall(text.casefold()))} "
    return len(said.split()) <= _RELATIVE_WORDS and any(f" {word} " in said for word in _lexicon()["relative"])


def is_timestamp(line: str) -> bool:
    """Whether the line is a time stamp: a date, a relative time or a marked clock time alone.

    >>> is_timestamp("Publié le 3 mars 2021 à 10h30"), is_timestamp("May be delayed")
    (True, False)
    """
    return read_timestamp(line) is not None

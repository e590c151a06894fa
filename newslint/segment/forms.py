"""What a line looks like: prose, list item, title; no language needed."""

from __future__ import annotations

import re
from functools import lru_cache

import regex

from newslint.segment.classes import counting, marking, sorts

_LINES = 1024
_EAST = counting("k")
_WORDS = marking(k=" ", w="w", j="j")
_JOINER = ord("j")
_JOINT = re.compile(rb"(?<=w)j(?=w)")
_ENDS = frozenset(".!?…。！？؟।:;")
_QUOTE_ENDS = frozenset('”»"')
_CLOSERS = (
    "\"'”’“‘»«)]›‹*\t\n\x0b\x0c\r\x20\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_BULLET = regex.compile(r"(?:[•·●▪■◦‣⁃∙*–—-]|\(?\d{1,2}[.)])[ \t\u00a0]++(?=\S)")

PROSE_WORDS = 8
"""The fewest words of a sentence that is taken for prose."""


def is_east_asian(line: str) -> bool:
    """Whether the line holds Chinese, Japanese, Korean or Thai, which write no blanks between words.

    >>> is_east_asian("首相は六日"), is_east_asian("On Monday")
    (True, False)
    """
    return len(sorts(line).translate(None, _EAST)) > 0


def count_words(line: str) -> int:
    """As `words`, for a text of many lines or one that is asked for once."""
    kinds = sorts(line)
    marks = kinds.translate(_WORDS)
    count = 0
    if _JOINER in marks:
        count -= len(_JOINT.findall(marks))
        marks = marks.replace(b"j", b" ")
    count += marks.count(b" w") + marks.startswith(b"w")
    east = 0 if line.isascii() else len(kinds.translate(None, _EAST))
    return count + (east + 1) // 2


@lru_cache(maxsize=_LINES)
def words(line: str) -> int:
    """How many words a line has; two characters of Chinese, Japanese, Korean or Thai are one.

    >>> words("Don't miss: the G7's list"), words("首相は六日、東京で会見した。")
    (5, 6)
    """
    return count_words(line)


@lru_cache(maxsize=_LINES)
def ends_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does, closing quotes and brackets aside.

    >>> ends_sentence("“We stay,” she said."), ends_sentence("Harbour board votes on quay")
    (True, False)
    """
    text = line.rstrip()
    return text[-1:] in _QUOTE_ENDS or text.rstrip(_CLOSERS)[-1:] in _ENDS


@lru_cache(maxsize=_LINES)
def is_prose(line: str) -> bool:
    """Whether the line reads as running text: a sentence of eight words, or twenty-five words."""
    count = words(line)
    return count >= 25 or (count >= PROSE_WORDS and ends_sentence(line))


def bullet(line: str) -> int:
    """The length of a leading bullet or number with its blanks; 0 where there is none.

    >>> bullet("• Talks resume"), bullet("1) Oil"), bullet("-5 degrees")
    (2, 3, 0)
    """
    if line[:1].isalpha():
        return 0
    found = _BULLET.match(line)
    return found.end() if found else 0


def is_title(line: str) -> bool:
    """Whether the line could be a headline: 3 to 32 words, opens high, no final full stop."""
    if not line or bullet(line) or line[-1] in ".,;:":
        return False
    first = next((char for char in line if char.isalnum()), "")
    return bool(first) and not first.islower() and 3 <= words(line) <= 32

"""What a line looks like: prose, list item, title; no language needed."""

from __future__ import annotations

from functools import lru_cache

import regex

_LINES = 4096
_WORD = regex.compile(r"\w+(?:['’\-]\w+)*+")
_CJK = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")
_END = regex.compile(r"""[.!?…。！？؟।:;][\s"'”’“‘»«)\]›‹*]*+\Z|[”»"]\Z""")
_BULLET = regex.compile(r"(?:[•·●▪■◦‣⁃∙*–—-]|\(?\d{1,2}[.)])[ \t\u00a0]++(?=\S)")

PROSE_WORDS = 8
"""The fewest words of a sentence that is taken for prose."""


def is_east_asian(line: str) -> bool:
    """Whether the line holds Chinese, Japanese, Korean or Thai, which write no blanks between words.

    >>> is_east_asian("首相は六日"), is_east_asian("On Monday")
    (True, False)
    """
    return _CJK.search(line) is not None


@lru_cache(maxsize=_LINES)
def words(line: str) -> int:
    """How many words a line has; two characters of Chinese, Japanese, Korean or Thai are one.

    >>> words("Don't miss: the G7's list"), words("首相は六日、東京で会見した。")
    (5, 6)
    """
    east = len(_CJK.findall(line))
    if east:
        return (east + 1) // 2 + len(_WORD.findall(_CJK.sub(" ", line)))
    return len(_WORD.findall(line))


@lru_cache(maxsize=_LINES)
def ends_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does, closing quotes and brackets aside.

    >>> ends_sentence("“We stay,” she said."), ends_sentence("Harbour board votes on quay")
    (True, False)
    """
    return _END.search(line.rstrip()) is not None


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
    found = _BULLET.match(line)
    return found.end() if found else 0


def is_title(line: str) -> bool:
    """Whether the line could be a headline: 3 to 32 words, opens high, no final full stop."""
    if not line or bullet(line) or line[-1] in ".,;:":
        return False
    first = next((char for char in line if char.isalnum()), "")
    return bool(first) and not first.islower() and 3 <= words(line) <= 32

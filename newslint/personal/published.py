"""Is it a published contact? What an article prints so that its readers may write or call."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

_NEAR, _SHORT, _LEAST = 3, 100, 4
_LABEL = regex.compile(r"[^\s:：][^:：\d@]{0,30}[:：]")


def published(lines: Sequence[str], at: int, value: str, words: regex.Pattern[str], box: regex.Pattern[str]) -> bool:
    """Whether words on its line, a service box around it, or its own domain make a value a published contact.

    A service box is made of short lines, of which one beside it speaks of what a visitor wants to know.

    >>> words, box = regex.compile("tickets"), regex.compile("Opening hours")
    >>> published(["Phone: 030 901820", "Opening hours: 9 to 5"], 0, "030 901820", words, box)
    True
    >>> published(["She wrote from ana@mail.pt", "Opening hours: 9 to 5"], 0, "ana@mail.pt", words, box)
    False
    """
    line = lines[at]
    if _speaks(words, line) or _of_own_site(value):
        return True
    if len(line) > _SHORT or not (_LABEL.match(line) or len(line.replace(value, "").strip()) < _LEAST):
        return False
    around = [text for text in lines[max(at - _NEAR, 0) : at + _NEAR + 1] if len(text) <= _SHORT]
    return any(box.search(text) for text in around)


@lru_cache(maxsize=16)
def _speaks(words: regex.Pattern[str], line: str) -> bool:
    """Whether one of the words stands on the line; a long line with many values is asked about once."""
    return words.search(line) is not None


def _of_own_site(value: str) -> bool:
    """A domain that bears the name before the `@` is somebody's own site, not a mailbox among others."""
    local, _, domain = value.casefold().rpartition("@")
    name = domain.partition(".")[0]
    return len(local) >= _LEAST and local.isalpha() and name.startswith(local)

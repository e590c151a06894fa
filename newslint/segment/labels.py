"""Known labels of page controls, and how a line is compared with them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

import regex

from newslint.data import words as entries
from newslint.model import FurnitureClass
from newslint.patterns import compiled

_EDGE = ' \t:.,;!?…-–—|·•*+/\\()[]<>‹›«»→←↓↑►▸▶◄▼▲▾➔➜⟶❯❮⇒✓✕×"“”„\ufeff\u200b\u200e\ufe0f'
_NUMBER = compiled(
    r"(?<![\w.])\d++(?:[.,\u00a0\u202f]\d{3}(?!\d))*+(?:[.,]\d)?+(?:[km](?!\w))?+(?![.\d])", regex.IGNORECASE
)
_MAY_BE_DIGIT = re.compile("[0-9\u0660-\U0010ffff]")
"""Where Unicode has its decimal digits; of blanks, only U+0020 is printable."""
_SEPARATORS = "|·•,/&+"
_LONGEST = 90


@lru_cache(maxsize=2048)
def normalise(text: str) -> str:
    """A line as it is compared: case, white space, apostrophes, outer punctuation and arrows aside.

    Numbers become `#`, so that one phrase covers every counter.

    >>> normalise("» Read  More: ")
    'read more'
    >>> normalise("1,204 Comments")
    '# comments'
    """
    flat = text.strip(_EDGE)
    if "  " in flat or not flat.isprintable():
        flat = " ".join(flat.split())
    flat = flat.casefold().replace("’", "'").replace("‘", "'")
    return _NUMBER.sub("#", flat) if _MAY_BE_DIGIT.search(flat) else flat


def is_run(text: str, phrases: Collection[str], most_words: int) -> bool:
    """Whether a line divides wholly into two or more of the phrases ("Share Tweet Email").

    >>> is_run("Share | Tweet", {"share", "tweet"}, 1), is_run("Share prices", {"share"}, 1)
    (True, False)
    """
    parts = _parts(normalise(text))
    if not 2 <= len(parts) <= 24:
        return False
    reach = {0: 0}
    for start in range(len(parts)):
        if start not in reach:
            continue
        for end in range(start + 1, min(start + most_words, len(parts)) + 1):
            if " ".join(parts[start:end]) in phrases:
                reach[end] = max(reach.get(end, 0), reach[start] + 1)
    return reach.get(len(parts), 0) >= 2


def _parts(key: str) -> list[str]:
    for sign in _SEPARATORS:
        if sign in key:
            key = key.replace(sign, " ")
    return key.split()


class Labels:
    """The whole-line phrases of the loaded rules, by the class of furniture that they name.

    So the rules teach the segmenter: a label in a user's own pack is furniture at once.
    """

    def __init__(self, phrases: Mapping[str, FurnitureClass]) -> None:
        self._phrases = dict(phrases)
        self._most = max((phrase.count(" ") + 1 for phrase in phrases), default=0)
        self._first = {phrase.split(" ", 1)[0] for phrase in phrases}
        known = {word for phrase in phrases for word in phrase.split() if word.isalpha()}
        self.words: frozenset[str] = frozenset(known - entries("stopwords"))
        """The words (case-folded) that labels are made of, stop words aside."""

    def classify(self, line: str) -> FurnitureClass | None:
        """The class of a line that is a label, or a run of labels; None for any other line."""
        if not self._phrases or len(line) > _LONGEST:
            return None
        key = normalise(line)
        found = self._phrases.get(key)
        if found is not None:
            return found
        first = _parts(key)[:1]
        if first and first[0] in self._first and is_run(line, self._phrases, self._most):
            return FurnitureClass.WIDGET
        return None

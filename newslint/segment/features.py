"""What a line looks like, in numbers: the language-free input of the line model.

A line's own numbers come from `look`; `context.rows` adds its neighbours, its run and the
whole text. A changed feature needs a newly trained model (`tools/train_segmenter.py`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from newslint.data import words as entries
from newslint.model import Block, FurnitureClass, Role
from newslint.segment.forms import bullet, ends_sentence, is_east_asian, is_prose, words
from newslint.segment.labels import Labels, normalise

_WORD = regex.compile(r"\w+")
_CLOSERS = " \t\u00a0\"'”’“‘»«)]›‹*"
_SEPARATORS = frozenset("|/·•>›»→-–—_#@©+")
_SENTENCE = regex.compile(r"[.!?…。！？](?=\s+\p{Lu}|[\p{Han}\p{Hiragana}\p{Katakana}])")
_ADDRESS = regex.compile(r"https?://|www\.|@\w|\.(?:com|org|net|de|fr|html)\b", regex.IGNORECASE)
_YEAR = regex.compile(r"\b(?:19|20)\d\d\b")
_CLOCK = regex.compile(r"\b\d{1,2}[:.]\d\d\b")
_ENDS = {
    ".": 1.0,
    "。": 1.0,
    "!": 2.0,
    "?": 2.0,
    "！": 2.0,
    "？": 2.0,
    ":": 3.0,
    "：": 3.0,
    "…": 4.0,
    ",": 5.0,
    ";": 5.0,
}
_CLASSES = {None: 0.0} | {name: float(at) for at, name in enumerate(FurnitureClass, 1)}
_ROLES = {
    Role.HEADLINE: 1.0,
    Role.BYLINE: 2.0,
    Role.DATELINE: 3.0,
    Role.TIMESTAMP: 4.0,
    Role.CAPTION: 5.0,
    Role.CREDIT: 6.0,
}
_RARE = 4

OWN = (
    "words",
    "word_length",
    "ends_sentence",
    "end",
    "start",
    "capitals",
    "capitalised",
    "digits",
    "separators",
    "commas",
    "sentences",
    "stopwords",
    "label_words",
    "reader",
    "label",
    "role",
    "address",
    "year",
    "clock",
    "bullet",
    "quotes",
    "gap",
)
"""The names of a line's own numbers, in order."""


@dataclass(frozen=True, slots=True)
class Look:
    """One line as the model sees it: its numbers, whether it is prose, and its rarer words."""

    numbers: tuple[float, ...]
    prose: bool
    vocabulary: frozenset[str]
    key: str
    shape: tuple[int, ...]

    @property
    def words(self) -> float:
        """The binary logarithm of one more than the number of words."""
        return self.numbers[0]


def look(block: Block, labels: Labels) -> Look:
    """The numbers of one line, by itself."""
    text = block.text
    tokens = _WORD.findall(text)
    east = is_east_asian(text)
    count = words(text) if east else len(tokens)
    letters = sum(map(str.isalpha, text)) or 1
    folded = text.casefold()
    lowered = _WORD.findall(folded)
    stop, reader = entries("stopwords"), entries("reader")
    core = text.rstrip(_CLOSERS)
    first = next((char for char in text if char.isalnum()), "")
    opening = _start(text, first)
    ends = ends_sentence(text)
    end = _ENDS.get(core[-1:], 0.0)
    digits = sum(map(str.isdigit, text))
    size = max(len(tokens), 1)
    numbers = (
        math.log2(1 + count),
        letters / size,
        float(ends),
        end,
        opening,
        sum(map(str.isupper, text)) / letters,
        sum(token[0].isupper() for token in tokens) / size,
        digits / len(text),
        sum(char in _SEPARATORS for char in text) / size,
        (text.count(",") + text.count("、")) / size,
        float(min(len(_SENTENCE.findall(text)), 6)),
        sum(token in stop for token in lowered) / size,
        labels.share(lowered),
        sum(token in reader for token in lowered) / size,
        _CLASSES[block.furniture],
        _ROLES.get(block.role, 0.0),
        float(_ADDRESS.search(text) is not None),
        float(_YEAR.search(text) is not None),
        float(_CLOCK.search(text) is not None),
        float(bullet(text) > 0),
        float(any(char in '"“”„«»「」' for char in text)),
        float(min(block.gap, 4)),
    )
    shape = (round(numbers[0] * 1.5), int(ends), int(opening), min(digits, 3), int(":" in text))
    return Look(numbers, is_prose(text), _vocabulary(folded, lowered, stop, east), normalise(text), shape)


def _start(text: str, first: str) -> float:
    if not first:
        return 5.0
    if text[0] != first:
        return 4.0
    return 1.0 if first.isupper() else 2.0 if first.islower() else 3.0 if first.isdigit() else 0.0


def _vocabulary(folded: str, lowered: Sequence[str], stop: frozenset[str], east: bool) -> frozenset[str]:
    if east:
        return frozenset(folded[at : at + 2] for at in range(len(folded) - 1) if folded[at : at + 2].isalpha())
    return frozenset(token for token in lowered if len(token) >= _RARE and token not in stop)


def overlaps(looks: Sequence[Look]) -> list[tuple[float, float]]:
    """For each line, the share of its rarer words that other prose has, and the share any other line has."""
    prose: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    for item in looks:
        everywhere.update(item.vocabulary)
        if item.prose:
            prose.update(item.vocabulary)
    found = []
    for item in looks:
        size = len(item.vocabulary)
        if not size:
            found.append((-1.0, -1.0))
            continue
        own = int(item.prose)
        told = sum(prose[token] > own for token in item.vocabulary)
        seen = sum(everywhere[token] > 1 for token in item.vocabulary)
        found.append((told / size, seen / size))
    return found

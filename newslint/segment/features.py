"""What a line looks like, in numbers: the language-free input of the line model.

A line's own numbers come from `look`, remembered by its text; `context.rows` adds its role, its neighbours,
its run and the whole text. A changed feature needs a newly trained model (`tools/train_segmenter.py`).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat

import regex

from newslint.data import words as entries
from newslint.model import FurnitureClass, Role
from newslint.patterns import compiled
from newslint.segment.classes import counting, marking, sorts, tokens
from newslint.segment.forms import bullet, ends_sentence, is_east_asian, is_prose, words
from newslint.segment.labels import Labels, normalise

_LINES = 1024
_CLOSERS = " \t\u00a0\"'”’“‘»«)]›‹*"
_SENTENCE = re.compile(rb"\.(?= +A|H)")
_ADDRESS = compiled(r"https?://|www\.|@\w|\.(?:com|org|net|de|fr|html)\b", regex.IGNORECASE)
_DOT = re.compile(r"\.(?:[CcDdFfHhNnOo]|(?<=[Ww]\.))")
_YEAR = compiled(r"\b(?:19|20)\d\d\b")
_CLOCK = compiled(r"\b\d{1,2}[:.]\d\d\b")
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
CLASSES = {None: 0.0} | {name: float(at) for at, name in enumerate(FurnitureClass, 1)}
ROLES = {
    Role.HEADLINE: 1.0,
    Role.BYLINE: 2.0,
    Role.DATELINE: 3.0,
    Role.TIMESTAMP: 4.0,
    Role.CAPTION: 5.0,
    Role.CREDIT: 6.0,
}
_RARE = 4
_LETTERS, _CAPITALS, _DIGITS, _NUMBERS = (counting(name) for name in "audn")
_SEPARATORS, _COMMAS, _QUOTES = (counting(name) for name in "scq")
_STARTS = marking(u="A", w="a")
_SENTENCES = marking("o", e=".", x=" ", U="A", h="H")

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

PLACED = ("label", "role", "gap")
"""Those of them that the line's text alone does not tell."""


@dataclass(frozen=True, slots=True)
class Look:
    """One line as the model sees it: the numbers of `OWN` but `PLACED`, whether it is prose, its rarer words."""

    numbers: tuple[float, ...]
    prose: bool
    vocabulary: frozenset[str]
    key: str
    shape: tuple[int, ...]


@lru_cache(maxsize=8)
def _weights(labels: Labels) -> dict[str, int]:
    """What a word counts for: a stop word 1, one of the reader's `_READER`, one of a label `_LABEL`."""
    stop, reader = entries("stopwords"), entries("reader")
    return {
        word: (word in stop) + _READER * (word in reader) + _LABEL * (word in labels.words)
        for word in stop | reader | labels.words
    }


_READER, _LABEL = 1 << 20, 1 << 40


@lru_cache(maxsize=_LINES)
def look(text: str, labels: Labels) -> Look:
    """The numbers of one line, by itself."""
    marks = sorts(text)
    starts = marks.translate(_STARTS)
    high, low = starts.count(b" A"), starts.count(b" a")
    opens = starts[:1]
    high, low = high + (opens == b"A"), low + (opens == b"a")
    east = is_east_asian(text)
    lowered = tokens(text)
    told = sum(map(_weights(labels).get, lowered, repeat(0)))
    size = max(high + low, 1)
    count = words(text) if east else high + low
    letters = len(marks.translate(None, _LETTERS)) or 1
    digits = len(marks.translate(None, _DIGITS))
    opening = _start(text)
    ends = ends_sentence(text)
    numbers = (
        math.log2(1 + count),
        letters / size,
        float(ends),
        _ENDS.get(text.rstrip(_CLOSERS)[-1:], 0.0),
        opening,
        len(marks.translate(None, _CAPITALS)) / letters,
        high / size,
        digits / len(text),
        len(marks.translate(None, _SEPARATORS)) / size,
        len(marks.translate(None, _COMMAS)) / size,
        float(min(_sentences(marks), 6)),
        told % _READER / size,
        (told // _LABEL) / len(lowered) if lowered else 0.0,
        told // _READER % _READER / size,
        float(_has_address(text)),
        float(("19" in text or "20" in text) and _YEAR.search(text) is not None),
        float(len(marks.translate(None, _NUMBERS)) > 2 and _CLOCK.search(text) is not None),
        float(bullet(text) > 0),
        float(len(marks.translate(None, _QUOTES)) > 0),
    )
    shape = (round(numbers[0] * 1.5), int(ends), int(opening), min(digits, 3), int(":" in text))
    return Look(numbers, is_prose(text), _vocabulary(text, lowered, east), normalise(text), shape)


def _start(text: str) -> float:
    first = text[0] if text[0].isalnum() else next((char for char in text if char.isalnum()), "")
    if not first:
        return 5.0
    if text[0] != first:
        return 4.0
    return 1.0 if first.isupper() else 2.0 if first.islower() else 3.0 if first.isdigit() else 0.0


def _sentences(marks: bytes) -> int:
    """How many sentences end before the line does."""
    ends = marks.translate(_SENTENCES)
    if ends.find(b".  ") < 0 and ends.find(b".H") < 0:
        return ends.count(b". A")
    return len(_SENTENCE.findall(ends))


def _has_address(text: str) -> bool:
    if "@" in text or "://" in text or ("." in text and _DOT.search(text)):
        return _ADDRESS.search(text) is not None
    return False


def _vocabulary(text: str, lowered: Sequence[str], east: bool) -> frozenset[str]:
    if east:
        folded = text.casefold()
        return frozenset(folded[at : at + 2] for at in range(len(folded) - 1) if folded[at : at + 2].isalpha())
    return frozenset([token for token in lowered if len(token) >= _RARE]).difference(entries("stopwords"))


def told_twice(looks: Iterable[Look]) -> tuple[set[str], set[str]]:
    """The rarer words that lines have, and those that two of them have."""
    once, twice = set[str](), set[str]()
    for item in looks:
        twice |= once & item.vocabulary
        once |= item.vocabulary
    return once, twice


def overlaps(looks: Sequence[Look]) -> tuple[list[float], list[float]]:
    """For each line, the share of its rarer words that other prose has, and the share any other line has."""
    once, twice = told_twice(item for item in looks if item.prose)
    _, everywhere = told_twice(looks)
    told = [share(item.vocabulary, twice if item.prose else once) for item in looks]
    return told, [share(item.vocabulary, everywhere) for item in looks]


def share(own: frozenset[str], other: set[str] | frozenset[str]) -> float:
    """The share of a line's words that another has too; -1 for a line without any."""
    return len(own & other) / len(own) if own else -1.0

"""Where a line stands, in numbers: neighbours, run, repetition, distance to prose, the whole text."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from newslint.model import Block, Role
from newslint.segment.core import core
from newslint.segment.features import OWN, look, overlaps
from newslint.segment.forms import words
from newslint.segment.labels import Labels

_WORDS, _ENDS, _END, _DIGITS = (OWN.index(name) for name in ("words", "ends_sentence", "end", "digits"))
_LABEL, _ROLE, _STOP, _GAP = (OWN.index(name) for name in ("label", "role", "stopwords", "gap"))
_COLON = 3.0
_FAR = 30
_MAIN = 30
_MAIN_TOLD = 18
_REACH = (1, 2, 3)
_WINDOWS = (4, 12)
_BESIDE = ("words", "ends_sentence", "label", "role", "stopwords", "told", "gap")

CONTEXT = (
    *("told", "seen", "headline", "byline", "copies"),
    *("from_prose", "to_prose", "prose_before", "prose_after", "share_before", "words_before", "words_after"),
    *("from_main", "to_main", "main_before", "main_after", "outside", "until_main", "since_main"),
    *("from_core", "to_core", "core_told", "core_labels", "core_words"),
    *("label_above", "to_label_above", "label_below", "to_label_below"),
    *("after_colon", "from_first", "to_last", "from_start", "to_end", "gap_after"),
    *("run", "run_place", "run_left", "run_words", "run_spread", "run_ends", "run_labels", "run_stamps", "run_told"),
    *("run_shape", "run_digits", "run_copies", "run_colon", "run_head", "run_tail"),
    *(f"{name}{side}{reach}" for reach in _REACH for side in "-+" for name in _BESIDE),
    *(f"prose{side}{size}" for size in _WINDOWS for side in "-+"),
    *(f"labels{side}{size}" for size in _WINDOWS for side in "-+"),
    *("shape_before", "shape_after", "alike"),
    *("lines", "prose_lines", "prose_words", "labels", "stamps", "told_short", "repeated", "short"),
)
"""The names of the numbers that context adds, in order."""


def rows(blocks: Sequence[Block], labels: Labels) -> list[list[float]]:
    """One row for each line: the numbers named in `OWN`, then those in `CONTEXT`."""
    if not blocks:
        return []
    return _Text(blocks, labels).rows()


class _Text:
    """All lines of one article, with the sums that every row needs."""

    def __init__(self, blocks: Sequence[Block], labels: Labels) -> None:
        self.blocks = blocks
        self.looks = [look(block, labels) for block in blocks]
        self.shared = overlaps(self.looks)
        self.copies = Counter(item.key for item in self.looks)
        prose = [item.prose and block.role not in _NO_PROSE for item, block in zip(self.looks, blocks, strict=True)]
        self.prose = prose
        size = len(blocks)
        self.lengths = [words(block.text) if told else 0 for block, told in zip(blocks, prose, strict=True)]
        self.prose_sum = list(accumulate(prose, initial=0))
        self.words_sum = list(accumulate(self.lengths, initial=0))
        marked = [item.numbers[_LABEL] > 0 for item in self.looks]
        self.labels_sum = list(accumulate(marked, initial=0))
        places = [at for at in range(size) if prose[at]]
        self.first = places[0] if places else size
        self.last = places[-1] if places else -1
        self.before, self.after = self._nearest(prose)
        main = [
            count >= _MAIN or (count >= _MAIN_TOLD and told >= 0.3)
            for count, (told, _) in zip(self.lengths, self.shared, strict=True)
        ]
        self.main_before, self.main_after = self._nearest(main)
        self.main_sum = list(
            accumulate((count * told for count, told in zip(self.lengths, main, strict=True)), initial=0)
        )
        self.head = self._vocabulary(Role.HEADLINE)
        self.names = self._vocabulary(Role.BYLINE)
        self.label_before, self.label_after = self._nearest(marked)
        self.core = core([words(block.text) for block in blocks], prose, marked)
        self.told: Counter[str] = Counter()
        for at in range(*self.core):
            self.told.update(self.looks[at].vocabulary)
        self.whole = self._whole()

    def _vocabulary(self, role: Role) -> frozenset[str]:
        """The rarer words of the first line with that role."""
        return next(
            (item.vocabulary for item, block in zip(self.looks, self.blocks, strict=True) if block.role is role), _NONE
        )

    def _nearest(self, marked: Sequence[bool]) -> tuple[list[int], list[int]]:
        """For each line, the marked line before it (-1 for none) and after it (the size for none)."""
        size = len(self.blocks)
        before, after = [-1] * size, [size] * size
        seen = -1
        for at in range(size):
            before[at] = seen
            if marked[at]:
                seen = at
        seen = size
        for at in reversed(range(size)):
            after[at] = seen
            if marked[at]:
                seen = at
        return before, after

    def rows(self) -> list[list[float]]:
        found: list[list[float]] = []
        at, size = 0, len(self.blocks)
        while at < size:
            end = at + 1
            while not self.prose[at] and end < size and not self.prose[end]:
                end += 1
            run = self._run(at, end)
            for place in range(at, end):
                own = [*self.looks[place].numbers, *self._place(place)]
                mine = [run[0], float(min(place - at, _FAR)), float(min(end - 1 - place, _FAR)), *run[1:]]
                found.append([*own, *mine, *self._beside(place), *self.whole])
            at = end
        return found

    def _place(self, at: int) -> list[float]:
        size = len(self.blocks)
        item = self.looks[at]
        before, after = self.before[at], self.after[at]
        total = max(self.words_sum[-1], 1)
        told, seen = self.shared[at]
        return [
            told,
            seen,
            _share(item.vocabulary, self.head),
            _share(item.vocabulary, self.names),
            float(min(self.copies[item.key] - 1, 5)),
            float(min(at - before, _FAR)),
            float(min(after - at, _FAR)),
            math.log2(1 + (self.lengths[before] if before >= 0 else 0)),
            math.log2(1 + (self.lengths[after] if after < size else 0)),
            self.words_sum[at] / total,
            math.log2(1 + self.words_sum[at]),
            math.log2(1 + self.words_sum[-1] - self.words_sum[at + 1]),
            float(min(at - self.main_before[at], _FAR)),
            float(min(self.main_after[at] - at, _FAR)),
            math.log2(1 + self.main_sum[at]),
            math.log2(1 + self.main_sum[-1] - self.main_sum[at + 1]),
            float(self.main_before[at] < 0) - float(self.main_after[at] >= size),
            math.log2(1 + self.words_sum[self.main_after[at]] - self.words_sum[at + 1])
            if self.main_after[at] < size
            else -1.0,
            math.log2(1 + self.words_sum[at] - self.words_sum[self.main_before[at] + 1])
            if self.main_before[at] >= 0
            else -1.0,
            *self._to_core(at),
            *self._to_labels(at),
            float(before >= 0 and self.looks[before].numbers[_END] == _COLON),
            _within(at - self.first),
            _within(self.last - at),
            float(min(at, _FAR)),
            float(min(size - 1 - at, _FAR)),
            float(min(self.blocks[at + 1].gap, 4)) if at + 1 < size else 5.0,
        ]

    def _to_core(self, at: int) -> list[float]:
        """The place against the core, and what the line shares with it."""
        start, end = self.core
        inside = start <= at < end
        seen = self.looks[at].vocabulary
        told = sum(self.told[token] > inside for token in seen) / len(seen) if seen else -1.0
        between = (
            self.labels_sum[at] - self.labels_sum[end]
            if at >= end
            else self.labels_sum[start] - self.labels_sum[min(at, start)]
        )
        return [
            _within(at - start),
            _within(end - 1 - at),
            told,
            float(between),
            (self.words_sum[end] - self.words_sum[start]) / max(self.words_sum[-1], 1),
        ]

    def _to_labels(self, at: int) -> list[float]:
        """The class of the nearest label above and below, and how far away they are."""
        above, below = self.label_before[at], self.label_after[at]
        return [
            self.looks[above].numbers[_LABEL] if above >= 0 else -1.0,
            float(min(at - above, _FAR)),
            self.looks[below].numbers[_LABEL] if below < len(self.blocks) else -1.0,
            float(min(below - at, _FAR)),
        ]

    def _run(self, start: int, end: int) -> list[float]:
        """The numbers of a run of lines that are not prose, shared by them all."""
        looks = self.looks[start:end]
        size = len(looks)
        lengths = [item.words for item in looks]
        mean = sum(lengths) / size
        told = [self.shared[at][0] for at in range(start, end) if self.shared[at][0] >= 0]
        shapes = Counter(item.shape for item in looks)
        return [
            math.log2(size),
            mean,
            math.sqrt(sum((length - mean) ** 2 for length in lengths) / size),
            sum(item.numbers[_ENDS] for item in looks) / size,
            sum(item.numbers[_LABEL] > 0 for item in looks) / size,
            sum(item.numbers[_ROLE] >= 4 for item in looks) / size,
            sum(told) / len(told) if told else -1.0,
            max(shapes.values()) / size,
            sum(item.numbers[_DIGITS] > 0 for item in looks) / size,
            sum(self.copies[item.key] > 1 for item in looks) / size,
            float(start > 0 and self.looks[start - 1].numbers[_END] == _COLON),
            float(start <= self.first),
            float(end > self.last),
        ]

    def _beside(self, at: int) -> list[float]:
        size = len(self.blocks)
        found: list[float] = []
        for reach in _REACH:
            for other in (at - reach, at + reach):
                if not 0 <= other < size:
                    found += [-1.0] * len(_BESIDE)
                    continue
                item = self.looks[other].numbers
                found += [
                    item[_WORDS],
                    item[_ENDS],
                    item[_LABEL],
                    item[_ROLE],
                    item[_STOP],
                    self.shared[other][0],
                    item[_GAP],
                ]
        for sums in (self.prose_sum, self.labels_sum):
            for window in _WINDOWS:
                low, high = max(at - window, 0), min(at + 1 + window, size)
                found += [float(sums[at] - sums[low]), float(sums[high] - sums[at + 1])]
        shape = self.looks[at].shape
        near = [self.looks[other].shape for other in range(max(at - 8, 0), min(at + 9, size)) if other != at]
        found += [
            float(at > 0 and self.looks[at - 1].shape == shape),
            float(at + 1 < size and self.looks[at + 1].shape == shape),
            sum(other == shape for other in near) / max(len(near), 1),
        ]
        return found

    def _whole(self) -> list[float]:
        size = len(self.blocks)
        short = [at for at in range(size) if not self.prose[at]]
        told = [self.shared[at][0] for at in short if self.shared[at][0] >= 0]
        count = sum(words(block.text) for block in self.blocks)
        return [
            math.log2(size),
            self.prose_sum[-1] / size,
            self.words_sum[-1] / max(count, 1),
            self.labels_sum[-1] / size,
            sum(item.numbers[_ROLE] >= 4 for item in self.looks) / size,
            sum(told) / len(told) if told else -1.0,
            sum(self.copies[item.key] > 1 for item in self.looks) / size,
            sum(self.looks[at].words for at in short) / max(len(short), 1),
        ]


def _share(own: frozenset[str], other: frozenset[str]) -> float:
    """The share of a line's words that another has too; -1 for a line without any."""
    return len(own & other) / len(own) if own else -1.0


def _within(distance: int) -> float:
    """A signed distance in lines, no further than `_FAR` either way."""
    return float(max(min(distance, _FAR), -_FAR))


_NO_PROSE = frozenset({Role.FURNITURE, Role.TIMESTAMP, Role.BYLINE, Role.CREDIT, Role.CAPTION})
_NONE: frozenset[str] = frozenset()

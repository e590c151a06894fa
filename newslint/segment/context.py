"""Where a line stands, in numbers: neighbours, run, repetition, distance to prose, the whole text.

Numbers are made a column at a time, for all lines of a text at once: `_columns` gives each by its name.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from operator import sub

from newslint.model import Block, Role
from newslint.segment.core import core
from newslint.segment.features import CLASSES, OWN, PLACED, ROLES, Look, look, overlaps, share, told_twice
from newslint.segment.forms import words
from newslint.segment.labels import Labels

_COLON = 3.0
_FAR = 30.0
_ALIKE = 8
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


_TEXT = tuple(name for name in OWN if name not in PLACED)
_RUN = tuple(name for name in CONTEXT if name.startswith("run"))
_NO_PROSE = frozenset({Role.FURNITURE, Role.TIMESTAMP, Role.BYLINE, Role.CREDIT, Role.CAPTION})
_NONE: frozenset[str] = frozenset()
_STAMPS = ROLES[Role.TIMESTAMP]
Column = Sequence[float]


def rows(blocks: Sequence[Block], labels: Labels) -> list[tuple[float, ...]]:
    """One row for each line: the numbers named in `OWN`, then those in `CONTEXT`."""
    if not blocks:
        return []
    found = _columns(blocks, labels)
    return list(zip(*(found[name] for name in (*OWN, *CONTEXT)), strict=True))


def _columns(blocks: Sequence[Block], labels: Labels) -> dict[str, Column]:
    """The numbers of all lines, by name."""
    looks = [look(block.text, labels) for block in blocks]
    found: dict[str, Column] = dict(zip(_TEXT, zip(*(item.numbers for item in looks), strict=True), strict=True))
    found["label"] = [CLASSES[block.furniture] for block in blocks]
    found["role"] = [ROLES.get(block.role, 0.0) for block in blocks]
    found["gap"] = gaps = [float(min(block.gap, 4)) for block in blocks]
    found["gap_after"] = [*gaps[1:], 5.0]
    found["told"], found["seen"] = overlaps(looks)
    for name, role in (("headline", Role.HEADLINE), ("byline", Role.BYLINE)):
        words_of = next(
            (item.vocabulary for item, block in zip(looks, blocks, strict=True) if block.role is role), _NONE
        )
        found[name] = [share(item.vocabulary, words_of) for item in looks]
    prose = [item.prose and block.role not in _NO_PROSE for item, block in zip(looks, blocks, strict=True)]
    found.update(_places(blocks, looks, prose, found))
    shapes = _numbered(item.shape for item in looks)
    found.update(_runs(prose, found, shapes))
    found.update(_beside(found, shapes))
    return found


def _places(
    blocks: Sequence[Block], looks: Sequence[Look], prose: Sequence[bool], known: Mapping[str, Column]
) -> Iterator[tuple[str, Column]]:
    """Where each line stands against the prose, the main text, the core and the labels, and what the text is like."""
    size = len(blocks)
    places = range(size)
    counts = [words(block.text) for block in blocks]
    lengths = [count if told else 0 for count, told in zip(counts, prose, strict=True)]
    sums = list(accumulate(lengths, initial=0))
    total = sums[-1]
    copies = Counter(item.key for item in looks)
    yield "copies", [float(min(copies[item.key] - 1, 5)) for item in looks]

    before, after = _nearest(prose)
    yield "from_prose", _capped(map(sub, places, before))
    yield "to_prose", _capped(map(sub, after, places))
    logs = [*map(_log, lengths), 0.0]
    yield "prose_before", [logs[at] for at in before]
    yield "prose_after", [logs[at] for at in after]
    yield "share_before", [count / max(total, 1) for count in sums[:-1]]
    yield "words_before", [_log(count) for count in sums[:-1]]
    yield "words_after", [_log(total - count) for count in sums[1:]]
    ends = known["end"]
    yield "after_colon", [float(at >= 0 and ends[at] == _COLON) for at in before]
    first, last = after[0] if not prose[0] else 0, before[-1] if not prose[-1] else size - 1
    yield "from_first", _capped(at - first for at in places)
    yield "to_last", _capped(last - at for at in places)
    yield "from_start", _capped(places)
    yield "to_end", _capped(reversed(places))

    main = [
        count >= _MAIN or (count >= _MAIN_TOLD and told >= 0.3)
        for count, told in zip(lengths, known["told"], strict=True)
    ]
    yield from _against_main(main, lengths, sums)
    marked = [label > 0 for label in known["label"]]
    yield from _against_labels(marked, known["label"])
    yield from _against_core(core(counts, prose, marked), looks, sums, marked)
    for name, told in (("prose", prose), ("labels", marked)):
        yield from _windows(name, told)
    yield from _whole(counts, total, prose, marked, copies, looks, known)


def _against_main(main: Sequence[bool], lengths: Sequence[int], sums: Sequence[int]) -> Iterator[tuple[str, Column]]:
    """Where each line stands against the long paragraphs."""
    size = len(main)
    places = range(size)
    before, after = _nearest(main)
    mains = list(accumulate([count if told else 0 for count, told in zip(lengths, main, strict=True)], initial=0))
    total = mains[-1]
    yield "from_main", _capped(map(sub, places, before))
    yield "to_main", _capped(map(sub, after, places))
    yield "main_before", [_log(count) for count in mains[:-1]]
    yield "main_after", [_log(total - count) for count in mains[1:]]
    yield "outside", [float(a < 0) - float(b >= size) for a, b in zip(before, after, strict=True)]
    yield "until_main", [_log(sums[b] - sums[at + 1]) if b < size else -1.0 for at, b in enumerate(after)]
    yield "since_main", [_log(sums[at] - sums[a + 1]) if a >= 0 else -1.0 for at, a in enumerate(before)]


def _against_core(
    stretch: tuple[int, int], looks: Sequence[Look], sums: Sequence[int], marked: Sequence[bool]
) -> Iterator[tuple[str, Column]]:
    """The place of each line against the core, and what the line shares with it."""
    start, end = stretch
    places = range(len(looks))
    once, twice = told_twice(looks[start:end])
    labels = list(accumulate(marked, initial=0))
    yield "from_core", _capped(at - start for at in places)
    yield "to_core", _capped(end - 1 - at for at in places)
    yield "core_told", [share(item.vocabulary, twice if start <= at < end else once) for at, item in enumerate(looks)]
    yield (
        "core_labels",
        [float(labels[at] - labels[end] if at >= end else labels[start] - labels[min(at, start)]) for at in places],
    )
    yield "core_words", [(sums[end] - sums[start]) / max(sums[-1], 1)] * len(looks)


def _against_labels(marked: Sequence[bool], classes: Column) -> Iterator[tuple[str, Column]]:
    """The class of the nearest label above and below, and how far away they are."""
    places = range(len(marked))
    above, below = _nearest(marked)
    told = [*classes, -1.0]
    yield "label_above", [told[at] for at in above]
    yield "to_label_above", _capped(map(sub, places, above))
    yield "label_below", [told[at] for at in below]
    yield "to_label_below", _capped(map(sub, below, places))


def _windows(name: str, marked: Sequence[bool]) -> Iterator[tuple[str, Column]]:
    """How many of the lines before and after are marked."""
    sums = list(accumulate(map(float, marked), initial=0.0))
    size = len(marked)
    for window in _WINDOWS:
        far = min(window, size)
        yield f"{name}-{window}", [*map(sub, sums, [0.0] * far + sums[: size - far])]
        yield f"{name}+{window}", [*map(sub, sums[1 + far :] + sums[-1:] * far, sums[1:])]


def _whole(
    counts: Sequence[int],
    total: int,
    prose: Sequence[bool],
    marked: Sequence[bool],
    copies: Mapping[str, int],
    looks: Sequence[Look],
    known: Mapping[str, Column],
) -> Iterator[tuple[str, Column]]:
    """What the whole text is like, the same for all its lines."""
    size = len(counts)
    short = [at for at in range(size) if not prose[at]]
    shared, sizes = known["told"], known["words"]
    told = [shared[at] for at in short if shared[at] >= 0]
    found = {
        "lines": math.log2(size),
        "prose_lines": sum(prose) / size,
        "prose_words": total / max(sum(counts), 1),
        "labels": sum(marked) / size,
        "stamps": sum(role >= _STAMPS for role in known["role"]) / size,
        "told_short": sum(told) / len(told) if told else -1.0,
        "repeated": sum(copies[item.key] > 1 for item in looks) / size,
        "short": sum(sizes[at] for at in short) / max(len(short), 1),
    }
    for name, number in found.items():
        yield name, [number] * size


def _runs(prose: Sequence[bool], known: Mapping[str, Column], shapes: Sequence[int]) -> Iterator[tuple[str, Column]]:
    """The run of lines without prose in which each line stands; a line of prose is one by itself."""
    size = len(prose)
    first = prose.index(True) if True in prose else size
    last = size - 1 - prose[::-1].index(True) if True in prose else -1
    rows: list[tuple[float, ...]] = []
    at = 0
    while at < size:
        end = at + 1
        while not prose[at] and end < size and not prose[end]:
            end += 1
        told = _run(at, end, known, shapes)
        colon = float(at > 0 and known["end"][at - 1] == _COLON)
        edge = (colon, float(at <= first), float(end > last))
        for place in range(at, end):
            rows.append((told[0], float(min(place - at, _FAR)), float(min(end - 1 - place, _FAR)), *told[1:], *edge))
        at = end
    return zip(_RUN, zip(*rows, strict=True), strict=True)


def _run(start: int, end: int, known: Mapping[str, Column], shapes: Sequence[int]) -> tuple[float, ...]:
    """The numbers of a run, shared by its lines."""
    size = end - start
    within = slice(start, end)
    lengths = known["words"][within]
    mean = sum(lengths) / size
    told = [share for share in known["told"][within] if share >= 0]
    return (
        math.log2(size),
        mean,
        math.sqrt(sum((length - mean) ** 2 for length in lengths) / size) if size > 1 else 0.0,
        sum(known["ends_sentence"][within]) / size,
        sum(label > 0 for label in known["label"][within]) / size,
        sum(role >= _STAMPS for role in known["role"][within]) / size,
        sum(told) / len(told) if told else -1.0,
        max(Counter(shapes[within]).values()) / size if size > 1 else 1.0,
        sum(share > 0 for share in known["digits"][within]) / size,
        sum(copies > 0 for copies in known["copies"][within]) / size,
    )


def _beside(known: Mapping[str, Column], shapes: Sequence[int]) -> Iterator[tuple[str, Column]]:
    """The numbers of the lines before and after, and how alike they look."""
    size = len(shapes)
    for reach in _REACH:
        far = min(reach, size)
        for name in _BESIDE:
            column = known[name]
            yield f"{name}-{reach}", [-1.0] * far + [*column[: size - far]]
            yield f"{name}+{reach}", [*column[far:]] + [-1.0] * far
    same = [float(one == other) for one, other in pairwise(shapes)]
    yield "shape_before", [0.0, *same]
    yield "shape_after", [*same, 0.0]
    alike = []
    for at, shape in enumerate(shapes):
        near = shapes[max(at - _ALIKE, 0) : at + _ALIKE + 1]
        alike.append((near.count(shape) - 1) / max(len(near) - 1, 1))
    yield "alike", alike


def _nearest(marked: Sequence[bool]) -> tuple[list[int], list[int]]:
    """For each line, the marked line before it (-1 for none) and after it (the size for none)."""
    size = len(marked)
    before, after = [-1] * size, [size] * size
    seen = -1
    for at, told in enumerate(marked):
        before[at] = seen
        if told:
            after[max(seen, 0) : at] = [at] * (at - max(seen, 0))
            seen = at
    return before, after


def _log(count: int) -> float:
    """The binary logarithm of one more than a count."""
    return math.log2(1 + count)


def _capped(distances: Iterable[int]) -> list[float]:
    """Signed distances in lines, none further than `_FAR` either way."""
    return [_FAR if far > _FAR else -_FAR if far < -_FAR else float(far) for far in distances]


def _numbered(shapes: Iterable[tuple[int, ...]]) -> list[int]:
    """A number for each shape, the same for the same."""
    numbers: dict[tuple[int, ...], int] = {}
    return [numbers.setdefault(shape, len(numbers)) for shape in shapes]

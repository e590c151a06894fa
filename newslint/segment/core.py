"""The core of a text: the stretch of lines that holds the most running text and the least else."""

from __future__ import annotations

from collections.abc import Sequence

_COST = 7.0
_MOST = 40


def core(lengths: Sequence[int], prose: Sequence[bool], labels: Sequence[bool]) -> tuple[int, int]:
    """The first line of the core and the one after its last; (0, 0) where there is no prose.

    Prose counts for its words (at most forty), every other line against the stretch, a label
    twice. The stretch with the greatest sum is found in one pass. After J. Pasternack and D. Roth,
    "Extracting article text from the web with maximum subsequence segmentation", WWW 2009.

    >>> core([3, 40, 2, 30, 3, 9, 2], [False, True, False, True, False, True, False], [False] * 7)
    (1, 4)
    """
    best = (0.0, 0, 0)
    total, start = 0.0, 0
    for at, words in enumerate(lengths):
        if total <= 0:
            total, start = 0.0, at
        total += min(words, _MOST) - _COST if prose[at] else -_COST * (1 + labels[at])
        if total > best[0]:
            best = (total, start, at + 1)
    return best[1], best[2]

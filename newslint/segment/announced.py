"""Lists that a sentence announces: "The dates:", and what stands below it."""

from __future__ import annotations

from collections.abc import Sequence

from newslint.model import Block, Role, Zone
from newslint.segment.forms import is_prose, words

_WORDS = 4
_FEWEST, _MOST = 2, 40
_HEADING = 0.9
SURE = 0.95
LIKELY = 0.6


def soften(blocks: Sequence[Block], rates: Sequence[float]) -> list[float]:
    """The probabilities, at most `LIKELY` for the lines of an announced list that are not `SURE`.

    The announcement has four words, ends in a colon and is no known label; the list goes on up to
    the next paragraph or label. Of such lines that the model alone would take for furniture, four
    in ten were content on pages that it had not seen: results, rosters, changes, ingredients.
    """
    found = list(rates)
    at = 0
    while at < len(blocks):
        end = at + 1
        if _announces(blocks[at], rates[at]):
            while end < len(blocks) and end - at <= _MOST and _goes_on(blocks[end]):
                end += 1
            if end - at > _FEWEST:
                found[at:end] = [rate if rate >= SURE else min(rate, LIKELY) for rate in rates[at:end]]
        at = end
    return found


def _announces(block: Block, rate: float) -> bool:
    return (
        block.text.endswith((":", "："))
        and block.zone is not Zone.HEAD
        and block.role is not Role.HEADLINE
        and block.furniture is None
        and rate < _HEADING
        and words(block.text) >= _WORDS
    )


def _goes_on(block: Block) -> bool:
    return block.furniture is None and (block.text.endswith((":", "：")) or not is_prose(block.text))

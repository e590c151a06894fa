"""A list that a sentence announces is held back from being furniture; teasers below a label are not."""

from __future__ import annotations

from newslint.engine import Engine
from newslint.segment import DefaultSegmenter
from newslint.segment.announced import LIKELY, SURE, soften

TEXT = """Harbour festival returns

LISBON: The harbour festival returns in May after four years, the organisers said on Monday.

These four crews will row in the final:

Oeiras
Cascais
Setubal

The final begins at noon, the harbour master said, and the crews draw their lanes in the morning.

{label}

Old crane to be moved
Pilot boat crew honoured
"""


def softened(label: str, rate: float) -> dict[str, float]:
    engine = Engine((), DefaultSegmenter())
    blocks = engine.segmenter.blocks(engine.articles(TEXT.format(label=label))[0])
    return dict(zip([block.text for block in blocks], soften(blocks, [rate] * len(blocks)), strict=True))


def test_the_lines_of_an_announced_list_are_held_back() -> None:
    rates = softened("Most read", 0.85)
    assert [rates[name] for name in ("Oeiras", "Cascais", "Setubal")] == [LIKELY] * 3
    assert rates["Old crane to be moved"] == 0.85


def test_a_short_heading_announces_nothing() -> None:
    assert softened("Also interesting:", 0.85)["Old crane to be moved"] == 0.85


def test_what_is_certain_stays_so() -> None:
    assert softened("Most read", SURE)["Oeiras"] == SURE
    assert softened("Most read", 0.3)["Oeiras"] == 0.3

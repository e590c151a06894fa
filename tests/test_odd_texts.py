"""Texts that are like no article stay as they are: the line model has seen nothing of the kind."""

from __future__ import annotations

import pytest

from newslint.engine import Engine
from newslint.fixing import fix_text

TEXTS = {
    "a weblog without full stops": [
        "We came to the harbour early and the fog was still lying on the water",
        "The old crane looked like a giraffe that has lost its way",
        "So we sat down on the mole and waited for the ferry",
        "Nobody was there but a man with a dog and a thermos flask",
        "He told us that the ferry had stopped running in the autumn",
        "But the walk along the dike is worth it anyway",
        "Past the lighthouse there is a bakery that opens at six",
        "The rolls are small and the coffee is strong",
        "From there you can see the whole bay when the fog lifts",
        "We stayed until the tide came in and our shoes were wet",
    ],
    "release notes with those who helped": [
        "Quayboard 4 is out, and it brings the tide tables to every screen that the pilots have asked for since the spring.",
        *("Highlights", "Tide tables for all nine berths", "A night mode", "Faster start on old machines"),
        "The berth planner now knows which ships may lie beside each other, and says so before the harbour master has to.",
        *("With thanks to", "Rui Almeida", "Ines Prado", "Joao Reis", "Marta Lima", "Tiago Sousa", "Eva Brito"),
        "The next release is planned for the autumn, when the new quay opens and the first ferries will land there.",
    ],
    "a long read with pictures and parts": [
        "The lighthouse keeper of Oeiras wrote down every ship for forty years, and his books tell of a harbour that is gone.",
        *("Part one: The lamp", "(Picture: Ana Castro)"),
        "He began in the winter of the great storm, when eleven boats were lost and the lamp burned for nine nights.",
        *("Part two: The fog", "(Picture: Rui Almeida)"),
        "In the second book he counts the days of fog, and beside each one he draws a small bell with a rope.",
        *("Part three: The books", "(Picture: Ines Prado)"),
        "His daughter found them behind the stove, wrapped in oilcloth, and gave them to the museum on the mole.",
    ],
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_an_odd_text_stays(name: str, gap: str, engine: Engine) -> None:
    text = gap.join(TEXTS[name]) + "\n"
    assert fix_text(engine, text, unsafe=True).text == text

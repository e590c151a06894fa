"""Articles with a made-up list in them: fixtures, tables, prices, recipes are content, not furniture.

News sites that publish such lists are few in any corpus, and a model that never saw one deletes
them. The lists are built from the article's own words, so they fit its language.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

import regex

from newslint.segment.forms import is_prose

_WORD = regex.compile(r"\p{L}{2,}")
_EAST = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")
_MONTHS = ("May", "June", "Juli", "septembre", "Oct", "11月", "enero", "12.", "04/")
_UNITS = ("g", "ml", "tbsp", "EL", "cl", "dl", "cups", "oz")
_MOST = 40


@dataclass(frozen=True, slots=True)
class Words:
    """What lists are made of: an article's plain words and its names."""

    chance: random.Random
    plain: Sequence[str]
    names: Sequence[str]

    def phrase(self, fewest: int, most: int) -> str:
        """So many plain words, the first one capitalised as often as not."""
        text = " ".join(self.chance.choices(self.plain, k=self.chance.randint(fewest, most)))
        return text[:1].upper() + text[1:] if self.chance.random() < 0.7 else text

    def name(self, fewest: int = 1, most: int = 2) -> str:
        """One name or more."""
        return " ".join(self.chance.choices(self.names, k=self.chance.randint(fewest, most)))

    def number(self, most: int = 99) -> int:
        """A whole number from 0."""
        return self.chance.randint(0, most)

    def share(self) -> str:
        """A percentage."""
        return f"{self.chance.uniform(0, 60):.1f}%"


Shape = Callable[[Words, int], list[str]]

SHAPES: dict[str, Shape] = {
    "table-rows": lambda w, _: [f"{w.name(1, 3)} {w.number()} {w.share()}"],
    "table-cells": lambda w, _: [w.name(1, 3), str(w.number()), w.share()],
    "two-cells": lambda w, _: [w.phrase(1, 3), str(w.number(9999))],
    "results": lambda w, _: [f"{w.name()} {w.number(6)}-{w.number(6)} {w.name()}"],
    "fixtures": lambda w, _: [f"{w.name()} v {w.name()}, {1 + w.number(11)}.{w.number(59):02}pm"],
    "tour": lambda w, _: [f"{1 + w.number(30)} {w.chance.choice(_MONTHS)}: {w.name(1, 3)}, {w.name()}"],
    "dates": lambda w, _: [f"{1 + w.number(30)} {w.chance.choice(_MONTHS)} {2010 + w.number(15)}", w.phrase(3, 14)],
    "roster": lambda w, _: [f"{w.phrase(1, 1)}: {', '.join(w.name() for _ in range(2 + w.number(6)))}"],
    "names": lambda w, _: [w.name(1, 3)],
    "names-parts": lambda w, _: [f"{w.name(1, 2)} ({w.phrase(1, 3)})"],
    "prices": lambda w, _: [f"{w.phrase(1, 4)}: {w.chance.choice('€$£')}{w.number()}.{w.number():02}"],
    "medals": lambda w, n: [f"{n}. {w.name()} {w.number(40)} {w.number(40)} {w.number(40)}"],
    "ingredients": lambda w, _: [f"{1 + w.number(800)} {w.chance.choice(_UNITS)} {w.phrase(1, 3).lower()}"],
    "steps": lambda w, n: [f"{n}. {w.phrase(5, 20)}."],
    "ranking": lambda w, n: [f"{n}) {w.phrase(2, 6)}"],
    "ranking-told": lambda w, n: [f"{n}. {w.name(1, 3)}", f"{w.phrase(8, 30)}."],
    "schedule": lambda w, _: [f"{w.number(23):02}:{w.number(59):02} {w.phrase(2, 7)}"],
    "bullets": lambda w, _: [f"{w.chance.choice('-•*')} {w.phrase(3, 14)}"],
    "points": lambda w, _: [f"• {w.phrase(2, 9)}"],
    "changes": lambda w, _: [w.phrase(3, 12)],
    "glossary": lambda w, _: [f"{w.phrase(1, 3)}: {w.phrase(3, 12)}"],
    "questions": lambda w, _: [f"{w.phrase(4, 9)}?", f"{w.phrase(8, 30)}."],
    "headed": lambda w, _: [w.name(1, 4), f"{w.phrase(10, 40)}."],
    "verse": lambda w, _: [w.phrase(3, 8) + w.chance.choice(("", ",", "."))],
}
"""What one entry of each kind of list looks like, a line each; the number counts entries."""


def with_list(text: str, labels: Sequence[str], seed: str) -> tuple[str, list[str]] | None:
    """The text with a list after one of its paragraphs, and its labels; None where it has no prose.

    `labels` are those of the non-blank lines; the list's lines are `content`.
    """
    chance = random.Random(seed)
    lines = text.split("\n")
    told = iter(labels)
    labelled = [(line, next(told) if line.strip() else "") for line in lines]
    content = [line for line, label in labelled if label == "content"]
    words = _words(chance, content)
    places = [at for at, (line, label) in enumerate(labelled) if label == "content" and is_prose(line)]
    if words is None or len(places) < 3:
        return None
    at = places[-1] if chance.random() < 0.15 else chance.choice(places[:-1])
    blank = any(not line.strip() for line in lines)
    added = _list(words, last=at == places[-1])
    spaced = list(chain.from_iterable((line, "") for line in added)) if blank and chance.random() < 0.7 else added
    new = [*labelled[: at + 1], *((line, "content" if line else "") for line in [*([""] if blank else []), *spaced])]
    new += labelled[at + 1 :]
    return "\n".join(line for line, _ in new), [label for _, label in new if label]


def _words(chance: random.Random, content: Sequence[str]) -> Words | None:
    found = [word for line in content for word in _WORD.findall(line)]
    if any(_EAST.search(word) for word in found[:50]):
        cut = [word[start : start + 3] for word in found for start in range(0, len(word), 3)]
        return Words(chance, cut, cut) if len(cut) > 20 else None
    plain = [word for word in found if word[0].islower() and len(word) > 2]
    names = [word for word in found if word[0].isupper() and len(word) > 2]
    return Words(chance, plain, names) if len(plain) > 20 and len(names) > 5 else None


def _list(words: Words, *, last: bool) -> list[str]:
    chance = words.chance
    shape = SHAPES[chance.choice(sorted(SHAPES))]
    lines = []
    if last or chance.random() < 0.4:
        lines.append(f"{words.phrase(3, 16)}:")
    elif chance.random() < 0.3:
        lines.append(words.phrase(1, 5))
    size = min(3 + int(chance.expovariate(1 / 8)), _MOST)
    lines += chain.from_iterable(shape(words, number) for number in range(1, size + 1))
    return lines

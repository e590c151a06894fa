"""Made-up articles, records and rules: sentences of `seeds/` and `tests/clean/` in ever new order, from a seed.

No text in here was scraped. Digits are drawn anew, and paragraphs are put together from sentences, so
that hardly a line comes twice and nothing that newslint remembers of a line helps it.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from newslint.kinds.pattern import PatternKind
from newslint.model import Rule, Severity
from newslint.packs import CompiledRule

ROOT = Path(__file__).parent.parent
_BLOCK = 1 << 22
_SYLLABLES = [
    "ba",
    "do",
    "fi",
    "gru",
    "hel",
    "ka",
    "lum",
    "mer",
    "nor",
    "pel",
    "quo",
    "ras",
    "sten",
    "tor",
    "ul",
    "ver",
    "wik",
    "zan",
]


@cache
def sentences() -> tuple[str, ...]:
    """Every sentence of prose, in many languages."""
    paths = [*sorted((ROOT / "tests" / "clean").glob("*.txt")), *sorted((ROOT / "seeds").rglob("*.txt"))]
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").split("\n")]
    return tuple(
        item for line in lines if len(line) > 60 for item in re.split(r"(?<=[.!?])\s+", line) if len(item) > 20
    )


@cache
def labels() -> tuple[str, ...]:
    """Short lines as pages have them: labels, time stamps, bylines."""
    paths = sorted((ROOT / "seeds").rglob("*.txt"))
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").split("\n")]
    return tuple(line for line in lines if 0 < len(line) <= 40)


def article(draw: random.Random, *, furniture: float = 0.3, planted: Sequence[str] = (), rate: float = 0.0) -> str:
    """One article: a headline, some labels, eight to thirty paragraphs.

    `furniture` is the share of articles with labels before and after the text, `rate` that of
    paragraphs with one of the `planted` strings.
    """
    head = " ".join(draw.choice(sentences()).rstrip(".").split()[:9])
    lines = [head]
    with_labels = draw.random() < furniture
    if with_labels:
        lines += draw.choices(labels(), k=draw.randint(1, 4))
    for _ in range(draw.randint(8, 30)):
        words = draw.choices(sentences(), k=draw.randint(1, 3))
        if planted and draw.random() < rate:
            words.insert(draw.randint(0, len(words)), f"It said {draw.choice(planted)} again.")
        lines.append(" ".join(words))
    if with_labels:
        lines += draw.choices(labels(), k=draw.randint(1, 6))
    return re.sub(r"\d", lambda _: str(draw.randint(0, 9)), "\n\n".join(lines))


def articles(count: int, seed: int = 6, **options: Any) -> list[str]:
    """So many articles; see `article`."""
    draw = random.Random(seed)
    return [article(draw, **options) for _ in range(count)]


def texts_of(size: int, seed: int = 6, **options: Any) -> list[str]:
    """Articles of at least so many UTF-8 bytes together."""
    draw, found, held = random.Random(seed), [], 0
    while held < size:
        found.append(article(draw, **options))
        held += len(found[-1].encode())
    return found


def record(draw: random.Random, number: int, **options: Any) -> dict[str, Any]:
    """One record, as a scraper writes it."""
    text = article(draw, **options)
    title, _, body = text.partition("\n\n")
    return {
        "url": f"https://harbour.example/news/{number}",
        "title": title,
        "author": "Marta Olsen",
        "date": f"2023-0{draw.randint(1, 9)}-1{draw.randint(0, 9)}",
        "language": "en",
        "text": body,
    }


def write_jsonl(path: Path, size: int, seed: int = 6, **options: Any) -> int:
    """Write records of at least so many bytes; the number of them.

    After four megabytes the records come again, each with a number of its own in the address.
    """
    draw, block, held = random.Random(seed), [], 0
    while held < min(size, _BLOCK):
        block.append(record(draw, len(block), **options))
        held += len(json.dumps(block[-1], ensure_ascii=False).encode()) + 1
    number = written = 0
    with path.open("wb") as out:
        while written < size:
            item = {**block[number % len(block)], "url": f"https://harbour.example/news/{number}"}
            written += out.write(json.dumps(item, ensure_ascii=False).encode() + b"\n")
            number += 1
    return number


@dataclass(frozen=True, slots=True)
class Literal:
    """A rule with a literal: its pattern, and a string that it matches."""

    pattern: str
    flags: tuple[str, ...]
    matched: str

    @property
    def inline(self) -> str:
        """The pattern with its flags, for a plain `regex` loop."""
        return f"(?i){self.pattern}" if self.flags else self.pattern


MIX = "half a wording of two words, a fifth three wordings, a fifth a wording and a number, a tenth case-sensitive"


def literals(count: int, seed: int = 6) -> list[Literal]:
    """Different patterns, each of which needs a literal; see `MIX`.

    Their words are words of the articles beside made-up ones, so that parts of a literal are often there.
    """
    draw = random.Random(seed)
    words = sorted({word.lower() for item in sentences() for word in re.findall("[A-Za-z]{4,}", item)})
    found: dict[str, Literal] = {}
    while len(found) < count:
        first, second, third = (
            f"{draw.choice(words)} {''.join(draw.choices(_SYLLABLES, k=2))}{draw.choice(['', 's', 'en'])}"
            for _ in range(3)
        )
        share = draw.random()
        if share < 0.5:
            item = Literal(rf"\b{first}\b", ("ignorecase",), first)
        elif share < 0.7:
            item = Literal(rf"\b(?:{first}|{second}|{third})\b", ("ignorecase",), third)
        elif share < 0.9:
            item = Literal(rf"\b{first}[ ]\d+\b", ("ignorecase",), f"{first} 12")
        else:
            item = Literal(rf"\b{first.title()}\b", (), first.title())
        found.setdefault(item.pattern, item)
    return list(found.values())


def compiled(items: Sequence[Literal]) -> list[CompiledRule]:
    """The patterns as rules of kind `pattern`, codes GEN0001 and on."""
    return list(_compiled(items))


def _compiled(items: Sequence[Literal]) -> Iterator[CompiledRule]:
    for number, item in enumerate(items, 1):
        options = {"pattern": item.pattern, "flags": list(item.flags)}
        rule = Rule(
            f"GEN{number:04}", f"generated-{number}", "a made-up wording", "-", "pattern", Severity.WARNING,
            options=options,
        )  # fmt: skip
        yield CompiledRule(rule, PatternKind(rule, options))


def write_pack(folder: Path, items: Sequence[Literal]) -> Path:
    """The patterns as a folder of rule files, which `packs` may name."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, item in enumerate(items):
        name = f"generated-{number}"
        code = "".join(chr(65 + number // 1000 // 26**place % 26) for place in (2, 1, 0)) + f"{number % 1000:03}"
        lines = [
            f"code: {code}", f"name: {name}", "summary: a made-up wording", "why: For benchmarks", "kind: pattern",
            "severity: warning", f"pattern: '{item.pattern}'", f"flags: [{', '.join(item.flags)}]",
            f"examples: [{{bad: '{item.matched}'}}, {{good: Quiet}}]", "",
        ]  # fmt: skip
        (folder / f"{name}.yaml").write_text("\n".join(lines), encoding="utf-8")
    return folder

"""Where the time of the structure of a text goes, and its share of a whole check.

    python benchmarks/structure.py [TEXTS]

Texts are made from `seeds/` and `tests/clean/`: articles of long paragraphs, and pages whose paragraphs stand between
menus, labels and teasers. Printed, in process time on one core: characters a second of the structure alone and of a
whole check, and the share of each step.
"""

from __future__ import annotations

import os
import platform
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from newslint.engine import Engine
from newslint.model import Field
from newslint.packs import labels_of, load_rules
from newslint.plugins import Plugins
from newslint.segment import DefaultSegmenter, Labels, comments, context
from newslint.segment.lang import detect_language
from newslint.segment.trees import shipped

ROOT = Path(__file__).parent.parent
LEAST = 60
Value = TypeVar("Value")


def texts(count: int) -> dict[str, list[str]]:
    """Articles and pages, no two alike: every paragraph and label has a made-up word of its own."""
    known = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "clean").glob("*.txt"))]
    seeds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    lines = sorted({line.strip() for text in known + seeds for line in text.split("\n") if line.strip()})
    long, short = ([line for line in lines if (len(line) > 80) is told] for told in (True, False))
    draw = random.Random(6)

    def some(pool: list[str], many: int) -> list[str]:
        return [
            f"{line[:-1]} {''.join(draw.choices('aeioubdfglmnrst', k=6))}{line[-1]}"
            for line in draw.choices(pool, k=many)
        ]

    articles = ["\n\n".join(some(long, 24)) for _ in range(count)]
    pages = ["\n".join([*some(short, 30), *some(long, 12), *some(short, 40)]) for _ in range(count)]
    return {"articles": articles, "pages": pages}


def steps(engine: Engine, segmenter: DefaultSegmenter, labels: Labels, given: list[str]) -> Counter[str]:
    """The seconds of each step of a whole check, all texts together."""
    spent: Counter[str] = Counter()
    model = shipped()

    def timed(step: str, job: Callable[[], Value]) -> Value:
        start = time.process_time()
        result = job()
        spent[step] += time.process_time() - start
        return result

    for text in given:
        timed("language", lambda text=text: detect_language(text))  # type: ignore[misc]
        for article in timed("articles", lambda text=text: engine.articles(text, meta={"lang": "en"})):  # type: ignore[misc]
            roles = timed("roles", lambda item=article: segmenter.roles(item))  # type: ignore[misc]
            rows = timed("features", lambda item=roles: context.rows(item, labels))  # type: ignore[misc]
            timed("model", lambda item=rows: model.probabilities(item))  # type: ignore[misc]
            timed("comments", lambda item=roles: comments.mark(item, "en"))  # type: ignore[misc]
            blocks = segmenter.blocks(article)
            timed("rules", lambda one=article, other=blocks: engine.run_rules(one, other))  # type: ignore[misc]
        timed("masks", lambda text=text: engine.mask((Field("text", text),)))  # type: ignore[misc]
    return spent


def main(count: int) -> None:
    """Measure and print."""
    plugins = Plugins(discover=False)
    rules, _ = load_rules(plugins.packs, plugins.kinds)
    on = [item for item in rules if item.rule.default]
    labels = labels_of(rules)
    segmenter = DefaultSegmenter(labels)
    engine = Engine(on, segmenter)
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {len(on)} rules")
    for text in texts(LEAST)["pages"][:40]:
        engine.check_text(text)
    for name, given in texts(max(count, LEAST)).items():
        size = sum(map(len, given))
        spent = steps(engine, segmenter, labels, given)
        whole = sum(spent.values())
        alone = whole - spent["rules"] - spent["masks"]
        shares = ", ".join(f"{step} {seconds / whole:.0%}" for step, seconds in spent.most_common())
        print(
            f"{name}: {size:,} characters; structure alone {size / alone:,.0f} a second, whole check {size / whole:,.0f};"
            f" structure is {alone / whole:.0%} of it: {shares}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LEAST)

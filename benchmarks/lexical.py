"""How fast the rules run that need no structure, and where the time of a whole check goes.

    python benchmarks/lexical.py [ARTICLES]

Articles are made from `seeds/` and `tests/clean/`. Printed, in process time on one core: the rules
of the moderation families (prefilter and confirmation on blocks that are there already), the same
with every rule run on every block, each scanner alone, and the shares of a whole check.
"""

from __future__ import annotations

import importlib.metadata
import os
import platform
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from newslint.engine import Engine
from newslint.model import NewslintError
from newslint.packs import labels_of, load_rules
from newslint.plugins import Plugins
from newslint.prefilter import Prefilter
from newslint.scanners import SCANNERS
from newslint.segment import DefaultSegmenter

ROOT = Path(__file__).parent.parent
FAMILIES = ("PII", "TOX", "SPM", "ADS", "CMT", "WIR", "INJ", "LLM")


LEAST = 80
"""With fewer articles the second run would find what the first remembered."""


def seconds(job: Callable[[], object], runs: int = 3) -> float:
    """The best of some runs, in process time."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        job()
        times.append(time.process_time() - start)
    return min(times)


def articles(count: int) -> list[str]:
    """Clean articles whose paragraphs are those of the clean cases, in another order each."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "clean").glob("*.txt"))]
    lines = [line for text in texts for line in text.split("\n") if len(line) > 80]
    draw = random.Random(6)
    return ["\n\n".join(draw.choices(lines, k=24)) for _ in range(count)]


def main(count: int) -> None:
    """Measure and print."""
    plugins = Plugins(discover=False)
    rules, _ = load_rules(plugins.packs, plugins.kinds)
    on = [item for item in rules if item.rule.default]
    segmenter = DefaultSegmenter(labels_of(rules))
    texts = articles(max(count, LEAST))
    size = sum(map(len, texts))
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in ("regex", "ahocorasick_rs"))
    print(
        f"Python {platform.python_version()}, {versions}, {os.cpu_count()} cores, {len(texts)} articles, {size:,} characters"
    )
    reader = Engine(on, segmenter)
    read = [pair for text in texts for pair in reader.read(text)]
    for name, chosen in (
        ("moderation families", [item for item in on if item.rule.family in FAMILIES]),
        ("the same but PII", [item for item in on if item.rule.family in FAMILIES and item.rule.family != "PII"]),
        ("the same but TOX", [item for item in on if item.rule.family in FAMILIES and item.rule.family != "TOX"]),
        ("PII alone", [item for item in on if item.rule.family == "PII"]),
        ("all but PII and TOX", [item for item in on if item.rule.family in set(FAMILIES) - {"PII", "TOX"}]),
        ("all rules", on),
    ):
        engine = Engine(chosen, segmenter)
        fast = seconds(lambda engine=engine: [engine.run_rules(*pair) for pair in read])  # type: ignore[misc]
        slow = seconds(
            lambda engine=engine: [[*item.checker.check(*pair)] for pair in read for item in engine.rules],  # type: ignore[misc]
            runs=1,
        )
        print(
            f"{name}: {len(chosen)} rules, {size / fast:,.0f} characters a second, {slow / fast:.1f} times the naive loop"
        )
    for name in sorted(SCANNERS):
        try:
            prefilter = Prefilter([item.checker.literals() for item in on], name)
        except NewslintError:
            print(f"scanner {name}: not installed")
            continue
        took = seconds(lambda prefilter=prefilter: [list(prefilter.places(text)) for text in texts])  # type: ignore[misc]
        print(f"scanner {name}: {size / took:,.0f} characters a second")
    engine = Engine(on, segmenter)
    whole = seconds(lambda: [engine.check_text(text) for text in texts])
    split = seconds(lambda: [engine.articles(text) for text in texts])
    blocks = seconds(lambda: [segmenter.blocks(article) for article, _ in read])
    ran = seconds(lambda: [engine.run_rules(*pair) for pair in read])
    shares = (("articles and language", split), ("roles and model", blocks), ("prefilter and rules", ran))
    print(
        f"whole check: {size / whole:,.0f} characters a second; " + ", ".join(f"{n} {t / whole:.0%}" for n, t in shares)
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else LEAST)

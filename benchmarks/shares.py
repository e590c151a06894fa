"""Where the time of a check goes: reading, structure, prefilter, rules, places and masks.

    python -m benchmarks shares [ARTICLES]

Printed, in process time on one core: the share of each part, for the shipped rules and for 200
generated rules that need a literal, from records on disk to findings with their places.
"""

from __future__ import annotations

import sys
from functools import partial

from benchmarks.data import articles, compiled, literals
from benchmarks.timing import cpu, machine, speed
from newslint.engine import Engine
from newslint.packs import labels_of, load_rules
from newslint.plugins import Plugins
from newslint.segment import DefaultSegmenter


def main(count: int) -> None:
    """Measure and print."""
    print(machine())
    plugins = Plugins(discover=False)
    loaded, _ = load_rules(plugins.packs, plugins.kinds)
    texts = articles(count)
    size = sum(len(text.encode()) for text in texts)
    print(f"{count} articles, {size:,} bytes")
    segmenter = DefaultSegmenter(labels_of(loaded))
    for name, rules in (
        ("shipped rules", [item for item in loaded if item.rule.default]),
        ("generated rules", compiled(literals(200))),
    ):
        engine = Engine(rules, segmenter)
        whole = cpu(partial(_each, engine.check_text, texts))
        split = cpu(partial(_each, engine.articles, texts))
        read = [pair for text in texts for pair in engine.read(text)]
        blocks = cpu(lambda read=read: [segmenter.blocks(article) for article, _ in read])  # type: ignore[misc]
        ran = cpu(lambda engine=engine, read=read: [engine.run_rules(*pair) for pair in read])  # type: ignore[misc]
        print(f"{len(rules)} {name}: {speed(size, whole)}")
        parts = (("articles and language", split), ("roles and model", blocks), ("prefilter and rules", ran))
        for part, took in (*parts, ("the rest", max(whole - split - blocks - ran, 0.0))):
            print(f"  {part:22} {took / whole:4.0%}")


def _each(job: object, texts: list[str]) -> None:
    for text in texts:
        job(text)  # type: ignore[operator]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)

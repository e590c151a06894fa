"""Ratios of speed, all in one run: machines differ, ratios hardly do.

    python benchmarks/bench.py [ARTICLES]

Articles are made from the files in `seeds/`. Printed: characters a second with all rules; how the time
grows when every rule is loaded ten times over; the cost without the prefilter; two workers against one.
"""

from __future__ import annotations

import dataclasses
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from newslint.config import Config
from newslint.engine import Engine
from newslint.packs import CompiledRule, labels_of, load_rules
from newslint.plugins import Plugins
from newslint.runner import Mode, run
from newslint.segment import DefaultSegmenter

ROOT = Path(__file__).parent.parent


def seconds(job: Callable[[], object]) -> float:
    """The best of three runs."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return min(times)


def many(rules: list[CompiledRule], factor: int) -> list[CompiledRule]:
    """Every rule `factor` times over, with codes of their own."""
    return [
        CompiledRule(dataclasses.replace(item.rule, code=f"{item.rule.code}-{copy}"), item.checker)
        for copy in range(factor)
        for item in rules
    ]


def main(count: int) -> None:
    """Measure and print."""
    plugins = Plugins(discover=False)
    rules, _ = load_rules(plugins.packs, plugins.kinds)
    rules = [item for item in rules if item.rule.default]
    segmenter = DefaultSegmenter(labels_of(rules))
    seeds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").rglob("*.txt"))]
    texts = [seeds[number % len(seeds)] for number in range(count)]
    size = sum(map(len, texts))

    def check(engine: Engine) -> Callable[[], object]:
        return lambda: [engine.check_text(text) for text in texts]

    engine = Engine(rules, segmenter)
    one = seconds(check(engine))
    print(f"{len(rules)} rules, {count} articles, {size:,} characters: {size / one:,.0f} characters a second")
    none = seconds(check(Engine([], segmenter)))
    print(f"segmenting alone: {none / one:.2f} of that time")
    ten = seconds(check(Engine(many(rules, 10), segmenter)))
    print(f"ten times the rules: {ten / one:.2f} times the time")
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, text in enumerate(texts):
            path = Path(folder) / f"{number:06}.txt"
            path.write_text(text, encoding="utf-8")
            files.append(str(path))

        def run_with(jobs: int) -> Callable[[], object]:
            return lambda: list(run(files, engine, Config(), Mode(), jobs=jobs, sources=plugins.sources))

        print(f"one worker against two: {seconds(run_with(1)) / seconds(run_with(2)):.2f} times the time")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)

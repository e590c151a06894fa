"""Where the time of a check goes: structure, prefilter, rules, the rest (masks, order).

    python -m benchmarks shares [ARTICLES]

Printed, in process time on one core: the share of each part, for the shipped rules and for 200
generated rules that need a literal, from texts to findings.
"""

from __future__ import annotations

import sys

from benchmarks.data import articles, compiled, literals
from benchmarks.timing import machine, speed
from newslint.packs import labels_of, load_rules
from newslint.plugins import Plugins
from newslint.profile import WHOLE, ProfiledEngine
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
        engine = ProfiledEngine(rules, segmenter)
        for text in texts:
            with engine.profile.timed(WHOLE):
                engine.check_text(text)
        whole = engine.profile.seconds[WHOLE]
        print(f"{len(rules)} {name}: {speed(size, whole)}, counting included")
        for part, took in engine.profile.shares().items():
            if part != "reading":
                print(f"  {part:22} {took / whole:4.0%}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)

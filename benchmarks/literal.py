"""Rules with a literal against a plain loop of the same patterns, at 200 and at 1,000 of them.

    python -m benchmarks literal [MEGABYTES]

Printed, in process time on one core: the loop (every pattern over every text with `regex`), newslint
with the scanner it chooses and with hyperscan where installed (articles, findings and all), the ratio,
and how newslint's time grows from 200 rules to 1,000. Both must find as many places in texts that are full of them.
"""

from __future__ import annotations

import sys

import regex

from benchmarks.data import MIX, Literal, compiled, literals, texts_of
from benchmarks.timing import cpu, machine, speed
from newslint.engine import Engine
from newslint.model import NewslintError

COUNTS = (200, 1000)
RATE = 0.005


def loop(patterns: list[regex.Pattern[str]], texts: list[str]) -> int:
    """How many places the plain loop finds."""
    return sum(1 for text in texts for pattern in patterns for _ in pattern.finditer(text))


def main(megabytes: float) -> int:
    """Measure and print; 1 where the findings are not the same."""
    print(machine())
    items = literals(max(COUNTS))
    print(f"rules of kind `pattern`: {MIX}; a literal of one of them in {RATE:.1%} of paragraphs")
    texts = texts_of(int(megabytes * 1e6), planted=[item.matched for item in items], rate=RATE)
    size = sum(len(text.encode()) for text in texts)
    few = texts[: max(1, len(texts) // 10)]
    dense = texts_of(60_000, seed=7, planted=[item.matched for item in items], rate=0.3)
    share = sum(len(text.encode()) for text in few) / size
    print(f"{len(texts)} articles, {size:,} bytes")
    took: dict[tuple[str, int], float] = {}
    for count in COUNTS:
        if not _compare(items[:count], texts, few, dense, share, took, size):
            return 1
    for name in sorted({name for name, _ in took}):
        print(f"{name}: time at 1,000 rules over that at 200: {took[name, 1000] / took[name, 200]:.2f}")
    return 0


def _compare(
    items: list[Literal],
    texts: list[str],
    few: list[str],
    dense: list[str],
    share: float,
    took: dict[tuple[str, int], float],
    size: int,
) -> bool:
    count = len(items)
    patterns = [regex.compile(item.inline, regex.VERSION1) for item in items]
    naive = cpu(lambda: loop(patterns, few), 1) / share
    expected = loop(patterns, dense)
    print(f"{count} rules, plain loop: {speed(size, naive)}")
    rules = compiled(items)
    for name in ("auto", "hyperscan"):
        try:
            engine = Engine(rules, prefilter=name)
        except NewslintError:
            print(f"{count} rules, {name}: not installed")
            continue
        found = sum(len(engine.check_text(text)) for text in dense)
        if found != expected:
            print(f"{count} rules, {name}: {found} findings, the loop has {expected}")
            return False
        best = cpu(lambda engine=engine: [engine.check_text(text) for text in texts])  # type: ignore[misc]
        took[name, count] = best
        print(f"{count} rules, {name}: {speed(size, best)}, {naive / best:.1f} times the loop; {found} findings alike")
    return True


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 2))

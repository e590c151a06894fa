"""The shipped rules, all of a check, against naive engines of the same rules.

    python -m benchmarks complete [ARTICLES]

Printed, in process time on one core: newslint (articles, roles, every rule, findings); the reference
(the same reading and the same checkers, each on every block, no prefilter); a plain loop (for each
pattern and for each wording of the rules a `regex` of its own over the text, the kinds that have
none run as they are); how time grows when every rule is loaded ten times over.
"""

from __future__ import annotations

import dataclasses
import sys
from collections import Counter
from collections.abc import Iterator
from functools import partial

import regex

from benchmarks.data import articles
from benchmarks.timing import cpu, machine, speed
from newslint.engine import Engine
from newslint.packs import CompiledRule, labels_of, load_rules
from newslint.plugins import Plugins
from newslint.segment import DefaultSegmenter


def many(rules: list[CompiledRule], factor: int) -> list[CompiledRule]:
    """Every rule `factor` times over, with codes of their own."""
    return [
        CompiledRule(dataclasses.replace(item.rule, code=f"{item.rule.code}-{copy}"), item.checker)
        for copy in range(factor)
        for item in rules
    ]


def patterns_of(item: CompiledRule) -> Iterator[regex.Pattern[str]]:
    """What one would search for, had one no kinds: the rule's pattern, or each of its wordings."""
    options = item.rule.options
    if item.rule.kind == "pattern":
        flags = regex.VERSION1
        for name in options.get("flags", ()):
            flags |= getattr(regex, name.upper())
        yield regex.compile(options["pattern"], flags)
    elif item.rule.kind == "phrase":
        for wordings in options["phrases"].values():
            for wording in wordings:
                yield regex.compile(rf"(?i)\b{regex.escape(wording)}\b", regex.VERSION1)


def main(count: int) -> None:
    """Measure and print."""
    plugins = Plugins(discover=False)
    loaded, _ = load_rules(plugins.packs, plugins.kinds)
    rules = [item for item in loaded if item.rule.default]
    kinds = Counter(item.rule.kind for item in rules).most_common()
    print(machine())
    print(f"{len(rules)} rules: {', '.join(f'{number} {kind}' for kind, number in kinds)}")
    texts = articles(count)
    few = texts[: max(1, count // 10)]
    size, small = (sum(len(text.encode()) for text in part) for part in (texts, few))
    print(f"{count} articles, {size:,} bytes; naive engines on the first {len(few)}")
    engine = Engine(rules, DefaultSegmenter(labels_of(loaded)))
    for text in texts[-20:]:
        engine.check_text(text)
    one = cpu(partial(_check, engine, texts))
    print(f"newslint: {speed(size, one)}")

    def reference() -> None:
        for text in few:
            for pair in engine.read(text):
                for item in rules:
                    list(item.checker.check(*pair))

    plain = [(item, list(patterns_of(item))) for item in rules]
    searched = sum(len(found) for _, found in plain)

    def loop() -> None:
        for text in few:
            read = list(engine.read(text))
            for item, patterns in plain:
                for pattern in patterns:
                    for _ in pattern.finditer(text):
                        pass
                if not patterns:
                    for pair in read:
                        list(item.checker.check(*pair))

    for name, job in (("the reference", reference), (f"a plain loop of {searched:,} patterns", loop)):
        slow = cpu(job, 1)
        print(f"{name}: {speed(small, slow)}; newslint is {slow / small * size / one:.1f} times as fast")
    ten = cpu(partial(_check, Engine(many(rules, 10), engine.segmenter), few), 1)
    print(f"ten times the rules: {ten / small * size / one:.1f} times the time")


def _check(engine: Engine, texts: list[str]) -> None:
    for text in texts:
        engine.check_text(text)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)

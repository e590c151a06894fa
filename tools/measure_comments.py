"""Measure threads of reader comments on labelled texts, and the CMT, SPM, ADS and RVW rules on gold articles.

    python tools/measure_comments.py CORPUS.jsonl.xz [SNIPPETS.jsonl.xz ...]

First the labels of all lines that are in a thread, then every finding of these families on the
different gold articles: those are clean, so each finding is to be read.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from corpus import read, rules

from newslint.engine import Engine
from newslint.packs import labels_of
from newslint.segment import DefaultSegmenter
from newslint.segment.comments import threads

FAMILIES = frozenset({"CMT", "SPM", "ADS", "RVW"})


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    segmenter = DefaultSegmenter(labels_of(rules()))
    engine = Engine([item for item in rules() if item.rule.family in FAMILIES], segmenter)
    labels: Counter[str] = Counter()
    texts: set[str] = set()
    gold: dict[str, str] = {}
    for record in read(parser.parse_args().corpus):
        first = 0
        for article in engine.articles(record["raw"]):
            blocks = segmenter.roles(article)
            for thread in threads(blocks, article.lang):
                labels.update(record["line_labels"][first + thread.start : first + thread.end])
                texts.add(record["id"])
            first += len(blocks)
        if record["gold_body"]:
            gold.setdefault(record["gold_body"], record["id"])
    pages = len({name.rpartition(":")[0] for name in texts})
    print(f"{len(texts)} texts of {pages} pages have a thread; labels of its lines: {dict(labels)}")
    articles: Counter[str] = Counter()
    for text, name in gold.items():
        found = engine.check_text(text)
        articles.update({f"{item.code} {item.severity}" for item in found})
        for item in found:
            print(f"    {name}: {item.code} {item.message}")
    print(f"{len(gold)} gold articles; with a finding: {dict(articles)}")


if __name__ == "__main__":
    main()

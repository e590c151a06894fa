"""Measure threads of reader comments on labelled texts, and the CMT, SPM, ADS and RVW rules on gold articles.

    python tools/measure_comments.py CORPUS.jsonl.xz [SNIPPETS.jsonl.xz ...]
    python tools/measure_comments.py --pages tests/comments/kept.yaml

With `--pages`, each page in which the lines of the thread are marked: how many of them are found, and how many others.
Otherwise, first the labels of all lines that are in a thread, then every finding of these families on the
different gold articles: those are clean, so each finding is to be read.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import yaml
from corpus import read, rules

from newslint.engine import Engine
from newslint.model import FurnitureClass
from newslint.packs import labels_of
from newslint.segment import DefaultSegmenter
from newslint.segment.comments import threads

FAMILIES = frozenset({"CMT", "SPM", "ADS", "RVW"})


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="*", type=Path)
    parser.add_argument("--pages", type=Path, nargs="*", default=[])
    args = parser.parse_args()
    segmenter = DefaultSegmenter(labels_of(rules()))
    engine = Engine([item for item in rules() if item.rule.family in FAMILIES], segmenter)
    for pages in args.pages:
        measure_pages(engine, pages)
    if not args.corpus:
        return
    labels: Counter[str] = Counter()
    texts: set[str] = set()
    gold: dict[str, str] = {}
    for record in read(args.corpus):
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


def measure_pages(engine: Engine, path: Path) -> None:
    """Print for each page the lines of its thread, those found of them, and others found."""
    total: Counter[str] = Counter()
    for page in yaml.safe_load(path.read_text(encoding="utf-8")):
        lines = page["text"].splitlines()
        text = "\n\n".join(line.removeprefix("> ") for line in lines)
        found = [
            block.furniture is FurnitureClass.COMMENTS
            for article in engine.articles(text)
            for block in engine.segmenter.blocks(article)
        ]
        marked = [line.startswith("> ") for line in lines]
        told = Counter(zip(marked, found, strict=True))
        total.update({"lines": sum(marked), "found": told[True, True], "others": told[False, True]})
        print(f"{page['lang']} {page['layout']:32} {told[True, True]:3} of {sum(marked):3}, others {told[False, True]}")
    right = total["found"] + total["others"]
    print(f"{path.name}: recall {total['found'] / total['lines']:.3f} precision {total['found'] / max(right, 1):.3f}")


if __name__ == "__main__":
    main()

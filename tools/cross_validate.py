"""Score newslint's fixes with line models that never saw the site: what a new site may expect.

    python tools/train_segmenter.py CORPUS.jsonl.xz --folds FOLDER
    python tools/cross_validate.py CORPUS.jsonl.xz --folds FOLDER --scorer SCORE.py [--unsafe-fixes]

Each text is fixed with the model of the fold that its domain was held out of, then judged by the
corpus's own scorer, by source and scraper.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any

from corpus import Record, fold_of, read, rules

from newslint.engine import Engine
from newslint.fixing import fix_text
from newslint.packs import labels_of
from newslint.segment import DefaultSegmenter
from newslint.segment.trees import decode


@cache
def engine_of(folds: Path, fold: int) -> Engine:
    """The default rules with the model of one fold."""
    model = decode(json.loads((folds / f"{fold}.json").read_text(encoding="utf-8")))
    return Engine([item for item in rules() if item.rule.default], DefaultSegmenter(labels_of(rules()), model))


def fixed(record: Record, *, folds: Path, unsafe: bool) -> str:
    """The record's text after newslint."""
    return fix_text(engine_of(folds, fold_of(record["domain"])), record["raw"], unsafe=unsafe).text


def load(path: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Fix, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--folds", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--unsafe-fixes", action="store_true")
    parser.add_argument("--source", action="append", help="only this source")
    parser.add_argument("--save", type=Path, help="write the fixed texts here, a JSON string a line")
    options = parser.parse_args()
    scorer = load(options.scorer)
    records = [item for item in read(options.corpus) if not options.source or item["source"] in options.source]
    with ProcessPoolExecutor() as pool:
        work = partial(fixed, folds=options.folds, unsafe=options.unsafe_fixes)
        texts = list(pool.map(work, records, chunksize=8))
    if options.save:
        options.save.write_text("".join(json.dumps(text) + "\n" for text in texts), encoding="utf-8")
    groups: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for record, text in zip(records, texts, strict=True):
        row = scorer.score_one((record, text))
        for scraper in (record["scraper"], "all"):
            groups[record["source"], scraper].append(row)
    for (source, scraper), rows in sorted(groups.items()):
        print(scorer.fmt(f"{source} {scraper}"[:22], scorer.summarise(rows)))


if __name__ == "__main__":
    main()

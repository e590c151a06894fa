"""The labelled corpus as the tools use it: records, their lines' features and folds by domain."""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from lists import with_list

from newslint.engine import Engine
from newslint.packs import CompiledRule, labels_of, load_rules
from newslint.plugins import Plugins
from newslint.segment import DefaultSegmenter, context, roles

FOLDS = 5
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lines:
    """The non-blank lines of one scraped text: rows of features and the corpus's labels."""

    record: int
    domain: str
    source: str
    scraper: str
    rows: list[list[float]]
    texts: list[str]
    zones: list[str]
    labels: list[str]


def read(paths: Sequence[Path]) -> Iterator[Record]:
    """The records of `.jsonl` and `.jsonl.xz` files, in order."""
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


@cache
def rules() -> tuple[CompiledRule, ...]:
    """The rules that newslint ships."""
    plugins = Plugins(discover=False)
    found, problems = load_rules(plugins.packs, plugins.kinds)
    if problems:
        raise SystemExit("\n".join(map(str, problems)))
    return tuple(found)


@cache
def _engine() -> Engine:
    return Engine((), DefaultSegmenter(labels_of(rules())))


def fold_of(domain: str) -> int:
    """The fold that a domain is held out in; the same on every machine."""
    return crc32(domain.encode()) % FOLDS


def examples(number: int, record: Record) -> Lines:
    """The features of every line of a record, as the segmenter sees them."""
    engine = _engine()
    labels = labels_of(rules())
    rows, texts, zones = [], [], []
    for article in engine.articles(record["raw"]):
        blocks = roles.blocks(article, labels)
        rows += context.rows(blocks, labels)
        texts += [block.text for block in blocks]
        zones += [block.zone.value for block in blocks]
    if len(rows) != len(record["line_labels"]):
        raise SystemExit(f"{record['id']}: {len(rows)} lines, {len(record['line_labels'])} labels")
    return Lines(
        number, record["domain"], record["source"], record["scraper"], rows, texts, zones, record["line_labels"]
    )


def cleaned(record: Record, share: float) -> Record:
    """The record without that share of its furniture lines: what a better scraper would bring home."""
    chance = random.Random(record["id"])
    labels = iter(record["line_labels"])
    lines, kept = [], []
    for line in record["raw"].split("\n"):
        label = next(labels) if line.strip() else ""
        if label == "furniture" and chance.random() < share:
            continue
        lines.append(line)
        kept += [label] if label else []
    return {**record, "raw": "\n".join(lines), "line_labels": kept}


def listed(record: Record) -> Record | None:
    """The record with a made-up list in its body, content all of it; see `lists.with_list`."""
    made = with_list(record["raw"], record["line_labels"], record["id"])
    return {**record, "raw": made[0], "line_labels": made[1]} if made else None


def featurise(records: Sequence[Record]) -> list[Lines]:
    """`examples` of every record, on all cores, in order."""
    with ProcessPoolExecutor() as pool:
        return list(pool.map(examples, range(len(records)), records, chunksize=16))

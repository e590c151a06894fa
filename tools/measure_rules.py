"""Measure every rule's fixes on a labelled corpus: how many, how often right, which words they cost.

    python tools/measure_rules.py CORPUS.jsonl.xz [SNIPPETS.jsonl.xz ...] --folds FOLDER [--worst CODE]

Writes `newslint/data/measured.json`, which `newslint rule CODE` shows. Each fix is judged alone. A
deleted line is right where the corpus calls it furniture and wrong where it is content that the
text has no second time. A change inside a line is right where the line agrees better with the gold
article after it, and wrong where it agrees worse; a change of typography alone counts for neither.
The same line of one site counts once, however many scrapers brought it home. `press` counts the
pages alone whose gold is the publishers' own. Lines are judged by models that never saw their site
(`tools/train_segmenter.py --folds`).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from corpus import Record, fold_of, read, rules
from cross_validate import engine_of

from newslint.model import Finding, Safety
from newslint.safety import apply, removes_repeat, tokens

OUTPUT = Path(__file__).parent.parent / "newslint" / "data" / "measured.json"
PUBLISHERS = frozenset({"fundus", "trafilatura"})
"""Sources whose gold is the publishers' own; that of the others is an extractor's output, with labels in it."""

_GRAM = 4


class Judged(NamedTuple):
    """One fix: True right, False wrong, None neither; the gold words that it loses; the text it meets."""

    code: str
    right: bool | None
    lost: int
    text: str


def judge(record: Record, *, folds: Path) -> list[Judged]:
    """Every fix of every rule in one text."""
    text = record["raw"]
    engine = engine_of(folds, fold_of(record["domain"]))
    told = iter(record["line_labels"])
    labels, at = [], 0
    for line in text.split("\n"):
        labels.append((at, at + len(line), next(told) if line.strip() else ""))
        at += len(line) + 1
    gold = record["gold_body"]
    return [
        Judged(item.code, *verdict, item.span.of(text)[:120] or text[item.span.start : item.span.start + 60])
        for item in engine.check_text(text)
        if item.fix and item.fix.safety is not Safety.DISPLAY
        for verdict in [_verdict(text, item, labels, gold)]
    ]


def _verdict(text: str, item: Finding, labels: list[tuple[int, int, str]], gold: str | None) -> tuple[bool | None, int]:
    assert item.fix is not None
    deleted = [
        (start, end, label)
        for start, end, label in labels
        if label and any(not edit.text and edit.span.start <= start and end <= edit.span.end for edit in item.fix.edits)
    ]
    if not deleted:
        return _inside(text, item, gold)
    said = tokens("\n".join(text[start:end] for start, end, label in deleted if label == "content"))
    lost = 0
    if said and gold is not None:
        have, want = Counter(tokens(text)), Counter(tokens(gold))
        lost = sum((want & have).values()) - sum((want & (have - Counter(said))).values())
    elif said:
        lost = 0 if removes_repeat(text, item.fix) else len(said)
    if said and lost * 2 > len(said):
        return False, lost
    kinds = {label for *_, label in deleted}
    return (True if kinds & {"furniture", "headline", "content"} else None), lost


def _inside(text: str, item: Finding, gold: str | None) -> tuple[bool | None, int]:
    assert item.fix is not None
    if gold is None:
        return None, 0
    low = text.rfind("\n", 0, min(edit.span.start for edit in item.fix.edits)) + 1
    high = max(edit.span.end for edit in item.fix.edits)
    end = text.find("\n", high)
    end = len(text) if end < 0 else end
    edits = [type(edit)(edit.field, edit.span.shift(-low), edit.text) for edit in item.fix.edits]
    before = text[low:end]
    after = apply(before, edits)
    known = set(_grams(gold))
    old, new = list(_grams(before)), list(_grams(after))
    if old == new:
        return None, 0
    hits = sum(gram in known for gram in new) - sum(gram in known for gram in old)
    misses = len(new) - len(old) - hits
    if hits == 0 and misses >= 0:
        return None, 0
    gone = Counter(tokens(before)) - Counter(tokens(after))
    return hits >= 0, sum((Counter(tokens(gold)) & gone).values()) if hits < 0 else 0


def _grams(text: str) -> Iterator[tuple[str, ...]]:
    """Runs of four words; typography does not count, gold articles have faults of their own."""
    said = tokens(text)
    return (tuple(said[at : at + _GRAM]) for at in range(max(len(said) - _GRAM + 1, 1)))


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--folds", type=Path, required=True)
    parser.add_argument("--worst", action="append", default=[], help="list the wrong fixes of this rule")
    options = parser.parse_args()
    records = list(read(options.corpus))
    with ProcessPoolExecutor() as pool:
        judged = list(pool.map(partial(judge, folds=options.folds), records, chunksize=8))
    found: dict[str, list[tuple[Judged, Record]]] = defaultdict(list)
    for record, verdicts in zip(records, judged, strict=True):
        for verdict in verdicts:
            found[verdict.code].append((verdict, record))
    words = sum(len(tokens(record["gold_body"])) for record in records if record["gold_body"])
    measured: dict[str, dict[str, Any]] = {}
    print(f"{'rule':8}{'fixes':>7}{'sites':>7}{'right':>7}{'wrong':>7}{'precision':>11}{'words lost':>12}{'press':>8}")
    for code in sorted(item.rule.code for item in rules()):
        met = found[code]
        verdicts: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
        by_press: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
        for item, record in met:
            if item.right is not None:
                verdicts[record["domain"], item.text][item.right] += 1
                if record["source"] in PUBLISHERS:
                    by_press[record["domain"], item.text][item.right] += 1
        wrong = sum(seen[False] > seen[True] for seen in verdicts.values())
        right = len(verdicts) - wrong
        press = [seen[False] <= seen[True] for seen in by_press.values()]
        sites = len({record["domain"] for _, record in met})
        lost = sum(item.lost for item, _ in met)
        measured[code] = {"fixes": len(met), "sites": sites, "right": right, "wrong": wrong, "lost": lost}
        measured[code]["press"] = [sum(press), len(press) - sum(press)]
        precision = f"{right / (right + wrong):.4f}" if right + wrong else "-"
        print(
            f"{code:8}{len(met):7}{sites:7}{right:7}{wrong:7}{precision:>11}{lost:12}{sum(press):8}{len(press) - sum(press):5}"
        )
        if code in options.worst:
            for item, record in met:
                if item.right is False and verdicts.pop((record["domain"], item.text), None):
                    print(f"    {record['id']}: {item.text!r}")
    listing = ",\n".join(f'"{code}": {json.dumps(numbers)}' for code, numbers in measured.items())
    OUTPUT.write_text(f'{{"texts": {len(records)}, "words": {words}, "rules": {{\n{listing}\n}}}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()

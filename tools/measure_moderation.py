"""Measure the rules that moderate: on labelled lines, on clean articles, and on other people's lines.

    python tools/measure_moderation.py [CORPUS.jsonl.xz ...] [--lines FILE.tsv ...] [--show]

First a table by rule over the lines in tests/lines: `right` are lines of its family, `wrong` others. `estimate` is the
precision to write into the rule: four lines that are as right as those of its family are put on top, so that
a handful does not make a certainty, and .95 is the most, since lines and rules are of one hand. Then every finding of these families on the different
gold articles of the corpora, and what share of each label of FILE (label, tab, text) has one.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "lines"))

from corpus import read
from measure_lines import FAMILIES, TODAY, measure, new_engine

from newslint.engine import Engine
from newslint.model import Finding, Severity

PRIOR = 4
MOST = 0.95


def rules_table(counts: Counter[str]) -> None:
    """A line a rule: right, wrong, estimate."""
    codes = sorted({name.split()[0] for name in counts if name[3:6].isdigit()})
    for code in codes:
        family = code[:3]
        right, wrong = counts[f"{code} right"], counts[f"{code} wrong"]
        of_family = counts[f"{family} right"] / max(counts[f"{family} right"] + counts[f"{family} wrong"], 1)
        estimate = min((right + PRIOR * of_family) / (right + wrong + PRIOR), MOST)
        print(f"{code}  right {right:3}  wrong {wrong:2}  estimate {estimate:.2f}")
    for family in FAMILIES:
        right, missed, wrong = (counts[f"{family} {name}"] for name in ("right", "missed", "wrong"))
        precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
        print(f"{family}  {right + missed} lines, {counts[f'{family} alike']} alike: {precision:.3f}, {recall:.3f}")


def findings(engine: Engine, text: str) -> list[Finding]:
    """The findings in a text that a moderator would be told of."""
    return [item for item in engine.check_text(text, meta={"today": TODAY}) if item.severity is not Severity.INFO]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="*", type=Path)
    parser.add_argument("--lines", nargs="*", type=Path, default=())
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    engine = new_engine()
    rules_table(measure(engine, "")[0])
    gold = dict.fromkeys(record["gold_body"] for record in read(options.corpus) if record.get("gold_body"))
    hit = 0
    for text in gold:
        found = findings(engine, text + "\n")
        hit += bool(found)
        for item in found:
            print(f"  {item.code} {' '.join(item.span.of(text).split())[:120]}")
    print(f"{hit} of {len(gold)} gold articles have a finding")
    shares: Counter[tuple[str, bool]] = Counter()
    for file in options.lines:
        for row in file.read_text(encoding="utf-8").splitlines():
            label, _, text = row.partition("\t")
            found = findings(engine, text + "\n")
            shares[label, bool(found)] += 1
            if options.show and found:
                print(f"  {label} {sorted({item.code for item in found})} {text[:120]}")
    for label in sorted({label for label, _ in shares}):
        print(f"{label}: {shares[label, True]} of {shares[label, True] + shares[label, False]} with a finding")


if __name__ == "__main__":
    main()

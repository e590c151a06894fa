"""Precision and recall of the rules for personal data, on the labelled set that the tests make.

    python tools/measure_personal.py [--seed 1] [--articles 400] [--show KIND]

Without `phonenumbers` telephone numbers count in their international form only.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from personal.labelled import articles
from personal.scores import personal_engine, scores


def main() -> None:
    """Print a row for each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--show", action="append", default=[], help="print what is wrong in a kind, or in all")
    chosen = parser.parse_args()
    made = articles(chosen.seed, chosen.articles)
    table = scores(personal_engine(), made)
    print(f"{sum(len(item.values) for item in made)} values, {sum(len(item.traps) for item in made)} traps")
    print(f"{'kind':12} {'values':>6} {'found':>6} {'wrong':>6} {'precision':>9} {'recall':>7}")
    for kind, row in table.items():
        print(f"{kind:12} {row.values:6} {row.found:6} {row.wrong:6} {row.precision:9.3f} {row.recall:7.3f}")
        if {kind, "all"} & set(chosen.show):
            for line in (*row.missed, *row.false):
                print("     ", line)


if __name__ == "__main__":
    main()

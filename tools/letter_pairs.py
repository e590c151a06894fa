"""Count letter pairs, so that the prefilter can tell rare strings from common ones.

    python tools/letter_pairs.py

Reads the articles of `seeds/`, `tests/clean/` and `tests/cases/`, all self-written, and writes
`newslint/data/letterpairs.json`: how often each pair of folded characters stands in a million.
Rare pairs are left out. What the prefilter finds does not depend on these numbers, only its speed.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from newslint.folding import fold

ROOT = Path(__file__).parent.parent
FEWEST = 20


def main() -> None:
    """Count and write."""
    files = [*(ROOT / "seeds").rglob("*.txt"), *(ROOT / "tests" / "clean").glob("*.txt")]
    files += [*(ROOT / "tests" / "cases").rglob("input.txt")]
    pairs: Counter[str] = Counter()
    for file in sorted(files):
        text = " ".join(fold(file.read_text(encoding="utf-8")).split())
        pairs.update(text[at : at + 2] for at in range(len(text) - 1))
    total = sum(pairs.values())
    shares = {pair: round(1e6 * count / total) for pair, count in sorted(pairs.items())}
    common = {pair: share for pair, share in shares.items() if share >= FEWEST}
    out = ROOT / "newslint" / "data" / "letterpairs.json"
    out.write_text(json.dumps(common, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(common)} pairs of {total:,} in {len(files)} files")


if __name__ == "__main__":
    main()

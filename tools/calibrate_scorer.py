"""Calibrate n-gram weights: what share of the comments with a score like this are abuse.

    python tools/calibrate_scorer.py newslint/scorers/abuse.json learn.tsv --held held.tsv [--write]

Each line of a file is a label (0 or 1), a tab and a text with `\\n` for its newlines. The curve that rises with the score
and fits `learn.tsv` best (isotonic regression, over groups of equal size) becomes the points of `calibration` in
the weights file; scores between two points are on the line between them. Nothing of the texts is kept.
With `held.tsv`, prints how often each probability is right on texts that the curve has not seen.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from newslint.scorers.ngrams import NgramScorer, calibrated

GROUPS = 40
STEPS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
Scored = tuple[float, int]


def main() -> None:
    """Read, fit, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("learn", type=Path)
    parser.add_argument("--held", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    data = json.loads(args.weights.read_text(encoding="utf-8"))
    data.pop("calibration", None)
    scratch = args.weights.with_suffix(".raw.json")
    try:
        scratch.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        scorer = NgramScorer(scratch)
        points = curve(sorted(_scored(scorer, args.learn)))
        held = sorted(_scored(scorer, args.held)) if args.held else []
    finally:
        scratch.unlink(missing_ok=True)
    print("curve:", " ".join(f"{score:g}:{share:g}" for score, share in points))
    _report([(calibrated(score, points), label) for score, label in held])
    if args.write:
        weights = data.pop("weights")
        data |= {"calibration": points, "weights": weights}
        args.weights.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _scored(scorer: NgramScorer, path: Path) -> Iterator[Scored]:
    for line in path.read_text(encoding="utf-8").splitlines():
        label, _, text = line.partition("\t")
        (row,) = scorer.score([text.replace("\\n", "\n")])
        yield row[scorer.categories[0]], int(label)


def curve(scored: Sequence[Scored]) -> list[tuple[float, float]]:
    """Mean score and share of abuse by group, neighbours pooled where the share would fall.

    >>> curve([(0.1, 0), (0.2, 1), (0.3, 0), (0.9, 1)])
    [(0.1, 0.0), (0.25, 0.5), (0.9, 1.0)]
    """
    size = max(len(scored) // GROUPS, 1)
    pooled: list[tuple[float, float, int]] = []
    for at in range(0, len(scored), size):
        group = scored[at : at + size]
        pooled.append((sum(score for score, _ in group), float(sum(label for _, label in group)), len(group)))
        while len(pooled) > 1 and pooled[-2][1] * pooled[-1][2] >= pooled[-1][1] * pooled[-2][2]:
            last, before = pooled.pop(), pooled.pop()
            pooled.append((last[0] + before[0], last[1] + before[1], last[2] + before[2]))
    return [(round(score / count, 4), round(bad / count, 4)) for score, bad, count in pooled]


def _report(rows: Sequence[Scored]) -> None:
    total = sum(label for _, label in rows)
    for low in STEPS if rows else ():
        inside = [label for score, label in rows if low <= score < low + 0.1 + (low == STEPS[-1])]
        above = [label for score, label in rows if score >= low]
        if inside:
            print(
                f"{low:.1f}: {len(inside):5} texts, right {sum(inside) / len(inside):.3f};"
                f" from here on {len(above):5}, right {sum(above) / len(above):.3f}, recall {sum(above) / total:.3f}"
            )


if __name__ == "__main__":
    main()

"""Train the line model of `newslint/segment` from a labelled corpus, and say how good it is.

    python tools/train_segmenter.py CORPUS.jsonl.xz [SNIPPETS.jsonl.xz ...] [--folds FOLDER]

Needs `pip install -e .[train]`. Five models are trained, each without a fifth of the domains, and
judged on that fifth: precision, recall and words lost are of sites that the model never saw. Their
joint probabilities calibrate the last model, trained on everything, which is written to
`newslint/segment/model.json`. `--folds` also writes the five (`tools/cross_validate.py` uses them).
The same corpus gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from corpus import FOLDS, Lines, cleaned, featurise, fold_of, listed, read
from sklearn.linear_model import LogisticRegression

from newslint.segment.forms import words
from newslint.segment.trees import FEATURES, MODEL

PARAMETERS = {
    "objective": "binary",
    "num_leaves": 31,
    "learning_rate": 0.06,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.3,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5.0,
    "max_bin": 63,
    "seed": 7,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
ROUNDS = 250
DOMAIN_POWER = 0.7
CLEANED = {0.7: 0.6, 1.0: 0.6}
LISTED = 0.3
LONGEST = 60
THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.98, 0.99)


class Table:
    """All lines of the corpus, one row each; lines whose label says neither are left out."""

    def __init__(self, lines: list[Lines], parts: list[float]) -> None:
        rows, kept = [], []
        for item, part in zip(lines, parts, strict=True):
            for row, text, label in zip(item.rows, item.texts, item.labels, strict=True):
                if label in {"content", "furniture"}:
                    rows.append(row)
                    kept.append((label == "furniture", item.domain, item.source, words(text), part))
        self.rows = np.array(rows, dtype=np.float32)
        furniture, domains, sources, lengths, shares = zip(*kept, strict=True)
        self.furniture = np.array(furniture, dtype=float)
        self.sources = np.array(sources)
        self.lengths = np.array(lengths)
        self.folds = np.array([fold_of(domain) for domain in domains])
        share = np.array(shares)
        self.original = share == 1
        sizes = Counter(domain for domain, first in zip(domains, self.original, strict=True) if first)
        self.alike = share / np.array([max(sizes[domain], 1) for domain in domains]) ** DOMAIN_POWER
        self.weights = self.alike * self._costs()
        self.weights /= self.weights.mean()

    def _costs(self) -> Any:
        """What a lost line costs: content counts by the root of its words, and as much as before in sum."""
        content = self.furniture == 0
        cost = np.sqrt(np.clip(self.lengths, 1, LONGEST))
        cost /= np.average(cost[content], weights=self.alike[content])
        return np.where(content, cost, 1.0)


def fit(table: Table, chosen: Any) -> lightgbm.Booster:
    """Trees on the chosen rows, as `Table` weighs them."""
    data = lightgbm.Dataset(table.rows[chosen], table.furniture[chosen], weight=table.weights[chosen])
    return lightgbm.train(PARAMETERS, data, ROUNDS)


def encode(trees: lightgbm.Booster, calibration: tuple[float, float]) -> str:
    """The model as `segment.trees.decode` reads it, a line a tree."""
    made = [
        json.dumps(_node(tree["tree_structure"]), separators=(",", ":")) for tree in trees.dump_model()["tree_info"]
    ]
    names = json.dumps(list(FEATURES))
    numbers = json.dumps([round(number, 4) for number in calibration])
    listing = ",\n".join(made)
    return f'{{"features": {names},\n"calibration": {numbers},\n"trees": [\n{listing}\n]}}\n'


def _node(node: dict[str, Any]) -> Any:
    if "leaf_value" in node:
        return float(f"{node['leaf_value']:.4g}")
    threshold = float(f"{node['threshold']:.6g}")
    return [node["split_feature"], threshold, _node(node["left_child"]), _node(node["right_child"])]


def calibrate(table: Table, scores: Any) -> tuple[float, float]:
    """Slope and offset that turn held-out scores into frequencies, every domain alike (Platt 1999)."""
    of = table.original
    fitted = LogisticRegression(C=1e6).fit(scores[of, None], table.furniture[of], sample_weight=table.alike[of])
    return float(fitted.coef_[0, 0]), float(fitted.intercept_[0])


def report(table: Table, probabilities: Any) -> None:
    """Print precision, recall and words lost of held-out lines for each source and threshold."""
    print(f"{'source':14}{'at':>6}{'precision':>11}{'recall':>8}{'words lost':>12}")
    for source in sorted(set(table.sources)):
        here = table.original & (table.sources == source)
        furniture, lengths = table.furniture[here] > 0, table.lengths[here]
        for threshold in THRESHOLDS:
            gone = probabilities[here] >= threshold
            right, lost = (gone & furniture).sum(), lengths[gone & ~furniture].sum()
            print(
                f"{source:14}{threshold:6}{right / max(gone.sum(), 1):11.4f}{right / furniture.sum():8.3f}"
                f"{lost / lengths[~furniture].sum():12.3%}"
            )
    print("\ncalibration, every domain alike:")
    for low, high in zip((0, *THRESHOLDS), (*THRESHOLDS, 1.01), strict=True):
        inside = table.original & (probabilities >= low) & (probabilities < high)
        told, true = (
            np.average(part[inside], weights=table.alike[inside]) for part in (probabilities, table.furniture)
        )
        print(f"  {low:4} to {min(high, 1):4}: said {told:.3f}, was {true:.3f}")


def main() -> None:
    """Train, report, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--folds", type=Path, help="write the five cross-validation models here")
    parser.add_argument("--output", type=Path, default=MODEL)
    options = parser.parse_args()
    records = list(read(options.corpus))
    whole = [record for record in records if record["gold_body"] is not None]
    parts = [1.0] * len(records)
    for share, part in CLEANED.items():
        records += [cleaned(record, share) for record in whole]
        parts += [part] * len(whole)
    made = [listed(record) for record in [*whole, *(cleaned(record, 0.85) for record in whole)]]
    records += [record for record in made if record]
    parts += [LISTED] * (len(records) - len(parts))
    table = Table(featurise(records), parts)
    print(f"{len(table.rows)} lines, {len(FEATURES)} features", flush=True)

    scores = np.zeros(len(table.rows))
    folds = []
    for fold in range(FOLDS):
        folds.append(fit(table, table.folds != fold))
        out = table.folds == fold
        scores[out] = folds[-1].predict(table.rows[out], raw_score=True)
    calibration = calibrate(table, scores)
    report(table, 1 / (1 + np.exp(-(calibration[0] * scores + calibration[1]))))
    if options.folds:
        options.folds.mkdir(parents=True, exist_ok=True)
        for fold, trees in enumerate(folds):
            (options.folds / f"{fold}.json").write_text(encode(trees, calibration), encoding="utf-8")
    options.output.write_text(encode(fit(table, slice(None)), calibration), encoding="utf-8")


if __name__ == "__main__":
    main()

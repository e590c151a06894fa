"""Boosted trees without a library: how likely a row of features is furniture."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from newslint.segment.context import CONTEXT
from newslint.segment.features import OWN

MODEL = Path(__file__).with_name("model.json")
FEATURES = OWN + CONTEXT
Node = float | tuple[int, float, Any, Any]
"""A leaf's value, or (feature, threshold, the node where it is not above, the node where it is)."""


@dataclass(frozen=True, slots=True)
class Model:
    """A trained sum of trees; `slope` and `offset` calibrate it (J. Platt 1999)."""

    trees: tuple[Node, ...]
    slope: float = 1.0
    offset: float = 0.0

    def probability(self, row: Sequence[float]) -> float:
        """How likely a row, in the order of `FEATURES`, is furniture: 0 to 1."""
        total = 0.0
        for node in self.trees:
            while type(node) is tuple:
                node = node[2] if row[node[0]] <= node[1] else node[3]
            total += node  # type: ignore[operator]
        return 1 / (1 + math.exp(-max(min(self.slope * total + self.offset, 40.0), -40.0)))


def decode(data: Mapping[str, Any]) -> Model:
    """The model in a data file: a tree is a leaf's number, or [feature, threshold, left, right].

    Raises ValueError where its features are not those of this version.
    """
    if tuple(data["features"]) != FEATURES:
        raise ValueError("the model was trained on other features: run tools/train_segmenter.py")
    slope, offset = data["calibration"]
    return Model(tuple(_node(tree) for tree in data["trees"]), slope, offset)


def _node(tree: Any) -> Node:
    if not isinstance(tree, list):
        return float(tree)
    feature, threshold, left, right = tree
    return int(feature), float(threshold), _node(left), _node(right)


@cache
def shipped() -> Model:
    """The model that comes with newslint."""
    return decode(json.loads(MODEL.read_text(encoding="utf-8")))

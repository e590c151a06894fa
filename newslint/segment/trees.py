"""Boosted trees without a library: how likely a row of features is furniture."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from newslint import kept
from newslint.segment.context import CONTEXT
from newslint.segment.features import OWN

MODEL = Path(__file__).with_name("model.json")
FEATURES = OWN + CONTEXT
Node = float | tuple[int, float, Any, Any]
"""A leaf's value, or (feature, threshold, the node where it is not above, the node where it is)."""
Score = Callable[[Sequence[float]], float]

_COMPILE_FROM = 1500
# Python's compiler takes a hundred times the memory of the source: all trees at once would cost 40 MB.
_TREES = 32


class Model:
    """A trained sum of trees; `slope` and `offset` calibrate it (J. Platt 1999).

    The first rows are led down the trees; a model that is asked for many is made into one Python
    function, which takes as long as a thousand rows do and is four times as fast, with the same sums.

    >>> model = Model([(0, 2.5, -1.0, (1, 0.0, 0.5, 3.0))])
    >>> [round(rate, 3) for rate in model.probabilities([[2.5, 9.0], [3.0, 0.0], [3.0, 1.0]])]
    [0.269, 0.622, 0.953]
    """

    def __init__(self, trees: Sequence[Node], slope: float = 1.0, offset: float = 0.0) -> None:
        self._trees = tuple(trees)
        self._slope, self._offset = slope, offset
        self._asked = 0
        self._score: Score = self._walk

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Model) and self.__getstate__() == other.__getstate__()

    def __hash__(self) -> int:
        return hash((len(self._trees), self._slope, self._offset))

    @property
    def trees(self) -> tuple[Node, ...]:
        """The trees, in order."""
        return self._trees

    def __getstate__(self) -> dict[str, Any]:
        return {"_trees": self._trees, "_slope": self._slope, "_offset": self._offset}

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.__init__(state["_trees"], state["_slope"], state["_offset"])  # type: ignore[misc]

    def probability(self, row: Sequence[float]) -> float:
        """See `probabilities`."""
        return self.probabilities([row])[0]

    def probabilities(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """How likely each row, in the order of `FEATURES`, is furniture: 0 to 1."""
        self._asked += len(rows)
        if self._asked >= _COMPILE_FROM and rows and self._score == self._walk:
            self._score = compiled(self._trees, len(rows[0]))
        score, slope, offset, exp = self._score, self._slope, self._offset, math.exp
        return [1 / (1 + exp(-max(min(slope * score(row) + offset, 40.0), -40.0))) for row in rows]

    def _walk(self, row: Sequence[float]) -> float:
        total = 0.0
        for node in self._trees:
            while type(node) is tuple:
                node = node[2] if row[node[0]] <= node[1] else node[3]
            total += node  # type: ignore[operator]
        return total


def compiled(trees: Sequence[Node], size: int) -> Score:
    """A function that adds up the trees' leaves for a row of `size` numbers.

    >>> compiled([(1, 2.5, -1.0, 4.0), 0.25], 2)([0.0, 3.0])
    4.25
    """
    parts = [_part(trees[at : at + _TREES], size) for at in range(0, len(trees), _TREES)]

    def score(row: Sequence[float]) -> float:
        total = 0.0
        for part in parts:
            total = part(row, total)
        return total

    return score


def _part(trees: Sequence[Node], size: int) -> Callable[[Sequence[float], float], float]:
    # Python names the first 256 constants of a function in one instruction and the others in two: a branch
    # that is never taken names those thresholds first that most rows are held to.
    first = "".join(f"        row == {threshold!r}\n" for threshold in _commonest(trees))
    never = f"    if not row:\n{first}" if first else ""
    names = "".join(f"f{at}, " for at in range(size))
    sums = "\n".join(f"    total += {_expression(tree)}" for tree in trees)
    source = f"def add(row, total):\n{never}    {names}= row\n{sums}\n    return total\n"
    found: dict[str, Any] = {}
    exec(compile(source, "<model>", "exec"), found)
    add: Callable[[Sequence[float], float], float] = found["add"]
    return add


def _commonest(trees: Sequence[Node], most: int = 250) -> list[float]:
    """The thresholds nearest to the roots of the trees, which most rows are held to."""
    weights: dict[float, float] = defaultdict(float)
    level: list[tuple[Node, float]] = [(tree, 1.0) for tree in trees]
    while level:
        inner = [(node, weight) for node, weight in level if isinstance(node, tuple)]
        for node, weight in inner:
            weights[node[1]] += weight
        level = [(child, weight / 2) for node, weight in inner for child in node[2:]]
    return sorted(weights, key=lambda threshold: (-weights[threshold], threshold))[:most]


def _expression(node: Node) -> str:
    if isinstance(node, tuple):
        feature, threshold, low, high = node
        return f"({_expression(low)} if f{feature} <= {threshold!r} else {_expression(high)})"
    return repr(node)


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
    trees, slope, offset = kept.plain(("model", MODEL.name), _read)
    return Model(trees, slope, offset)


def _read() -> tuple[tuple[Node, ...], float, float]:
    model = decode(json.loads(MODEL.read_text(encoding="utf-8")))
    state = model.__getstate__()
    return state["_trees"], state["_slope"], state["_offset"]

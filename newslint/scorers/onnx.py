"""Scorers that are an ONNX model in a file, run by onnxruntime."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from newslint.scorers.base import BATCH_SIZE, TIMEOUT, FileScorer, ScorerError, Scores


@dataclass(frozen=True, slots=True)
class OnnxScorer(FileScorer):
    """A model that takes strings and gives probabilities: what skl2onnx makes of a text pipeline.

    Its first input is a tensor of strings, one text a row. `output` is the name of the output that has
    the probabilities, the last one where none is named: a tensor with a column, or a list of maps with
    a key, for each of the `labels`, the model's by category. One processor core is used.
    """

    output: str = ""
    batch_size: int = BATCH_SIZE
    timeout: float = TIMEOUT

    def lacks(self) -> str:
        """The package that is not installed, or the file that is not there."""
        return self.missing(("onnxruntime", "numpy"), "onnx")

    def score(self, texts: Sequence[str]) -> Sequence[Scores]:
        """See `Scorer.score`."""
        numpy = importlib.import_module("numpy")
        session = _session(self.path)
        entry = session.get_inputs()[0]
        names = [item.name for item in session.get_outputs()]
        if "string" not in entry.type:
            raise ScorerError(f"takes {entry.type}, not strings")
        if self.output and self.output not in names:
            raise ScorerError(f"has no output `{self.output}`: only {', '.join(names)}")
        given = numpy.array(list(texts), dtype=object)
        if len(entry.shape) > 1:
            given = given.reshape(-1, 1)
        rows = session.run([self.output or names[-1]], {entry.name: given})[0]
        return [{name: _value(row, label) for name, label in self.labels.items()} for row in rows]


def _value(row: Any, label: str) -> float:
    """A row's number for a label: the key of a map, or the number of a column."""
    if isinstance(row, Mapping):
        for key, value in row.items():
            if str(key) == label:
                return float(value)
    elif label.isdecimal() and int(label) < len(row):
        return float(row[int(label)])
    raise ScorerError(f"has no label `{label}`")


@lru_cache(maxsize=8)
def _session(path: Path) -> Any:
    runtime = importlib.import_module("onnxruntime")
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    return runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

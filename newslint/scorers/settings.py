"""The tables `[scorers.NAME]` of a configuration, read into scorers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from newslint.schema.validate import did_you_mean
from newslint.scorers.base import Scorer
from newslint.scorers.http import HttpScorer
from newslint.scorers.ngrams import NgramScorer
from newslint.scorers.onnx import OnnxScorer
from newslint.scorers.sklearn import SklearnScorer


def _text(value: Any, _: Path) -> str:
    if not isinstance(value, str):
        raise ValueError("must be text")
    return value


def _flag(value: Any, _: Path) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _seconds(value: Any, _: Path) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 3600:
        raise ValueError("must be a number of seconds")
    return float(value)


def _count(value: Any, _: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 10_000:
        raise ValueError("must be a whole number from 1")
    return value


def _retries(value: Any, _: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10:
        raise ValueError("must be a whole number from 0 to 10")
    return value


def _file(value: Any, folder: Path) -> Path:
    return (folder / _text(value, folder)).absolute()


def _texts(value: Any, _: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("must be a list of texts")
    return tuple(value)


def _table(value: Any, _: Path) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("must be a table")
    return value


def _by_category(value: Any, _: Path) -> Mapping[str, str]:
    """A table of category to what the model calls it, or a list of categories that it calls so itself."""
    if isinstance(value, list) and value and all(isinstance(item, str) and item for item in value):
        return {item: item for item in value}
    if isinstance(value, dict) and value and all(isinstance(item, str | int) for item in value.values()):
        return {name: str(item) for name, item in value.items()}
    raise ValueError("must be a list of categories, or a table of category to what the model calls it")


_Read = tuple[str, Callable[[Any, Path], Any]]
_LOCAL: Mapping[str, _Read] = {"batch-size": ("batch_size", _count), "timeout": ("timeout", _seconds)}
TYPES: Mapping[str, tuple[Callable[..., Scorer], tuple[str, ...], Mapping[str, _Read]]] = {
    "ngrams": (NgramScorer, ("path",), {"path": ("path", _file), **_LOCAL}),
    "sklearn": (
        SklearnScorer,
        ("path", "categories"),
        {
            "path": ("path", _file),
            "categories": ("labels", _by_category),
            "allow-pickle": ("allow_pickle", _flag),
            "trusted": ("trusted", _texts),
            **_LOCAL,
        },
    ),
    "onnx": (
        OnnxScorer,
        ("path", "categories"),
        {"path": ("path", _file), "categories": ("labels", _by_category), "output": ("output", _text), **_LOCAL},
    ),
    "http": (
        HttpScorer,
        ("url", "categories"),
        {
            "url": ("url", _text),
            "categories": ("categories_at", _by_category),
            "input": ("input", _text),
            "results": ("results", _text),
            "single": ("single", _flag),
            "extra": ("extra", _table),
            "header": ("header", _text),
            "header-env": ("header_env", _text),
            "timeout": ("request_timeout", _seconds),
            "retries": ("retries", _retries),
            "backoff": ("backoff", _seconds),
            "batch-size": ("texts_a_call", _count),
            "version": ("version", _text),
        },
    ),
}
"""By the name that `type` gives: the scorer, the keys it must have, and those that it may have."""


def read_scorers(tables: Any, folder: Path) -> dict[str, Scorer]:
    """Scorers by name; paths count from `folder`. Raises ValueError with the key and what is wrong.

    >>> read_scorers({"mine": {"type": "http", "ulr": "http://localhost/"}}, Path())
    Traceback (most recent call last):
    ValueError: has the unknown key `mine.ulr`; did you mean `url`?
    """
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise ValueError("must hold a table for each scorer, such as [scorers.mine]")
    return {name: _scorer(name, dict(table), folder) for name, table in tables.items()}


def _scorer(name: str, table: dict[str, Any], folder: Path) -> Scorer:
    kind = table.pop("type", None)
    if kind not in TYPES:
        near = did_you_mean(str(kind), TYPES)
        why = f"is “{kind}”, not one of" if kind is not None else "is missing: one of"
        raise ValueError(f"`{name}.type` {why} {', '.join(TYPES)}" + (f"; {near}" if near else ""))
    make, required, known = TYPES[kind]
    values = {}
    for key, value in table.items():
        if key not in known:
            near = did_you_mean(key, [*known, "type"]) or f"a scorer of type {kind} has {', '.join(known)}"
            raise ValueError(f"has the unknown key `{name}.{key}`; {near}")
        field, read = known[key]
        try:
            values[field] = read(value, folder)
        except ValueError as error:
            raise ValueError(f"`{name}.{key}` {error}") from None
    for key in required:
        if key not in table:
            raise ValueError(f"`{name}` lacks the key `{key}`")
    try:
        return make(**values)
    except ValueError as error:
        raise ValueError(f"`{name}`: {error}") from None

"""Helpers for tests of record formats: run newslint on bytes, follow what it reports back to the data."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from newslint.checker import Mode
from newslint.config import Config
from newslint.engine import Engine
from newslint.results import Diagnostic, FileResult
from newslint.runner import run
from newslint.sources import BUILTIN_SOURCES


def results(engine: Engine, raw: bytes, name: str, mode: Mode | None = None, **settings: Any) -> list[FileResult]:
    """What a run gives for one file of that name with these bytes."""
    config = Config(**settings)
    return list(run(["-"], engine, config, mode or Mode(), sources=BUILTIN_SOURCES, stdin=raw, stdin_filename=name))


def found(engine: Engine, raw: bytes, name: str, **settings: Any) -> list[Diagnostic]:
    return [item for result in results(engine, raw, name, **settings) for item in result.diagnostics]


def said(engine: Engine, raw: bytes, name: str, **settings: Any) -> list[str]:
    """The problems of a run, as they are printed."""
    return [str(item) for result in results(engine, raw, name, **settings) for item in result.problems]


def fixed(engine: Engine, raw: bytes, name: str, *, unsafe: bool = False, **settings: Any) -> bytes:
    """The bytes after fixing."""
    output = results(engine, raw, name, Mode(fix=True, unsafe=unsafe), **settings)[-1].output
    assert output is not None
    return output


def records(raw: bytes, name: str) -> list[Any]:
    """The records of a file as an ordinary parser reads them."""
    text = raw.decode("utf-8-sig")
    if name.endswith((".jsonl", ".jl")):
        return [json.loads(line) for line in text.split("\n") if line.strip()]
    if name.endswith(".json"):
        document = json.loads(text)
        return document if isinstance(document, list) else [document]
    return list(csv.DictReader(io.StringIO(text, newline="")))


def resolve(value: Any, pointer: str) -> Any:
    """What a JSON pointer leads to (RFC 6901)."""
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def normal(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def strings(value: Any) -> Iterator[str]:
    """Every string below a value, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for member in value.values() if isinstance(value, dict) else value:
            yield from strings(member)

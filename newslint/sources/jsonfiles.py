"""JSON files: a document with one article or many, or an object a line."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

from newslint.model import NewslintError, Problem
from newslint.sources.formats import Asked, Opened, called, decoded, front, peeked, record_of, said
from newslint.sources.jsonparts import GIVEAWAYS, values
from newslint.sources.jsontext import JsonError, read_json
from newslint.sources.layouts import Layout, is_other, layout_of, preset
from newslint.sources.parts import BOM, Fault, Part
from newslint.sources.quickjson import quick_paths, quick_texts
from newslint.sources.record import Record
from newslint.sources.tree import Tree


@dataclass(frozen=True, slots=True)
class JsonReader:
    """Reads objects by a layout."""

    path: str
    format: str
    layout: Layout

    def record(self, part: Part) -> Record:
        """The record; a value that is no object is one without text."""
        raw = decoded(self.path, part)
        tree = tree_of(self.path, part, raw)
        if not isinstance(tree, dict):
            return Record(self.path, self.format, part, raw, (), problems=(said(self.path, part, "is no object"),))
        if is_other(tree):
            return Record(self.path, self.format, part, raw, (), other=True)
        return record_of(self.path, self.format, part, raw, tree, self.layout)

    def quick(self, parts: Sequence[Part]) -> list[list[str] | None]:
        """See `formats.Quick`."""
        paths = quick_paths(self.layout)
        return [quick_texts(part.raw, paths, self.layout) for part in parts]


def tree_of(path: str, part: Part, raw: str) -> Tree:
    """The part's only JSON value. Raises NewslintError with the place of what is wrong."""
    try:
        tree, end = read_json(raw)
        if rest := raw[end:].strip(" \t\r\n"):
            raise JsonError(f"“{rest[0]}” after the end of the value", raw.index(rest[0], end))
    except JsonError as error:
        line, column = part.place(raw, min(error.at, len(raw.rstrip(" \t\r\n"))))
        raise NewslintError(
            Problem(path, f"not valid JSON: {error.message}; {called(part)} was not checked", line, column)
        ) from None
    return tree


def _trees(head: Sequence[Part | Fault]) -> tuple[list[Tree], int]:
    """The objects among the first parts, and how many could not be read."""
    found: list[Tree] = []
    broken = 0
    for part in head:
        if isinstance(part, Fault) or part.index is None:
            continue
        try:
            tree = tree_of("", part, decoded("", part))
        except NewslintError:
            broken += 1
            continue
        if isinstance(tree, dict):
            found.append(tree)
    return found, broken


def lines(path: str, stream: BinaryIO) -> Iterator[Part | Fault]:
    """A part for each line; only a line feed ends one. Blank lines are no records."""
    index = 0
    for number, raw in enumerate(stream, 1):
        blank = not raw.strip(b" \t\r\n" + BOM)
        if number == 1 and raw.startswith(BOM):
            yield Part(BOM)
            raw = raw[len(BOM) :]
        yield Part(raw, number, 1, None if blank else index)
        index += not blank


class JsonLines:
    """One JSON object a line."""

    name = "jsonl"
    suffixes: tuple[str, ...] = (".jsonl", ".ndjson", ".jsonlines", ".jl")

    def open(self, path: str, stream: BinaryIO, asked: Asked) -> Opened:
        """Read the first lines; a JSON document under the wrong name is read as what it is, and told."""
        first, stream = front(stream)
        if _is_document(first):
            opened = Json().open(path, stream, asked)
            problem = Problem(path, "holds one JSON document, not an object a line", 1, 1, "name it .json")
            return replace(opened, parts=itertools.chain([Fault(problem, broken=False)], opened.parts))
        head, parts = peeked(lines(path, stream))
        return _opened(path, self.name, head, parts, asked, alone=False)


def _is_document(first: bytes) -> bool:
    """Whether the front of a file is that of one document over several lines, not of lines."""
    text = first.removeprefix(BOM).lstrip(b" \t\r\n")
    opening = text.split(b"\n", 1)[0].strip()
    return opening in {b"{", b"["} or opening.startswith(b"[{")


class Json:
    """One JSON document: an article, an array of them, or a wrapper around that; JSON-LD as well."""

    name = "json"
    suffixes: tuple[str, ...] = (".json", ".jsonld")

    def open(self, path: str, stream: BinaryIO, asked: Asked) -> Opened:
        """Read the first records; see `jsonparts.values`."""

        def is_article(tree: Tree) -> bool:
            layout = layout_of([tree], asked.preset, asked.fields, alone=True)
            return layout is not None and ("text" in layout.seen or not layout.body)

        head, parts = peeked(values(path, stream, is_article))
        records = [part for part in head if isinstance(part, Part) and part.index is not None]
        alone = len(records) == 1 and not records[0].pointer
        return _opened(path, self.name, head, parts, asked, alone=alone)


def _opened(
    path: str, name: str, head: Sequence[Part | Fault], parts: Iterator[Part | Fault], asked: Asked, *, alone: bool
) -> Opened:
    trees, broken = _trees(head)
    layout = layout_of(trees, asked.preset, asked.fields, alone=alone)
    if layout is None and broken and not trees and _may_be_articles(head):
        layout = preset("plain")
    return Opened(layout, parts, JsonReader(path, name, layout or preset("plain")))


def _may_be_articles(head: Sequence[Part | Fault]) -> bool:
    """Whether a document that cannot be read at all names what articles have; settings with comments don't."""
    raw = b"".join(part.raw for part in head if isinstance(part, Part)).removeprefix(BOM).strip()
    return raw[:1] not in {b"{", b"[", b"/"} or any(key in raw for key in GIVEAWAYS)

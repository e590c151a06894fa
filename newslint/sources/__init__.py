"""File formats: bytes to fields of text, and edits of those back to bytes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import regex

from newslint.sources.base import Document, Source, SourceFormat
from newslint.sources.columns import Arrow, Parquet
from newslint.sources.compressed import inner_name
from newslint.sources.csvfiles import Table
from newslint.sources.formats import Asked, Opened, Quick, Reader, RecordFormat
from newslint.sources.jsonfiles import Json, JsonLines
from newslint.sources.jsontext import JsonError, read_json
from newslint.sources.pages import Html, Warc
from newslint.sources.parts import BOM, Fault, Part
from newslint.sources.record import Record
from newslint.sources.text import Markdown, PlainText

__all__ = [
    "BUILTIN_SOURCES",
    "HEAD",
    "Asked",
    "Document",
    "Fault",
    "Format",
    "Markdown",
    "Opened",
    "Part",
    "PlainText",
    "Quick",
    "Reader",
    "Record",
    "RecordFormat",
    "Source",
    "SourceFormat",
    "format_of",
    "inner_name",
    "source_for",
]

HEAD = 1 << 12
"""So many bytes at the start of a file tell whether it is JSON."""
Format: TypeAlias = SourceFormat | RecordFormat
BUILTIN_SOURCES: tuple[Format, ...] = (
    PlainText(),
    Markdown(),
    Json(),
    JsonLines(),
    Table(),
    Parquet(),
    Arrow(),
    Html(),
    Warc(),
)


def source_for(path: str, sources: Sequence[Format] = BUILTIN_SOURCES) -> Format:
    """The format whose suffix the path has, the longest first; plain text for an unknown suffix.

    >>> source_for("notes/STORY.MD").name, source_for("story.scrape").name
    ('md', 'txt')
    """
    lower = path.lower()
    matching = [
        (len(suffix), source) for source in sources for suffix in source.suffixes if lower.endswith(suffix.lower())
    ]
    return max(matching, key=lambda item: item[0])[1] if matching else BUILTIN_SOURCES[0]


def format_of(path: str, head: Callable[[], bytes], sources: Sequence[Format] = BUILTIN_SOURCES) -> Format:
    """The format of a file by its suffix; where that says plain text but the file begins as JSON, JSON.

    An unnamed standard input, or a dump called .txt, must not be edited as if it were prose. `head`
    reads the file's first bytes, and is asked only where they may matter.

    >>> format_of("<stdin>", lambda: b'{"text": "a"}\\n{"text": "b"}\\n').name, format_of("a.txt", lambda: b"{a} b").name
    ('jsonl', 'txt')
    """
    form = source_for(path, sources)
    if not isinstance(form, PlainText):
        return form
    first_bytes = head()
    text = first_bytes.removeprefix(BOM).lstrip(b" \t\r\n")
    if text[:1] not in {b"{", b"["}:
        return form
    line, more, rest = text.partition(b"\n")
    try:
        tree, _ = read_json(line.decode("utf-8", "replace"))
    except JsonError as error:
        cut = error.message.startswith("the text ends") and (more or len(first_bytes) >= HEAD)
        return Json() if cut and regex.match(rb"(?:\[\s*+)?+(?:\{\s*+(?:\"|\Z)|\Z)", line) else form
    first = tree[0] if isinstance(tree, list) and tree else tree
    if not isinstance(first, dict) or not first:
        return form
    return JsonLines() if rest.lstrip()[:1] == b"{" else Json()

"""File formats: bytes to fields of text, and edits of those back to bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from newslint.sources.base import Document, Source, SourceFormat
from newslint.sources.columns import Arrow, Parquet
from newslint.sources.compressed import inner_name
from newslint.sources.csvfiles import Table
from newslint.sources.formats import Asked, Opened, Reader, RecordFormat
from newslint.sources.jsonfiles import Json, JsonLines
from newslint.sources.pages import Html, Warc
from newslint.sources.parts import Fault, Part
from newslint.sources.record import Record
from newslint.sources.text import Markdown, PlainText

__all__ = [
    "BUILTIN_SOURCES", "Asked", "Document", "Fault", "Format", "Markdown", "Opened", "Part", "PlainText", "Reader", "Record",
    "RecordFormat", "Source", "SourceFormat", "inner_name", "source_for",
]  # fmt: skip

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

"""File formats: bytes to fields of text, and edits of those back to bytes."""

from __future__ import annotations

from collections.abc import Sequence

from newslint.sources.base import Source, SourceFormat
from newslint.sources.text import Markdown, PlainText

__all__ = ["BUILTIN_SOURCES", "Markdown", "PlainText", "Source", "SourceFormat", "source_for"]

BUILTIN_SOURCES: tuple[SourceFormat, ...] = (PlainText(), Markdown())


def source_for(path: str, sources: Sequence[SourceFormat] = BUILTIN_SOURCES) -> SourceFormat:
    """The format whose suffix the path has, the longest first; plain text for an unknown suffix.

    >>> source_for("notes/STORY.MD").name, source_for("story.scrape").name
    ('md', 'txt')
    """
    lower = path.lower()
    matching = [
        (len(suffix), source) for source in sources for suffix in source.suffixes if lower.endswith(suffix.lower())
    ]
    return max(matching, key=lambda item: item[0])[1] if matching else BUILTIN_SOURCES[0]

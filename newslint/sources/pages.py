"""Web pages, single and in WARC files (extras `html` and `warc`): their article by trafilatura, report only."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

from newslint.model import NewslintError, Problem
from newslint.sources.base import Document
from newslint.sources.formats import Asked, Opened
from newslint.sources.jsonfiles import JsonReader
from newslint.sources.layouts import preset
from newslint.sources.parts import Fault, Part
from newslint.sources.record import Record
from newslint.sources.unseen import hidden_passages

_TOOL = "trafilatura"
_UNSEEN = "newslint:unseen"


def extracted(path: str, page: bytes, url: str = "") -> bytes:
    """The article of a page as trafilatura's JSON, and what the page hides; b"" where there is none.

    Raises NewslintError without the package.
    """
    try:
        import trafilatura
    except ImportError as error:
        why = f"reading web pages needs the package trafilatura: {error}".replace("\n", " ")
        problem = Problem(path, why, hint="pip install 'newslint[html]'")
        raise NewslintError(problem) from None
    found: str | None = trafilatura.extract(
        page, url=url or None, output_format="json", with_metadata=True, include_comments=False
    )
    hides = hidden_passages(_decoded(page)) if found else ()
    if found and hides:
        found = json.dumps({**json.loads(found), _UNSEEN: list(hides)}, ensure_ascii=False)
    return (found or "").encode("utf-8", "replace")


def _decoded(page: bytes) -> str:
    """The page's text; whatever it says of its encoding, marks and style are the same in UTF-8 and Windows-1252."""
    try:
        return page.decode("utf-8")
    except UnicodeDecodeError:
        return page.decode("cp1252", "replace")


@dataclass(frozen=True, slots=True)
class PageReader:
    """Reads what was extracted from pages; nothing of it can be written back."""

    path: str
    format: str

    def record(self, part: Part) -> Record:
        """The record; its fields have no place in the page."""
        record = JsonReader(self.path, self.format, preset(_TOOL)).record(part).renamed(lambda _: "")
        hides = tuple(json.loads(part.raw).get(_UNSEEN, ())) if _UNSEEN.encode() in part.raw else ()
        return replace(record, missing=(), editable=False, lines=False, unseen=hides)


class Html:
    """Web pages; in folders they are not looked for."""

    name = "html"
    suffixes: tuple[str, ...] = (".html", ".htm", ".xhtml")
    walked = False

    def read(self, path: str, raw: bytes) -> Document:
        """The page's article. Raises NewslintError where there is none."""
        found = extracted(path, raw)
        if not found:
            raise NewslintError(Problem(path, "no article text was found in the page"))
        return PageReader(path, self.name).record(Part(found))


class Warc:
    """WARC files: the article of each page in them; in folders they are not looked for."""

    name = "warc"
    suffixes: tuple[str, ...] = (".warc",)
    walked = False

    def open(self, path: str, stream: BinaryIO, asked: Asked) -> Opened:
        """Open the file; pages without an article are left out."""
        try:
            from warcio.archiveiterator import ArchiveIterator
        except ImportError:
            problem = Problem(path, "reading WARC needs the package warcio", hint="pip install 'newslint[warc]'")
            raise NewslintError(problem) from None
        pages = _pages(path, ArchiveIterator(stream))
        first = next(pages, None)
        parts = itertools.chain([first], pages) if first is not None else iter(())
        return Opened(preset(_TOOL) if first is not None else None, parts, PageReader(path, self.name))


def _pages(path: str, records: Any) -> Iterator[Part | Fault]:
    index = 0
    while True:
        try:
            record = next(records, None)
            if record is None:
                return
            kind = record.http_headers.get_header("Content-Type", "") if record.http_headers else ""
            if record.rec_type != "response" or "html" not in kind:
                continue
            url = record.rec_headers.get_header("WARC-Target-URI") or ""
            found = extracted(path, record.content_stream().read(), url)
        except (OSError, EOFError, ValueError) as error:
            yield Fault(Problem(f"{path}[{index}]", f"the archive is damaged here: {error}"))
            return
        if found:
            yield Part(json.dumps(json.loads(found), ensure_ascii=False).encode("utf-8"), index=index)
            index += 1

"""Text fields that hold a piece of a web page: read as text, and never written."""

from __future__ import annotations

import html
from array import array

import regex

from newslint.patterns import compiled
from newslint.sources.tree import Piece

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "div",
        "dl",
        "dt",
        "dd",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "thead",
        "tr",
        "ul",
        "br",
    ]
)
_MARK = compiled(
    r"(?P<none><!--.*?-->|<(?P<raw>script|style|noscript|template)\b.*?</(?P=raw)\s*+>)|</?(?P<tag>[a-zA-Z][\w:-]*+)[^<>]*+>"
    r"|(?P<entity>&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)|(?P<space>\s++)",
    regex.DOTALL | regex.IGNORECASE | regex.VERSION1,
)
_OPENS = compiled(
    r"\s*+<(?:p|div|article|section|figure|h[1-6]|ul|ol|blockquote|table|span|strong|em|img|a|br|body|html)\b[^<>]*+>",
    regex.IGNORECASE,
)
_BLOCK = compiled(r"</(?:p|div|h[1-6]|li|blockquote|figure|section|article|body)\s*+>|<br\s*+/?>", regex.IGNORECASE)


def is_markup(text: str) -> bool:
    """Whether a value is a piece of a web page: it begins with a tag, and holds blocks.

    >>> is_markup("<p>The board voted.</p>"), is_markup("The board <em>voted</em>.</p>")
    (True, False)
    """
    return "<" in text and _OPENS.match(text) is not None and _BLOCK.search(text) is not None


def shown(piece: Piece) -> Piece:
    """The text that a browser would show of a value; places are mapped, nothing can be written."""
    value = piece.text
    marks, sources = array("q", [0]), array("q", [0])
    parts: list[str] = []
    length = at = 0

    def put(text: str, source: int) -> None:
        nonlocal length
        marks.append(length)
        sources.append(source)
        parts.append(text)
        length += len(text)

    gap = ""
    for found in [*_MARK.finditer(value), None]:
        run = value[at : found.start() if found else len(value)]
        if run:
            put((gap if parts else "") + run, at - len(gap if parts else ""))
            gap = ""
        if found is None:
            break
        at = found.end()
        if found["space"] is not None:
            gap = gap or " "
        elif found["entity"] is not None:
            put((gap if parts else "") + html.unescape(found.group()), found.start())
            gap = ""
        elif found["tag"] is not None and found["tag"].lower() in _BLOCKS:
            gap = "\n" if found["tag"].lower() == "br" and "\n\n" not in gap else "\n\n"
    places = array("q", (piece.place(max(source, 0)) for source in sources))
    return Piece("".join(parts), piece.raw, marks, places, str, offsets=sources)

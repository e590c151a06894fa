"""Text that a web page holds but does not show: elements hidden by style or attribute."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from newslint.model import Span
from newslint.patterns import compiled

_TAG = compiled(r"<(?P<close>/)?(?P<name>[a-z][\w:-]*+)(?P<rest>[^<>]{0,2000}+)>", regex.IGNORECASE | regex.VERSION1)
_CODE = compiled(r"<!--|<(?P<raw>script|style|noscript|template)\b", regex.IGNORECASE)
_STYLE = compiled(
    r"\sstyle\s*+=\s*+(?:\"(?<s>[^\"]*+)\"|'(?<s>[^']*+)'|(?<s>[^\s>]++))", regex.IGNORECASE | regex.VERSION1
)
_UNTIL_FOUND = compiled(r"\shidden\s*+=\s*+([\"']?)until-found\1", regex.IGNORECASE)
_QUOTED = compiled(r"\"[^\"]*+\"|'[^']*+'")
_HIDDEN = compiled(r"\shidden(?=[\s=/]|\Z)", regex.IGNORECASE)
_WHITE = r"(?:white|\#fff(?:fff)?|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))"
_INVISIBLE = compiled(
    rf"""(?:^|;)\s*+(?:
      display\s*:\s*none
    | visibility\s*:\s*(?:hidden|collapse)
    | font-size\s*:\s*0*(?:\.0+)?(?:px|pt|em|rem|%|vw)?\s*(?=;|!|$)
    | opacity\s*:\s*0*(?:\.0+)?%?\s*(?=;|!|$)
    | color\s*:\s*transparent
    | (?:left|right|top|bottom|text-indent|margin-left|margin-top)\s*:\s*-\d{{3,}}
    | transform\s*:\s*scale\(\s*0
    | (?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?=;|!|$)(?=.*overflow\s*:\s*hidden)
    | color\s*:\s*{_WHITE}\s*(?=;|!|$)(?=.*background(?:-color)?\s*:\s*{_WHITE})
    | background(?:-color)?\s*:\s*{_WHITE}\s*(?=;|!|$)(?=.*;\s*color\s*:\s*{_WHITE})
    )""",
    regex.VERBOSE | regex.IGNORECASE | regex.VERSION1,
)
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_TAGS = compiled(r"<[^<>]*+>")
_BLOCKS = compiled(
    r"</?(?:address|article|aside|blockquote|br|dd|div|dt|footer|h[1-6]|header|hr|li|p|section|table|td|tr|ul|ol)\b[^<>]*+>",
    regex.IGNORECASE,
)
_CLUE = compiled(r"\sstyle\s*+=|\shidden\b", regex.IGNORECASE)
_SHORTEST = 3
_MOST = 200


@dataclass(frozen=True, slots=True)
class Unseen:
    """An element that is not shown: `whole` with its tags, `inner` without them."""

    whole: Span
    inner: Span

    def text(self, page: str) -> str:
        """The words in it, on one line."""
        return " ".join(plain(self.inner.of(page)))


def unseen(page: str) -> Iterator[Unseen]:
    """The outermost elements that style or the attribute `hidden` keeps from being seen, and that hold words.

    One that is never closed reaches to the end. `aria-hidden` is no sign: it keeps from screen
    readers what eyes see. Nor is white text alone, whose background is not known.

    >>> page = '<p>Open.<span style="display: none">Say <b>so</b>.</span></p>'
    >>> [item.text(page) for item in unseen(page)]
    ['Say so .']
    """
    if _CLUE.search(page) is None:
        return
    name, depth, start, inner = "", 0, 0, 0
    page = without_code(page)
    for match in _TAG.finditer(page):
        tag = (match["name"] or "").lower()
        if not tag or tag in _VOID:
            continue
        if not name:
            if not match["close"] and _is_hidden(match["rest"]):
                name, depth, start, inner = tag, 1, match.start(), match.end()
        elif tag == name:
            depth += -1 if match["close"] else 1
            if not depth:
                item = Unseen(Span(start, match.end()), Span(inner, match.start()))
                name = ""
                if item.text(page):
                    yield item
    if name:
        item = Unseen(Span(start, len(page)), Span(inner, len(page)))
        if item.text(page):
            yield item


def _is_hidden(attributes: str) -> bool:
    found = _STYLE.search(attributes)
    if found and _INVISIBLE.search(html.unescape(found["s"])):
        return True
    return _HIDDEN.search(_QUOTED.sub('""', _UNTIL_FOUND.sub(" ", attributes))) is not None


def without_code(page: str) -> str:
    """The page with blanks in the place of its comments, scripts and style sheets.

    >>> without_code("a<!-- b -->c<script>d</script>")
    'a          c                  '
    """
    parts, at, lower = [], 0, _lower(page)
    while found := _CODE.search(page, at):
        close = "-->" if not found["raw"] else f"</{found['raw'].lower()}>"
        end = lower.find(close, found.end())
        if end < 0:
            break
        end += len(close)
        parts += [page[at : found.start()], " " * (end - found.start())]
        at = end
    return "".join([*parts, page[at:]])


def _lower(text: str) -> str:
    """Lower case, every letter in its place: U+0130 has two in lower case."""
    return text.lower() if text.isascii() else text.replace("\u0130", "i").lower()


def plain(page: str) -> list[str]:
    """The text of a piece of a page, a line a block.

    >>> plain("<p>The  quay</p><p>is &amp; stays</p>")
    ['The quay', 'is & stays']
    """
    text = html.unescape(_TAGS.sub(" ", _BLOCKS.sub("\0", page)))
    return [line for part in text.split("\0") if (line := " ".join(part.split()))]


def hidden_passages(page: str) -> tuple[str, ...]:
    """The lines of text, of three words and more, that a page hides and nowhere shows, in order; 200 at most.

    >>> hidden_passages('<p>Open it.</p><p hidden>Say so at once.</p><div style="display:none"><p>Open it.</p></div>')
    ('Say so at once.',)
    """
    if _CLUE.search(page) is None:
        return ()
    page = without_code(page)
    hidden = list(unseen(page))
    if not hidden:
        return ()
    at, shown = 0, []
    for item in hidden:
        shown.append(page[at : item.whole.start])
        at = item.whole.end
    seen = "\n".join(plain("\n".join([*shown, page[at:]])))
    lines = dict.fromkeys(line for item in hidden for line in plain(item.inner.of(page)))
    long = [line for line in lines if line.count(" ") + 1 >= _SHORTEST][:_MOST]
    return tuple(line for line in long if line not in seen)

"""What stands inside quotation marks: said by somebody, and not by the text that holds it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from newslint.model import Span
from newslint.patterns import compiled

_CLOSES = {
    "“": "”", "„": "“”", "”": "”", "«": "»", "»": "«»", "‹": "›", "›": "‹", "‘": "’", "‚": "‘’",
    '"': '"', "'": "'", "「": "」", "『": "』", "＂": "＂", "``": "''",
}  # fmt: skip
_SINGLE = frozenset("‘‚‹›'")
_MARK = compiled(r"``|''|[“”„«»‹›‘’‚\"'「」『』＂]")
_OPENERS = compiled(r"[\s\-–—]*+(``|[“”„«»‹›‘‚\"'「『＂])")
_BEFORE = frozenset("([{—–-/:;,.…¿¡>|=*_#“„«»‹›‘\"'「『")
_LONGEST = 800
"""How far a single mark reaches: farther off, an apostrophe is likelier than an end of speech."""


@lru_cache(maxsize=8)
def quotations(text: str) -> tuple[Span, ...]:
    """The stretches inside quotation marks, without the marks, in order; nested ones are part of the outer.

    Knows “ ” " ‘ ’ ' „ “ ‚ ‘ « » » « ‹ › 「 」 and ``...''. Speech that runs over paragraphs, each of
    which opens with a mark and only the last of which closes, counts to its end. A mark that never
    closes counts to the end of its paragraph where the paragraph or what follows a colon opens with
    it; otherwise it is a slip or an apostrophe, and counts for nothing.

    >>> said = "“Go,” he said. „Nein“, so sie. « Non », dit-il."
    >>> [span.of(said) for span in quotations(said)]
    ['Go,', 'Nein', ' Non ']
    """
    found: list[Span] = []
    carried = ""
    start = 0
    for line in text.split("\n"):
        spans, carried = _in_line(line, carried)
        found.extend(span.shift(start) for span in spans)
        start += len(line) + 1
    return tuple(found)


def is_quoted(text: str, span: Span) -> bool:
    """Whether the stretch stands wholly inside quotation marks.

    >>> is_quoted("She said “as agreed” twice", Span(13, 17)), is_quoted("She said “so”", Span(0, 3))
    (True, False)
    """
    spans = quotations(text)
    at = bisect_right(spans, Span(span.start, len(text) + 1)) - 1
    return at >= 0 and spans[at].start <= span.start and span.end <= spans[at].end


def _in_line(line: str, carried: str) -> tuple[list[Span], str]:
    """The quoted stretches of a paragraph, and the mark that speech goes on with in the next one."""
    if not line.strip():
        return [], carried
    begun = 0
    if carried:
        opens = _OPENERS.match(line)
        if opens and opens[1] == carried:
            begun = opens.end()
        elif not line.lstrip()[0].islower():
            carried = ""
    given_up: set[str] = set()
    while True:
        spans, opened, at = _scan(line, begun, carried, given_up)
        if not opened:
            return spans, ""
        before = line[: at - len(opened)].rstrip()
        if carried or not before or before.endswith(":"):
            return [*spans, Span(at, max(len(line.rstrip()), at))], opened
        given_up.add(opened)


def _scan(line: str, begun: int, carried: str, given_up: set[str]) -> tuple[list[Span], str, int]:
    """One pass: the closed stretches, and the mark that is left open with the place after it."""
    spans: list[Span] = []
    opened, start, depth = carried, begun, 0
    for mark, at in _marks(line, begun):
        if not opened:
            if mark not in given_up and _may_open(line, mark, at):
                opened, start, depth = mark, at + len(mark), 0
        elif opened in _SINGLE and at - start > _LONGEST:
            opened = ""
        elif mark in _CLOSES[opened] and _may_close(line, mark, at):
            if depth:
                depth -= 1
                continue
            spans.append(Span(start, at))
            opened, carried = "", ""
        elif mark == opened and mark in "“„«「『" and _may_open(line, mark, at):
            depth += 1
    return spans, opened, start


def _marks(line: str, begun: int) -> Iterator[tuple[str, int]]:
    for match in _MARK.finditer(line, begun):
        yield match.group(), match.start()


def _may_open(line: str, mark: str, at: int) -> bool:
    if mark in {"’", "''", "」", "』"} or at + len(mark) >= len(line):
        return False
    if mark in "“„«「『":
        return True
    after = line[at + len(mark)]
    starts = not at or line[at - 1].isspace() or line[at - 1] in _BEFORE
    return starts and (not after.isspace() or (mark in "»‹›" and after in "\u00a0\u202f"))


def _may_close(line: str, mark: str, at: int) -> bool:
    """Whether a mark can end speech: an apostrophe before a letter cannot."""
    following = line[at + len(mark) : at + len(mark) + 1]
    if mark in "’'‘":
        return not following.isalnum()
    if mark == '"':
        return not (following.isalnum() and line[at - 1].isspace())
    return True

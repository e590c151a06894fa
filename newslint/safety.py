"""Is a fix that claims to be safe so? Claims are checked on the text, not believed."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from functools import lru_cache

import regex

from newslint.compiled import BESIDE
from newslint.model import MAIN, Edit, Finding, Fix, Safety, Span
from newslint.patterns import compiled

LABEL_WORDS = 8
_FIELD_LABEL = 4
_REPEAT_WORDS = 3
_STRETCH = 3
_BESIDE = 100
_WORD = regex.compile(r"\w+")
_MARKUP = compiled(
    r"""\s*+(?:</?(?:a|abbr|article|aside|b|blockquote|body|br|button|center|cite|code|div|em|figcaption|figure|font
    |footer|h[1-6]|head|header|hr|html|i|iframe|img|ins|del|li|link|main|mark|nav|ol|p|picture|pre|q|s|script|section
    |small|source|span|strike|strong|style|sub|sup|svg|table|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|video|wbr)
    (?:\s[^<>]{0,2000}+)?+\s*+/?>|<!--(?s:.){0,2000}?-->|\[/?[a-z_-]{1,30}(?:[ =][^\[\]\n]{0,500}+)?+\])++\s*+""",
    regex.VERBOSE | regex.IGNORECASE | regex.VERSION1,
)


def tokens(text: str) -> list[str]:
    """The words of a text as they are compared: case folded, invisible characters left out.

    >>> tokens("U .S. Secre\\u00adtary")
    ['u', 's', 'secretary']
    """
    if not text.isascii():
        text = "".join(char for char in unicodedata.normalize("NFKC", text) if _visible(char))
    elif not text.isprintable():
        text = "".join(char for char in text if _visible(char))
    return _WORD.findall(text.casefold())


def _visible(char: str) -> bool:
    return char in "\n\t\r\f\v" or unicodedata.category(char) not in {"Cf", "Cc"}


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made; they must not overlap."""
    parts, at = [], 0
    for edit in sorted(edits, key=lambda item: item.span):
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join([*parts, text[at:]])


def around(text: str, edits: Sequence[Edit]) -> Span:
    """The edits with the words on both sides of them, or a hundred characters of longer ones."""
    low = min(edit.span.start for edit in edits)
    high = max(edit.span.end for edit in edits)
    first, last = max(low - _BESIDE, 0), min(high + _BESIDE, len(text))
    while low > first and text[low - 1].isspace():
        low -= 1
    while low > first and not text[low - 1].isspace():
        low -= 1
    while high < last and text[high].isspace():
        high += 1
    while high < last and not text[high].isspace():
        high += 1
    return Span(low, high)


def keeps_words(text: str, fix: Fix) -> bool:
    """Whether the words that the fix touches, and those beside them, are the same after it."""
    window = around(text, fix.edits)
    shifted = [Edit(edit.field, edit.span.shift(-window.start), edit.text) for edit in fix.edits]
    before = window.of(text)
    return tokens(before) == tokens(apply(before, shifted))


class Lines:
    """The lines of a text as word sequences, for finding one that stands elsewhere too."""

    def __init__(self, text: str) -> None:
        self._starts: list[int] = []
        self._places: list[int] = []
        keys: list[str] = []
        at = place = 0
        for line in text.split("\n"):
            key = f" {' '.join(tokens(line))} "
            self._starts.append(at)
            self._places.append(place)
            keys.append(key)
            at += len(line) + 1
            place += len(key) + 1
        self._joined = "\n".join(keys)

    def touched(self, edits: Sequence[Edit]) -> set[int]:
        """The indexes of the lines in which the edits delete something."""
        found: set[int] = set()
        for edit in edits:
            first = bisect_right(self._starts, edit.span.start) - 1
            last = bisect_left(self._starts, edit.span.end) - 1
            found.update(range(first, max(first, last) + 1))
        return found

    def stands(self, said: Sequence[str], gone: Collection[int], *, alone: bool = False) -> bool:
        """Whether a line that is not among `gone` holds the words in that order, or (`alone`) is them."""
        wanted = f" {' '.join(said)} "
        if alone:
            return any(line == wanted for at, line in enumerate(self._joined.split("\n")) if at not in gone)
        at = self._joined.find(wanted)
        while at >= 0:
            if bisect_right(self._places, at) - 1 not in gone:
                return True
            at = self._joined.find(wanted, at + 1)
        return False


@lru_cache(maxsize=2)
def lines_of(text: str) -> Lines:
    """The lines of a text, made once for all its findings."""
    return Lines(text)


def removes_repeat(text: str, fix: Fix, gone: Collection[int] = ()) -> bool:
    """Whether all that the fix deletes still stands, word for word, where the fix is not.

    Lines of three words and more count when a line elsewhere, not among `gone`, holds them; shorter
    ones among three such lines, when one elsewhere is the same. A word within a line counts when its
    neighbour is the same word.
    """
    if any(tokens(edit.text) for edit in fix.edits):
        return False
    lines = lines_of(text)
    gone = {*gone, *lines.touched(fix.edits)}
    for edit in fix.edits:
        deleted = edit.span.of(text)
        if "\n" not in deleted and _doubled(text, edit.span):
            continue
        said = [words for line in deleted.split("\n") if (words := tokens(line))]
        stretch = sum(len(words) >= _REPEAT_WORDS for words in said) >= _STRETCH
        for words in said:
            short = len(words) < _REPEAT_WORDS
            if (short and not stretch) or not lines.stands(words, gone, alone=short):
                return False
    return True


def _doubled(text: str, span: Span) -> bool:
    said = tokens(span.of(text))
    before, after = (
        tokens(text[max(span.start - 200, 0) : span.start]),
        tokens(text[span.end : span.end + 200]),
    )
    return bool(said) and (before[-len(said) :] == said or after[: len(said)] == said)


def deletes_label(text: str, fix: Fix) -> bool:
    """Whether the fix only deletes whole lines, none longer than a label; a blank may take their place."""
    for edit in fix.edits:
        span = edit.span
        opens = span.start == 0 or text[span.start - 1] == "\n"
        closes = span.end == len(text) or text[span.end - 1] == "\n"
        if edit.text.strip() or not closes or not (opens or text[span.start : span.start + 1] == "\n"):
            return False
        if any(len(tokens(line)) > LABEL_WORDS for line in span.of(text).split("\n")):
            return False
    return True


def deletes_markup(text: str, fix: Fix) -> bool:
    """Whether the fix deletes nothing but tags and comments of a web page."""
    return all(not tokens(edit.text) and _MARKUP.fullmatch(edit.span.of(text)) is not None for edit in fix.edits)


def stands_beside(text: str, fix: Fix, beside: Sequence[str]) -> bool:
    """Whether every line that the fix deletes stands, word for word, in another field of the record."""
    held = [f" {' '.join(tokens(other))} " for other in beside]
    return all(
        any(f" {' '.join(words)} " in other for other in held)
        for edit in fix.edits
        for line in edit.span.of(text).split("\n")
        if (words := tokens(line))
    ) and not any(tokens(edit.text) for edit in fix.edits)


def _labels_a_field(finding: Finding, text: str, fix: Fix) -> bool:
    """Whether the fix only takes a few words from the edge of a field that is not the text."""
    said = [tokens(edit.span.of(text)) for edit in fix.edits]
    edge = all(not text[: edit.span.start].strip() or not text[edit.span.end :].strip() for edit in fix.edits)
    return finding.field != MAIN and edge and sum(map(len, said)) <= _FIELD_LABEL


def safety_of(finding: Finding, text: str, tags: Collection[str], beside: Sequence[str] = ()) -> Safety | None:
    """What the finding's fix may cost, a claim of SAFE checked; None where there is no fix.

    `text` is the field that the finding is in. `tags` are the rule's: `label` vouches for whole
    lines of page controls and for words such as "By" at a field's edge, `encoding` for repaired
    characters, `markup` for deleted tags, `beside` for what the record's other fields (`beside`)
    hold too. A claim that fails is UNSAFE.
    """
    fix = finding.fix
    if fix is None or not fix.edits:
        return None
    if fix.safety is not Safety.SAFE:
        return fix.safety
    good = (
        keeps_words(text, fix)
        or ("label" in tags and (deletes_label(text, fix) or _labels_a_field(finding, text, fix)))
        or ("markup" in tags and deletes_markup(text, fix))
        or "encoding" in tags
        or (BESIDE in tags and stands_beside(text, fix, beside))
        or removes_repeat(text, fix)
    )
    return Safety.SAFE if good else Safety.UNSAFE

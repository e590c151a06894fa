"""Is a fix that claims to be safe so? Claims are checked on the text, not believed."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence

import regex

from newslint.model import Edit, Finding, Fix, Safety, Span

LABEL_WORDS = 8
_REPEAT_WORDS = 3
_WORD = regex.compile(r"\w+")
_MARKUP = regex.compile(
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
    """The whole lines that the edits touch."""
    start = min(edit.span.start for edit in edits)
    end = max(edit.span.end for edit in edits)
    low = text.rfind("\n", 0, start) + 1
    high = text.find("\n", end)
    return Span(low, len(text) if high < 0 else high)


def keeps_words(text: str, fix: Fix) -> bool:
    """Whether the word sequence of the lines that the fix touches is the same after it."""
    window = around(text, fix.edits)
    shifted = [Edit(edit.field, edit.span.shift(-window.start), edit.text) for edit in fix.edits]
    before = window.of(text)
    return tokens(before) == tokens(apply(before, shifted))


def removes_repeat(text: str, fix: Fix) -> bool:
    """Whether all that the fix deletes still stands, word for word, where the fix is not.

    Lines of three words and more count when a line elsewhere holds them; a word within a line
    counts when its neighbour is the same word.
    """
    if any(tokens(edit.text) for edit in fix.edits):
        return False
    left = [f" {' '.join(tokens(line))} " for line in apply(text, fix.edits).split("\n")]
    for edit in fix.edits:
        gone = edit.span.of(text)
        if "\n" not in gone and _doubled(text, edit.span):
            continue
        for line in gone.split("\n"):
            said = tokens(line)
            if not said:
                continue
            wanted = f" {' '.join(said)} "
            if len(said) < _REPEAT_WORDS or not any(wanted in other for other in left):
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
    """Whether the fix only deletes whole lines, none longer than a label."""
    for edit in fix.edits:
        span = edit.span
        opens = span.start == 0 or text[span.start - 1] == "\n"
        closes = span.end == len(text) or text[span.end - 1] == "\n"
        if edit.text or not closes or not (opens or text[span.start : span.start + 1] == "\n"):
            return False
        if any(len(tokens(line)) > LABEL_WORDS for line in span.of(text).split("\n")):
            return False
    return True


def deletes_markup(text: str, fix: Fix) -> bool:
    """Whether the fix deletes nothing but tags and comments of a web page."""
    return all(not tokens(edit.text) and _MARKUP.fullmatch(edit.span.of(text)) is not None for edit in fix.edits)


def safety_of(finding: Finding, text: str, tags: Collection[str]) -> Safety | None:
    """What the finding's fix may cost, a claim of SAFE checked; None where there is no fix.

    `tags` are the rule's: `label` vouches for whole lines of page controls, `encoding` for
    repaired characters, `markup` for deleted tags. A claim that fails is UNSAFE.
    """
    fix = finding.fix
    if fix is None or not fix.edits:
        return None
    if fix.safety is not Safety.SAFE:
        return fix.safety
    good = (
        keeps_words(text, fix)
        or ("label" in tags and deletes_label(text, fix))
        or ("markup" in tags and deletes_markup(text, fix))
        or "encoding" in tags
        or removes_repeat(text, fix)
    )
    return Safety.SAFE if good else Safety.UNSAFE

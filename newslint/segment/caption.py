"""Picture captions and credits, known by the credit at their end."""

from __future__ import annotations

from functools import cache

import regex

from newslint.data import words as entries
from newslint.model import Span
from newslint.patterns import compiled
from newslint.segment.classes import tokens
from newslint.segment.forms import words

_CAPTION_WORDS = 60
_LABELS = (
    "photo", "photos", "picture", "pictures", "image", "images", "credit", r"photo\scredit", r"image\scredit", r"picture\scredit",
    "photograph", r"file\sphoto", r"photo\sby", r"photograph\sby", r"image\sby", "foto", "fotos", "bild", "bilder", "bildquelle",
    "quelle", "photographie", "crédit", "crédits", r"crédit\sphoto", r"crédits\sphoto", "imagen", "crédito", "créditos",
    "immagine", "beeld", "imagem",
)  # fmt: skip
_LABEL_STARTS = tuple({label.partition("\\s")[0] for label in _LABELS})
_LABEL_ENDS = tuple({label.rpartition("\\s")[2] for label in _LABELS})
_SIGNS = ("©", "(c)", "(C)")


@cache
def _agency_ends() -> frozenset[str]:
    """The last words of agencies, as blanks part words."""
    return frozenset(name.split()[-1] for name in entries("agencies"))


@cache
def _agency_starts() -> frozenset[str]:
    """The first words of agencies, also where a label or "via" stands before them without a blank."""
    first = {tokens(name)[0] for name in entries("agencies")}
    return frozenset(before + word for word in first for before in ("", "via", *_LABEL_ENDS))


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    names = sorted(entries("agencies"), key=lambda name: (-len(name), name))
    agency = "(?:" + "|".join(regex.escape(name) for name in names) + ")"
    part = rf"(?:{agency}(?!\w)|\p{{Lu}}[\w.'’\-]*+(?:\s\p{{Lu}}[\w.'’\-]*+){{0,3}}+)"
    chain = rf"(?:{part}\s*+(?:[/,|]|via)\s*+){{0,3}}+{agency}(?!\w)(?:\s*+(?:[/,|]|via)\s*+{part}){{0,2}}+"
    label = "(?:" + "|".join(_LABELS) + ")"
    ending = rf"""
        (?<credit>
            [(\[]\s*+(?:(?i:{label})\s*+:?\s*+)?+(?i:{chain})[^()\[\]]{{0,40}}+[)\]]
          | [(\[]\s*+(?i:{label})\s*+:?\s++[^()\[\]]{{2,60}}+[)\]]
          | (?<!\w)(?:©|\(c\)|\(C\))\s*+[^.!?]{{2,60}}+
          | (?<=[\s.!?"”’)|])(?i:{label})\s*+(?:credit\s*+)?+:\s*+[^:!?]{{2,60}}+
          | (?<=[\s.!?"”’)|])(?:\p{{Lu}}[\w.'’\-]*+(?:\s\p{{Lu}}[\w.'’\-]*+){{0,3}}+\s*+/\s*+)(?i:{agency})(?!\w)(?:\s*+/\s*+[\w .]{{2,30}}+)?+
          | (?<=[.!?"”’])\s(?i:{agency})(?:\s*+/\s*+[\w .]{{2,30}}+)?+
        )
        \.?+\s*+\Z
    """
    alone = rf"""
        (?:(?i:{label})\s*+(?:credit\s*+)?+[:|/]\s*+\S.{{1,70}}+
         | [(\[]?(?:(?i:{label})\s*+:?\s*+)?+(?i:{chain})[)\]]?
         | (?:©|\(c\)|\(C\))\s*+(?!\d{{4}})\S.{{1,60}}+
         | (?:\p{{Lu}}[\w.'’\-]*+(?:\s\p{{Lu}}[\w.'’\-]*+){{0,3}}+\s*+/\s*+)(?i:{agency})(?:\s*+/\s*+[\w .]{{2,30}}+)?+)
    """
    flags = regex.VERBOSE | regex.VERSION1
    return compiled(ending, flags), compiled(alone, flags)


def caption_credit(line: str) -> Span | None:
    """The credit that ends a caption line; None where the line has none or nothing before it.

    >>> caption_credit("The new quay in Porto. (Reuters)")
    Span(start=23, end=32)
    >>> caption_credit("The agency moved on (after years of debate)") is None
    True
    """
    text = line.rstrip()
    if not _may_end_in_credit(text):
        return None
    found = _patterns()[0].search(text)
    if found is None or found.start() == 0:
        return None
    return Span(*found.span("credit"))


def is_caption(line: str) -> bool:
    """Whether the line is a caption: up to sixty words and a credit.

    >>> is_caption("The new quay in Porto. (AFP/Getty Images)"), is_caption("(Reuters)")
    (True, False)
    """
    credit = caption_credit(line)
    return credit is not None and 3 <= words(line[: credit.start]) <= _CAPTION_WORDS


def is_credit(line: str) -> bool:
    """Whether the line is a picture credit alone.

    >>> is_credit("Photo: Ann Lee/AFP"), is_credit("Photo opportunities were few")
    (True, False)
    """
    text = line.strip()
    return len(text) <= 90 and words(text) <= 12 and _may_be_credit(text) and _patterns()[1].fullmatch(text) is not None


def _may_end_in_credit(text: str) -> bool:
    """Whether the pattern can match at all: brackets, a sign, a slash, a label with a colon or an agency at the end."""
    if text.endswith((")", "]", ").", "].")) or "/" in text or any(sign in text for sign in _SIGNS):
        return True
    if ":" in text and text[: text.rindex(":")].rstrip()[-20:].casefold().endswith(_LABEL_ENDS):
        return True
    last = text[-40:].casefold().split()[-1:] or [""]
    return last[0] in _agency_ends() or last[0][:-1] in _agency_ends() or _has_odd_i(text)


def _may_be_credit(text: str) -> bool:
    """Whether the pattern can match at all: a label or a sign to begin with, or an agency."""
    if text.startswith(_SIGNS) or text[:20].casefold().startswith(_LABEL_STARTS):
        return True
    return not _agency_starts().isdisjoint(tokens(text)) or _has_odd_i(text)


def _has_odd_i(text: str) -> bool:
    """Whether the text has an i of Turkish, which a case-blind pattern takes for any i."""
    return not text.isascii() and ("İ" in text or "ı" in text)

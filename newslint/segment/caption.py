"""Picture captions and credits, known by the credit at their end."""

from __future__ import annotations

from functools import cache

import regex

from newslint.data import words as entries
from newslint.model import Span
from newslint.patterns import compiled
from newslint.segment.forms import words

_CAPTION_WORDS = 60


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    names = sorted(entries("agencies"), key=lambda name: (-len(name), name))
    agency = "(?:" + "|".join(regex.escape(name) for name in names) + ")"
    part = rf"(?:{agency}(?!\w)|\p{{Lu}}[\w.'’\-]*+(?:\s\p{{Lu}}[\w.'’\-]*+){{0,3}}+)"
    chain = rf"(?:{part}\s*+(?:[/,|]|via)\s*+){{0,3}}+{agency}(?!\w)(?:\s*+(?:[/,|]|via)\s*+{part}){{0,2}}+"
    label = (
        r"(?:photo|photos|picture|pictures|image|images|credit|photo\scredit|image\scredit|picture\scredit|photograph|file\sphoto"
        r"|photo\sby|photograph\sby|image\sby|foto|fotos|bild|bilder|bildquelle|quelle|photographie|crédit|crédits|crédit\sphoto|crédits\sphoto"
        r"|imagen|crédito|créditos|immagine|beeld|imagem)"
    )
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
    return len(text) <= 90 and words(text) <= 12 and _patterns()[1].fullmatch(text) is not None

"""Checks that spare a pattern never spare one that would have matched."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.segment import byline, caption

_PIECES = st.sampled_from(
    [
        "AFP", "Getty Images", "dpa", "viaReuters", "PhotoAP", "APs", "Foto", "Photo credit", "crédit photo", "IMAGE BY", "File photo",
        "(", ")", "[", "]", "/", "|", ":", " ", "  ", ".", ", ", "©", "(c)", "via", "Ana Lee", "The new quay", "Quay", "“", "”",
        "By", "BY ", "Von ", "A cura di ", "and", "İmage", "2024", "ſupplied", "ımago", "\u00a0", "Staff",
    ]
)  # fmt: skip
_LINES = st.lists(_PIECES, min_size=1, max_size=9).map("".join).filter(str.strip)


@settings(deadline=None)
@given(_LINES)
def test_no_credit_is_spared(line: str) -> None:
    ending, alone = caption._patterns()
    found = ending.search(line.rstrip())
    credit = caption.caption_credit(line)
    assert (credit is not None) == (found is not None and found.start() > 0)
    assert caption.is_credit(line) == (
        len(line.strip()) <= 90 and caption.words(line.strip()) <= 12 and alone.fullmatch(line.strip()) is not None
    )


@settings(deadline=None)
@given(_LINES)
def test_no_byline_is_spared(line: str) -> None:
    text = line.strip()
    assert byline.is_byline(line) == (
        len(text) <= 140 and any(p.fullmatch(text) for p in (byline._BYLINE, byline._DESK))
    )

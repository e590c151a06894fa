"""The sorts of characters, and what is counted by them."""

from __future__ import annotations

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from newslint.segment.classes import SORTS, counting, letters, sort_of, sorts, tokens
from newslint.segment.forms import ends_sentence, words

_MIXED = st.text(
    st.sampled_from("aZ9ß ÄœŸµªİıſ'’-–.!?…:;,”»\"() 首ー・가ไทย๕²Ⅷ_|\u00a0\u0301\u200b\u0131\ud800"), max_size=24
)
_EAST = r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]"


def test_every_character_has_a_known_sort() -> None:
    assert {sort_of(chr(code)) for code in [*range(0x11000), *range(0x1D000, 0x20000)]} <= set(SORTS)


@settings(deadline=None)
@given(_MIXED)
def test_counts_are_those_of_each_character(line: str) -> None:
    found = sorts(line)
    assert len(found) == len(line)
    for name, holds in (("a", str.isalpha), ("u", str.isupper), ("d", str.isdigit)):
        assert len(found.translate(None, counting(name))) == sum(map(holds, line))


@settings(deadline=None)
@given(_MIXED)
def test_words_are_those_of_the_pattern(line: str) -> None:
    assert tokens(line) == regex.findall(r"\w+", line.casefold())
    assert letters(line) == regex.findall(r"\p{L}+", line.casefold())
    east = len(regex.findall(_EAST, line))
    assert words(line) == (east + 1) // 2 + len(regex.findall(r"\w+(?:['’\-]\w+)*+", regex.sub(_EAST, " ", line)))


@settings(deadline=None)
@given(_MIXED)
def test_a_sentence_ends_where_the_pattern_says(line: str) -> None:
    pattern = r"""[.!?…。！？؟।:;][\s"'”’“‘»«)\]›‹*]*+\Z|[”»"]\Z"""
    assert ends_sentence(line) == (regex.search(pattern, line.rstrip()) is not None)

"""Words in which letters of another alphabet stand for the ones they look like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

import regex

from newslint.data import groups
from newslint.hidden.marks import Hidden
from newslint.model import Span

LATIN = "Latin"
_SCRIPTS: Mapping[str, regex.Pattern[str]] = {
    name: regex.compile(rf"\p{{{name}}}", regex.VERSION1) for name in (LATIN, "Cyrillic", "Greek", "Armenian")
}
# The blocks that hold letters of those; `re` searches ranges several times as fast as `regex` does.
_OTHER = re.compile(
    "[\u0342-\u0345\u0370-\u058f\u1c80-\u1c8f\u1d26-\u1dbf\u1f00-\u1fff\u2126\u2de0-\u2dff\ua640-\ua69f\uab65\ufb13-\ufb17"
    "\ufe2e\ufe2f\U00010140-\U000101a0\U0001d200-\U0001e08f]"
)
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}]++", regex.VERSION1)
_STEM = regex.compile(r"\p{Latin}{3,}+[\p{Cyrillic}\p{Greek}]{1,3}", regex.VERSION1)
_SAMPLE = 4000
_FORMULA = 3
_MOST = 500
"""After so many words the rest of a text waits for the next pass: it is no article."""


@cache
def _alike() -> Mapping[str, Mapping[str, str]]:
    """Script → its letters → the Latin letters that they look like."""
    return {name: dict(entry.split("=") for entry in entries) for name, entries in groups("homoglyphs").items() if name}


@cache
def _to_script(target: str) -> Mapping[str, str]:
    """Letters of other scripts → those of `target` that they look like."""
    latin = {letter: plain for letters in _alike().values() for letter, plain in letters.items()}
    if target == LATIN:
        return latin
    back = {plain: letter for letter, plain in _alike()[target].items()}
    return {**{letter: back[plain] for letter, plain in latin.items() if plain in back}, **back}


@lru_cache(4096)
def script(char: str) -> str:
    """The script of a letter; "" for those that no rule here knows.

    >>> script("a"), script("а"), script("µ")
    ('Latin', 'Cyrillic', '')
    """
    return next((name for name, pattern in _SCRIPTS.items() if pattern.match(char)), "")


def main_script(text: str) -> str:
    """The script that most letters of a text's beginning are in."""
    counts = {name: len(pattern.findall(text[:_SAMPLE])) for name, pattern in _SCRIPTS.items()}
    return max(counts, key=lambda name: counts[name])


@lru_cache(maxsize=16)
def mixes(text: str) -> bool:
    """Whether letters of other alphabets stand in a text at all: a quick look.

    >>> mixes("The board’s quay"), mixes("the p\\u0430yment")
    (False, True)
    """
    return not text.isascii() and _OTHER.search(text) is not None


def homoglyphs(text: str, main: str = "") -> Iterator[Hidden]:
    """Words of mixed alphabets in which every strange letter looks like one of the word's own.

    Words that are mixed on purpose hold a letter that looks like none (Яndex, ВКонтакте); Greek
    letters at the edge of a short word are a formula or a unit, endings after a Latin name are
    grammar where the text is Cyrillic. Once a word is mixed, those of one foreign alphabet that
    could be Latin throughout count as well. `main` is the text's script.

    >>> [item.edits for item in homoglyphs("the p\\u0430yment of Яndex in μm")]
    [((Span(start=4, end=11), 'payment'),)]
    """
    if not mixes(text):
        return
    main = main or main_script(text)
    mixed: list[Hidden] = []
    whole: list[Hidden] = []
    for match in _WORD.finditer(text):
        word = match.group()
        if word.isascii():
            continue
        plain, kinds = _read(word, main)
        if not plain:
            continue
        span = Span(*match.span())
        (whole if kinds == 1 else mixed).append(Hidden(span, word, ((span, plain),)))
        if len(mixed) >= _MOST:
            break
    if mixed:
        yield from sorted([*mixed, *whole], key=lambda item: item.span)


@lru_cache(4096)
def _read(word: str, main: str) -> tuple[str, int]:
    """The word as it is meant, "" where it is as it should be, and the number of its scripts."""
    scripts = [script(char) for char in word]
    kinds = set(scripts) - {""}
    if kinds <= {LATIN} or (main != LATIN and len(kinds) == 1):
        return "", len(kinds)
    plain = _meant(word, scripts, main)
    wrong = len(kinds) == 1 or (plain and not _is_grammar_or_formula(word, scripts, main))
    return plain if wrong else "", len(kinds)


def _meant(word: str, scripts: list[str], main: str) -> str:
    """The word in one script, where every letter of another looks like one of it; "" where not."""
    most = max(set(scripts) - {""}, key=lambda name: (scripts.count(name), name == main))
    for target in dict.fromkeys((most if len(set(scripts) - {""}) > 1 else main, main, LATIN)):
        alike = _to_script(target)
        letters = [
            char if name in {target, ""} else alike.get(char, "") for char, name in zip(word, scripts, strict=True)
        ]
        if all(letters) and "".join(letters) != word:
            return "".join(letters)
    return ""


def _is_grammar_or_formula(word: str, scripts: list[str], main: str) -> bool:
    if main == "Cyrillic" and _STEM.fullmatch(word):
        return True
    if "Cyrillic" in scripts or "Armenian" in scripts or scripts.count("Greek") != 1:
        return False
    at = scripts.index("Greek")
    capital = at == 0 and word[0].isupper() and word[1:].islower() and len(word) > _FORMULA
    return at in {0, len(word) - 1} and not capital

"""Which language a text is in, by its commonest words."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cache

import regex

from newslint.data import groups
from newslint.segment.classes import letters

_SAMPLE = 6000
# Running text has a common word of its language in every eight or so; a foreign one shares a few.
_CLEAR = 20
_SCRIPTS = (
    ("ja", regex.compile(r"[\p{Hiragana}\p{Katakana}]")),
    ("ko", regex.compile(r"\p{Hangul}")),
    ("zh", regex.compile(r"\p{Han}")),
    ("ar", regex.compile(r"\p{Arabic}")),
    ("he", regex.compile(r"\p{Hebrew}")),
    ("ru", regex.compile(r"\p{Cyrillic}")),
    ("el", regex.compile(r"\p{Greek}")),
)
_FOREIGN = re.compile("[\u0370-\u1fff\u2126\u2c00-\U0010ffff]")
"""Where Unicode has the letters of `_SCRIPTS`, among others; `re` searches ranges several times as fast as `regex`."""

_NAMES = {
    "english": "en", "eng": "en", "german": "de", "deutsch": "de", "deu": "de", "ger": "de", "french": "fr", "français": "fr",
    "fra": "fr", "fre": "fr", "spanish": "es", "español": "es", "spa": "es", "italian": "it", "italiano": "it", "ita": "it",
    "portuguese": "pt", "português": "pt", "por": "pt", "dutch": "nl", "nederlands": "nl", "nld": "nl", "dut": "nl",
    "swedish": "sv", "svenska": "sv", "swe": "sv", "danish": "da", "dan": "da", "norwegian": "no", "nor": "no", "nob": "no",
    "nb": "no", "nn": "no", "russian": "ru", "rus": "ru", "arabic": "ar", "ara": "ar", "chinese": "zh", "zho": "zh", "chi": "zh",
    "japanese": "ja", "jpn": "ja", "greek": "el", "ell": "el", "gre": "el", "turkish": "tr", "tur": "tr", "polish": "pl", "pol": "pl",
    "korean": "ko", "kor": "ko", "hebrew": "he", "heb": "he", "iw": "he",
}  # fmt: skip
_RELATED = (
    {"da", "no", "sv"},
    {"es", "pt", "gl", "ca", "it"},
    {"ru", "uk", "bg", "sr", "be", "mk", "kk"},
    {"ar", "fa", "ur"},
)
_CODE = regex.compile(r"[a-z]{2}(?:[-_][a-z0-9]{2,4})*+")


def language_code(said: str) -> str:
    """The two-letter code of a language as fields name it; "" where it names none that is known.

    >>> language_code("en-US"), language_code("German"), language_code("x")
    ('en', 'de', '')
    """
    name = said.strip().casefold()
    return _NAMES.get(name) or (name[:2] if _CODE.fullmatch(name) else "")


def related(one: str, other: str) -> bool:
    """Whether two languages are so near that their commonest words may be mistaken."""
    return any({one, other} <= group for group in _RELATED)


def _common_words(sample: str) -> dict[str, int]:
    """How many of each language's commonest words a text has."""
    found = dict.fromkeys(groups("stopwords"), 0)
    for codes, count in Counter(map(_languages().get, letters(sample))).items():
        for code in codes or ():
            found[code] += count
    return found


@cache
def _languages() -> dict[str, tuple[str, ...]]:
    """The languages of which a word is one of the commonest."""
    found: dict[str, list[str]] = defaultdict(list)
    for code, entries in groups("stopwords").items():
        for word in entries:
            found[word].append(code)
    return {word: tuple(codes) for word, codes in found.items()}


def is_not_in(text: str, code: str) -> bool:
    """Whether a text is surely not in a language: one that is known, and whose common words it lacks.

    >>> is_not_in("The board said that the quay was not safe and that it would be closed.", "de")
    True
    """
    sample = text[:_SAMPLE]
    if code in dict(_SCRIPTS) or code not in groups("stopwords"):
        return code in dict(_SCRIPTS) and not dict(_SCRIPTS)[code].search(sample)
    return _common_words(sample)[code] * _CLEAR < len(letters(sample))


def detect_language(text: str, among: Sequence[str] = ()) -> str:
    """A two-letter code, or "und" where too little tells.

    Counts the stop words of the languages that rules have phrases for in the first 6,000
    characters; texts in other scripts are told by their letters. With `among`, only those
    languages are possible, and a single one needs no evidence.

    >>> detect_language("The board said that the quay was not safe and that it would be closed.")
    'en'
    >>> detect_language("Quay 7")
    'und'
    """
    if len(among) == 1:
        return among[0]
    sample = text[:_SAMPLE]
    if _FOREIGN.search(sample) is not None:
        size = sum(map(str.isalpha, sample)) or 1
        for code, script in _SCRIPTS:
            if len(script.findall(sample)) > (0.08 if code == "ja" else 0.3) * size:
                return code
    counts = Counter({code: count for code, count in _common_words(sample).items() if not among or code in among})
    (best, most), (_, second) = [*counts.most_common(2), ("und", 0), ("und", 0)][:2]
    if most < 3 or most < 1.2 * second:
        return "und"
    return best

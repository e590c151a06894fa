"""What one line of a comment thread is by itself: a comment's head, a button under it, a heading, a notice."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache

import regex

from newslint.data import groups
from newslint.data import words as words_of
from newslint.patterns import compiled
from newslint.segment.classes import counting, sorts
from newslint.segment.forms import bullet, ends_sentence, words
from newslint.segment.timestamp import read_timestamp

_LONGEST = 110
_HEADING_WORDS = 14
_NOTICE_WORDS = 30
_NAME = compiled(
    r"@?[\p{L}\p{N}_][\p{L}\p{N}_.'’*\-]*+,?(?:\s(?:&\s)?+[(@]?[\p{L}\p{N}_][\p{L}\p{N}_.'’*@\-]*+[),]*+){0,5}+",
    regex.VERSION1,
)
_TOKEN = compiled(r"[\p{L}'’\-]+")
_SHORT_AGO = compiled(
    r"(?:vor\s|il y a\s|hace\s|há\s)?+\d{1,3}\s?(?:s|sec|sek|m|min|h|hr|hrs|std|d|t|w|wk|mo|y|yr|j|sem|g|ore|ora|giorni)\.?(?:\s(?:ago|geleden|fa|atrás))?+",
    regex.VERSION1 | regex.IGNORECASE,
)
_ONE_AGO = compiled(
    r"(?:an?|one)\s(?:second|minute|hour|day|week|month|year)\sago|vor\sein(?:er|em)\s(?:sekunde|minute|stunde|tag|woche|monat|jahr)"
    r"|il\sy\sa\sune?\s(?:seconde|minute|heure|jour|semaine|mois|an)|hace\suna?\s(?:segundo|minuto|hora|día|semana|mes|año)"
    r"|un['’ ]?a?\s?(?:minuto|ora|giorno|settimana|mese|anno)\sfa|een\s(?:minuut|uur|dag|week|maand|jaar)\sgeleden"
    r"|há\suma?\s(?:minuto|hora|dia|semana|mês|ano)",
    regex.VERSION1 | regex.IGNORECASE,
)
_OPENS_AGO = frozenset({"a", "an", "one", "vor", "il", "hace", "un", "una", "een", "há"})
_CLOCK = compiled(r"\d{1,2}[:.h]\d{2}(?::\d{2})?+(?:\s?[ap]\.?m\.?)?+(?:\suhr)?+", regex.VERSION1 | regex.IGNORECASE)
_EDGE = " \t|·•–—-/,;:()[]»›→↓↑#*"
_HANDLE = compiled(r"@[\w.]{2,30}")
_QUOTED = compiled(r"“[^”]*+”|„[^“”]*+[“”]|«[^»]*+»|\"[^\"]*+\"")
_LOUD = compiled(
    r"[!?]\s?[!?]|\.{2,}|…|[:;][-']?[)(DP]|[\U0001F300-\U0001FAFF\u2600-\u27BF]|\A@\w|\A\p{Ll}|(?<!\p{Lu})\b\p{Lu}{4,}\s\p{Lu}{2,}\b|\p{L}!\Z",
    regex.VERSION1,
)
_DIGITS = counting("dn")
_LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt")


class Mark(StrEnum):
    """What a line is in a thread."""

    NONE = ""
    SAID = "said"
    """A head without time: "Anna says:"."""
    HEAD = "head"
    """Name and time on one line, or one that opens with "Comment by"."""
    BYLINED = "bylined"
    """As a head, but as the press signs its articles: "By Anna Keller, 3 March 2024, 10:04"."""
    NAME = "name"
    """May be a name: a few words that are no sentence."""
    STAMP = "stamp"
    """A time alone."""
    SIGNED = "signed"
    """A time with a button: what ends a comment in some layouts."""
    REPLY = "reply"
    VOTE = "vote"
    HEADING = "heading"
    """Says how many comments there are."""
    TITLE = "title"
    """Says that comments follow, without a number."""
    NOTICE = "notice"
    FORM = "form"
    HANDLE = "handle"
    """An account's name alone, as under the name in an embedded post."""


@cache
def _entries(name: str) -> frozenset[str]:
    return frozenset(groups("comments")[name])


@cache
def _shortest(name: str) -> int:
    return min(map(len, _entries(name)))


@cache
def _any_of(name: str) -> str:
    return "|".join(
        regex.escape(entry, literal_spaces=True) for entry in sorted(_entries(name), key=lambda e: (-len(e), e))
    )


@cache
def _patterns() -> dict[str, regex.Pattern[str]]:
    flags = regex.VERSION1 | regex.IGNORECASE
    noun, says, by = _any_of("noun"), _any_of("says"), _any_of("by")
    return {
        "counted": compiled(rf"(?:(?:\p{{L}}++\s){{0,3}}\d[\d.,]*+[km]?+\s?(?:{noun})|(?:{noun})\s*+[:(]?\s*+\d[\d.,]*+\)?+)(?!\w)", flags),
        "said": compiled(rf"(?<name>.{{1,45}}?),?\s(?:{says})(?<rest>\s?[:,].*+|\s.*+)?+", flags),
        "by": compiled(rf"(?<by>{by})\s(?<rest>.++)", flags),
        "wrote": compiled(rf"(?<time>.{{6,60}}?),?\s(?:{says})\s(?<name>[^:]{{1,45}}):?+|(?<time>.{{6,60}}?),\s(?<name>[^:,]{{1,45}})\s(?:{says}):?+", flags),
    }  # fmt: skip


def may_open(text: str) -> bool:
    """Whether the line can hold a time or be a `SAID`: without either, no comment's head is near.

    >>> may_open("anna_k 3 hours ago"), may_open("Anna says:"), may_open("Anna")
    (True, True, False)
    """
    return len(text) <= _LONGEST and (text.endswith(":") or len(sorts(text).translate(None, _DIGITS)) > 0)


def is_name(text: str) -> bool:
    """Whether the text may be the name that a commenter goes by.

    >>> is_name("anna_k"), is_name("Yves Leclercq 214"), is_name("The board voted on Monday.")
    (True, True, False)
    """
    sentence = text.endswith(".") and len(text.split()[-1]) > 3
    fits = len(text) <= 45 and not sentence and _NAME.fullmatch(text) is not None
    return fits and any(map(str.isalpha, text)) and not bullet(text)


def is_time(text: str) -> bool:
    """Whether the text is a time as comments carry it: a day with a clock time, or how long ago.

    >>> is_time("26 abril 2022 a las 14:02"), is_time("3 hours ago"), is_time("5d"), is_time("3 March 2024")
    (True, True, True, False)
    """
    stamp = read_timestamp(text)
    return (
        (stamp is not None and (stamp.relative or bool(stamp.date and stamp.clock)))
        or _SHORT_AGO.fullmatch(text) is not None
        or _ONE_AGO.fullmatch(text) is not None
    )


def is_day(text: str) -> bool:
    """Whether the text is a date alone."""
    stamp = read_timestamp(text)
    return stamp is not None and stamp.date


def is_clock(text: str) -> bool:
    """Whether the text is a clock time alone."""
    return _CLOCK.fullmatch(text.strip()) is not None


def _controls(text: str) -> Mark:
    """REPLY or VOTE where the text is made of such buttons and nothing else."""
    parts = [part.casefold().replace("’", "'") for part in _TOKEN.findall(text)]
    if not 0 < len(parts) <= 8:
        return Mark.NONE
    reply, vote = _entries("reply"), _entries("vote")
    at, found = 0, Mark.VOTE
    while at < len(parts):
        for end in range(min(at + 5, len(parts)), at, -1):
            phrase = " ".join(parts[at:end])
            if phrase in reply or phrase in vote:
                found = Mark.REPLY if phrase in reply else found
                at = end
                break
        else:
            return Mark.NONE
    return found


@cache
def _time_words() -> frozenset[str]:
    return words_of("months") | words_of("timewords")


def _named_before_time(text: str) -> str:
    """The name with which a line opens, where a time ends it; "" otherwise. Badges between them are left out."""
    parts = text.split()
    for at in range(1, min(len(parts), 8)):
        first = parts[at].strip(_EDGE + ".").casefold()
        if not (first[:1].isdigit() or first in _time_words() or first in _OPENS_AGO):
            continue
        time = _without_buttons(" ".join(parts[at:]).strip(_EDGE))
        if is_time(time):
            name = parts[:at]
            while len(name) > 1 and name[-1].strip(_EDGE).casefold() in _entries("badge") | {""}:
                name.pop()
            return " ".join(name).strip(_EDGE)
    return ""


@lru_cache(maxsize=1024)
def has_button(text: str) -> bool:
    """Whether a comment's head or foot ends in a button: "Anna 3 March 2024 at 10:04 Reply"."""
    _, _, last = text.strip(_EDGE).rpartition(" ")
    return _controls(last) is Mark.REPLY


def _without_buttons(time: str) -> str:
    while " " in time and not is_time(time):
        shorter, _, last = time.rpartition(" ")
        if _controls(last) is not Mark.REPLY:
            break
        time = shorter.strip(_EDGE)
    return time


@lru_cache(maxsize=1024)
def read_line(text: str) -> Mark:
    """What a line is in a thread, should it stand in one.

    >>> [str(read_line(line)) for line in ("Anna says:", "anna_k 3 hours ago", "Reply", "12 Comments", "So it is.")]
    ['said', 'head', 'reply', 'heading', '']
    >>> [str(read_line(line)) for line in ("Kommentar von Anna — 2019-01-01 @ 00:39 | Antworten", "29.07.2006 um 16:43 | Antworten")]
    ['head', 'signed']
    >>> [str(read_line(line)) for line in ("am 12.03.2024 um 10:04 schrieb Anna:", "Posted by anna_k on 12 March at 10:04")]
    ['head', 'head']
    """
    folded = text.casefold()
    count = words(text)
    if (
        count <= _NOTICE_WORDS
        and len(folded) >= _shortest("notice")
        and any(phrase in folded for phrase in _entries("notice"))
    ):
        return Mark.NOTICE
    if len(text) > _LONGEST:
        return Mark.NONE
    if _HANDLE.fullmatch(text):
        return Mark.HANDLE
    if is_time(text.strip(_EDGE)):
        return Mark.STAMP
    bare = " ".join(text.strip(_EDGE + ".").split()).casefold()
    if bare in _entries("noun") and bare not in _entries("reply"):
        return Mark.TITLE
    control = _controls(text)
    if control is not Mark.NONE:
        return control
    if count <= _HEADING_WORDS and _patterns()["counted"].match(text.strip(_EDGE)):
        return Mark.HEADING
    if bare.rstrip("* ") in _entries("form"):
        return Mark.FORM
    buttons, _, time = text.strip(_EDGE).rpartition(" ")
    if is_time(time) and _controls(buttons) is Mark.REPLY:
        return Mark.SIGNED
    return _head(text)


def _head(text: str) -> Mark:
    found = _patterns()["said"].fullmatch(text)
    if found and is_name(found["name"].strip(_EDGE)):
        rest = (found["rest"] or "").strip(_EDGE)
        if (not rest and text.endswith(":")) or (rest and is_time(rest.removeprefix("on "))):
            return Mark.HEAD if rest else Mark.SAID
    found = _patterns()["wrote"].fullmatch(text)
    if found and is_name(found["name"].strip(_EDGE)) and is_time(found["time"].removeprefix("On ").strip(_EDGE)):
        return Mark.HEAD
    found = _patterns()["by"].fullmatch(text)
    if found:
        name = _named_before_time(found["rest"])
        if name and is_name(name):
            return Mark.HEAD if " " in found["by"] else Mark.BYLINED
        return Mark.NONE
    if any(map(str.isdigit, text)) or _ONE_AGO.search(text):
        name = _named_before_time(text)
        if name and is_name(name):
            return Mark.HEAD
        if is_time(_without_buttons(text.strip(_EDGE))):
            return Mark.SIGNED
    return Mark.NAME if words(text) <= 5 and not ends_sentence(text) and is_name(text) else Mark.NONE


@cache
def _talk(lang: str) -> regex.Pattern[str]:
    listed = groups("comments")
    found = {entry for code in ((lang,) if lang in _LANGUAGES else _LANGUAGES) for entry in listed[f"talk-{code}"]}
    core = "|".join(regex.escape(entry, literal_spaces=True) for entry in sorted(found, key=lambda e: (-len(e), e)))
    return compiled(rf"(?<![\w'])(?>{core})(?![\w'])", regex.VERSION1)


def talks(text: str, lang: str) -> bool:
    """Whether a line speaks as readers do: for itself, to somebody, loudly or carelessly; quotations aside.

    >>> talks("I have lived here for years and you know it.", "en"), talks("The board voted on Monday.", "en")
    (True, False)
    """
    said = _QUOTED.sub(" ", text)
    return _LOUD.search(said) is not None or _talk(lang).search(said.casefold().replace("’", "'")) is not None

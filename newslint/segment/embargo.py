"""Embargo notices: lines that order a newsroom to hold a text, and until when."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

import regex

from newslint.patterns import compiled
from newslint.segment.facts import read_date, read_day

_EDGE = r"[\s*+#(\[\-–—!>]*+"
_ORDER = compiled(
    _EDGE
    + r"""(?:
      (?:strictly\s++|strict\s++|under\s++|now\s++)*+embargo(?:ed)?+(?:\s(?:copy|notice|story))?+
        (?:\s*+[:–—!-]++|\s++(?:until|till|til|for\s(?:release|publication|use)|release|lifts)\b|\s++(?:for|to)\s(?=\d)|(?=[\s*)\]]*+$))
    | (?:hold|embargoed)\sfor\srelease\b | for\srelease\s(?:after|only\safter|not\sbefore)\b
    | not\s(?:for|to\sbe)\s(?:release|publication|publish|published|released|used|use|broadcast)(?:\s(?:or|,)\s\w++)*+\s(?:before|until|prior\sto)\b
    | do\snot\s(?:publish|release|use)\s(?:before|until)\b
    | (?:achtung\W++)?+sperrfrist(?:\s*+[:–—!-]++|\s++(?=bis|\d|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)|(?=[\s*)\]]*+$))
    | (?:frei|freigegeben)\s(?:zur\sveröffentlichung\s)?+(?:erst\s)?+ab\b | gesperrt\sbis\b | nicht\sveröffentlichen\svor\b
    | (?:sous\s)?+embargo(?:\s*+:|\sjusqu['’]?+(?:au|à|en)\b) | ne\spas\s(?:publier|diffuser|utiliser)\savant\b
    | (?:bajo\s)?+embargo\shasta\b | embargad[oa]s?\shasta\b | no\s(?:publicar|difundir|utilizar)\santes\sde
    | sotto\sembargo\sfino | onder\sembargo\stot | sob\sembargo\saté
    )""",
    regex.VERBOSE | regex.IGNORECASE | regex.VERSION1,
)
_EVENT = compiled(
    r"\b(?:delivery|redebeginn|beginn|further\snotice|notice|publication|end\sof|lifted|auf\swiderruf)\b",
    regex.IGNORECASE,
)
_CLOCK = compiled(
    r"\b(?:(?<h>\d{1,2})[:.h](?<m>[0-5]\d)(?!\d|[.]\d)|(?<h>[0-2]\d)(?<m>[0-5]\d)(?=\s?(?:hrs|hours|gmt|utc|bst|cet|cest|et|est|edt|uhr)\b)"
    r"|(?<h>\d{1,2})(?=\s?(?:[ap]\.?m\b|uhr\b|h\b|heures\b|horas\b)))\s?(?<half>[ap])?\.?(?:m\b)?",
    regex.IGNORECASE | regex.VERSION1,
)
_WORD_TIME = compiled(
    r"\b(?<noon>noon|mittag|midi|mediodía)\b|\b(?:midnight|mitternacht|minuit|medianoche)\b", regex.IGNORECASE
)
_ZONE = compiled(r"\b(?:GMT|UTC|BST|IST|CES?T|MESZ|MEZ|E[DS]?T|C[DS]?T|M[DS]T|P[DS]?T|[AS]EST|JST|SGT|HKT)\b|(?<=\dZ)")
_DATES = compiled(r"\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d\d-\d\d")
_DAYS = (
    "monday montag lundi lunes", "tuesday dienstag mardi martes", "wednesday mittwoch mercredi miércoles",
    "thursday donnerstag jeudi jueves", "friday freitag vendredi viernes", "saturday samstag samedi sábado sonnabend",
    "sunday sonntag dimanche domingo",
)  # fmt: skip
_WEEKDAY = {name: number for number, names in enumerate(_DAYS) for name in names.split()}
_WORD = compiled(r"\p{L}++")
_MOST = 24


@dataclass(frozen=True, slots=True)
class Embargo:
    """Until when a text is held: the day, None where it is not told, and the hour as written, "" for none."""

    day: datetime.date | None
    hour: str = ""

    @property
    def until(self) -> str:
        """The day and the hour for a message."""
        return " ".join(filter(None, [self.day.isoformat() if self.day else "", self.hour]))


def read_embargo(line: str, near: datetime.date | None = None) -> Embargo | None:
    """The embargo that a line declares; None for every other line, also one that tells of embargoes.

    A day without a year is read as the one nearest to `near`, with its weekday if it has one; a
    weekday alone as the next one.

    >>> read_embargo("EMBARGOED UNTIL 00:01 GMT TUESDAY 14 MARCH 2023").until
    '2023-03-14 00:01 GMT'
    >>> read_embargo("Sperrfrist: Dienstag, 14. März 2023, 10.00 Uhr").until
    '2023-03-14 10:00'
    >>> read_embargo("Embargo on grain lifted on 14 March 2023"), read_embargo("Embargo")
    (None, None)
    """
    order = _ORDER.match(line) if may_be_notice(line) else None
    if order is None:
        return None
    day, hour = _day(line, near), _hour(line)
    told = day or hour or _EVENT.search(line) or _WEEKDAY.keys() & set(_WORD.findall(line.casefold()))
    alone = not line[order.end() :].strip(" *)]!.:-–—") and not line.isalpha()
    return Embargo(day, hour) if told or order.group().isupper() or alone else None


def may_be_notice(line: str) -> bool:
    """Whether a line begins as a notice does and is no longer than one, whatever day it names."""
    return _ORDER.match(line) is not None and len(line.split()) <= _MOST


def _day(line: str, near: datetime.date | None) -> datetime.date | None:
    if found := read_date(line):
        return found
    weekdays = [_WEEKDAY[word] for word in _WORD.findall(line.casefold()) if word in _WEEKDAY]
    if near is None:
        return None
    day = read_day(line, near)
    if day is None:
        return near + datetime.timedelta((weekdays[0] - near.weekday()) % 7) if weekdays else None
    for years in (0, 1, -1, 2, -2) if weekdays else ():
        try:
            other = day.replace(year=day.year + years)
        except ValueError:
            continue
        if other.weekday() == weekdays[0]:
            return other
    return day


def _hour(line: str) -> str:
    rest = _DATES.sub(" ", line)
    zone = found.group() if (found := _ZONE.search(rest)) else ""
    clock = _CLOCK.search(rest)
    if clock is None:
        word = _WORD_TIME.search(rest)
        return " ".join(filter(None, ["12:00" if word["noon"] else "24:00", zone])) if word else ""
    hour = int(clock["h"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
    return " ".join(filter(None, [f"{hour:02d}:{clock['m'] or '00'}", zone])) if hour <= 24 else ""

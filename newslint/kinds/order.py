"""Kind `order`: fields of a record that hold it back, or say that it was withdrawn."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

import regex

from newslint.kinds._fixing import choice, message_of
from newslint.kinds.base import clip, day_counts, finding
from newslint.model import Article, Block, Field, Finding, Rule, Span
from newslint.patterns import compiled
from newslint.segment.embargo import Embargo, may_be_notice, read_embargo
from newslint.segment.facts import read_date

_STATES = ("running", "over", "withdrawn")
_SECONDS = compiled(r"1\d{9}(?:\d{3})?+")
_NONE = compiled(
    r"(?:|[-–—0]|none|null|nil|n/a|no|not?\sembargo(?:ed)?|kein[e]?(?:\ssperrfrist)?|sans(?:\sembargo)?|aucun|sin\sembargo|ninguno"
    r"|false|lifted|released|expired|over|aufgehoben|levé|levantado)\W*+",
    regex.IGNORECASE,
)
_WITHDRAWN = compiled(
    r"(?:.*[:/#])?(?:cancel(?:l?ed)|withheld|killed|kill|withdrawn|recalled|retracted|spiked|zurückgezogen|annulliert|gesperrt|annulée?|retirée?|anulad[oa]|retirad[oa])",
    regex.IGNORECASE,
)
_TAKEN_BACK = compiled(
    r"""(?:^|[.!:;]\s++)[\W_]*+(?:(?i:attention\s)?(?i:eds|editors|redaktionen|rédactions|editores)\W{1,3})?+(?:(?i:please|bitte)\s)?+(?:
      (?:MANDATORY\s|PHOTO\s|STORY\s)?+KILL\b | (?i:kill\s(?:this|the)\s(?:story|item|photo|version)) | (?i:(?:story|item|report|photo)\s(?:is\s|was\s|has\sbeen\s)?+withdrawn)\b | WITHDRAWN\b
    | (?i:not\sfor\spublication)\b(?!\s(?:before|until|in|outside|or\sbroadcast\sbefore)) | (?i:do\snot\s(?:use|publish|run)\sthis)\b | STORNO\b | ANNULATION\b | ANULACIÓN\b | (?i:nicht\szur\sveröffentlichung)\b(?!\s(?:vor|bis)) )""",
    regex.VERBOSE | regex.VERSION1,
)
_SENTENCE = compiled(r"[^\n]++")


class OrderKind:
    """Finds orders in a record's own fields, in one `state`; plain texts have none.

    `running` and `over` read the end of an embargo in the fields `embargo` and `usage` (notes to
    editors, terms of use). It is over from the day after, by the day in `today`, or where the record's own
    date lies behind it. What cannot be read counts as running. `withdrawn` reads the field `status`
    for words such as canceled or withheld, and `usage` for a kill. Nothing is fixed.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "state": {"type": "string", "enum": list(_STATES)},
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ("state",)

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        self._state = choice(options, "state", list(_STATES))
        self._message = message_of(options, "{state}: “{text}”", "state")

    def literals(self) -> frozenset[str] | None:
        """None: a record's fields aren't in the text."""
        return None

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """A finding for each such field of a record's first article."""
        if article.index or not article.meta.get("record"):
            return
        for field in article.fields[1:]:
            role = field.name.partition("/")[0]
            for span, said in (
                self._withdrawn(role, field) if self._state == "withdrawn" else _held(article, role, field)
            ):
                if self._state in {"withdrawn", said[0]}:
                    text = self._message.format(text=clip(span.of(field.text), 60), state=said[1])
                    yield finding(self._rule, field.name, span, text)

    def _withdrawn(self, role: str, field: Field) -> Iterator[tuple[Span, tuple[str, str]]]:
        told = ("withdrawn", "Withdrawn by its sender")
        if role == "status" and _WITHDRAWN.fullmatch(field.text.strip()):
            yield Span(0, len(field.text)), told
        for line in _SENTENCE.finditer(field.text) if role == "usage" else ():
            if _TAKEN_BACK.search(line.group()):
                yield Span(*line.span()), told


def _held(article: Article, role: str, field: Field) -> Iterator[tuple[Span, tuple[str, str]]]:
    today = read_date(article.meta.get("today", ""))
    dated = next((item.text for item in article.fields if item.name == "date"), "")
    if role == "embargo" and not _NONE.fullmatch(field.text.strip()):
        day_counts(article)
        until = _end(field.text.strip(), read_date(dated) or today)
        yield Span(0, len(field.text)), _state(until, today, dated)
    for line in _SENTENCE.finditer(field.text) if role == "usage" else ():
        notice = read_embargo(line.group(), read_date(dated) or today)
        if may_be_notice(line.group()):
            day_counts(article)
        if notice is not None:
            yield Span(*line.span()), _state(notice, today, dated)


def _end(text: str, near: datetime.date | None) -> Embargo:
    """When the embargo ends that a field tells: a day, with its hour where it has one."""
    if moment := _moment(text):
        aware = moment.tzinfo is not None
        day = max(moment.date(), moment.astimezone(datetime.UTC).date()) if aware else moment.date()
        zone = moment.strftime("%z") if aware else ""
        return Embargo(day, f"{moment:%H:%M} {zone}".strip() if len(text) > 10 else "")
    return read_embargo(f"EMBARGO: {text}", near) or Embargo(read_date(text))


def _moment(text: str) -> datetime.datetime | None:
    """The instant that a machine wrote: ISO 8601, or seconds since 1970 (also thousandths)."""
    if _SECONDS.fullmatch(text):
        return datetime.datetime.fromtimestamp(int(text[:10]), datetime.UTC)
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        return None


def _state(notice: Embargo, today: datetime.date | None, dated: str) -> tuple[str, str]:
    if notice.day is None:
        return "running", "Embargo, and it cannot be told until which day"
    written = read_date(dated)
    if (today and today > notice.day) or (written and written > notice.day):
        return "over", f"Embargo over since {notice.until}"
    return "running", f"Embargo not over, until {notice.until}"

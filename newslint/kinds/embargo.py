"""Kind `embargo`: lines that hold a text back until a time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from newslint.kinds._fixing import choice, message_of
from newslint.kinds.base import clip, day_counts, finding, in_scope
from newslint.model import Article, Block, Finding, Rule
from newslint.segment.embargo import Embargo, may_be_notice, read_embargo
from newslint.segment.facts import read_date

_LITERALS = "embargo embargad release publi sperrfrist frei gesperrt veröffentlichen diffuser utiliser difundir utilizar broadcast used use"


class EmbargoKind:
    """Finds embargo notices in one `state`: `running`, also where its end cannot be told, or `over`.

    The end is held against the day in `today`, or else the record's date. It is over from the day
    after: the fact has no hour, and zones differ. Nothing is fixed: an editor decides.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "state": {"type": "string", "enum": ["running", "over"]},
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ("state",)

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        self._over = choice(options, "state", ["running", "over"]) == "over"
        self._message = message_of(options, "{state}: “{text}”", "state")

    def literals(self) -> frozenset[str] | None:
        """Words of which every notice has one."""
        return frozenset(_LITERALS.split())

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """A finding for each notice in that state."""
        today = _read(article.meta.get("today", ""))
        dated = next((_read(field.text) for field in article.fields if field.name == "date"), None)
        published = dated or _read(article.facts.published)
        for block in in_scope(self._rule, blocks):
            notice = read_embargo(block.text, published or today)
            if may_be_notice(block.text):
                day_counts(article)
            if notice is None:
                continue
            over, said = _state(notice, today or published)
            if over == self._over:
                text = clip(block.text, 60)
                yield finding(self._rule, block.field, block.span, self._message.format(text=text, state=said))


def _read(text: str) -> datetime.date | None:
    return read_date(text) if text else None


def _state(notice: Embargo, now: datetime.date | None) -> tuple[bool, str]:
    if notice.day is None:
        hour = f" ({notice.hour})" if notice.hour else ""
        return False, f"Embargo, and it cannot be told until which day{hour}"
    if now is None:
        return False, f"Embargo until {notice.until}, and it cannot be told whether that is over"
    if now > notice.day:
        return True, f"Embargo over since {notice.until}, the notice is left in the text"
    return False, f"Embargo not over, until {notice.until}"

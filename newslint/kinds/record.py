"""Kind `record`: a record's fields, held against its text and against each other."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

import regex

from newslint.kinds._fixing import choice, message_of
from newslint.kinds.base import clip, day_counts, delete_line, finding
from newslint.model import Article, Block, Edit, Field, Finding, Fix, Role, Rule, Safety, Span, Zone
from newslint.patterns import compiled
from newslint.segment.dateline import parse_dateline
from newslint.segment.facts import read_date, read_day
from newslint.segment.forms import words
from newslint.segment.headline import fold_headline, same_headline
from newslint.segment.lang import is_not_in, language_code, related
from newslint.segment.timestamp import is_relative, read_timestamp

Found = Iterator[tuple[str, Span, str, Fix | None]]

_FAULTS = (
    "headline-in-body", "site-name", "placeholder", "missing", "relative-date", "future-date", "date-disagrees",
    "language-disagrees", "tracking", "byline-label", "byline-date", "byline-address",
)  # fmt: skip
_NOTHING = frozenset(
    ["none", "null", "nil", "nan", "n/a", "na", "undefined", "unknown", "tbd", "tba", "-", "--", "[]", "{}"]
)
_SITE = compiled(r"(?:\s++[|–—·•:-]|\s*+[|:])\s++(?!.*\s[|–—·•-]\s)(?=\S)")
_QUERY = compiled(r"\?[^#\s]*+")
_TRACKING = compiled(
    r"(?:utm_\w++|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|igshid|mc_[ce]id|ncid|ocid|cmpid|smid|xtor|ftag"
    r"|at_(?:medium|campaign|custom\d|link_\w++)|ns_(?:campaign|mchannel|source)|ref_src|guccounter)=.*+",
    regex.IGNORECASE,
)
_LABELS = {
    "en": r"By|BY|Written\sby|Words\sby|Story\sby|Reported\sby|Authors?|AUTHORS?", "de": r"Von|VON|Autor(?:in)?|Text",
    "fr": r"Par|PAR|Auteur", "es": r"Por|POR|Autor(?:a)?", "it": r"Di|DI|A\scura\sdi|Autore", "nl": r"Door|DOOR|Auteur",
    "pt": r"Por|POR|Autor(?:a)?", "sv": r"Av|AV", "da": r"Af|AF", "no": r"Av|AV",
}  # fmt: skip
_NAME = r"(?=\p{Lu}[\p{L}’'.-]*+(?:\s++\p{L}[\p{L}’'.-]*+)+|$)"
_TAIL = compiled(r"(?:\s++[|•·–—-]|\s*+[,|])\s*+(?=[^,|•·–—]*\d)")
_ADDRESS = compiled(r"https?://\S+|www\.\S+")
_EARLY = 6
_TITLE_WORDS = 3
_DAYS = 2
_TEXT_WORDS = 60


class RecordKind:
    """Finds one `fault` of a record; plain texts have none, for they have no fields.

    `headline-in-body`: the body opens with the headline that has a field of its own. `site-name`:
    the headline ends in the name that stands in the site field. `placeholder`: a word such as
    "None" or "N/A" stands for nothing in one of `fields`. `missing`: one of `fields` is absent,
    null or empty. `relative-date`, `future-date`: the date field says "3 hours ago", or a day to
    come. `date-disagrees`: it is more than two days off the time stamp above the body or the day
    in the dateline. `language-disagrees`: the language field names another than the text is in.
    `tracking`: the address carries parameters that count readers. `byline-label`, `byline-date`,
    `byline-address`: the byline field holds "By", a date, or a web address.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "fault": {"type": "string", "enum": list(_FAULTS)},
        "fields": {"type": "array", "items": {"type": "string"}},
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ("fault",)

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        fault = choice(options, "fault", list(_FAULTS))
        self._fields = tuple(map(str, options.get("fields", ())))
        self._find: Callable[[Article, Sequence[Block]], Found] = getattr(self, "_" + fault.replace("-", "_"))
        self._message = message_of(options, f"{rule.summary}: “{{text}}”")

    def literals(self) -> frozenset[str] | None:
        """None: a record's fields aren't in the text."""
        return None

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """The findings in a record's first article."""
        if article.index == 0 and article.meta.get("record"):
            for field, span, text, fix in self._find(article, blocks):
                yield finding(self._rule, field, span, self._message.format(text=clip(text)), fix)

    def _headline_in_body(self, article: Article, blocks: Sequence[Block]) -> Found:
        title = _text(article, "title")
        if words(title) < _TITLE_WORDS:
            return
        for block in blocks[:_EARLY]:
            if block.zone is Zone.HEAD and same_headline(block.text.lstrip("# "), title):
                fix = delete_line(article, block, Safety.UNSAFE, "Delete the headline")
                yield block.field, block.span, block.text, fix

    def _site_name(self, article: Article, blocks: Sequence[Block]) -> Found:
        title, site = _text(article, "title"), _text(article, "site")
        joint = _SITE.search(title)
        if not (joint and site and words(title[: joint.start()]) >= _TITLE_WORDS):
            return
        if _letters(title[joint.end() :]) in {_letters(site), _letters(_host(site))}:
            span = Span(joint.start(), len(title.rstrip()))
            fix = Fix("Delete the site's name", (Edit("title", span, ""),), Safety.SAFE)
            name = Span(joint.end(), span.end)
            yield "title", name, name.of(title), fix

    def _placeholder(self, article: Article, blocks: Sequence[Block]) -> Found:
        for field in article.fields:
            if _role(field) in self._fields and field.text.strip().casefold() in _NOTHING:
                yield field.name, Span(0, len(field.text)), field.text, None

    def _missing(self, article: Article, blocks: Sequence[Block]) -> Found:
        # A reader's comment has no headline, and nobody misses it.
        absent = article.meta.get("missing", "").split() if article.meta.get("zone") != "comments" else []
        held = {_role(field) for field in article.fields if field.text.strip()}
        start = Span(article.span.start, article.span.start)
        for name in self._fields:
            if name in absent and name not in held:
                yield article.field, start, name, None

    def _relative_date(self, article: Article, blocks: Sequence[Block]) -> Found:
        date = _text(article, "date")
        if read_date(date) is None and is_relative(date):
            yield "date", Span(0, len(date)), date, None

    def _future_date(self, article: Article, blocks: Sequence[Block]) -> Found:
        date = _text(article, "date")
        found, today = read_date(date), article.meta.get("today", "")
        if found and today and found > datetime.date.fromisoformat(today) + datetime.timedelta(days=1):
            day_counts(article)
            yield "date", Span(0, len(date)), date, None

    def _date_disagrees(self, article: Article, blocks: Sequence[Block]) -> Found:
        date = _text(article, "date")
        found = read_date(date)
        if found is None:
            return
        said = _dates_said(blocks, found)
        if said and not any(abs((day - found).days) <= _DAYS or (later and day > found) for day, _, later in said):
            yield "date", Span(0, len(date)), f"{date}”, the text “{said[0][1]}", None

    def _language_disagrees(self, article: Article, blocks: Sequence[Block]) -> Found:
        text = _text(article, "language")
        said = language_code(text)
        known = said and article.lang != "und" and words(article.body) >= _TEXT_WORDS
        if known and said != article.lang and not related(said, article.lang) and is_not_in(article.body, said):
            yield "language", Span(0, len(text)), text, None

    def _tracking(self, article: Article, blocks: Sequence[Block]) -> Found:
        url = _text(article, "url")
        spans = _tracking_spans(url)
        if spans:
            fix = Fix("Delete the parameters", tuple(Edit("url", span, "") for span in spans), Safety.UNSAFE)
            shown = Span(spans[0].start, spans[-1].end).of(url).strip("?&")
            start = url.index(shown, spans[0].start)
            yield "url", Span(start, start + len(shown)), shown, fix

    def _byline_label(self, article: Article, blocks: Sequence[Block]) -> Found:
        labels = "|".join({_LABELS["en"], _LABELS.get(article.lang, _LABELS["en"])})
        label = regex.compile(rf"\s*+(?:(?:{labels})(?:\s*+:\s*+|\s++))++{_NAME}")
        for field in article.fields[1:]:
            if _role(field) == "byline" and (found := label.match(field.text)):
                span = Span(found.start(), found.end())
                fix = Fix("Delete the label", (Edit(field.name, span, ""),), Safety.SAFE)
                yield field.name, span, field.text, fix

    def _byline_date(self, article: Article, blocks: Sequence[Block]) -> Found:
        for field in article.fields[1:]:
            tail = _TAIL.search(field.text) if _role(field) == "byline" else None
            if tail and read_timestamp(field.text[tail.end() :].strip()) is not None:
                span = Span(tail.start(), len(field.text.rstrip()))
                fix = Fix("Delete the date", (Edit(field.name, span, ""),), Safety.UNSAFE)
                yield field.name, Span(tail.end(), span.end), field.text[tail.end() :], fix

    def _byline_address(self, article: Article, blocks: Sequence[Block]) -> Found:
        for field in article.fields[1:]:
            if _role(field) == "byline" and _ADDRESS.fullmatch(field.text.strip()):
                yield field.name, Span(0, len(field.text)), field.text, None


def _role(field: Field) -> str:
    """A field's name without the number of a further author."""
    return field.name.partition("/")[0]


def _text(article: Article, name: str) -> str:
    return next((field.text for field in article.fields[1:] if field.name == name), "")


def _letters(text: str) -> str:
    return "".join(char for char in fold_headline(text) if char.isalnum())


def _host(site: str) -> str:
    """The name in a host: "post" of "www.post.example"."""
    parts = site.split("/")[-1].removeprefix("www.").split(".")
    return parts[0] if len(parts) > 1 else site


def _tracking_spans(url: str) -> list[Span]:
    """The parameters that count readers, each with the sign that nothing is left to join by."""
    query = _QUERY.search(url)
    if query is None:
        return []
    spans: list[Span] = []
    kept = False
    at = query.start() + 1
    for part in query.group()[1:].split("&"):
        end = at + len(part)
        if not _TRACKING.fullmatch(part):
            kept = True
        elif kept:
            spans.append(Span(at - 1, end))
        else:
            spans.append(Span(at, min(end + 1, query.end())))
        at = end + 1
    return spans if kept or not spans else [Span(query.start(), query.end())]


def _dates_said(blocks: Sequence[Block], near: datetime.date) -> list[tuple[datetime.date, str, bool]]:
    """(date, line, whether it says "updated") above the body and in the dateline, whose year is not said."""
    found = []
    for block in blocks:
        if block.role is Role.TIMESTAMP and block.zone is Zone.HEAD and (date := read_date(block.text)):
            stamp = read_timestamp(block.text)
            found.append((date, block.text, bool(stamp and stamp.prefix)))
        if block.role in {Role.PARAGRAPH, Role.DATELINE}:
            dateline = parse_dateline(block.text + " ")
            date = read_day(dateline.span.of(block.text), near) if dateline else None
            if dateline and date:
                found.append((date, dateline.span.of(block.text).strip(), False))
            break
    return found

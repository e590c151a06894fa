"""What each line of one article is: role, zone and class of furniture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from newslint.data import words as entries
from newslint.model import Article, Block, FurnitureClass, Role, Span, Zone
from newslint.segment.boundaries import Line, lines_of
from newslint.segment.byline import is_byline
from newslint.segment.caption import is_caption, is_credit
from newslint.segment.dateline import parse_dateline
from newslint.segment.forms import bullet, ends_sentence, is_title, words
from newslint.segment.headline import same_headline
from newslint.segment.labels import Labels, normalise
from newslint.segment.timestamp import read_timestamp

_QUOTED = regex.compile(r"""["“„«»].{20,}["”“»«]""")
_HEAD_LINES = 14
_PROSE_LINES = 2
_NEAR_BODY = 20


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a line is by itself, before its place is looked at."""

    line: Line
    role: Role | None
    furniture: FurnitureClass | None = None
    bullet: bool = False


def blocks(article: Article, labels: Labels) -> tuple[Block, ...]:
    """The article's non-blank lines with role and zone; every line gets exactly one."""
    lines = lines_of(article.text, article.span)
    read = [_Reading(line, *_by_itself(line.text, labels)) for line in lines]
    prose = [at for at, item in enumerate(read) if item.line.prose and item.role is None]
    all_prose = [at for at, item in enumerate(read) if item.line.prose]
    start = _body_start(read, prose)
    last = prose[-1] if prose else len(read) - 1
    headline = _headline(read, start)
    found = []
    for at, item in enumerate(read):
        zone = Zone.HEAD if at < start else Zone.BODY if at <= last else Zone.TAIL
        role, furniture = _place(read, at, zone, headline, all_prose)
        found.append(_block(article, item.line, at, role, zone, furniture))
    return tuple(found)


@lru_cache(maxsize=1024)
def _by_itself(text: str, labels: Labels) -> tuple[Role | None, FurnitureClass | None, bool]:
    furniture = labels.classify(text)
    if furniture is not None:
        return Role.FURNITURE, furniture, False
    if read_timestamp(text) is not None:
        return Role.TIMESTAMP, None, False
    if is_byline(text):
        return Role.BYLINE, None, False
    if is_credit(text):
        return Role.CREDIT, None, False
    if is_caption(text):
        return Role.CAPTION, None, False
    return None, None, bullet(text) > 0


def _body_start(read: Sequence[_Reading], prose: Sequence[int]) -> int:
    """The index of the first body line: the first prose that no head furniture follows closely.

    A prose line before the byline or time stamp is a standfirst, and so are bullets between the
    headline and the body.
    """
    if not prose:
        return min(len(read), 1)
    marks = [
        at
        for at, item in enumerate(read[:_HEAD_LINES])
        if item.role in {Role.TIMESTAMP, Role.BYLINE} or item.furniture is FurnitureClass.WIDGET
    ]
    start = prose[0]
    before = [at for at in marks if sum(p < at for p in prose) <= 1]
    if before and before[-1] > start:
        later = [p for p in prose if p > before[-1]]
        start = later[0] if later else start
    while start < len(read) and read[start].bullet and any(p > start for p in prose):
        start = next(p for p in prose if p > start)
    return start


def _headline(read: Sequence[_Reading], start: int) -> int | None:
    """The index of the headline among the head lines; None where the text opens with its body.

    A line that comes twice, not too far above the body, is the headline; else the first that could
    be one. Menus above a page have many lines twice.
    """
    titles = [at for at in range(start) if read[at].role is None and is_title(read[at].line.text)]
    near = [at for at in titles if at >= start - _NEAR_BODY and words(read[at].line.text) >= 4]
    for number, at in enumerate(near):
        if any(same_headline(read[at].line.text, read[other].line.text) for other in near[number + 1 :]):
            return at
    for at in titles:
        if words(read[at].line.text) >= 4:
            return at
    if titles:
        return titles[0]
    plain = [at for at in range(start) if read[at].role is None and not read[at].bullet]
    return next((at for at in plain if not ends_sentence(read[at].line.text)), None)


def _place(
    read: Sequence[_Reading], at: int, zone: Zone, headline: int | None, prose: Sequence[int]
) -> tuple[Role, FurnitureClass | None]:
    item = read[at]
    text = item.line.text
    if headline is not None and (at == headline or (at > headline and _repeats(read, at, headline, zone, len(prose)))):
        return Role.HEADLINE, None
    if item.role is Role.TIMESTAMP and zone is not Zone.HEAD and not _sure_stamp(text):
        return Role.CROSSHEAD, None
    if item.role is Role.BYLINE and zone is Zone.BODY:
        return Role.PARAGRAPH, None
    if item.role is Role.CAPTION and zone is not Zone.HEAD and _signs_off(read, at, prose):
        return Role.PARAGRAPH, None
    if item.furniture is not None and zone is Zone.BODY and _may_be_crosshead(read, at):
        return Role.CROSSHEAD, None
    if item.role is not None:
        return item.role, item.furniture
    if words(text) <= 5 and at > 0 and parse_dateline(text + " ") is not None:
        return Role.DATELINE, None
    if zone is Zone.HEAD:
        return _head_role(read, at, headline), None
    if item.bullet:
        return Role.LIST_ITEM, None
    if item.line.prose and _QUOTED.fullmatch(text) and _quoted_elsewhere(read, at):
        return Role.PULL_QUOTE, None
    if words(text) <= 12 and not ends_sentence(text) and zone is Zone.BODY:
        return Role.CROSSHEAD, None
    return Role.PARAGRAPH, None


def _head_role(read: Sequence[_Reading], at: int, headline: int | None) -> Role:
    item = read[at]
    count = words(item.line.text)
    if headline is not None and at < headline:
        return Role.KICKER if count <= 5 else Role.PARAGRAPH
    if item.bullet or (headline is not None and at > headline and count >= 5):
        return Role.STANDFIRST
    return Role.PARAGRAPH


def _repeats(read: Sequence[_Reading], at: int, headline: int, zone: Zone, prose: int) -> bool:
    """Whether the line is the headline again; in the body of a text with prose, not in verse."""
    beside = zone is Zone.HEAD or at == headline + 1
    if read[at].role is not None or read[at].bullet or (read[at].line.prose and not beside):
        return False
    if zone is not Zone.HEAD and prose < _PROSE_LINES:
        return False
    return same_headline(read[at].line.text, read[headline].line.text)


def _may_be_crosshead(read: Sequence[_Reading], at: int) -> bool:
    """Whether a label between two paragraphs may be a crosshead: an ambiguous word, or the next one's first."""
    if not (0 < at < len(read) - 1 and read[at - 1].line.prose and read[at + 1].line.prose):
        return False
    label = normalise(read[at].line.text)
    return label in entries("ambiguous") or read[at + 1].line.text.casefold().startswith(label)


def _sure_stamp(text: str) -> bool:
    stamp = read_timestamp(text)
    return stamp is not None and (stamp.prefix or stamp.relative or (stamp.date and stamp.clock))


def _signs_off(read: Sequence[_Reading], at: int, prose: Sequence[int]) -> bool:
    """Whether a credit at the end of prose is the agency's sign-off, not a caption's."""
    return read[at].line.prose and at == prose[-1]


def _quoted_elsewhere(read: Sequence[_Reading], at: int) -> bool:
    core = read[at].line.text.strip('"“”„«» ,.')
    return any(core in item.line.text for number, item in enumerate(read) if number != at)


def _block(article: Article, line: Line, at: int, role: Role, zone: Zone, furniture: FurnitureClass | None) -> Block:
    span = line.span
    if len(line.text) < len(span):
        inner = article.text.index(line.text, span.start)
        span = Span(inner, inner + len(line.text))
    return Block(role, zone, article.field, span, line.span, at, line.text, line.gap, furniture)

"""Where one article ends and the next begins: by evidence, never by blank lines alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from newslint.data import words as entries
from newslint.model import Span
from newslint.segment.byline import is_byline
from newslint.segment.classes import letters
from newslint.segment.dateline import parse_dateline
from newslint.segment.forms import is_prose, is_title, words
from newslint.segment.headline import same_headline
from newslint.segment.labels import Labels
from newslint.segment.timestamp import read_timestamp

_LOOK = 9
_BODY_WORDS = 25
_STRONG = frozenset({"repeated headline", "dateline"})
_WEIGHT = {"repeated headline": 2, "dateline": 2, "new topic": 2, "time stamp": 1, "byline": 1, "label": 1, "gap": 1}
_LAST = frozenset({"dateline", "prose"})
_ENOUGH = 3
_LONG_ENOUGH = 80
_TOPIC_WORDS = 30
_TOPIC_READ = 400
_SHARED = 0.18


@dataclass(frozen=True, slots=True)
class Boundary:
    """One article's stretch of a text; `evidence` says in words why it begins there ("" for the first)."""

    span: Span
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line while the text is divided: its place, its text and the blank lines before."""

    span: Span
    text: str
    gap: int
    prose: bool


@lru_cache(maxsize=4)
def lines_of(text: str, within: Span) -> tuple[Line, ...]:
    """The non-blank lines of a stretch, white space cut from their text."""
    found: list[Line] = []
    start, gap = within.start, 0
    for line in within.of(text).split("\n"):
        stripped = line.strip()
        if stripped:
            found.append(Line(Span(start, start + len(line)), stripped, gap, is_prose(stripped)))
            gap = 0
        else:
            gap += 1
        start += len(line) + 1
    return tuple(found)


def split(text: str, labels: Labels) -> list[Boundary]:
    """The articles of a text, in order: at least one, together covering it all.

    A new article begins at a headline-like line with prose before it and a body after it, where
    enough speaks for it: the headline is repeated, the body opens with a dateline, a full time
    stamp, byline or label follows, the gap is larger than elsewhere, the words change, or the
    opening is built like the first article's. Entries of a live blog are too short and too weakly marked to count.
    """
    lines = lines_of(text, Span(0, len(text)))
    starts: list[tuple[int, str]] = []
    first = _evidence(lines, 0, labels) if lines else frozenset()
    usual = _usual_gap(lines)
    begin = 0
    headline = lines[0].text if lines else ""
    prose_words = 0
    for at, line in enumerate(lines):
        if line.prose:
            prose_words += words(line.text)
        if at <= begin or prose_words < _BODY_WORDS or not is_title(line.text) or line.text.startswith(("(", "©")):
            continue
        seen = _evidence(lines, at, labels)
        if line.gap > max(usual, 1):
            seen |= {"gap"}
            if not line.prose and _new_topic(lines, begin, at):
                seen |= {"new topic"}
        likeness = 1 if (first & seen) - {"gap"} else 0
        if sum(_WEIGHT[name] for name in seen) + likeness < _ENOUGH or not seen - {"gap", "label"}:
            continue
        body = _body_words(lines, at, _LONG_ENOUGH)
        weak = _STRONG.isdisjoint(seen)
        if body < (_LONG_ENOUGH if weak else _BODY_WORDS) or (weak and prose_words < _LONG_ENOUGH):
            continue
        if same_headline(line.text, headline) or ("repeated headline" not in seen and _overtaken(lines, at)):
            continue
        starts.append((at, _words_for(seen)))
        begin, headline, prose_words = at, line.text, 0
    edges = [0, *(lines[at].span.start for at, _ in starts), len(text)]
    why = ["", *(evidence for _, evidence in starts)]
    return [Boundary(Span(a, b), e) for a, b, e in zip(edges, edges[1:], why, strict=False)]


def _evidence(lines: Sequence[Line], at: int, labels: Labels) -> frozenset[str]:
    """What follows line `at`, up to the first prose, that only the head of an article has."""
    seen: set[str] = set()
    head = lines[at].text
    for line in lines[at + 1 : at + 1 + _LOOK]:
        if same_headline(line.text, head):
            seen.add("repeated headline")
            continue
        told = _tells(line.text, labels)
        if told in _WEIGHT:
            seen.add(told)
        if told in _LAST:
            break
    return frozenset(seen)


@lru_cache(maxsize=1024)
def _tells(text: str, labels: Labels) -> str:
    """What a line below a headline says of it: evidence, "prose" where the body begins, or nothing."""
    stamp = read_timestamp(text)
    if stamp is not None:
        return "time stamp" if stamp.year and stamp.date else ""
    if is_byline(text):
        return "byline"
    if labels.classify(text):
        return "label"
    if parse_dateline(text) and (is_prose(text) or words(text) > 6):
        return "dateline"
    return "prose" if is_prose(text) and not text.startswith(("•", "-", "*", "·")) else ""


def _new_topic(lines: Sequence[Line], begin: int, at: int) -> bool:
    """Whether title and text from line `at` speak of what the text before it does not.

    A crosshead's text goes on with the names of its article; that of another article has few words
    in common with it, and the title's words come back only after the title.
    """
    title = _vocabulary(lines[at].text)
    before = _prose(reversed(lines[begin:at]))
    after = _prose(lines[at + 1 : at + 41])
    if len(before) < _TOPIC_WORDS or len(after) < _TOPIC_WORDS or len(title) < 2:
        return False
    told = sum(word in after for word in title)
    return told >= 1 and told > sum(word in before for word in title) and len(after & before) <= _SHARED * len(after)


def _prose(lines: Iterable[Line]) -> set[str]:
    """The rarer words of the first prose in some lines."""
    found: set[str] = set()
    count = 0
    for line in lines:
        if line.prose and count < _TOPIC_READ:
            found |= _vocabulary(line.text)
            count += words(line.text)
    return found


def _vocabulary(text: str) -> set[str]:
    stop = entries("stopwords")
    return {word for word in letters(text) if len(word) > 3 and word not in stop}


def _overtaken(lines: Sequence[Line], at: int) -> bool:
    """Whether a closing line of the article before stands here: prose, or a title with a wider gap follows."""
    if lines[at].prose and lines[at].text[-1] not in "?!":
        return True
    for line in lines[at + 1 : at + 4]:
        if line.prose or read_timestamp(line.text) is not None or is_byline(line.text):
            return False
        if line.gap > lines[at].gap and is_title(line.text):
            return True
    return False


def _body_words(lines: Sequence[Line], at: int, enough: int) -> int:
    """Words of prose after line `at`, counted no further than `enough` and forty lines."""
    count = 0
    for line in lines[at + 1 : at + 41]:
        count += words(line.text) if line.prose else 0
        if count >= enough:
            break
    return count


def _usual_gap(lines: Sequence[Line]) -> int:
    """The commonest number of blank lines before prose."""
    gaps = sorted(line.gap for line in lines[1:] if line.prose)
    return gaps[len(gaps) // 2] if gaps else 0


def _words_for(seen: frozenset[str]) -> str:
    names = [name for name in _WEIGHT if name in seen and name != "gap"]
    return ", ".join(names)

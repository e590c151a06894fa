"""Kind `abuse`: words of word lists, and patterns over the sentences around them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar

import regex

from newslint.abuse.grammar import Pattern, Sentence, compile_sentence_pattern
from newslint.abuse.scan import Scanner, scanned
from newslint.abuse.words import STRENGTHS, Frame, WordList, inline, joined, read_list, shipped
from newslint.kinds._fixing import STRINGS, choice, message_of
from newslint.kinds.base import RuleError, clip, finding, in_scope
from newslint.model import Article, Block, Finding, FurnitureClass, NewslintError, Role, Rule, Severity, Span

_SILENT = "silent"
_LEVELS = (*(level.value for level in Severity), _SILENT)
_ZONES: Mapping[str, str] = {"comments": "warning", "body": "info", "quoted": _SILENT}
_MOST = 1000
"""After so many places in one article the rest waits for the next check: it is an attack, or no article."""
_FRAME_REACH = 90
_MESSAGE_WORDS = 120
_STRUCTURE = frozenset({Role.BYLINE, Role.DATELINE, Role.TIMESTAMP, Role.CAPTION, Role.CREDIT, Role.KICKER})
_WORD = regex.compile(r"\w+")
_COMMON = {
    "en": frozenset(
        [
            "the",
            "and",
            "of",
            "to",
            "that",
            "is",
            "was",
            "for",
            "you",
            "are",
            "they",
            "my",
            "i",
            "it",
            "this",
            "not",
            "should",
            "we",
            "have",
            "all",
        ]
    ),
    "de": frozenset(
        [
            "der",
            "die",
            "das",
            "und",
            "ist",
            "nicht",
            "ich",
            "du",
            "ein",
            "eine",
            "sind",
            "wir",
            "ihr",
            "zu",
            "mit",
            "den",
            "diese",
            "was",
            "so",
            "alle",
        ]
    ),
    "fr": frozenset(["le", "la", "les", "et", "des", "du", "une", "est", "que", "pas", "je", "vous", "sont"]),
    "es": frozenset(["el", "los", "las", "y", "del", "una", "que", "por", "con", "es", "son", "no"]),
}
_SHARED = frozenset({"die", "was", "so", "all", "es", "no", "des", "ist", "du", "la", "que"})


class AbuseKind:
    """Finds words of `categories` from `strength` on, and `patterns` by language, in word lists.

    `lists` names word lists beside the rule file, and `shipped` for newslint's own, which are used
    where none are named; `words` gives more, by category. Frames (reported speech, denial, blame)
    speak against a find unless `frames` is false. `zones` gives the severity in comments, in the
    body outside quotation marks and inside them. A text of up to 120 words without anything of an
    article is a comment.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "categories": STRINGS,
        "strength": {"type": "string", "enum": list(STRENGTHS)},
        "patterns": {"type": "object", "additionalProperties": STRINGS},
        "unless": {"type": "object", "additionalProperties": STRINGS},
        "lists": STRINGS,
        "words": {"type": "object", "additionalProperties": STRINGS},
        "frames": {"type": "boolean"},
        "zones": {
            "type": "object",
            "additionalProperties": False,
            "properties": {zone: {"type": "string", "enum": list(_LEVELS)} for zone in _ZONES},
        },
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ()

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        self._categories = frozenset(options.get("categories", ()))
        self._least = STRENGTHS.index(choice(options, "strength", STRENGTHS))
        self._zones = {**_ZONES, **options.get("zones", {})}
        self._framed = bool(options.get("frames", True))
        self._message = message_of(options, f"{rule.summary}: “{{text}}”", "reason")
        if not self._categories and not options.get("patterns"):
            raise RuleError("categories", "name at least one category of words, or patterns")
        words = tuple((name, tuple(listed)) for name, listed in options.get("words", {}).items())
        lists = tuple(str(name) for name in options.get("lists", ("shipped",)))
        self._patterns = _compiled("patterns", options)
        self._unless = _compiled("unless", options)
        try:
            self._scanner, frames = _scanner(lists, str(Path(rule.origin).parent), words)
        except NewslintError as error:
            raise RuleError("lists", str(error.problem)) from None
        self._frames = [frame for frame in frames if self._framed]

    def literals(self) -> frozenset[str] | None:
        """None: the scan is the kind's own, and shared by all such rules."""
        return None

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """A finding for each word or pattern, with the severity of its zone."""
        found = scanned(self._scanner, article.body, _languages(article.body, article.lang))
        if not found.hits:
            return
        starts = [block.line.start for block in blocks]
        scoped = {block.index for block in in_scope(self._rule, blocks)}
        comment = is_comment(article, blocks)
        reported: list[Span] = []
        for span, sentence, reason in self._finds(found.hits, found.sentences):
            if len(reported) >= _MOST:
                return
            near = bisect_right(reported, span)
            if any(span.overlaps(other) for other in reported[max(near - 1, 0) : near + 1]):
                continue
            place = span.shift(article.span.start)
            at = bisect_right(starts, place.start) - 1
            if at < 0 or blocks[at].index not in scoped or place.end > blocks[at].line.end:
                continue
            inside = any(span.overlaps(quote) for quote in found.quotes)
            if inside and comment and any(len(quote) > 0.8 * len(article.body.strip()) for quote in found.quotes):
                inside = False
            zone = "comments" if comment or FurnitureClass.COMMENTS.value in blocks[at].scopes else "body"
            level = self._zones["quoted"] if inside else self._zones[zone]
            if level == _SILENT or (self._framed and sentence and self._denied(sentence, span, article.lang)):
                continue
            reported.insert(near, span)
            message = self._message.format(text=clip(place.of(article.text)), reason=reason)
            yield replace(finding(self._rule, article.field, place, message), severity=Severity(level))

    def _finds(self, hits: Sequence[Any], sentences: Sequence[Sentence]) -> Iterator[tuple[Span, Sentence | None, str]]:
        for sentence in sentences:
            for pattern in self._patterns:
                for span in pattern.places(sentence):
                    if not any(span.overlaps(bad) for other in self._unless for bad in other.places(sentence)):
                        yield span, sentence, "a pattern of the rule"
        ordered = sorted(sentences, key=_start)
        for hit in hits:
            if hit.entry.category in self._categories and hit.entry.rank >= self._least:
                number = bisect_right(ordered, hit.span.start, key=_start) - 1
                at = ordered[number] if number >= 0 and hit.span.start < ordered[number].span.end else None
                if at is None or not any(hit.span.overlaps(bad) for other in self._unless for bad in other.places(at)):
                    yield hit.span, at, hit.entry.reason

    def _denied(self, sentence: Sentence, span: Span, lang: str) -> bool:
        for frame, pattern in self._frames:
            for place in pattern.places(sentence):
                if frame.place == "before" and place.start < span.start and span.start - place.end <= _FRAME_REACH:
                    return True
                if (frame.place == "after" and place.end > span.end) or frame.place == "anywhere":
                    return True
        return False


def _start(sentence: Sentence) -> int:
    return sentence.span.start


@lru_cache(maxsize=32)
def _scanner(
    lists: tuple[str, ...], folder: str, words: tuple[tuple[str, tuple[str, ...]], ...]
) -> tuple[Scanner, tuple[tuple[Frame, Pattern], ...]]:
    if lists == ("shipped",) and not words and folder:
        return _scanner(lists, "", ())
    held: list[WordList] = [shipped() if name == "shipped" else read_list(Path(folder) / name) for name in lists]
    whole = joined([*held, inline(dict(words))])
    return Scanner(whole.entries), tuple((frame, compile_sentence_pattern(frame.pattern)) for frame in whole.frames)


def _compiled(key: str, options: Mapping[str, Any]) -> tuple[Pattern, ...]:
    found = []
    for lang, patterns in options.get(key, {}).items():
        for at, pattern in enumerate(patterns):
            try:
                found.append(compile_sentence_pattern(str(pattern)))
            except ValueError as error:
                raise RuleError(f"{key}.{lang}.{at}", str(error)) from None
    return tuple(found)


def is_comment(article: Article, blocks: Sequence[Block]) -> bool:
    """Whether a whole text is a comment or message: short, and nothing of an article about it.

    The fact `zone` ("comments" or "body") says it outright.
    """
    if said := article.meta.get("zone"):
        return said == "comments"
    if article.total > 1 or len(article.fields) > 1 or any(block.role in _STRUCTURE for block in blocks):
        return False
    if blocks and blocks[0].role is Role.HEADLINE and len(blocks) > 1:
        return False
    return len(_WORD.findall(article.body)) <= _MESSAGE_WORDS


@lru_cache(maxsize=8)
def _languages(text: str, lang: str) -> frozenset[str]:
    """The languages whose words count: of a short text, all that its commonest words leave open."""
    words = _WORD.findall(text[:4000].lower())
    if len(words) > 40 and lang != "und":
        return frozenset({lang})
    votes = {lang: sum(word in common and word not in _SHARED for word in words) for lang, common in _COMMON.items()}
    best = max(votes.values())
    return frozenset(lang for lang, count in votes.items() if count == best or best < 1) | {"und"}

"""Kind `phrase`: fixed wordings, by language, as a whole line or in one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

import regex

from newslint.kinds._fixing import FIX_SCHEMA, STRINGS, choice, fix_plan, message_of, word_count
from newslint.kinds.base import RuleError, clip, finding, in_scope
from newslint.model import Article, Block, Finding, Fix, Role, Rule, Safety, Span
from newslint.patterns import compiled
from newslint.rarity import frequency
from newslint.segment.labels import is_run, normalise

_WORD = regex.compile(r"\w++")
_FIXED = regex.compile(r"(?=[^#']*\w)[^#']++")


class PhraseKind:
    """Finds phrases as a whole line (`line`), at its start or end, or anywhere (`inside`).

    A whole line is compared without regard to case, outer punctuation and arrows; `#` in a phrase
    stands for any number. With `runs`, a line of several of the phrases ("Share Tweet Email")
    counts too. A label that may be a crosshead is deleted as unsafe only. `max_words` limits the length of the lines looked at.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "match": {"type": "string", "enum": ["line", "start", "end", "inside"]},
        "phrases": {"type": "object", "additionalProperties": STRINGS},
        "languages": STRINGS,
        "runs": {"type": "boolean"},
        "max_words": {"type": "integer", "minimum": 1},
        "message": {"type": "string"},
        "fix": FIX_SCHEMA,
    }
    required: ClassVar[tuple[str, ...]] = ("phrases",)
    by_line: ClassVar[bool] = True

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        self._match = choice(options, "match", ["line", "start", "end", "inside"])
        self._phrases = frozenset(_phrases(options))
        self._runs = bool(options.get("runs", False))
        if self._runs and self._match != "line":
            raise RuleError("runs", "only goes with `match: line`")
        self._max_words = int(options.get("max_words", 0))
        self._longest = max(map(len, self._phrases)) + 24
        self._most_words = max(len(phrase.split()) for phrase in self._phrases)
        self._pattern = _compile(self._phrases, self._match)
        self._fix = fix_plan(options)
        self.alone = not rule.scope and not (self._fix and (self._fix.least or self._fix.safety is Safety.SAFE))
        self._message = message_of(options, f"{rule.summary}: “{{text}}”")

    @property
    def phrases(self) -> frozenset[str]:
        """The normalised phrases."""
        return self._phrases

    def literals(self) -> frozenset[str] | None:
        """The rarest stretch of each phrase that is spelled in one way; of lines that may be runs, its rarest word."""
        piece = _WORD if self._runs else _FIXED
        words = [min(piece.findall(phrase), key=frequency, default="").strip() for phrase in self._phrases]
        return frozenset(words) if all(words) else None

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """One finding for each line that matches; `inside` gives one for each place."""
        for block in in_scope(self._rule, blocks):
            if self._max_words and word_count(block.text) > self._max_words:
                continue
            for span in self._spans(block):
                message = self._message.format(text=clip(span.of(article.text)))
                fix = self._fix.build(article, block, span) if self._fix else None
                if fix and block.role is Role.CROSSHEAD and fix.safety is Safety.SAFE:
                    fix = Fix(fix.title, fix.edits, Safety.UNSAFE)
                yield finding(self._rule, block.field, span, message, fix)

    def _spans(self, block: Block) -> Iterator[Span]:
        if self._match == "line":
            if self._is_label(block.text):
                yield block.span
            return
        for match in self._pattern.finditer(block.text):
            yield Span(*match.span()).shift(block.span.start)

    def _is_label(self, text: str) -> bool:
        if len(text) > self._longest * (6 if self._runs else 1):
            return False
        line = normalise(text)
        if line in self._phrases:
            return True
        return self._runs and is_run(text, self._phrases, self._most_words)


def _phrases(options: Mapping[str, Any]) -> Iterator[str]:
    """The normalised phrases of the languages asked for; a bad one is an error at its key."""
    wanted = set(options.get("languages", ()))
    empty = True
    for language, phrases in options["phrases"].items():
        for number, phrase in enumerate(phrases):
            line = normalise(str(phrase))
            if not line:
                raise RuleError(f"phrases.{language}.{number}", f"“{phrase}” has no words")
            if not wanted or language in wanted or language == "und":
                empty = False
                yield line
    if empty:
        raise RuleError("phrases", "no phrase is left" if wanted else "no phrase is given")


def _compile(phrases: frozenset[str], match: str) -> regex.Pattern[str]:
    """One pattern for all phrases, longest first; blanks, apostrophes and `#` stay flexible."""
    bodies = []
    for phrase in sorted(phrases, key=lambda text: (-len(text), text)):
        body = regex.escape(phrase, special_only=True, literal_spaces=True).replace("'", "['’‘]")
        bodies.append(body.replace(r"\#", "#").replace("#", r"\d++").replace(" ", r"\s++"))
    core = rf"(?<!\w)(?>{'|'.join(bodies)})(?!\w)"
    anchored = {"start": rf"\A[\W_]*+{core}", "end": rf"{core}[\W_]*+\Z"}.get(match, core)
    return compiled(anchored, regex.IGNORECASE | regex.VERSION1)

"""Kind `context`: a pattern that matters only near another, and not where a third excuses it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, ClassVar

import regex

from newslint.folding import fold, folded
from newslint.kinds._fixing import STRINGS, compile_pattern, flags_of, message_of
from newslint.kinds._literals import required_literals
from newslint.kinds.base import RuleError, clip, finding, in_scope
from newslint.model import Article, Block, Finding, Rule, Span

_SENTENCE = regex.compile(r"(?<=[\p{L}\p{N})][.!?…]['\"”’“»]?)\s++(?=[\p{Lu}\p{N}\"“„«‘'])", regex.VERSION1)


class ContextKind:
    """Finds `pattern` where each pattern of `near` matches within so many sentences (`within`).

    Sentences are counted over the lines in scope; 0 means in the same one. `unless_near` must match
    nowhere in that stretch, `unless` nowhere in the article. `subject` must match in the headline or
    the first two lines of the body: what the story is about, not what it mentions. At most `most`
    findings an article (1 where it is not given). `flags` hold for all patterns; a group named `hit`
    narrows the finding.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "pattern": {"type": "string"},
        "near": STRINGS,
        "within": {"type": "integer", "minimum": 0},
        "unless_near": {"type": "string"},
        "unless": {"type": "string"},
        "subject": {"type": "string"},
        "most": {"type": "integer", "minimum": 1},
        "flags": {"type": "array", "items": {"type": "string", "enum": ["ignorecase", "verbose", "dotall"]}},
        "languages": STRINGS,
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ("pattern",)

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        flags = flags_of(options)
        self._pattern = compile_pattern("pattern", str(options["pattern"]), flags)
        if self._pattern.match(""):
            raise RuleError("pattern", "matches the empty string")
        self._near = [compile_pattern(f"near.{n}", str(p), flags) for n, p in enumerate(options.get("near", ()))]
        self._within = int(options.get("within", 1))
        other = {
            key: compile_pattern(key, str(options[key]), flags)
            for key in ("unless_near", "unless", "subject")
            if key in options
        }
        self._unless_near, self._unless = other.get("unless_near"), other.get("unless")
        self._subject = other.get("subject")
        self._most = int(options.get("most", 1))
        self._languages = frozenset(options.get("languages", ()))
        self._hit = "hit" if "hit" in self._pattern.groupindex else 0
        verbose = "verbose" in options.get("flags", ())
        told = [
            required_literals(str(p), verbose=verbose, line=True)
            for p in (options["pattern"], *options.get("near", ()))
        ]
        self._literals = max((f for f in told if f), key=lambda f: min(map(len, f)), default=None)
        self._own, *self._beside = (tuple(sorted(map(fold, f or ("",)))) for f in told)
        self._message = message_of(options, f"{rule.summary}: “{{text}}”")

    def literals(self) -> frozenset[str] | None:
        """Strings that the pattern or one that must be near can't match without."""
        return self._literals

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """Up to `most` findings in an article, the first ones."""
        if self._languages and article.lang not in self._languages:
            return
        whole = folded(article.body)
        own = [literal for literal in self._own if literal in whole]
        if not own:
            return
        if self._within == 0 and not all(pattern.search(article.body) for pattern in self._near):
            return
        if self._unless and self._unless.search(article.body):
            return
        lines = list(in_scope(self._rule, blocks))
        if not self._within:
            lines = [block for block in lines if self._may_match(own, block.text, block.text)]
        if self._subject and not any(self._subject.search(text) for text in _opening(blocks)):
            return
        sentences = [(block, span) for block in lines for span in _sentences(block.text)]
        texts = [span.of(block.text) for block, span in sentences]
        count = 0
        for at, (block, span) in enumerate(sentences):
            if self._within and not self._may_match(own, texts[at], self._stretch(texts, at)):
                continue
            # Alone in its sentence the other patterns are the cheaper question.
            if self._within == 0 and not self._fits(texts, at):
                continue
            match = self._pattern.search(texts[at])
            if match is None or (self._within and not self._fits(texts, at)):
                continue
            found = Span(*match.span(self._hit)).shift(block.span.start + span.start)
            message = self._message.format(text=clip(found.of(article.text)))
            yield finding(self._rule, block.field, found, message)
            count += 1
            if count == self._most:
                return

    def _may_match(self, own: Sequence[str], text: str, around: str) -> bool:
        """Whether a text has a string that the pattern needs, and what is around it one of each that must be near."""
        low = fold(text)
        if not any(literal in low for literal in own):
            return False
        low = fold(around)
        return all(any(literal in low for literal in literals) for literals in self._beside)

    def _stretch(self, texts: Sequence[str], at: int) -> str:
        return " ".join(texts[max(at - self._within, 0) : at + self._within + 1])

    def _fits(self, texts: Sequence[str], at: int) -> bool:
        stretch = self._stretch(texts, at)
        if self._unless_near and self._unless_near.search(stretch):
            return False
        return all(pattern.search(stretch) for pattern in self._near)


def _opening(blocks: Sequence[Block]) -> Iterator[str]:
    """The headline and all before the second line of running text, that one included."""
    told = 0
    for block in blocks:
        yield block.text
        told += len(block.text.split()) > 12
        if told == 2:
            return


@lru_cache(maxsize=256)
def _sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a line, as spans within it.

    >>> [span.of("The quay sank. Nobody was hurt.") for span in _sentences("The quay sank. Nobody was hurt.")]
    ['The quay sank.', 'Nobody was hurt.']
    """
    found: list[Span] = []
    start = 0
    for gap in _SENTENCE.finditer(text):
        found.append(Span(start, gap.start()))
        start = gap.end()
    return (*found, Span(start, len(text)))

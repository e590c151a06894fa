"""Kind `duplicate`: what stands twice in one article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

import regex

from newslint.data import groups
from newslint.kinds._fixing import choice, message_of
from newslint.kinds.base import clip, delete_line, delete_lines, finding, in_scope
from newslint.model import Article, Block, Edit, Finding, Fix, Role, Rule, Safety, Span, Zone
from newslint.segment.forms import ends_sentence, words
from newslint.segment.headline import fold_headline

_PROSE = frozenset({Role.PARAGRAPH, Role.STANDFIRST, Role.LIST_ITEM, Role.CAPTION, Role.PULL_QUOTE})
_PARAGRAPH_WORDS = 12
_BODY_RUN = 3
_EARLY = 6
_HEADLINE_WORDS = 4
_STARTS = regex.compile(r"\s++[\p{Lu}“„«\"‘(]")
_SAMPLE = 3
_WORD = regex.compile(r"\p{L}++")

Found = Iterator[tuple[Span, str, Fix | None]]


class DuplicateKind:
    """Finds one sort of repetition (`what`), each copy after the first.

    `headline`: the headline again, a kicker, site name, case and quotation marks aside; the fullest
    copy stays. `opening`: the headline once more at the start of the first paragraph. `paragraph`: a sentence of twelve words and more, word for word; next to its first copy
    it is deleted safely, further off it may be meant; a text that is one third copies is a sample
    or verse, and only reported. `body`: three paragraphs and more that repeat the article's paragraphs in order. `word`: a small word twice
    in a row, from a list of words that no grammar doubles.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "what": {"type": "string", "enum": ["headline", "opening", "paragraph", "body", "word"]},
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ("what",)

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        what = choice(options, "what", ["headline", "opening", "paragraph", "body", "word"])
        self._find: Callable[[Article, Sequence[Block]], Found] = {
            "headline": _headlines,
            "opening": _openings,
            "paragraph": _paragraphs,
            "body": _bodies,
            "word": _doubled_words,
        }[what]
        self._literals = _doubled_literals() if what == "word" else None
        self.by_line = what == "word"
        self._message = message_of(options, f"{rule.summary}: “{{text}}”")

    def literals(self) -> frozenset[str] | None:
        """The listed words twice, or before two blanks; None for all else: any text may stand twice."""
        return self._literals

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """A finding for each copy."""
        for span, text, fix in self._find(article, list(in_scope(self._rule, blocks))):
            yield finding(self._rule, article.field, span, self._message.format(text=clip(text)), fix)


def _doubled_literals() -> frozenset[str]:
    """What stands wherever a listed word does twice: one blank between, or two and more after the first."""
    blanks = " \u00a0"
    listed = {word for words_of in groups("doubled").values() for word in words_of}
    once = {word + blank + word for word in listed for blank in blanks}
    return frozenset(once | {word + one + other for word in listed for one in blanks for other in blanks})


def _headlines(article: Article, blocks: Sequence[Block]) -> Found:
    copies = [block for block in blocks if block.role is Role.HEADLINE]
    if len(copies) < 2:
        return
    keep = max(copies, key=lambda block: (len(fold_headline(block.text)), -block.index))
    for block in copies:
        if block is not keep:
            safety = Safety.SAFE if block.zone is Zone.HEAD else Safety.UNSAFE
            yield block.span, block.text, delete_line(article, block, safety, "Delete the repeated line")


def _openings(article: Article, blocks: Sequence[Block]) -> Found:
    headline = next((block for block in blocks if block.role is Role.HEADLINE), None)
    if headline is None or words(headline.text) < _HEADLINE_WORDS:
        return
    for block in [item for item in blocks if item.index > headline.index][:_EARLY]:
        rest = block.text[len(headline.text) :]
        if block.text.startswith(headline.text) and _STARTS.match(rest) and words(rest) >= _PARAGRAPH_WORDS:
            end = block.span.start + len(block.text) - len(rest.lstrip())
            fix = Fix("Delete the headline", (Edit(block.field, Span(block.span.start, end), ""),), Safety.SAFE)
            yield Span(block.span.start, block.span.start + len(headline.text)), headline.text, fix


def _repeats(blocks: Sequence[Block]) -> dict[int, int]:
    """The index in `blocks` of each repeated paragraph, to that of its first copy."""
    first: dict[str, int] = {}
    found = {}
    prose = [
        at
        for at, block in enumerate(blocks)
        if block.role in _PROSE and words(block.text) >= _PARAGRAPH_WORDS and ends_sentence(block.text)
    ]
    sizes = Counter(words(blocks[at].text) for at in prose)
    for at in prose:
        text = blocks[at].text
        if sizes[words(text)] == 1:
            continue
        folded = " ".join(text.casefold().split())
        if folded in first:
            found[at] = first[folded]
        else:
            first[folded] = at
    return found


def _runs(repeats: Mapping[int, int]) -> list[list[int]]:
    """Repeated paragraphs in stretches that follow the order of the first copies."""
    runs: list[list[int]] = []
    for at in sorted(repeats):
        if runs and repeats[at] > repeats[runs[-1][-1]] and at - runs[-1][-1] <= 3:
            runs[-1].append(at)
        else:
            runs.append([at])
    return runs


def _paragraphs(article: Article, blocks: Sequence[Block]) -> Found:
    first = _repeats(blocks)
    copied = sum(words(blocks[at].text) for at in first)
    sample = copied * _SAMPLE > sum(words(block.text) for block in blocks if block.role in _PROSE)
    for run in _runs(first):
        if len(run) >= _BODY_RUN:
            continue
        for at in run:
            block = blocks[at]
            safety = Safety.SAFE if at - first[at] == len(run) else Safety.UNSAFE
            fix = None if sample else delete_line(article, block, safety, "Delete the repeated paragraph")
            yield block.span, block.text, fix


def _with_beside(blocks: Sequence[Block], run: Sequence[int], first: Mapping[int, int]) -> list[int]:
    """A run with the lines beside its paragraphs that repeat the lines beside their first copies."""
    found = set(run)
    for at in run:
        for step in (-1, 1):
            copy, original = at + step, first[at] + step
            while 0 <= original < copy < len(blocks) and blocks[copy].text == blocks[original].text:
                found.add(copy)
                copy, original = copy + step, original + step
    return sorted(found)


def _bodies(article: Article, blocks: Sequence[Block]) -> Found:
    first = _repeats(blocks)
    for run in _runs(first):
        if len(run) < _BODY_RUN:
            continue
        copies = [blocks[at] for at in _with_beside(blocks, run, first)]
        fix = delete_lines(article, copies, Safety.SAFE, f"Delete the {len(copies)} repeated lines")
        yield Span(copies[0].span.start, copies[-1].span.end), copies[0].text, fix


def _doubled_words(article: Article, blocks: Sequence[Block]) -> Found:
    listed = groups("doubled").get("en" if article.lang == "und" else article.lang, ())
    pairs = [f"{word} {word}" for word in map(str.casefold, listed)]
    for block in blocks:
        flat = " ".join(block.text.casefold().split())
        if not any(pair in flat for pair in pairs):
            continue
        before = None
        for match in _WORD.finditer(block.text):
            word = match.group()
            if (
                before is not None
                and word.islower()
                and word in listed
                and before.group().casefold() == word
                and block.text[before.end() : match.start()].strip(" \u00a0") == ""
                and before.end() < match.start()
            ):
                span = Span(before.end(), match.end()).shift(block.span.start)
                fix = Fix("Delete the second word", (Edit(block.field, span, ""),), Safety.UNSAFE)
                yield Span(*match.span()).shift(block.span.start), f"{before.group()} {word}", fix
            before = match

"""Run compiled rules over articles: findings out, ordered and without doubles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from newslint import kept
from newslint.compiled import CompiledRule, labels_of
from newslint.concealing import Concealer
from newslint.kinds.base import Asks
from newslint.linefields import LINES, holds_for_a_line, line_block, searched
from newslint.model import Article, Block, Field, Finding, NewslintError, Problem, Rule, Span
from newslint.personal import NO_MASK, Mask
from newslint.prefilter import Lines, Prefilter, line_numbers
from newslint.reading import FACTLESS, LazyBlocks, lone_blocks
from newslint.scanners import AUTO
from newslint.scorers import Board, ScorerFailed, ScorerProblem, shipped
from newslint.segment import DefaultSegmenter, Segmenter
from newslint.segment.facts import facts_of
from newslint.segment.lang import detect_language
from newslint.sifting import masked, ordered, told_once

_LOST = "what it would have found here is missing; the other rules were still run"
_MAIN = "text"
NO_META: Mapping[str, str] = MappingProxyType({})


class Engine:
    """Rules and a segmenter, ready to check any number of texts; holds no state between them.

    `tags` are each rule's tags by its code, `by_place` the codes of rules that go by form and place; those of kind `duplicate` are tagged as repeats.
    `known` are all rules that were loaded, also those that are off: the personal data that any of
    them knows is masked in messages, unless `show_values`. `prefilter` names the scanner.
    """

    def __init__(
        self,
        rules: Sequence[CompiledRule],
        segmenter: Segmenter | None = None,
        languages: Sequence[str] = (),
        *,
        known: Sequence[CompiledRule] | None = None,
        show_values: bool = False,
        prefilter: str = AUTO,
        board: Board | None = None,
    ) -> None:
        self.board = board or Board(shipped())
        self._carried = kept.Carried()
        self._ahead: dict[object, list[tuple[Article, tuple[Block, ...]]]] = {}
        self._concealer = None if show_values else Concealer(rules if known is None else known)
        self.rules: tuple[CompiledRule, ...] = tuple(sorted(rules, key=lambda item: item.rule.code))
        self.segmenter: Segmenter = segmenter or DefaultSegmenter(labels_of(rules))
        self._languages = tuple(languages)
        self._asking = tuple(item.asks for item in self.rules)
        self.by_place = frozenset(item.rule.code for item in self.rules if item.by_place)
        self.tags: dict[str, frozenset[str]] = {item.rule.code: item.tags for item in self.rules}
        self._line_rules = frozenset(at for at, item in enumerate(self.rules) if holds_for_a_line(item.rule))
        self._by_line = tuple(item.facts.by_line for item in self.rules)
        self._alone = tuple(item.facts.alone for item in self.rules)
        exact = [item.facts.exact for item in self.rules]
        self._prefilter = Prefilter([item.facts.literals for item in self.rules], prefilter, exact)

    def timed(self, part: str) -> AbstractContextManager[None]:
        """What is done inside is counted for a part, where anybody counts."""
        return nullcontext()

    def rule(self, code: str) -> Rule | None:
        """The rule with that code or name."""
        for item in self.rules:
            if code in (item.rule.code, item.rule.name):
                return item.rule
        return None

    def articles(
        self, text: str, path: str = "<text>", meta: Mapping[str, str] = NO_META, beside: Sequence[Field] = ()
    ) -> list[Article]:
        """The articles of one text, in order; one article where no boundary shows.

        `beside` are the record's other fields; they belong to its first article.
        """
        boundaries = self.segmenter.split(text)
        articles = []
        if self._concealer is None:
            meta = {**meta, "values": "shown"}
        for index, boundary in enumerate(boundaries):
            facts = {**meta, "boundary": boundary.evidence} if boundary.evidence else dict(meta)
            lang = facts.get("lang") or detect_language(boundary.span.of(text), self._languages)
            fields = (Field(_MAIN, text), *(beside if not index else ()))
            articles.append(Article(path, fields, boundary.span, index, len(boundaries), lang, facts))
        return articles

    def read(
        self, text: str, path: str = "<text>", meta: Mapping[str, str] = NO_META, beside: Sequence[Field] = ()
    ) -> Iterator[tuple[Article, tuple[Block, ...]]]:
        """The articles of one text with their facts, and the blocks of each, in order."""
        if self._ahead and (ready := self._ahead.pop(_key(text, path, meta, beside), None)):
            told = {"today": meta["today"]} if "today" in meta else {}
            yield from ((replace(article, meta={**article.meta, **told}), blocks) for article, blocks in ready)
            return
        for article in self.articles(text, path, meta, beside):
            blocks = self.segmenter.blocks(article)
            yield replace(article, facts=facts_of(blocks)), blocks

    def _read_lazily(
        self, text: str, path: str, meta: Mapping[str, str], beside: Sequence[Field]
    ) -> Iterator[tuple[Article, Sequence[Block]]]:
        """As `read`, with lines and facts that are read when a rule needs them."""
        if self._ahead:
            yield from self.read(text, path, meta, beside)
            return
        for article in self.articles(text, path, meta, beside):
            yield article, LazyBlocks(partial(self.segmenter.blocks, article))

    @property
    def asks(self) -> bool:
        """Whether a rule needs a scorer's probabilities."""
        return any(self._asking)

    def ask_ahead(self, records: Iterable[tuple[str, Sequence[Field], Mapping[str, str]]]) -> None:
        """Ask the scorers about many records (path, fields, facts) at once; they are then checked with the answers."""
        self._ahead.clear()
        texts: dict[str, list[str]] = {}
        for path, fields, meta in records:
            read = list(self.read(fields[0].text, path, meta, fields[1:]))
            self._ahead[_key(fields[0].text, path, meta, fields[1:])] = read
            for checker in filter(None, self._asking):
                name = checker.needs[0] if checker.needs else ""
                texts.setdefault(name, []).extend(text for item in read for text in checker.asks(*item))
        for name, asked in texts.items():
            self.board.fill(name, asked)

    def check_text(
        self,
        text: str,
        path: str = "<text>",
        meta: Mapping[str, str] = NO_META,
        problems: list[Problem] | None = None,
    ) -> list[Finding]:
        """All findings in a text, in order of place, then code.

        `text` has ``\\n`` newlines; spans count its characters. A rule that breaks is noted in
        `problems` and the others still run; without `problems` its exception is raised.
        """
        return self.check_fields((Field("text", text),), path, meta, problems)

    def check_fields(
        self,
        fields: Sequence[Field],
        path: str = "<text>",
        meta: Mapping[str, str] = NO_META,
        problems: list[Problem] | None = None,
    ) -> list[Finding]:
        """All findings in a record, of which the first field is the text; see `check_text`.

        Headline and standfirst in fields of their own are held to the rules about characters, spacing and
        punctuation that their lines in a text are held to, and to those about what must not be published.
        """
        findings: list[Finding] = []
        if not self._ahead and (places := self._places(fields)) is not None:
            found = self._check_alone(fields, places, path, meta, problems) if any(places) else findings
            return self._hidden(fields, meta, found)
        for article, blocks in self._read_lazily(fields[0].text, path, meta, fields[1:]):
            found = self.check_article(article, blocks, problems)
            findings.extend(found)
            for field in article.fields[1:]:
                if field.name in LINES:
                    known = [
                        edit.span for item in found if item.field == field.name and item.fix for edit in item.fix.edits
                    ]
                    line = self._check_line(article, field, problems)
                    findings.extend(item for item in line if not any(item.span.overlaps(span) for span in known))
        return self._hidden(fields, meta, findings)

    @property
    def may_be_quiet(self) -> bool:
        """Whether there are texts in which no rule can find anything: every rule needs a string."""
        return not self._prefilter.always

    def quiet(self, records: Sequence[Sequence[str]]) -> list[bool]:
        """Of each record, given as text, headline and standfirst, whether no rule can find anything in it."""
        searched = [(at, text) for at, texts in enumerate(records) for text in texts]
        touched = {searched[number][0] for number in self._prefilter.touched([text for _, text in searched])}
        return [at not in touched for at in range(len(records))]

    def _places(self, fields: Sequence[Field]) -> list[list[tuple[int, Lines]]] | None:
        """The rules that can match in each text of a record, where each of them looks at a line by itself; None otherwise."""
        if self._prefilter.always:
            return None
        places = [list(self._prefilter.places(text)) for text in searched(fields)]
        alone = all(self._alone[index] for found in places for index, _ in found)
        return places if alone else None

    def _check_alone(
        self,
        fields: Sequence[Field],
        places: Sequence[Sequence[tuple[int, Lines]]],
        path: str,
        meta: Mapping[str, str],
        problems: list[Problem] | None,
    ) -> list[Finding]:
        """What rules find that need nothing of a line but its text: no structure is read."""
        main, text = fields[0], fields[0].text
        facts = {**meta, "values": "shown"} if self._concealer is None else dict(meta)
        article = Article(path, (Field(_MAIN, text), *fields[1:]), Span(0, len(text)), meta=facts)
        findings: list[Finding] = []
        for index, lines in places[0]:
            findings += self._run(index, article, lone_blocks(_MAIN, main.text, lines or ()), problems)
        for field in fields[1:] if any(places[1:]) else ():
            if field.name in LINES:
                findings += self._check_line(article, field, problems)
        return findings

    def _hidden(self, fields: Sequence[Field], meta: Mapping[str, str], findings: list[Finding]) -> list[Finding]:
        """The findings in order, with what no report may show masked."""
        mask = self.mask(fields, meta) if findings else NO_MASK
        return ordered(masked(item, mask) for item in findings) if mask else ordered(findings)

    def mask(self, fields: Sequence[Field], meta: Mapping[str, str] = NO_META) -> Mask:
        """What of a record's fields no report may show; nothing with `show_values`."""
        return self._concealer.mask(fields, meta) if self._concealer else NO_MASK

    def _check_line(self, article: Article, field: Field, problems: list[Problem] | None) -> list[Finding]:
        """Findings in a field that is a line: headline or standfirst."""
        block = line_block(field)
        line = replace(article, fields=(field,), span=block.line, total=1)
        found = self.run_rules(line, [block], problems, self._line_rules) if block.span else []
        return [item for item in found if item.field == field.name]

    def check_article(
        self, article: Article, blocks: Sequence[Block], problems: list[Problem] | None = None
    ) -> list[Finding]:
        """The findings of every rule that can match in this article."""
        return ordered(told_once(self.run_rules(article, blocks, problems), self.by_place))

    def run_rules(
        self,
        article: Article,
        blocks: Sequence[Block],
        problems: list[Problem] | None = None,
        only: frozenset[int] | None = None,
    ) -> list[Finding]:
        """What each rule that can match finds, rule by rule, and nothing left out; `only` are numbers of `rules`."""
        findings: list[Finding] = []
        body = article.body
        numbered: dict[int, Block] = {}
        for index, lines in self._prefilter.places(body):
            if only is not None and index not in only:
                continue
            given = blocks
            if lines is not None and self._by_line[index]:
                if not numbered:
                    numbers = line_numbers(body, [block.span.start - article.span.start for block in blocks])
                    numbered = dict(zip(numbers, blocks, strict=True))
                given = [numbered[number] for number in sorted(lines) if number in numbered]
                if not given:
                    continue
            findings += self._run(index, article, given, problems, blocks)
        return findings

    def _run(
        self,
        index: int,
        article: Article,
        given: Sequence[Block],
        problems: list[Problem] | None,
        blocks: Sequence[Block] = (),
    ) -> list[Finding]:
        """What one rule finds in the blocks that are given to it; `blocks` are all of the article's."""
        item, asking = self.rules[index], self._asking[index]
        try:
            if isinstance(blocks, LazyBlocks) and item.rule.kind not in FACTLESS:
                article = blocks.told(article)
            return [*(self._judged(asking, article, blocks) if asking else item.checker.check(article, given))]
        except ScorerFailed as error:
            lost = ScorerProblem(article.path, str(error), hint=_LOST, scorer=error.scorer)
            if problems is None:
                raise NewslintError(lost) from None
            if lost not in problems:
                problems.append(lost)
        except Exception as error:
            if problems is None or (isinstance(blocks, LazyBlocks) and blocks.broke):
                raise
            why = f"rule {item.rule.code} broke: {type(error).__name__}: {error}"
            why = self.mask(article.fields, article.meta).derived(why)
            problems.append(Problem(article.path, why, hint="the other rules were still run"))
        return []

    def _judged(self, asking: Asks, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        name, category = asking.needs or ("", "")
        rows = self.board.of(name, asking.asks(article, blocks))
        return asking.judge(article, blocks, {text: row[category] for text, row in rows.items()})


def _key(text: str, path: str, meta: Mapping[str, str], beside: Sequence[Field]) -> object:
    return path, text, tuple(sorted(meta.items())), tuple(beside)

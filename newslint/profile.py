"""What a run costs: process time by part and by rule, summed over all processes."""

from __future__ import annotations

import dataclasses
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any, TypeVar

from newslint.compiled import CompiledRule
from newslint.engine import NO_META, Engine
from newslint.model import Article, Block, Field, Finding
from newslint.prefilter import Lines, Prefilter
from newslint.problems import Problem
from newslint.segment import Boundary, Segmenter
from newslint.slow import mend

READING, STRUCTURE, PREFILTER, WHOLE = "reading", "structure", "prefilter", "whole"
PARTS = ("reading", "structure", "prefilter", "rules", "the rest")
_SHARE = 0.05
_MOST = 25
Value = TypeVar("Value")


@dataclasses.dataclass(slots=True)
class Cost:
    """What one rule cost: seconds, the texts and lines it was run on, and its findings."""

    seconds: float = 0.0
    texts: int = 0
    lines: int = 0
    findings: int = 0

    def add(self, other: Cost) -> None:
        """Add another's."""
        self.seconds += other.seconds
        self.texts += other.texts
        self.lines += other.lines
        self.findings += other.findings


class Profile:
    """Sums of what was spent; a worker's is taken from time to time and added to that of the run.

    >>> total, own = Profile(), Profile()
    >>> with own.timed("reading"):
    ...     own.cost("SPC001").findings += 2
    >>> total.add(own.taken())
    >>> total.rules["SPC001"].findings, own.rules
    (2, {})
    """

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.rules: dict[str, Cost] = {}
        self.texts = 0

    @contextmanager
    def timed(self, part: str) -> Iterator[None]:
        """Count the process time of what is done inside as that of a part."""
        start = time.process_time()
        try:
            yield
        finally:
            self.seconds[part] += time.process_time() - start

    def cost(self, code: str) -> Cost:
        """The sums of a rule."""
        return self.rules.setdefault(code, Cost())

    def add(self, other: Profile) -> None:
        """Add what was spent elsewhere."""
        for part, seconds in other.seconds.items():
            self.seconds[part] += seconds
        self.texts += other.texts
        for code, cost in other.rules.items():
            self.cost(code).add(cost)

    def taken(self) -> Profile:
        """What there is; from here on it is counted anew."""
        found = Profile()
        found.add(self)
        self.__init__()  # type: ignore[misc]
        return found

    def each(self, items: Iterable[Value], *parts: str) -> Iterator[Value]:
        """The items; making them counts for the parts."""
        rest = iter(items)
        while True:
            with ExitStack() as stack:
                for part in parts:
                    stack.enter_context(self.timed(part))
                try:
                    item = next(rest)
                except StopIteration:
                    return
            yield item

    def shares(self) -> dict[str, float]:
        """Seconds of each of `PARTS`; together they are the whole."""
        found = {part: self.seconds[part] for part in (READING, STRUCTURE, PREFILTER)}
        found["rules"] = sum(cost.seconds for cost in self.rules.values())
        return {**found, "the rest": max(self.seconds[WHOLE] - sum(found.values()), 0.0)}

    def dearest(self) -> list[tuple[str, Cost]]:
        """What each rule cost, that which cost most first."""
        return sorted(self.rules.items(), key=lambda row: (-row[1].seconds, row[0]))

    def slow(self) -> list[str]:
        """The rules that cost a twentieth of all or more, worst first."""
        least = _SHARE * max(self.seconds[WHOLE], 1e-9)
        return [code for code, cost in self.dearest() if cost.seconds >= least]


class _Lines:
    """A segmenter that counts what the roles of lines cost; all else is left to it."""

    def __init__(self, inner: Segmenter, profile: Profile) -> None:
        self._inner = inner
        self._profile = profile

    def split(self, text: str) -> list[Boundary]:
        """See `Segmenter.split`."""
        return self._inner.split(text)

    def blocks(self, article: Article) -> tuple[Block, ...]:
        """See `Segmenter.blocks`."""
        with self._profile.timed(STRUCTURE):
            return tuple(self._inner.blocks(article))


class _Places:
    """A prefilter that counts what it costs."""

    def __init__(self, inner: Prefilter, profile: Profile) -> None:
        self._inner = inner
        self._profile = profile
        self.always = inner.always

    def places(self, text: str) -> Iterator[tuple[int, Lines]]:
        """See `Prefilter.places`."""
        with self._profile.timed(PREFILTER):
            return iter(list(self._inner.places(text)))

    def touched(self, texts: Sequence[str]) -> set[int]:
        """See `Prefilter.touched`."""
        with self._profile.timed(PREFILTER):
            return set(self._inner.touched(texts))


class ProfiledEngine(Engine):
    """An engine that counts what its parts and its rules cost, in `profile`; it finds the same."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.profile = Profile()
        self.segmenter = _Lines(self.segmenter, self.profile)
        self._prefilter: Any = _Places(self._prefilter, self.profile)

    def timed(self, part: str) -> AbstractContextManager[None]:
        """See `Engine.timed`."""
        return self.profile.timed(part)

    def articles(
        self, text: str, path: str = "<text>", meta: Mapping[str, str] = NO_META, beside: Sequence[Field] = ()
    ) -> list[Article]:
        """See `Engine.articles`."""
        with self.profile.timed(STRUCTURE):
            return super().articles(text, path, meta, beside)

    def check_fields(
        self,
        fields: Sequence[Field],
        path: str = "<text>",
        meta: Mapping[str, str] = NO_META,
        problems: list[Problem] | None = None,
    ) -> list[Finding]:
        """See `Engine.check_fields`."""
        self.profile.texts += 1
        return super().check_fields(fields, path, meta, problems)

    def _run(
        self,
        index: int,
        article: Article,
        given: Sequence[Block],
        problems: list[Problem] | None,
        blocks: Sequence[Block] = (),
    ) -> list[Finding]:
        read, start = self.profile.seconds[STRUCTURE], time.process_time()
        found = super()._run(index, article, given, problems, blocks)
        took = time.process_time() - start - (self.profile.seconds[STRUCTURE] - read)
        self.profile.cost(self.rules[index].rule.code).add(Cost(took, 1, len(given), len(found)))
        return found


def table(profile: Profile, rules: Sequence[CompiledRule]) -> Iterator[str]:
    """The profile in lines: shares of the parts, then the rules that cost most."""
    whole = max(profile.seconds[WHOLE], 1e-9)
    yield f"Profile: {whole:.2f} s of process time, {profile.texts:,} texts read, {len(rules)} rules"
    for part, seconds in profile.shares().items():
        yield f"  {part:9}  {seconds / whole:4.0%}  {seconds:8.2f} s"
    yield ""
    yield "    time   seconds      texts      lines   findings  rule"
    known = {item.rule.code: item for item in rules}
    rows = profile.dearest()
    slow = profile.slow()
    for code, cost in rows[:_MOST]:
        item = known[code]
        notes = [note for note in ("slow" * (code in slow), "no literal" * (item.facts.literals is None)) if note]
        yield (
            f"  {cost.seconds / whole:6.1%}  {cost.seconds:8.3f}  {cost.texts:9,}  {cost.lines:9,}  {cost.findings:9,}  "
            f"{code} {item.rule.name}" + (f" ({', '.join(notes)})" if notes else "")
        )
    if len(rows) > _MOST:
        yield f"  … and {len(rows) - _MOST} more"
    for code in slow:
        if hint := mend(known[code]):
            yield f"{code} runs on every line: {hint}"


def as_json(profile: Profile, rules: Sequence[CompiledRule]) -> dict[str, Any]:
    """The profile for programs; seconds are process time, candidates are texts and lines that a rule was run on."""
    known = {item.rule.code: item for item in rules}
    return {
        "seconds": profile.seconds[WHOLE],
        "texts": profile.texts,
        "parts": profile.shares(),
        "rules": {
            code: {**dataclasses.asdict(cost), "literal": known[code].facts.literals is not None}
            for code, cost in sorted(profile.rules.items())
        },
        "slow": profile.slow(),
    }

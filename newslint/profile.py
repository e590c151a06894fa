"""What a run costs: process time by part and by rule, summed over all processes."""

from __future__ import annotations

import dataclasses
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any, ClassVar, TypeVar

from newslint.engine import NO_META, Engine
from newslint.kinds.base import Asks
from newslint.model import Article, Block, Field, Finding, Problem
from newslint.packs import CompiledRule, labels_of
from newslint.segment import DefaultSegmenter, Segmenter
from newslint.slow import mend

READING, STRUCTURE, RULES, WHOLE = "reading", "structure", "rules and prefilter", "whole"
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
        checks = sum(cost.seconds for cost in self.rules.values())
        found = {
            "reading": self.seconds[READING],
            "structure": self.seconds[STRUCTURE],
            "prefilter": max(self.seconds[RULES] - checks, 0.0),
            "rules": checks,
        }
        return {**found, "the rest": max(self.seconds[WHOLE] - sum(found.values()), 0.0)}

    def slow(self) -> list[str]:
        """The rules that cost a twentieth of all or more, worst first."""
        least = _SHARE * max(self.seconds[WHOLE], 1e-9)
        worst = sorted(self.rules.items(), key=lambda row: (-row[1].seconds, row[0]))
        return [code for code, cost in worst if cost.seconds >= least]


class Timed:
    """A checker that counts what it costs; all else is left to it."""

    schema: ClassVar[Mapping[str, Any]] = {}
    required: ClassVar[tuple[str, ...]] = ()

    def __init__(self, item: CompiledRule, profile: Profile) -> None:
        self._inner: Any = item.checker
        self._profile = profile
        self._code = item.rule.code
        self.by_line = bool(getattr(item.checker, "by_line", False))

    def literals(self) -> frozenset[str] | None:
        """The checker's."""
        found: frozenset[str] | None = self._inner.literals()
        return found

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """The checker's findings."""
        return self._counted(self._inner.check(article, blocks), blocks)

    def _counted(self, found: Iterator[Finding], blocks: Sequence[Block]) -> Iterator[Finding]:
        start = time.process_time()
        findings = list(found)
        cost = self._profile.cost(self._code)
        cost.add(Cost(time.process_time() - start, 1, len(blocks), len(findings)))
        return iter(findings)


class TimedAsking(Timed):
    """The same for a checker that asks a scorer."""

    @property
    def needs(self) -> tuple[str, str] | None:
        """The checker's."""
        found: tuple[str, str] | None = self._inner.needs
        return found

    def asks(self, article: Article, blocks: Sequence[Block]) -> list[str]:
        """The checker's."""
        found: list[str] = self._inner.asks(article, blocks)
        return found

    def judge(self, article: Article, blocks: Sequence[Block], scores: Mapping[str, float]) -> Iterator[Finding]:
        """The checker's findings."""
        return self._counted(self._inner.judge(article, blocks, scores), blocks)


class ProfiledEngine(Engine):
    """An engine that counts what its parts and its rules cost, in `profile`."""

    def __init__(
        self, rules: Sequence[CompiledRule], segmenter: Segmenter | None = None, *given: Any, **options: Any
    ) -> None:
        profile = Profile()
        timed = [
            CompiledRule(
                item.rule, (TimedAsking if isinstance(item.checker, Asks) else Timed)(item, profile)
            )
            for item in rules
        ]  # fmt: skip
        super().__init__(
            timed,
            segmenter or DefaultSegmenter(labels_of(rules)),
            *given,
            **{**options, "known": options.get("known") or rules},
        )
        self.profile = profile

    def timed(self, part: str) -> AbstractContextManager[None]:
        """See `Engine.timed`."""
        return self.profile.timed(part)

    def read(
        self, text: str, path: str = "<text>", meta: Mapping[str, str] = NO_META, beside: Sequence[Field] = ()
    ) -> Iterator[tuple[Article, tuple[Block, ...]]]:
        """See `Engine.read`."""
        self.profile.texts += 1
        inner = super().read(text, path, meta, beside)
        while True:
            with self.profile.timed(STRUCTURE):
                found = next(inner, None)
            if found is None:
                return
            yield found

    def run_rules(
        self,
        article: Article,
        blocks: Sequence[Block],
        problems: list[Problem] | None = None,
        only: frozenset[int] | None = None,
    ) -> list[Finding]:
        """See `Engine.run_rules`."""
        with self.profile.timed(RULES):
            return super().run_rules(article, blocks, problems, only)


def table(profile: Profile, rules: Sequence[CompiledRule]) -> Iterator[str]:
    """The profile in lines: shares of the parts, then the rules that cost most."""
    whole = max(profile.seconds[WHOLE], 1e-9)
    yield f"Profile: {whole:.2f} s of process time, {profile.texts:,} texts read, {len(rules)} rules"
    for part, seconds in profile.shares().items():
        yield f"  {part:9}  {seconds / whole:4.0%}  {seconds:8.2f} s"
    yield ""
    yield "    time   seconds      texts      lines   findings  rule"
    known = {item.rule.code: item for item in rules}
    rows = sorted(profile.rules.items(), key=lambda row: (-row[1].seconds, row[0]))
    slow = profile.slow()
    for code, cost in rows[:_MOST]:
        item = known[code]
        notes = [note for note in ("slow" * (code in slow), "no literal" * (item.checker.literals() is None)) if note]
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
            code: {**dataclasses.asdict(cost), "literal": known[code].checker.literals() is not None}
            for code, cost in sorted(profile.rules.items())
        },
        "slow": profile.slow(),
    }

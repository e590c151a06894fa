"""Choose fixes, apply them, check again to a fixed point, and refuse a result that lost too much."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from newslint.compiled import BESIDE, REPEAT
from newslint.engine import NO_META, Engine
from newslint.model import MAIN, Article, Edit, Field, Finding, Problem, Role, Safety, Span
from newslint.safety import deletes_label, keeps_words, lines_of, removes_repeat, safety_of, tokens

CAP = 10
MAX_LOSS = 0.3
_WORDLESS = frozenset({"label", "encoding", "markup"})
Keep = Callable[[Sequence[Field], list[Finding]], list[Finding]]


@dataclass(frozen=True, slots=True)
class FixOutcome:
    """The fixed fields; `edits` are in offsets of those that came in, `remaining` of the new ones.

    `applied` counts fixes by rule code. `notes` says which fixes were refused and why, `problems`
    what went wrong.
    """

    fields: tuple[Field, ...]
    edits: tuple[Edit, ...] = ()
    applied: Mapping[str, int] = field(default_factory=dict)
    remaining: tuple[Finding, ...] = ()
    notes: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def text(self) -> str:
        """The fixed text."""
        return self.fields[0].text


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the first text that is still there, or text put in (`start` is then -1)."""

    text: str
    start: int


class Patchwork:
    """A text under edit that remembers where each of its stretches was in the beginning.

    >>> work = Patchwork("abcdef", "text")
    >>> work.apply([Edit("text", Span(1, 2), "XY")])
    >>> work.apply([Edit("text", Span(0, 1), "")])
    >>> work.text, work.edits
    ('XYcdef', (Edit(field='text', span=Span(start=0, end=2), text='XY'),))
    """

    def __init__(self, text: str, field: str) -> None:
        self._first = text
        self._field = field
        self._pieces = [_Piece(text, 0)]

    @property
    def text(self) -> str:
        """The text as it is now."""
        return "".join(piece.text for piece in self._pieces)

    def apply(self, edits: Sequence[Edit]) -> None:
        """Make edits, in offsets of the text as it is now; they must not overlap."""
        pieces: list[_Piece] = []
        queue = list(reversed(self._pieces))
        at = 0
        for edit in sorted(edits, key=lambda item: item.span):
            at = self._move(queue, pieces, at, edit.span.start, keep=True)
            at = self._move(queue, pieces, at, edit.span.end, keep=False)
            if edit.text:
                pieces.append(_Piece(edit.text, -1))
        self._pieces = pieces + queue[::-1]

    @staticmethod
    def _move(queue: list[_Piece], pieces: list[_Piece], at: int, to: int, *, keep: bool) -> int:
        while at < to:
            piece = queue.pop()
            room = to - at
            if len(piece.text) > room:
                rest = piece.start + room if piece.start >= 0 else -1
                queue.append(_Piece(piece.text[room:], rest))
                piece = _Piece(piece.text[:room], piece.start)
            if keep:
                pieces.append(piece)
            at += len(piece.text)
        return at

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits that lead from the first text to this one, in its offsets."""
        found: list[Edit] = []
        at, added = 0, ""
        for piece in [*self._pieces, _Piece("", len(self._first))]:
            if piece.start < 0:
                added += piece.text
                continue
            if piece.start > at or added:
                found.append(Edit(self._field, Span(at, piece.start), added))
            at, added = piece.start + len(piece.text), ""
        return tuple(found)


def choose(
    findings: Sequence[Finding],
    text: str,
    tags: Mapping[str, frozenset[str]],
    *,
    unsafe: bool,
    beside: Sequence[str] = (),
) -> list[Finding]:
    """The findings in one field whose fixes are made in one pass: by place, then code; overlaps wait.

    A fix that deletes a repeat is left out where an earlier choice deletes the copy it relies on.
    """
    allowed = {Safety.SAFE, Safety.UNSAFE} if unsafe else {Safety.SAFE}
    taken: list[tuple[int, int]] = []
    chosen: list[Finding] = []
    gone: set[int] = set()
    for item in sorted(findings, key=lambda entry: (entry.span, entry.code)):
        told = tags.get(item.code, frozenset())
        if item.fix is None or safety_of(item, text, told, beside) not in allowed:
            continue
        edits = item.fix.edits
        if any(_clashes(edit.span, taken) for edit in edits):
            continue
        if _relies_on_a_copy(item, text, told):
            if removes_repeat(text, item.fix) and not removes_repeat(text, item.fix, gone):
                continue
            gone |= lines_of(text).touched(edits)
        chosen.append(item)
        for edit in edits:
            insort(taken, (edit.span.start, edit.span.end))
    return chosen


def _relies_on_a_copy(item: Finding, text: str, tags: frozenset[str]) -> bool:
    """Whether the fix may delete three words and more only because they stand elsewhere too."""
    if item.fix is None or not any(len(tokens(edit.span.of(text))) > 2 for edit in item.fix.edits):
        return False
    if REPEAT in tags:
        return True
    if BESIDE in tags:
        return False
    return item.fix.safety is Safety.SAFE and not ("label" in tags and deletes_label(text, item.fix))


def _clashes(span: Span, taken: Sequence[tuple[int, int]]) -> bool:
    """Whether a span overlaps one that is taken, or an insertion meets one at its edge."""
    at = bisect_left(taken, (span.start, span.end))
    for start, end in taken[max(at - 2, 0) : at + 2]:
        if span.start < end and start < span.end:
            return True
        if (start, end) == (span.start, span.end):
            return True
        if (start == end or not len(span)) and (start == span.start or end == span.end):
            return True
    return False


def fix_text(
    engine: Engine,
    text: str,
    *,
    unsafe: bool = False,
    meta: Mapping[str, str] = NO_META,
    path: str = "<text>",
    keep: Keep | None = None,
) -> FixOutcome:
    """Fix a text to a fixed point; see `fix_fields`."""
    return fix_fields(engine, (Field(MAIN, text),), unsafe=unsafe, meta=meta, path=path, keep=keep)


def fix_fields(
    engine: Engine,
    fields: Sequence[Field],
    *,
    unsafe: bool = False,
    meta: Mapping[str, str] = NO_META,
    path: str = "<text>",
    keep: Keep | None = None,
) -> FixOutcome:
    """Fix a record, of which the first field is the text, to a fixed point, at most ten passes.

    `keep` leaves out findings that are suppressed. Without `unsafe`, a result that lacks over 30 %
    of an article's words is refused: only fixes that keep every word are then made, and a note
    says so. A record that does not settle comes back as it was, with a Problem.
    """
    run = _Run(engine, path, meta, keep, unsafe)
    outcome = run.settle(fields, deleting=True)
    loss = 0.0 if unsafe else run.loss(fields, outcome)
    if loss <= MAX_LOSS:
        return outcome
    kept = run.settle(fields, deleting=False)
    # Repaired characters change what counts as a word: a second run would measure the repaired text.
    again = run.settle(kept.fields, deleting=True)
    if again.fields == outcome.fields and run.loss(kept.fields, again) <= MAX_LOSS:
        return outcome
    why = f"fixes would delete {loss:.0%} of an article's words: only those that keep every word were made"
    note = Problem(path, why, hint="look at --diff --unsafe-fixes")
    return replace(kept, notes=(note,))


@dataclass(frozen=True, slots=True)
class _Run:
    """What one call of `fix_fields` was given."""

    engine: Engine
    path: str
    meta: Mapping[str, str]
    keep: Keep | None
    unsafe: bool

    def findings(self, fields: Sequence[Field], problems: list[Problem]) -> list[Finding]:
        found = self.engine.check_fields(fields, self.path, self.meta, problems)
        return self.keep(fields, found) if self.keep else found

    def loss(self, fields: Sequence[Field], outcome: FixOutcome) -> float:
        """The greatest share of an article's words that an outcome takes from the text."""
        edits = [edit for edit in outcome.edits if edit.field == MAIN]
        articles = self.engine.articles(fields[0].text, self.path, self.meta) if edits else ()
        return _loss(articles, self.engine, edits)

    def settle(self, fields: Sequence[Field], *, deleting: bool) -> FixOutcome:
        """Pass after pass until nothing is left to fix; without `deleting`, no word may go."""
        works = {field.name: Patchwork(field.text, field.name) for field in fields}
        applied: Counter[str] = Counter()
        problems: list[Problem] = []
        now = tuple(fields)
        chosen: list[Finding] = []
        for _ in range(CAP):
            findings = self.findings(now, problems)
            chosen = self._chosen(findings, now, deleting=deleting)
            if not chosen:
                told = tuple(dict.fromkeys(problems))
                edits = tuple(edit for work in works.values() for edit in work.edits)
                return FixOutcome(now, edits, dict(applied), tuple(findings), problems=told)
            applied.update(item.code for item in chosen)
            for name, work in works.items():
                work.apply([edit for item in chosen if item.fix and item.field == name for edit in item.fix.edits])
            now = tuple(Field(field.name, works[field.name].text) for field in now)
        codes = ", ".join(sorted({item.code for item in chosen}))
        problems.append(Problem(self.path, f"fixes did not settle in {CAP} passes ({codes}): nothing was changed"))
        left = tuple(self.findings(fields, problems))
        return FixOutcome(tuple(fields), remaining=left, problems=tuple(dict.fromkeys(problems)))

    def _chosen(self, findings: Sequence[Finding], fields: Sequence[Field], *, deleting: bool) -> list[Finding]:
        """The fixes of one pass, field by field."""
        tags = self.engine.tags
        chosen: list[Finding] = []
        for one in fields:
            mine = [item for item in findings if item.field == one.name]
            beside = [other.text for other in fields if other.name != one.name]
            usable = mine if deleting else [item for item in mine if _keeps(item, one.text, tags)]
            chosen += choose(usable, one.text, tags, unsafe=self.unsafe, beside=beside)
        return chosen


def _keeps(item: Finding, text: str, tags: Mapping[str, frozenset[str]]) -> bool:
    """Whether the fix takes no word of the article: labels, tags and wrong characters are none."""
    if item.fix is None or not item.fix.edits:
        return False
    return bool(tags.get(item.code, frozenset()) & _WORDLESS) or keeps_words(text, item.fix)


def _end(edit: Edit) -> int:
    return edit.span.end


def _loss(articles: Sequence[Article], engine: Engine, edits: Sequence[Edit]) -> float:
    """The greatest share of words that the edits take from one article, furniture not counted."""
    worst = 0.0
    for article in articles:
        total = lost = 0
        for block in engine.segmenter.blocks(article):
            if block.role is Role.FURNITURE:
                continue
            total += len(tokens(block.text))
            for edit in edits[bisect_left(edits, block.span.start, key=_end) :]:
                if edit.span.start >= block.span.end:
                    break
                low, high = max(edit.span.start, block.span.start), min(edit.span.end, block.span.end)
                if low < high:
                    lost += max(len(tokens(article.text[low:high])) - len(tokens(edit.text)), 0)
        worst = max(worst, lost / total if total else 0.0)
    return worst

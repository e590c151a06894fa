"""Choose fixes, apply them, check again to a fixed point, and refuse a result that lost too much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from newslint.engine import NO_META, Engine
from newslint.model import Edit, Finding, Problem, Safety, Span
from newslint.safety import apply, removes_repeat, safety_of, tokens

CAP = 10
MAX_LOSS = 0.3
Keep = Callable[[str, list[Finding]], list[Finding]]


@dataclass(frozen=True, slots=True)
class FixOutcome:
    """The fixed text; `edits` are in offsets of the text that came in, `remaining` of the new one.

    `applied` counts fixes by rule code. `notes` says which fixes were refused and why, `problems`
    what went wrong.
    """

    text: str
    edits: tuple[Edit, ...] = ()
    applied: Mapping[str, int] = field(default_factory=dict)
    remaining: tuple[Finding, ...] = ()
    notes: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()


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
    findings: Sequence[Finding], text: str, tags: Mapping[str, frozenset[str]], *, unsafe: bool
) -> list[Finding]:
    """The findings whose fixes are made in one pass: by place, then code; overlaps wait.

    A fix that deletes a repeat is left out where an earlier choice deletes the copy it relies on.
    """
    allowed = {Safety.SAFE, Safety.UNSAFE} if unsafe else {Safety.SAFE}
    taken: list[Span] = []
    chosen: list[Finding] = []
    gone: list[Edit] = []
    for item in sorted(findings, key=lambda entry: (entry.span, entry.code)):
        if item.fix is None or safety_of(item, text, tags.get(item.code, frozenset())) not in allowed:
            continue
        spans = [edit.span for edit in item.fix.edits]
        if any(_clash(span, other) for span in spans for other in taken):
            continue
        if removes_repeat(text, item.fix) and any(len(tokens(span.of(text))) > 2 for span in spans):
            others = [*gone, *item.fix.edits]
            if not all(_stands(edit.span.of(text), apply(text, others)) for edit in item.fix.edits):
                continue
        chosen.append(item)
        taken += spans
        gone += item.fix.edits
    return chosen


def _stands(gone: str, left: str) -> bool:
    """Whether every line of a deleted stretch still stands in what is left."""
    lines = [f" {' '.join(tokens(line))} " for line in left.split("\n")]
    wanted = (tokens(line) for line in gone.split("\n"))
    return all(any(f" {' '.join(said)} " in line for line in lines) for said in wanted if said)


def _clash(one: Span, other: Span) -> bool:
    if one.overlaps(other):
        return True
    return one == other or (not (len(one) and len(other)) and (one.start == other.start or one.end == other.end))


def fix_text(
    engine: Engine,
    text: str,
    *,
    unsafe: bool = False,
    meta: Mapping[str, str] = NO_META,
    path: str = "<text>",
    keep: Keep | None = None,
) -> FixOutcome:
    """Fix a text to a fixed point, at most ten passes.

    `keep` leaves out findings that are suppressed. Without `unsafe`, fixes that would cost an
    article over 30 % of its words are not made, and a note says so. A text that does not
    settle comes back as it was, with a Problem.
    """
    work = Patchwork(text, "text")
    applied: Counter[str] = Counter()
    problems: list[Problem] = []
    notes: list[Problem] = []
    tags = engine.tags
    now = text
    barred: set[str] = set()
    for _ in range(CAP):
        findings = engine.check_text(now, path, meta, problems)
        findings = keep(now, findings) if keep else findings
        usable = [item for item in findings if item.code not in barred]
        chosen = choose(usable, now, tags, unsafe=unsafe)
        if not unsafe:
            chosen, heavy = _within_loss(engine, text, now, chosen, path, meta)
            barred |= {item.code for item in heavy}
            notes += [_refusal(path, now, item) for item in heavy]
        if not chosen:
            left = tuple(findings)
            return FixOutcome(now, work.edits, dict(applied), left, tuple(notes), tuple(dict.fromkeys(problems)))
        edits = [edit for item in chosen if item.fix for edit in item.fix.edits]
        work.apply(edits)
        applied.update(item.code for item in chosen)
        now = apply(now, edits)
    codes = ", ".join(sorted({item.code for item in chosen}))
    problems.append(Problem(path, f"fixes did not settle in {CAP} passes ({codes}): nothing was changed"))
    findings = engine.check_text(text, path, meta, problems)
    findings = keep(text, findings) if keep else findings
    return FixOutcome(text, (), {}, tuple(findings), (), tuple(dict.fromkeys(problems)))


def _refusal(path: str, text: str, item: Finding) -> Problem:
    line = text.count("\n", 0, item.span.start) + 1
    return Problem(
        path,
        f"{item.code} would delete over {MAX_LOSS:.0%} of the article's words: not fixed",
        line,
        hint="look at --diff --unsafe-fixes",
    )


def _within_loss(
    engine: Engine, first: str, now: str, chosen: list[Finding], path: str, meta: Mapping[str, str]
) -> tuple[list[Finding], list[Finding]]:
    """The fixes that keep 70 % of every article's words, and those that were left out for it."""
    cost = [(item, _lost(now, item)) for item in chosen]
    if sum(lost for _, lost in cost) <= MAX_LOSS * 0.3 * len(tokens(first)):
        return chosen, []
    heavy: list[Finding] = []
    for article in engine.articles(now, path, meta):
        inside = [(item, lost) for item, lost in cost if article.span.start <= item.span.start < article.span.end]
        limit = MAX_LOSS * len(tokens(article.body))
        for item, lost in sorted(inside, key=lambda entry: -entry[1]):
            if sum(other for kept, other in inside if kept not in heavy) <= limit:
                break
            if lost:
                heavy.append(item)
    return [item for item in chosen if item not in heavy], heavy


def _lost(text: str, item: Finding) -> int:
    if item.fix is None:
        return 0
    return sum(max(len(tokens(edit.span.of(text))) - len(tokens(edit.text)), 0) for edit in item.fix.edits)

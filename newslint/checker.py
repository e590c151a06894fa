"""One document, a text file or a record: checked or fixed, and its findings given their places."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from newslint.config import Config, settings_of
from newslint.engine import Engine
from newslint.fixing import FixOutcome, fix_fields
from newslint.kinds.base import Day
from newslint.model import MAIN, Field, Finding, Fix, NewslintError, Problem, Severity
from newslint.personal import NO_MASK, Mask
from newslint.results import Diagnostic, Mode
from newslint.safety import safety_of
from newslint.sources.base import Document
from newslint.suppress import ignored_in_file, suppressed
from newslint.text import line_index

__all__ = ["Again", "Checked", "Checker", "Mode", "unified"]

Again = Callable[[bytes], Document]
"""Reads a document anew from its new bytes. Raises NewslintError where they are of another format."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a document; `data` are its new bytes where fixes changed it.

    `other` marks a record that is no article, `line` is where a record begins, where its file has lines.
    `day` is set where another day may find otherwise.
    """

    diagnostics: tuple[Diagnostic, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    fixed: Mapping[str, int] = field(default_factory=dict)
    data: bytes | None = None
    diff: str = ""
    other: bool = False
    line: int | None = None
    day: str = ""

    def __reduce__(self) -> tuple[object, ...]:
        """How it is pickled: much faster than field by field, and most are empty but for the line."""
        return Checked, (
            self.diagnostics, self.problems, self.notes, dict(self.fixed), self.data, self.diff, self.other, self.line, self.day,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Checker:
    """Engine, configuration and mode: all that a document is checked with."""

    engine: Engine
    config: Config
    mode: Mode

    def ask_ahead(self, path: str, documents: Iterable[Document], meta: Mapping[str, str]) -> None:
        """Have the scorers asked about many documents at once, before each is checked or fixed."""
        self.engine.ask_ahead((path, item.fields, self.told(item, meta)) for item in documents)

    def told(self, document: Document, meta: Mapping[str, str]) -> dict[str, str]:
        """All that rules are told of a document."""
        return self._meta(_known(document, meta))

    def check(self, path: str, document: Document, meta: Mapping[str, str]) -> Checked:
        """The findings in a document as it is."""
        problems: list[Problem] = []
        meta = self._meta(_known(document, meta))
        found = self.engine.check_fields(document.fields, path, meta, problems)
        kept = self._kept(path, document, document.fields, found)
        return Checked(self._told(path, document, document.fields, kept), tuple(problems), day=_day(meta))

    def fix(self, path: str, document: Document, meta: Mapping[str, str], again: Again) -> Checked:
        """Make the fixes that the mode asks for; the document's new bytes are read anew and compared.

        Where they do not hold what the fixes made, the document stays as it was, and a note says so.
        """
        if not document.editable:
            return self.check(path, document, meta)
        fields, known = document.fields, self._meta(_known(document, meta))
        keep = partial(self._kept, path, document)
        outcome = fix_fields(self.engine, fields, unsafe=self.mode.unsafe, meta=known, path=path, keep=keep)
        if not outcome.edits:
            left = self._told(path, document, fields, outcome.remaining)
            return Checked(left, outcome.problems, outcome.notes, day=_day(known))
        try:
            data = document.write(outcome.edits)
            after = again(data)
            held = after.holds(outcome.fields)
        except (NewslintError, ValueError):
            held = False
        if not held:
            note = Problem(path, f"{_named(document)} could not be written with its fixes: nothing was changed in it")
            unfixed = self.check(path, document, meta)
            return dataclasses.replace(unfixed, notes=(*outcome.notes, note))
        return Checked(
            self._told(path, after, outcome.fields, outcome.remaining, fields), outcome.problems, outcome.notes,
            outcome.applied, data, self._diff(path, document, outcome) if self.mode.diff else "",
        )  # fmt: skip

    def _meta(self, meta: Mapping[str, str]) -> dict[str, str]:
        """What rules are told of a document, and the settings that they heed."""
        return {**meta, **settings_of(self.config)}

    def _diff(self, path: str, document: Document, outcome: FixOutcome) -> str:
        """What the fixes change, field by field; the fields of a record are named by their place."""
        shown = []
        masks = [self.engine.mask(fields, self._meta({})) for fields in (document.fields, outcome.fields)]
        hidden = [mask.with_parts_of(other) for mask, other in zip(masks, reversed(masks), strict=True)]
        for before, after in zip(document.fields, outcome.fields, strict=True):
            if before.text != after.text:
                place = document.place(before.name, 0)
                line = f":{place[0]}" if place and document.record is not None else ""
                pointer = document.pointer(before.name)
                name = f"{path}{line}" + (f" {pointer}" if pointer else "")
                # A field ends with its string, not with a newline; a diff would remark on each.
                end = "\n" if document.record is not None and not before.text.endswith("\n") else ""
                old, new = (hidden[at].hidden(one.name, one.text) for at, one in enumerate((before, after)))
                shown.append(unified(name, old + end, new + end))
        return "".join(shown)

    def _kept(self, path: str, document: Document, fields: Sequence[Field], found: list[Finding]) -> list[Finding]:
        """The findings that count in this file, at the configured severity, with fixes that can be written."""
        levels = self.config.severity
        texts = {item.name: item.text for item in fields}
        kept = []
        for item in suppressed(fields[0].text, found, document.format):
            if ignored_in_file(path, item.code, item.name, self.config):
                continue
            if item.fix and not all(document.can(edit, texts[item.field]) for edit in item.fix.edits):
                item = dataclasses.replace(item, fix=None)
            level = levels.get(item.code) or levels.get(item.name)
            kept.append(dataclasses.replace(item, severity=Severity(level)) if level else item)
        return kept

    def _told(
        self,
        path: str,
        document: Document,
        fields: Sequence[Field],
        findings: Sequence[Finding],
        before: Sequence[Field] = (),
    ) -> tuple[Diagnostic, ...]:
        texts = {item.name: item.text for item in fields}
        mask = self.engine.mask(fields, self._meta({})) if findings else NO_MASK
        if findings and before:
            mask = mask.with_parts_of(self.engine.mask(before, self._meta({})))
        told = (self._diagnostic(path, document, texts, item, mask) for item in findings)
        return tuple(sorted(told, key=lambda item: (item.line or 0, item.column or 0)))

    def _diagnostic(
        self, path: str, document: Document, texts: Mapping[str, str], item: Finding, mask: Mask
    ) -> Diagnostic:
        text = texts[item.field]
        index = line_index(text)
        line, column = index.position(item.span.start)
        source = index.line_span(line).of(mask.hidden(item.field, text) if mask else text)
        same = index.position(item.span.end)[0] == line
        length = len(item.span) if same else len(source) - column + 1
        beside = [other for name, other in texts.items() if name != item.field]
        safety = safety_of(item, text, self.engine.tags.get(item.code, frozenset()), beside)
        first = document.place(item.field, item.span.start) or (None, None)
        last = document.place(item.field, item.span.end) or (None, None)
        pointer, offset, end = document.locate(item.field, item.span)
        title, edits = _fix(item.fix)
        title, pointer = mask.derived(title), mask.derived(pointer)
        if any(mask.shows(new) for _, _, new in edits):
            edits = ()
        return Diagnostic(
            path, first[0], first[1], last[0], last[1], item.code, item.name, item.severity, mask.derived(item.message), source, column - 1, max(length, 0),
            item.field, offset, pointer, document.record, end - offset, safety, title, edits, item.probability,
        )  # fmt: skip


def _known(document: Document, meta: Mapping[str, str]) -> dict[str, str]:
    """What rules are told of a document: of its file, of the record, and which day it is."""
    return {**meta, **document.facts, "today": Day(datetime.date.today().isoformat())}


def _day(meta: Mapping[str, str]) -> str:
    day = meta["today"]
    return str(day) if isinstance(day, Day) and day.counts else ""


def _fix(fix: Fix | None) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    if fix is None:
        return "", ()
    return fix.title, tuple((edit.span.start, edit.span.end, edit.text) for edit in fix.edits)


def _named(document: Document) -> str:
    return "the file" if document.record is None else f"record {document.pointer(MAIN) or document.record + 1}"


def _lines(text: str) -> list[str]:
    """The lines with their newlines; U+2028 and its like do not end one."""
    return [line + "\n" for line in text.split("\n")[:-1]] + ([rest] if (rest := text.rpartition("\n")[2]) else [])


def unified(name: str, before: str, after: str) -> str:
    """The difference of two texts as a unified diff."""
    import difflib

    lines = difflib.unified_diff(_lines(before), _lines(after), name, f"{name} (fixed)")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)

"""Run what rules and golden cases promise; public, for rule authors and their test suites."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newslint.engine import Engine
from newslint.fixing import fix_fields, fix_text
from newslint.model import MAIN, Example, Field, Finding, Safety
from newslint.packs import CompiledRule
from newslint.text import LineIndex


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one example or case; `id` reads `stray-follow-button[bad-1]`."""

    id: str
    failures: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything was as promised."""
        return not self.failures


def run_examples(item: CompiledRule, engine: Engine) -> list[Outcome]:
    """Run a rule's examples.

    A bad one must give exactly its findings from this rule, and `fixed` byte for byte after the
    rule's fixes; a good one must be silent under every rule of `engine` and this one.
    """
    alone = Engine([item], engine.segmenter, board=engine.board)
    others = [other for other in engine.rules if other.rule.name != item.rule.name]
    together = Engine([*others, item], engine.segmenter, board=engine.board)
    outcomes = []
    counts = {"bad": 0, "good": 0}
    for example in item.rule.examples:
        word = "bad" if example.bad else "good"
        counts[word] += 1
        failures = _bad(example, alone) if example.bad else _good(example, together)
        outcomes.append(Outcome(f"{item.rule.name}[{word}-{counts[word]}]", tuple(failures)))
    return outcomes


def _bad(example: Example, alone: Engine) -> Iterator[str]:
    fields = _fields(example)
    found = alone.check_fields(fields, meta=example.meta)
    if len(found) != example.findings:
        yield f"line {example.line}: gives {len(found)} findings, not {example.findings}" + _listed(example.text, found)
        return
    outcome = fix_fields(alone, fields, unsafe=True, meta=example.meta)
    if example.fixed is None and not example.fixed_beside:
        if any(item.fix and item.fix.safety is not Safety.DISPLAY for item in found):
            yield f"line {example.line}: has a fix, so say what it gives: fixed: {outcome.text!r}"
        return
    wanted = _fields(example, fixed=True)
    for held, field in zip(outcome.fields, wanted, strict=True):
        if held != field:
            yield f"line {example.line}: {field.name} is fixed to {held.text!r}, not {field.text!r}"
    left = alone.check_fields(wanted, meta=example.meta)
    if left:
        yield f"line {example.line}: what is fixed still has findings{_listed(wanted[0].text, left)}"


def _fields(example: Example, *, fixed: bool = False) -> list[Field]:
    """The example as a record, as it is or as it should be when fixed."""
    text = example.fixed if fixed and example.fixed is not None else example.text
    beside = {**example.beside, **(example.fixed_beside if fixed else {})}
    return [Field(MAIN, text), *(Field(name, value) for name, value in beside.items())]


def _good(example: Example, together: Engine) -> Iterator[str]:
    found = together.check_fields(_fields(example), meta=example.meta)
    if found:
        yield f"line {example.line}: a good example must be silent{_listed(example.text, found)}"


def _listed(text: str, findings: list[Finding]) -> str:
    return "".join(f"\n      {line}" for line in lines_for(text, findings))


def lines_for(text: str, findings: list[Finding]) -> list[str]:
    """Findings in the form of `expected.txt`: `line:column CODE message`."""
    index = LineIndex(text)
    rows = []
    for item in findings:
        if item.field != MAIN:
            rows.append(f"{item.field} {item.code} {item.message}")
            continue
        line, column = index.position(item.span.start)
        rows.append(f"{line}:{column} {item.code} {item.message}")
    return rows


def case_folders(folder: Path) -> list[Path]:
    """The golden cases below a folder: those that hold `input.txt`, sorted."""
    return sorted(file.parent for file in folder.rglob("input.txt"))


def case_files(folder: Path, engine: Engine) -> dict[str, str]:
    """What a case's files should hold: `expected.txt`, `fixed.txt` and `unsafe.txt`."""
    text = (folder / "input.txt").read_bytes().decode("utf-8")
    findings = engine.check_text(text)
    return {
        "expected.txt": "".join(f"{line}\n" for line in lines_for(text, findings)),
        "fixed.txt": fix_text(engine, text).text,
        "unsafe.txt": fix_text(engine, text, unsafe=True).text,
    }


def run_cases(folder: Path, engine: Engine) -> list[Outcome]:
    """Run every golden case below a folder; files that a case lacks are not compared."""
    outcomes = []
    for case in case_folders(folder):
        failures = []
        for name, wanted in case_files(case, engine).items():
            file = case / name
            if file.exists() and (held := file.read_bytes().decode("utf-8")) != wanted:
                failures.append(f"{file}: holds {held!r}, but newslint gives {wanted!r}")
        if not (case / "expected.txt").exists():
            failures.append(f"{case}: lacks expected.txt")
        outcomes.append(Outcome(f"{case.parent.name}/{case.name}", tuple(failures)))
    return outcomes

"""How the rules do on the labelled lines: `python tests/lines/measure_lines.py [dev|held] [-v]`."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from conftest import RULES

from newslint.engine import Engine
from newslint.model import Severity
from newslint.packs import labels_of
from newslint.segment import DefaultSegmenter

HERE = Path(__file__).parent
FILES = {"orders": ("WIR",), "machines": ("INJ", "LLM"), "pitches": ("SPM", "ADS"), "hints": ("RVW",)}
FAMILIES = tuple(family for families in FILES.values() for family in families)
TODAY = "2026-03-10"
HEADLINE = "Harbour board votes on second quay"
BODY = (
    "LISBON: The harbour board voted on Monday to build a second quay beside the old one.",
    "The mayor said that the work would begin in May and cost nine million euros.",
    "Most of the fishermen who came to the hall were in favour of the plan.",
)
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\U([0-9a-fA-F]{8})")


@dataclass(frozen=True)
class Line:
    """One labelled line: the code or family it should give ("-" for none), its language, place and text."""

    code: str
    lang: str
    place: str
    text: str
    families: tuple[str, ...]

    @property
    def article(self) -> str:
        """The line in a made-up article; a `whole` one is an article, its paragraphs parted by bars."""
        match self.place:
            case "whole":
                parts = self.text.split(" | ")
            case "head":
                parts = [self.text, HEADLINE, *BODY]
            case "headline":
                parts = [self.text, *BODY]
            case "tail":
                parts = [HEADLINE, *BODY, self.text]
            case _:
                parts = [HEADLINE, *BODY[:2], self.text, BODY[2]]
        return "\n\n".join(parts) + "\n"


def lines(part: str = "") -> Iterator[Line]:
    """The lines of all files: the even ones are `dev`, the odd ones `held`."""
    for name, families in FILES.items():
        rows = [
            row for row in (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines() if not row.startswith("#")
        ]
        for at, row in enumerate(rows):
            if not part or part == ("held" if at % 2 else "dev"):
                code, lang, place, text = row.split("\t")
                text = _ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)), text)
                yield Line(code, lang, place, text, families)


def found(engine: Engine, line: Line) -> set[str]:
    """The codes of findings in the line's article: all of its own family, others from warnings on."""
    findings = engine.check_text(line.article, meta={"today": TODAY})
    return {
        item.code
        for item in findings
        if item.code.startswith(FAMILIES)
        and (item.severity is not Severity.INFO or (line.code != "-" and item.code.startswith(line.code[:3])))
    }


def measure(engine: Engine, part: str) -> tuple[Counter[str], list[tuple[Line, set[str]]]]:
    """Counts by family and in all, of the rules by code, and the lines that went wrong.

    `right` and `missed` are lines with a label, `wrong` look-alikes with a finding; of a rule, `right` and `wrong`
    are lines of its family and others.
    """
    counts: Counter[str] = Counter()
    faults = []
    for line in lines(part):
        codes = found(engine, line)
        family = line.code[:3]
        hit = any(code.startswith(family) for code in codes)
        fault = bool(codes)
        if line.code == "-":
            counts["alike"] += 1
            counts["wrong"] += fault
            counts.update(f"{item} alike" for item in line.families)
            counts.update(f"{item} wrong" for item in {code[:3] for code in codes})
        else:
            fault = not any(code.startswith(line.code) for code in codes)
            for name in ("", f"{family} "):
                counts[f"{name}{'right' if hit else 'missed'}"] += 1
            counts["exact"] += not fault
        counts.update(f"{code} {'right' if code[:3] == family else 'wrong'}" for code in codes)
        if fault:
            faults.append((line, codes))
    return counts, faults


def new_engine() -> Engine:
    """An engine of the default rules of those families."""
    rules = [item for item in RULES if item.rule.default and item.rule.family in FAMILIES]
    return Engine(rules, DefaultSegmenter(labels_of(RULES)))


def table(counts: Counter[str]) -> Iterator[str]:
    """One line a family: lines, precision, recall."""
    for name in ("", *(f"{family} " for family in FAMILIES)):
        right, missed, wrong = counts[f"{name}right"], counts[f"{name}missed"], counts[f"{name}wrong"]
        precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
        alike = counts[f"{name}alike"]
        yield f"  {name or 'all':4} {right + missed:4} lines {alike:4} alike  {precision:.3f} {recall:.3f}  wrong {wrong}"


if __name__ == "__main__":
    for chosen in [part for part in ("dev", "held") if part in sys.argv[1:]] or ["dev", "held"]:
        result, failed = measure(new_engine(), chosen)
        print(f"{chosen}: precision, recall")
        print("\n".join(table(result)))
        for line, codes in failed if "-v" in sys.argv else ():
            print(f"  {line.code} {sorted(codes)} {line.lang} {line.place} {line.text[:140]}")

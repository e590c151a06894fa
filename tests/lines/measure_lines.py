"""How the rules of wires and machines do on the labelled lines: `python tests/lines/measure_lines.py [dev|held] [-v]`."""

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
FAMILIES = ("WIR", "INJ", "LLM")
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
    """One labelled line: the code it should give ("-" for none), its place and its text."""

    code: str
    lang: str
    place: str
    text: str

    @property
    def article(self) -> str:
        """The line in a made-up article."""
        match self.place:
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
    """The lines of both files: the even ones are `dev`, the odd ones `held`."""
    for name in ("orders", "machines"):
        rows = [
            row for row in (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines() if not row.startswith("#")
        ]
        for at, row in enumerate(rows):
            if not part or part == ("held" if at % 2 else "dev"):
                code, lang, place, text = row.split("\t")
                yield Line(code, lang, place, _ESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)), text))


def found(engine: Engine, line: Line) -> set[str]:
    """The codes of warnings and errors of the three families in the line's article."""
    findings = engine.check_text(line.article, meta={"today": TODAY})
    return {
        item.code
        for item in findings
        if item.code.startswith(FAMILIES) and item.severity in {Severity.ERROR, Severity.WARNING}
    }


def measure(engine: Engine, part: str) -> tuple[Counter[str], list[tuple[Line, set[str]]]]:
    """Counts of `right`, `missed` and `wrong` by family and in all, and the lines that went wrong."""
    counts: Counter[str] = Counter()
    faults = []
    for line in lines(part):
        codes = found(engine, line)
        family = line.code[:3]
        if line.code == "-":
            counts["alike"] += 1
            counts["wrong"] += bool(codes)
        else:
            hit = any(code.startswith(family) for code in codes)
            counts["right" if hit else "missed"] += 1
            counts["exact"] += line.code in codes
            counts[f"{family} {'right' if hit else 'missed'}"] += 1
        if (line.code == "-" and codes) or (line.code != "-" and line.code not in codes):
            faults.append((line, codes))
    return counts, faults


def new_engine() -> Engine:
    """An engine of the default rules of the three families."""
    rules = [item for item in RULES if item.rule.default and item.rule.family in FAMILIES]
    return Engine(rules, DefaultSegmenter(labels_of(RULES)))


if __name__ == "__main__":
    for chosen in [part for part in ("dev", "held") if part in sys.argv[1:]] or ["dev", "held"]:
        result, failed = measure(new_engine(), chosen)
        right, missed, wrong = result["right"], result["missed"], result["wrong"]
        precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
        print(f"{chosen}: precision {precision:.3f}, recall {recall:.3f}, {dict(sorted(result.items()))}")
        for line, codes in failed if "-v" in sys.argv else ():
            print(f"  {line.code} {sorted(codes)} {line.place} {ascii(line.text)[:110]}")

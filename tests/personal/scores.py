"""How the rules do on the labelled set, kind by kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from newslint.engine import Engine
from newslint.packs import labels_of, load_rules
from newslint.plugins import Plugins
from newslint.segment import DefaultSegmenter
from personal.labelled import Labelled
from personal.stories import CODES


@dataclass(slots=True)
class Score:
    """Counts of one kind; `missed` and `false` tell what they were."""

    values: int = 0
    found: int = 0
    wrong: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.values if self.values else 1.0


def personal_engine() -> Engine:
    """The rules for personal data alone, with all rules' labels to read lines by."""
    plugins = Plugins(discover=False)
    rules, problems = load_rules(plugins.packs, plugins.kinds)
    assert not problems, problems
    return Engine([item for item in rules if item.rule.kind == "personal"], DefaultSegmenter(labels_of(rules)))


def scores(engine: Engine, made: Sequence[Labelled]) -> dict[str, Score]:
    """A value counts as found where a finding of its kind covers it and little else; any other finding is wrong."""
    table = {kind: Score() for kind in CODES}
    kinds = {code: kind for kind, code in CODES.items()}
    for item in made:
        findings = engine.check_text(item.text)
        right = set()
        for kind, span in item.values:
            table[kind].values += 1
            hits = [
                one
                for one in findings
                if one.code == CODES[kind]
                and one.span.start <= span.start
                and one.span.end >= span.end
                and len(one.span) <= len(span) + 3
            ]
            right.update(map(id, hits))
            table[kind].found += bool(hits)
            if not hits:
                table[kind].missed.append("missed: " + _around(item.text, span.start, span.end))
        for one in findings:
            if id(one) not in right and one.code in kinds:
                table[kinds[one.code]].wrong += 1
                table[kinds[one.code]].false.append("false: " + _around(item.text, one.span.start, one.span.end))
    return table


def _around(text: str, start: int, end: int) -> str:
    before = text[max(text.rfind("\n", 0, start) + 1, start - 50) : start]
    return repr(f"{before}»{text[start:end]}«{text[end : end + 30].splitlines()[0] if text[end : end + 30] else ''}")

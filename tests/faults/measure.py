"""Put every fault into clean articles and count what newslint finds and repairs.

python tests/faults/measure.py                  # the articles beside this file
python tests/faults/measure.py GOLD.jsonl[.xz]  # records with gold_body and gold_title
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from inject import FAULTS, Clean, Fault, Faulty

from newslint.engine import Engine
from newslint.fixing import fix_text
from newslint.model import Severity
from newslint.packs import labels_of, load_rules
from newslint.plugins import Plugins
from newslint.segment import DefaultSegmenter

ARTICLES = Path(__file__).parent / "articles"
TRIES = 2
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Count:
    """What became of the faults of one kind; `alarms` are findings of its rules where no fault is."""

    made: int = 0
    found: int = 0
    alarms: int = 0
    repairable: int = 0
    repaired: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def recall(self) -> float:
        return self.found / self.made if self.made else 1.0

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.alarms) if self.found + self.alarms else 1.0

    @property
    def repair(self) -> float:
        return self.repaired / self.repairable if self.repairable else 1.0


@cache
def engine(names: tuple[str, ...] = ()) -> Engine:
    """All default rules, or those named."""
    plugins = Plugins(discover=False)
    rules, _ = load_rules(plugins.packs, plugins.kinds)
    chosen = [item for item in rules if (item.rule.name in names if names else item.rule.default)]
    return Engine(chosen, DefaultSegmenter(labels_of(rules)))


def own_articles() -> list[Clean]:
    """The articles that come with the tests."""
    return [
        Clean(path.stem, tuple(path.read_text(encoding="utf-8").rstrip("\n").split("\n\n")))
        for path in sorted(ARTICLES.glob("*.txt"))
    ]


def gold_articles(path: Path) -> list[Clean]:
    """The gold bodies of a corpus, one a page, below their titles."""
    found: dict[str, Clean] = {}
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            page = record["id"].rsplit(":", 1)[0]
            if record.get("gold_body") and record.get("gold_title") and page not in found:
                blocks = [line.strip() for line in record["gold_body"].split("\n") if line.strip()]
                if len(blocks) >= 4:
                    found[page] = Clean(page, (" ".join(record["gold_title"].split()), *blocks))
    return list(found.values())


def alarms(item: Clean) -> list[str]:
    """The codes of findings in a clean article that are false; a byline or time stamp is there."""
    found = engine().check_text(item.text)
    known = {"BYL001", "TIM001"}
    return [one.code for one in found if one.code not in known and one.severity is not Severity.REVIEW]


def measure(item: Clean, others: Sequence[Clean]) -> dict[tuple[str, str], Count]:
    """Every fault, a few times, in one article."""
    return {
        (fault.group, fault.name): sum((one_try(fault, item, others, number) for number in range(TRIES)), Count())
        for fault in FAULTS
    }


def one_try(fault: Fault, item: Clean, others: Sequence[Clean], number: int) -> Count:
    chance = random.Random(f"{item.id} {fault.group} {fault.name} {number}")
    made = fault.inject(chance, item, others) if len(item.prose) >= 3 and item.prose[0] > 0 else None
    if made is None:
        return Count()
    checker = engine(fault.rules)
    meta = dict(fault.meta)
    before = len(checker.check_text(item.text, meta=meta)) if not meta else 0
    spans = [one.span for one in checker.check_text(made.text, meta=meta)]
    hits = sum(_touches(made, span.start, span.end) for span in spans)
    found = min(hits, made.count)
    false = max(len(spans) - hits - before, 0)
    if not (fault.repaired and found == made.count):
        return Count(made.count, found, false)
    fixed = fix_text(checker, made.text, unsafe=True, meta=meta).text
    whole = fix_text(checker, item.text, unsafe=True, meta=meta).text
    return Count(made.count, found, false, 1, int(_alike(fixed, whole)))


def _touches(made: Faulty, start: int, end: int) -> bool:
    return start <= made.at.end + _NEAR and made.at.start - _NEAR <= end


def _alike(one: str, other: str) -> bool:
    """The same but for the number of blank lines."""
    return [line for line in one.split("\n") if line] == [line for line in other.split("\n") if line]


def measure_all(articles: Sequence[Clean]) -> dict[tuple[str, str], Count]:
    """The counts of each kind of fault over all articles."""
    total: dict[tuple[str, str], Count] = defaultdict(Count)
    with ProcessPoolExecutor() as pool:
        for counts in pool.map(partial(measure, others=articles), articles, chunksize=2):
            for key, count in counts.items():
                total[key] += count
    return dict(total)


def by_group(counts: Mapping[tuple[str, str], Count]) -> dict[str, Count]:
    """The counts summed over the kinds of a group."""
    found: dict[str, Count] = defaultdict(Count)
    for (group, _), count in counts.items():
        found[group] += count
    return dict(found)


def table(counts: Mapping[tuple[str, str], Count]) -> Iterable[str]:
    """The report, a line a kind and a line a group."""
    yield f"{'fault':38}{'made':>6}{'recall':>8}{'precision':>11}{'exact repair':>14}"
    for (group, name), count in counts.items():
        yield _line(f"{group}: {name}", count)
    yield ""
    for group, count in by_group(counts).items():
        yield _line(group, count)


def _line(name: str, count: Count) -> str:
    repair = f"{count.repair:14.3f}" if count.repairable else f"{'-':>14}"
    return f"{name:38}{count.made:6}{count.recall:8.3f}{count.precision:11.3f}{repair}"


def main() -> None:
    """Print the table and the false alarms on the clean articles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take one gold article in so many")
    options = parser.parse_args()
    articles = gold_articles(options.gold)[:: options.every] if options.gold else own_articles()
    for line in table(measure_all(articles)):
        print(line)
    false = {item.id: found for item in articles if (found := alarms(item))}
    print(f"\n{len(false)} of {len(articles)} clean articles with a finding")
    for name, codes in false.items():
        print(f"  {name}: {', '.join(sorted(set(codes)))}")


if __name__ == "__main__":
    main()

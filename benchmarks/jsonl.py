"""A file of records from disk to findings, against orjson that only parses it.

    python -m benchmarks jsonl [MEGABYTES]

Printed, in process time on one core: parsing every line with orjson, with Python's json, and newslint
(reading, records, places, findings) with 200 and with 1,000 generated rules that need a literal and
with the shipped ones. The ratio is newslint's speed over orjson's.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.data import MIX, compiled, literals, write_jsonl
from benchmarks.timing import cpu, machine, speed
from newslint.checker import Mode
from newslint.config import Config
from newslint.engine import Engine
from newslint.packs import labels_of, load_rules
from newslint.plugins import Plugins
from newslint.runner import run
from newslint.segment import DefaultSegmenter

RATE = 0.005


def main(megabytes: float) -> None:
    """Measure and print."""
    print(machine())
    plugins = Plugins(discover=False)
    loaded, _ = load_rules(plugins.packs, plugins.kinds)
    shipped = [item for item in loaded if item.rule.default]
    items = literals(1000)
    print(f"generated rules of kind `pattern`: {MIX}; a literal of one of them in {RATE:.1%} of paragraphs")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.jsonl"
        count = write_jsonl(path, int(megabytes * 1e6), planted=[item.matched for item in items], rate=RATE)
        size = path.stat().st_size
        print(f"{count} records, {size:,} bytes")
        base = cpu(partial(_parse, path, json.loads))
        print(f"json: {speed(size, base)}")
        if importlib.util.find_spec("orjson"):
            import orjson

            base = cpu(partial(_parse, path, orjson.loads))
            print(f"orjson: {speed(size, base)}")
        for name, rules in (
            ("200 generated rules", compiled(items[:200])),
            ("1,000 generated rules", compiled(items)),
            (f"{len(shipped)} shipped rules", shipped),
        ):
            engine = Engine(rules, DefaultSegmenter(labels_of(loaded)))
            best = cpu(partial(_run, path, engine), 2)
            print(f"{name}: {speed(size, best)}, ratio {base / best:.4f}")


def _parse(path: Path, loads: object) -> None:
    with path.open("rb") as lines:
        for line in lines:
            loads(line)  # type: ignore[operator]


def _run(path: Path, engine: Engine) -> int:
    return sum(len(result.diagnostics) for result in run([str(path)], engine, Config(), Mode(), jobs=1))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 8)

"""Whether every installed scanner leaves the findings as they are, on made-up documents with odd letters.

    python benchmarks/backends.py [DOCUMENTS] [SEED]

Documents are lines of `seeds/` and of the rules' examples, in other cases and with odd letters put
in, as in `tests/test_prefilter.py`. Prints what was compared; exits with 1 at the first difference.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from test_prefilter import ENGINE, INSTALLED, documents, filtered, unfiltered

from newslint.engine import Engine


def main(count: int, seed: int) -> int:
    """Compare and print."""
    engines = {name: Engine(ENGINE.rules, ENGINE.segmenter, prefilter=name) for name in INSTALLED}
    told, start = 0, time.perf_counter()
    for number, text in enumerate(documents(count, seed)):
        expected = unfiltered(text)
        told += len(expected)
        for name, engine in engines.items():
            if filtered(engine, text) != expected:
                print(f"{name} differs on document {number}: {text!r}")
                return 1
    print(f"{', '.join(INSTALLED)}: the same {told:,} findings in {count:,} documents, seed {seed}")
    print(f"{time.perf_counter() - start:.0f} s")
    return 0


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*given, *(100_000, 6)[len(given) :]))

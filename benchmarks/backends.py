"""Whether every installed scanner leaves the findings as they are, on made-up documents with odd letters.

    python -m benchmarks backends [DOCUMENTS [SEED]]

Documents are one to four lines of `seeds/` and of the rules' examples, so that hardly a line is without a
literal, in other cases and with odd letters put in, as in `tests/test_prefilter.py`. Each is read once. Every
rule is run on every block for the reference, and where a scanner gives the same places as one that was
compared with it, its findings are the same. Prints what was compared; exits with 1 at the first difference.
"""

from __future__ import annotations

import sys
import time

from benchmarks.data import ROOT
from benchmarks.timing import machine
from newslint.engine import Engine

sys.path.insert(0, str(ROOT / "tests"))

from test_prefilter import ENGINE, INSTALLED, Compared, documents

TOLD = 1000


def main(count: int, seed: int) -> int:
    """Compare and print."""
    print(machine())
    engines = {name: Engine(ENGINE.rules, ENGINE.segmenter, prefilter=name) for name in INSTALLED}
    compared, start = Compared(engines), time.process_time()
    for number in range(0, count, TOLD):
        for text in documents(min(TOLD, count - number), seed + number, most=4):
            if wrong := compared.differs(text):
                print(f"{wrong} differs on {text!r}")
                return 1
        done = min(number + TOLD, count)
        print(f"{done:,} documents, {compared.findings:,} findings, {time.process_time() - start:.0f} s", flush=True)
    print(f"{', '.join(INSTALLED)}: the same {compared.findings:,} findings in {count:,} documents, seed {seed}")
    return 0


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*given, *(100_000, 6)[len(given) :]))

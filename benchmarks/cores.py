"""One large file of records with one process and with one a core.

    python -m benchmarks cores [MEGABYTES [PROCESSES]]

Printed: seconds by the clock with one process and with several, the ratio, and, since a machine may be
shared, what the processes worked: the busiest of them bounds how fast the whole can be on a free machine.
Reports are compared: they must be the same bytes.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.data import write_jsonl
from benchmarks.timing import machine

COMMAND = [sys.executable, "-m", "newslint", "check", "--isolated", "--exit-zero", "--quiet", "--no-cache"]


def main(megabytes: float, processes: int) -> int:
    """Measure and print; 1 where the reports differ."""
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records.jsonl"
        count = write_jsonl(path, int(megabytes * 1e6))
        print(f"{count} records, {path.stat().st_size:,} bytes, shipped rules")
        clock, reports = {}, set()
        for jobs in (1, processes):
            before, start = os.times(), time.perf_counter()
            with subprocess.Popen([*COMMAND, "-j", str(jobs), str(path)], stdout=subprocess.PIPE) as process:
                assert process.stdout is not None
                report = hashlib.sha256()
                while part := process.stdout.read(1 << 16):
                    report.update(part)
            clock[jobs] = time.perf_counter() - start
            after = os.times()
            worked = after.children_user + after.children_system - before.children_user - before.children_system
            reports.add(report.hexdigest())
            print(f"-j {jobs}: {clock[jobs]:.1f} s by the clock, {worked:.1f} s of process time")
        print(f"one over {processes}: {clock[1] / clock[processes]:.2f}")
        print("the reports are the same" if len(reports) == 1 else "the reports differ")
    return int(len(reports) > 1)


if __name__ == "__main__":
    given = [float(argument) for argument in sys.argv[1:]]
    sys.exit(main(given[0] if given else 50, int(given[1]) if len(given) > 1 else os.cpu_count() or 1))

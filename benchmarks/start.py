"""How long a whole process takes that checks one small file, against `python -c pass`: cold, warm, changed, --version.

    python -m benchmarks start [RUNS]

Printed: the best of so many runs, all started in turn, by the processor time of the process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.timing import machine

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

RUNS = 20
COLD_RUNS = 3
TEXT = "Harbour board votes\n\nFollow\n\nThe harbour board voted on Monday to rebuild the old quay, the chair said.\n"
SCRIPT = "import sys; from newslint.cli import main; sys.exit(main())"
"""What the script does that pip installs."""


def spent(args: list[str], environment: dict[str, str], folder: str) -> float:
    """Seconds that a process took: of the processor where the system tells, else on the clock."""
    began = _used()
    subprocess.run(args, env=environment, cwd=folder, capture_output=True, check=False)
    return _used() - began


def _used() -> float:
    if resource is None:
        return time.perf_counter()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def main(runs: int) -> None:
    """Print a line for each way to start."""
    print(machine("click"))
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "NEWSLINT_CACHE_DIR": str(Path(folder) / "cache"),
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "code"),
            "PYTHONPATH": str(Path(__file__).parent.parent),
        }
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        file = Path(folder) / "story.txt"
        file.write_text(TEXT, encoding="utf-8")
        script = [sys.executable, "-c", SCRIPT]
        count = 0

        def bare() -> float:
            return spent([sys.executable, "-c", "pass"], environment, folder)

        def cold() -> float:
            return spent([*script, "--no-cache", str(file)], environment, folder)

        def warm() -> float:
            return spent([*script, str(file)], environment, folder)

        def changed() -> float:
            nonlocal count
            count += 1
            other = Path(folder) / "other.txt"
            other.write_text(f"{TEXT}\nIt was vote number {count} of the year, the board said on Tuesday.\n")
            return spent([*script, str(other)], environment, folder)

        def version() -> float:
            return spent([*script, "--version"], environment, folder)

        def usage() -> float:
            return spent([*script, "--help"], environment, folder)

        ways: dict[str, Callable[[], float]] = {
            "python -c pass": bare,
            "--no-cache: rules read and compiled": cold,
            "warm, the file has not changed": warm,
            "warm, the file is new": changed,
            "--version": version,
            "--help": usage,
        }
        for first in (warm, changed, cold):
            first()
        best = dict.fromkeys(ways, float("inf"))
        for number in range(runs):
            for name, way in ways.items():
                if way is not cold or number < COLD_RUNS:
                    best[name] = min(best[name], way())
    for name, seconds in best.items():
        print(f"{name:<36} {seconds * 1000:7.0f} ms   × {seconds / best['python -c pass']:.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)

"""Peak memory while a file of records is streamed, over that of Python alone (Linux).

    python -m benchmarks memory [MEGABYTES ...] [generated | CODE,…]

For each size (50 and 500) a file is written and checked in a process of its own with `-j 1`, and the
process's highest resident size is printed, less that of a Python that does nothing; then the growth from
the first size to the last. The shipped rules run, or 200 generated ones, or those with the CODEs.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.data import literals, write_jsonl, write_pack
from benchmarks.timing import machine

OPTIONS = ["check", "--exit-zero", "--no-cache", "-j", "1"]
# The system's own count for a child begins with what its parent held.
PROBE = """
import sys
try:
    if len(sys.argv) > 1:
        from newslint.cli import main
        main(sys.argv[1:])
except SystemExit as leaving:
    assert not leaving.code, leaving.code
with open("/proc/self/status") as status:
    print(next(line.split()[1] for line in status if line.startswith("VmHWM")), file=sys.stderr)
"""


def peak(arguments: list[str]) -> float:
    """The highest resident size of a process that runs newslint with these arguments, in megabytes."""
    command = [sys.executable, "-c", PROBE, *arguments]
    told = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True).stderr
    return int(told.split()[-1]) / 1e3


def main(sizes: list[float], rules: str) -> None:
    """Measure and print."""
    print(machine())
    bare = peak([])
    print(f"bare Python: {bare:.1f} MB; {f'rules: {rules}' if rules else 'shipped rules'}")
    over = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        chosen = ["--isolated", *(["--select", rules] if rules else [])]
        if rules == "generated":
            write_pack(folder / "pack", literals(200))
            (folder / "newslint.toml").write_text(f'packs = ["{folder / "pack"}"]\nselect = ["AAA"]\n', "utf-8")
            chosen = ["--config", str(folder / "newslint.toml")]
        for megabytes in sizes:
            path = folder / "records.jsonl"
            count = write_jsonl(
                path, int(megabytes * 1e6), planted=[item.matched for item in literals(200)], rate=0.005
            )
            over.append(peak([*OPTIONS, *chosen, str(path)]) - bare)
            print(f"{megabytes:g} MB, {count:,} records: {over[-1]:.1f} MB over bare Python", flush=True)
    print(f"growth from {sizes[0]:g} to {sizes[-1]:g} MB: {over[-1] / over[0]:.2f}")


if __name__ == "__main__":
    numbers = [float(argument) for argument in sys.argv[1:] if argument.replace(".", "").isdigit()]
    codes = [argument for argument in sys.argv[1:] if not argument.replace(".", "").isdigit()]
    main(numbers or [50, 500], ",".join(codes))

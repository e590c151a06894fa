"""Run benchmarks by name: `python -m benchmarks literal`, or all of them, short, with no name.

    python -m benchmarks [NAME [ARGUMENT ...]]

Every benchmark prints versions and the number of cores, its rule mix, and ratios of one run.
"""

from __future__ import annotations

import runpy
import sys

SHORT = {
    "literal": ["1"],
    "complete": ["100"],
    "jsonl": ["4"],
    "peers": ["400"],
    "cores": ["2"],
    "memory": ["2", "20"],
    "shares": ["100"],
    "start": ["5"],
    "structure": [],
    "adversarial": ["20000"],
    "backends": ["300"],
    "lexical": [],
}
"""Each benchmark with the arguments that make it short."""


def run(name: str, arguments: list[str]) -> int:
    """Run one as if it were the command."""
    sys.argv = [name, *arguments]
    try:
        runpy.run_module(f"benchmarks.{name}", run_name="__main__")
    except SystemExit as leaving:
        return int(leaving.code or 0)
    return 0


def main(arguments: list[str]) -> int:
    """Run what is named; the highest exit code."""
    if arguments and arguments[0] not in SHORT:
        print(f"no benchmark is called {arguments[0]}; there are {', '.join(SHORT)}", file=sys.stderr)
        return 2
    if arguments:
        return run(arguments[0], arguments[1:])
    code = 0
    for name, short in SHORT.items():
        print(f"\n== {name} {' '.join(short)}".rstrip())
        code = max(code, run(name, short))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

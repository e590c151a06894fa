"""Process time and the line that says where something was measured."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import time
from collections.abc import Callable

PACKAGES = ("regex", "ahocorasick_rs", "hyperscan", "google-re2", "orjson")


def cpu(job: Callable[[], object], runs: int = 3) -> float:
    """Seconds of process time, the best of some runs; one run is enough where it takes long."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        job()
        best = min(best, time.process_time() - start)
        if best > 5:
            break
    return best


def machine(*more: str) -> str:
    """Versions and cores, as the first line of every benchmark."""
    found = [f"Python {platform.python_version()}"]
    for name in (*PACKAGES, *more):
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            found.append(f"no {name}")
    return ", ".join([*found, f"{os.cpu_count()} cores"])


def speed(size: int, seconds: float) -> str:
    """Megabytes a second, with as many digits as tell something."""
    rate = size / seconds / 1e6
    return f"{rate:.2f} MB/s" if rate < 10 else f"{rate:.0f} MB/s"

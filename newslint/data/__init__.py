"""Word data: one entry a line, `# ` before a heading that gives the reason or source."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


def builtin_rules_path() -> Path:
    """The folder of shipped rules: inside the package, or beside it in a checkout."""
    package = FOLDER.parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


@cache
def words(name: str) -> frozenset[str]:
    """All entries of `name`.txt; a line may hold several, parted by `|`.

    >>> "march" in words("months") and "märz" in words("months")
    True
    """
    return frozenset(entry for group in groups(name).values() for entry in group)


@cache
def groups(name: str) -> dict[str, tuple[str, ...]]:
    """The entries of `name`.txt by the heading (``[heading]``) above them; "" before the first."""
    found: dict[str, list[str]] = {"": []}
    heading = ""
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        if line.startswith("[") and line.endswith("]"):
            heading = line[1:-1]
            found.setdefault(heading, [])
            continue
        found[heading].extend(entry.strip() for entry in line.split("|") if entry.strip())
    return {key: tuple(entries) for key, entries in found.items()}


@cache
def measurements() -> dict[str, Any]:
    """What `tools/measure_rules.py` measured: `texts`, `words`, and `rules` by code.

    Each rule has `fixes`, `sites`, `right`, `wrong`, `lost` (words of gold articles) and `press`:
    right and wrong ones on pages whose gold is the publishers' own.
    """
    return _json("measured")


@cache
def presets() -> dict[str, Any]:
    """What `presets.json` says of the records that tools write: `presets` by name, `aliases` by role.

    A preset has `fields` (paths by role), `keys` that give it away, `needs` (keys that must be
    there), `missing` (words that stand for nothing), `columns` and `shapes` of files without header.
    """
    return _json("presets")


def _json(name: str) -> dict[str, Any]:
    import json

    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found

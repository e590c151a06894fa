"""An example plugin: a kind that finds paragraphs of too many words, and a pack with one rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from newslint.hookspecs import hookimpl
from newslint.kinds.base import Kind, finding, in_scope
from newslint.model import Article, Block, Finding, Rule


class LongwindedKind:
    """Finds lines of more than `most` words."""

    schema: ClassVar[Mapping[str, Any]] = {"most": {"type": "integer", "minimum": 1}}
    required: ClassVar[tuple[str, ...]] = ("most",)

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        self._most = int(options["most"])

    def literals(self) -> frozenset[str] | None:
        """None: any text may be long."""
        return None

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """One finding for each line that is too long."""
        for block in in_scope(self._rule, blocks):
            count = len(block.text.split())
            if count > self._most:
                yield finding(self._rule, block.field, block.span, f"{self._rule.summary}: {count} words")


@hookimpl
def newslint_kinds() -> Mapping[str, type[Kind]]:
    """The kind `longwinded`."""
    return {"longwinded": LongwindedKind}


@hookimpl
def newslint_packs() -> Sequence[Path]:
    """The rules beside this file."""
    return [Path(__file__).parent / "rules"]

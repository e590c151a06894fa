"""A Scrapy item pipeline: checks each item, repairs it where asked, and counts findings in the stats.

    ITEM_PIPELINES = {"newslint.integrations.scrapy.NewslintPipeline": 800}

Settings: `NEWSLINT_FIX` and `NEWSLINT_UNSAFE_FIXES` (off), `NEWSLINT_SELECT`, `NEWSLINT_IGNORE` (lists of
codes), `NEWSLINT_PRESET`, `NEWSLINT_FIELDS` (a dict of role to path), `NEWSLINT_DROP_LEVEL` (drop
items with a finding at or above that severity), `NEWSLINT_FINDINGS` (the name of a field that is
given the findings; of an Item it must be declared).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itemadapter import ItemAdapter
from scrapy.exceptions import DropItem

from newslint.api import Linter
from newslint.model import Finding, NewslintError, Severity

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class NewslintPipeline:
    """Items that hold no article pass as they are, and are counted under `newslint/skipped`."""

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings
        self._stats = crawler.stats
        self._unsafe = settings.getbool("NEWSLINT_UNSAFE_FIXES")
        self._fix = settings.getbool("NEWSLINT_FIX") or self._unsafe
        self._field = settings.get("NEWSLINT_FINDINGS")
        level = settings.get("NEWSLINT_DROP_LEVEL")
        self._drop = Severity(level) if level else None
        self._linter = Linter(
            select=settings.getlist("NEWSLINT_SELECT"),
            ignore=settings.getlist("NEWSLINT_IGNORE"),
            preset=settings.get("NEWSLINT_PRESET", ""),
            fields=settings.getdict("NEWSLINT_FIELDS"),
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> NewslintPipeline:
        """How Scrapy makes a pipeline."""
        return cls(crawler)

    def process_item(self, item: Any, spider: Any = None) -> Any:
        """The item, repaired where asked. Raises DropItem for a finding at or above the level to drop."""
        adapter = ItemAdapter(item)
        record = adapter.asdict()
        try:
            if self._fix:
                fixed = self._linter.fix(record, unsafe=self._unsafe)
                for key, value in fixed.items():
                    if value != record[key]:
                        adapter[key] = value
                        self._count("newslint/fixed_fields")
                record = fixed
            findings = self._linter.lint(record)
        except NewslintError:
            self._count("newslint/skipped")
            return item
        self._count("newslint/items")
        for found in findings:
            self._count(f"newslint/findings/{found.code}")
        if self._field:
            adapter[self._field] = [_told(found) for found in findings]
        worst = min(findings, key=lambda found: found.severity.rank, default=None)
        if self._drop is not None and worst is not None and worst.severity.rank <= self._drop.rank:
            raise DropItem(f"newslint {worst.code}: {worst.message}")
        return item

    def _count(self, name: str) -> None:
        if self._stats is not None:
            self._stats.inc_value(name)


def _told(found: Finding) -> dict[str, Any]:
    return {
        "code": found.code, "severity": found.severity.value, "field": found.field,
        "start": found.span.start, "end": found.span.end, "message": found.message,
    }  # fmt: skip

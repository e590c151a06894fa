"""A datatrove pipeline step: checks each document, repairs it where asked, and counts findings.

pipeline = [JsonlReader(…), NewslintStep(fix=True), JsonlWriter(…)]
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from datatrove.pipeline.base import PipelineStep

from newslint.api import Linter
from newslint.model import Severity

if TYPE_CHECKING:
    from datatrove.data import Document, DocumentsPipeline


class NewslintStep(PipelineStep):  # type: ignore[misc]
    """Checks documents; their text and metadata are read as a record of preset `datatrove`.

    With `fix` (and `unsafe`) they are repaired. `key` is the metadata key that is given the codes
    found, None to leave metadata alone. Documents with a finding at or above `drop` are left out.
    """

    type = "🧹 - CLEAN"
    name = "newslint"
    _requires_dependencies = ("newslint",)

    def __init__(
        self,
        *,
        fix: bool = False,
        unsafe: bool = False,
        key: str | None = "newslint",
        drop: str | None = None,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self._fix = fix or unsafe
        self._unsafe = unsafe
        self._key = key
        self._drop = Severity(drop) if drop else None
        self._select, self._ignore = tuple(select), tuple(ignore)

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """The documents, in order."""
        linter = Linter(select=self._select, ignore=self._ignore, preset="datatrove")
        for document in data:
            with self.track_time():
                kept = self._done(linter, document)
            if kept:
                yield document

    def _done(self, linter: Linter, document: Document) -> bool:
        record: dict[str, Any] = {"text": document.text, "id": document.id, "metadata": document.metadata}
        if self._fix:
            record = linter.fix(record, unsafe=self._unsafe)
            if record["text"] != document.text or record["metadata"] != document.metadata:
                self.stat_update("fixed")
            document.text, document.metadata = record["text"], record["metadata"]
        findings = linter.lint(record)
        self.stat_update("documents")
        for found in findings:
            self.stat_update(f"finding_{found.code}")
        if self._key:
            document.metadata[self._key] = sorted({found.code for found in findings})
        return self._drop is None or all(found.severity.rank > self._drop.rank for found in findings)

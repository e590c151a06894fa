"""Of what all rules found in an article, that which is told: in order, each once, nothing hidden shown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from newslint.model import Finding, Safety, Span
from newslint.personal import Mask


def told_once(findings: Sequence[Finding], by_place: Set[str]) -> Iterator[Finding]:
    """Findings of rules of form and place only on lines that no rule with a name deletes, the surest a line."""
    gone: dict[int, tuple[int, bool]] = {}
    for item in findings:
        if item.fix and item.code not in by_place:
            safe = _is_safe(item)
            for edit in item.fix.edits:
                if not edit.text:
                    gone[edit.span.start] = max(gone.get(edit.span.start, (0, False)), (edit.span.end, safe))
    starts = sorted(gone)
    surest: dict[Span, Finding] = {}
    for item in findings:
        if item.code not in by_place:
            yield item
            continue
        at = bisect_right(starts, item.span.start) - 1
        end, safe = gone[starts[at]] if at >= 0 else (0, False)
        if end < item.span.end or (_is_safe(item) and not safe):
            held = surest.get(item.span)
            if held is None or _is_safe(item) > _is_safe(held):
                surest[item.span] = item
    yield from surest.values()


def masked(item: Finding, mask: Mask) -> Finding:
    """The finding with what no report may show taken out of its words."""
    fix = replace(item.fix, title=mask.derived(item.fix.title)) if item.fix else None
    return replace(item, message=mask.derived(item.message), fix=fix)


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """By place, then code; a second finding of one rule at one place is dropped."""
    unique = {(item.field, item.span, item.code): item for item in findings}
    return [unique[key] for key in sorted(unique)]


def _is_safe(item: Finding) -> bool:
    return item.fix is not None and item.fix.safety is Safety.SAFE

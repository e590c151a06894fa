"""What of a record no report may show: found whether the rules that would report it are on or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import cast

from newslint.compiled import CompiledRule
from newslint.kinds.base import Conceals
from newslint.model import Field, Span
from newslint.personal import Mask
from newslint.prefilter import Prefilter

_TOLD = ("own-domains", "regions")


class Concealer:
    """The rules that know personal data and secrets, ready to find their values in any field."""

    def __init__(self, rules: Iterable[CompiledRule]) -> None:
        self._rules = [item for item in rules if item.facts.conceals]

    @cached_property
    def _prefilter(self) -> Prefilter:
        return Prefilter([item.facts.literals for item in self._rules])

    def spans(self, text: str, meta: Mapping[str, str]) -> tuple[Span, ...]:
        """Where such values stand in a text."""
        # That they conceal is known of them already: asking a protocol takes as long as a scan.
        checkers = [cast("Conceals", self._rules[at].checker) for at in self._prefilter.candidates(text)]
        return tuple(span for checker in checkers for span in checker.sensitive(text, meta))

    def mask(self, fields: Sequence[Field], meta: Mapping[str, str]) -> Mask:
        """The values in the fields of one record."""
        told = tuple((key, meta[key]) for key in _TOLD if key in meta)
        spans = {field.name: _spans(self, field.text, told) for field in fields}
        return Mask.of({field.name: field.text for field in fields}, spans)


@lru_cache(maxsize=64)
def _spans(concealer: Concealer, text: str, told: tuple[tuple[str, str], ...]) -> tuple[Span, ...]:
    """The same text is asked for when it is checked, reported and shown as a difference."""
    return concealer.spans(text, dict(told))

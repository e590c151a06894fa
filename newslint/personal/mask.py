"""Values that no report may show: told apart by place in the text, by their parts in anything made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from newslint.model import Span

DOT = "•"
_GRAM = 5


def shape(value: str) -> str:
    """A value of which only length and punctuation are left.

    >>> shape("ana@mail.pt")
    '•••@••••.••'
    """
    return "".join(DOT if char.isalnum() else char for char in value)


@dataclass(frozen=True, slots=True)
class Mask:
    """The values that stand in the fields of one record.

    `spans` are their places by field; `grams` every stretch of five characters of them, so that a
    message that quotes a part of a value, or a value cut short, is masked as well.
    """

    spans: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    grams: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Mapping[str, str], spans: Mapping[str, Sequence[Span]]) -> Mask:
        """The mask for values at `spans` of `texts`, both by field.

        >>> mask = Mask.of({"text": "write to ana@mail.pt"}, {"text": [Span(9, 20)]})
        >>> mask.hidden("text", "write to ana@mail.pt"), mask.derived("Delete “to ana@mail…”")
        ('write to •••@••••.••', 'Delete “to •••@••••…”')
        """
        values = (span.of(texts[name]).casefold() for name, found in spans.items() for span in found)
        grams = frozenset(value[at : at + _GRAM] for value in values for at in range(len(value) - _GRAM + 1))
        return cls({name: tuple(found) for name, found in spans.items() if found}, grams)

    def __bool__(self) -> bool:
        return bool(self.spans)

    def hidden(self, name: str, text: str) -> str:
        """The text of the field `name`, each value replaced by its shape; as long as before."""
        parts, at = [], 0
        for span in sorted(self.spans.get(name, ())):
            if span.end > at:
                parts += [text[at : span.start], shape(text[max(span.start, at) : span.end])]
                at = span.end
        return "".join([*parts, text[at:]])

    def derived(self, text: str) -> str:
        """Words made of the fields' texts, such as a message: every part of a value is replaced."""
        folded = text.casefold()
        if not self.grams or len(folded) != len(text):
            return shape(text) if self.grams else text
        covered: set[int] = set()
        for at in range(len(text) - _GRAM + 1):
            if folded[at : at + _GRAM] in self.grams:
                covered.update(range(at, at + _GRAM))
        if not covered:
            return text
        return "".join(shape(char) if at in covered else char for at, char in enumerate(text))

    def shows(self, text: str) -> bool:
        """Whether the text holds a part of a value."""
        return self.derived(text) != text


NO_MASK = Mask()

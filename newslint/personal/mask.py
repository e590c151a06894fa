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
    message that quotes a part of a value, or a value cut short, is masked as well. `common` are those
    of letters only that the fields also hold elsewhere, such as a name: alone they give nothing away.
    """

    spans: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    grams: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()

    @classmethod
    def of(cls, texts: Mapping[str, str], spans: Mapping[str, Sequence[Span]]) -> Mask:
        """The mask for values at `spans` of `texts`, both by field.

        >>> mask = Mask.of({"text": "write to ana@mail.pt"}, {"text": [Span(9, 20)]})
        >>> mask.hidden("text", "write to ana@mail.pt"), mask.derived("Delete “to ana@mail…”")
        ('write to •••@••••.••', 'Delete “to •••@••••…”')
        """
        given = {name: tuple(found) for name, found in spans.items() if found}
        values = [_folded(span.of(texts[name])) for name, found in given.items() for span in found]
        grams = frozenset(value[at : at + _GRAM] for value in values for at in range(len(value) - _GRAM + 1))
        if not grams:
            return NO_MASK
        bare = cls(given)
        rest = "\n".join(_folded(bare.hidden(name, text)) for name, text in texts.items())
        return cls(given, grams, frozenset(gram for gram in grams if gram.isalpha() and gram in rest))

    def __bool__(self) -> bool:
        return bool(self.spans or self.grams)

    def hidden(self, name: str, text: str) -> str:
        """The text of the field `name`, each value replaced by its shape; as long as before."""
        parts, at = [], 0
        for span in sorted(self.spans.get(name, ())):
            if span.end > at:
                parts += [text[at : span.start], shape(text[max(span.start, at) : span.end])]
                at = span.end
        return self.derived("".join([*parts, text[at:]]))

    def derived(self, text: str) -> str:
        """Words made of the fields' texts, such as a message: every part of a value is replaced."""
        if not self.grams:
            return text
        folded, parts, at = _folded(text), list[str](), 0
        places = [place for place in range(len(text) - _GRAM + 1) if folded[place : place + _GRAM] in self.grams]
        for first, last in _runs(places):
            if all(
                folded[place : place + _GRAM] in self.common
                for place in range(first, last + 1)
                if folded[place : place + _GRAM] in self.grams
            ):
                continue
            end = last + _GRAM
            parts += [text[at:first], shape(text[first:end])]
            at = end
        return "".join([*parts, text[at:]])

    def with_parts_of(self, other: Mask) -> Mask:
        """This mask, which in anything made of the fields also hides parts of another's values.

        A fix may take the word away that proved a value, or join one that was broken.
        """
        return Mask(self.spans, self.grams | other.grams, self.common | other.common) if other.grams else self

    def shows(self, text: str) -> bool:
        """Whether the text holds a part of a value."""
        return self.derived(text) != text


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """(first, last) of the stretches of places that overlap or touch."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place <= runs[-1][1] + _GRAM:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _folded(text: str) -> str:
    """Lower case, each character by itself, so that places stay."""
    whole = text.lower()
    if len(whole) == len(text) and "Σ" not in text:
        return whole
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


NO_MASK = Mask()

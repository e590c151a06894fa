"""Text to articles to blocks with roles: what makes newslint more than a search."""

from __future__ import annotations

from typing import Protocol

from newslint.model import Article, Block, Role
from newslint.segment import boundaries, context, roles
from newslint.segment.announced import soften
from newslint.segment.boundaries import Boundary
from newslint.segment.comments import mark
from newslint.segment.labels import Labels
from newslint.segment.trees import Model, shipped

__all__ = ["Boundary", "DefaultSegmenter", "Labels", "Model", "Segmenter"]


FURNITURE = 0.9
"""From this probability on, a line that nothing else speaks for is furniture."""

_SURE = frozenset({Role.HEADLINE, Role.DATELINE})
_WEAK = frozenset({Role.KICKER, Role.STANDFIRST, Role.CROSSHEAD, Role.PARAGRAPH, Role.LIST_ITEM})


class Segmenter(Protocol):
    """Divides a text into articles, and an article into blocks; pure and deterministic."""

    def split(self, text: str) -> list[Boundary]:
        """The articles of a text, at least one, together covering all of it."""
        ...

    def blocks(self, article: Article) -> tuple[Block, ...]:
        """The article's non-blank lines, in order."""
        ...


class DefaultSegmenter:
    """The built-in segmenter: rules of form and place, the labels that the rules know, a trained model.

    The shipped model is taken where none is given.
    """

    def __init__(self, labels: Labels | None = None, model: Model | None = None) -> None:
        self._labels = labels if labels is not None else Labels({})
        self._model = model

    def split(self, text: str) -> list[Boundary]:
        """See `boundaries.split`."""
        return boundaries.split(text, self._labels)

    def roles(self, article: Article) -> tuple[Block, ...]:
        """The blocks with what form and place say of them, before the model is asked."""
        return tuple(roles.blocks(article, self._labels))

    def blocks(self, article: Article) -> tuple[Block, ...]:
        """See `roles.blocks`; each line with the probability that it is furniture.

        A headline and a dateline are none, whatever the model says. Threads of readers' comments
        are furniture whatever their lines look like; their probability stays the model's.
        """
        found = self.roles(article)
        model = self._model or shipped()
        rated = soften(found, model.probabilities(context.rows(found, self._labels)))
        return mark([_rated(block, rate) for block, rate in zip(found, rated, strict=True)], article.lang)


def _rated(block: Block, rate: float) -> Block:
    if block.role in _SURE:
        return block
    role = Role.FURNITURE if rate >= FURNITURE and block.role in _WEAK else block.role
    return Block(
        role, block.zone, block.field, block.span, block.line, block.index, block.text, block.gap, block.furniture, rate
    )

"""Text to articles to blocks with roles: what makes newslint more than a search."""

from __future__ import annotations

from typing import Protocol

from newslint.model import Article, Block
from newslint.segment import boundaries, roles
from newslint.segment.boundaries import Boundary
from newslint.segment.labels import Labels

__all__ = ["Boundary", "DefaultSegmenter", "Labels", "Segmenter"]


class Segmenter(Protocol):
    """Divides a text into articles, and an article into blocks; pure and deterministic."""

    def split(self, text: str) -> list[Boundary]:
        """The articles of a text, at least one, together covering all of it."""
        ...

    def blocks(self, article: Article) -> tuple[Block, ...]:
        """The article's non-blank lines, in order."""
        ...


class DefaultSegmenter:
    """The built-in segmenter: rules of form and place, and the labels that the rules know."""

    def __init__(self, labels: Labels | None = None, model: object = None) -> None:
        self._labels = labels if labels is not None else Labels({})

    def split(self, text: str) -> list[Boundary]:
        """See `boundaries.split`."""
        return boundaries.split(text, self._labels)

    def blocks(self, article: Article) -> tuple[Block, ...]:
        """See `roles.blocks`."""
        return roles.blocks(article, self._labels)

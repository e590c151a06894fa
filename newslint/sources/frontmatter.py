"""Text with YAML front matter: the block between two lines of hyphens holds the fields, the rest is the text."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

import yaml

from newslint.model import MAIN, NewslintError, Problem, Span
from newslint.sources.layouts import OWN, Layout, layout_of
from newslint.sources.parts import Part
from newslint.sources.record import Record, views_of
from newslint.sources.tree import Leaf, Piece, Tree, plain_newline, plain_piece
from newslint.sources.views import View

_BLOCK = re.compile(
    r"\A\ufeff?---[ \t]*+\r?\n(?P<yaml>(?:(?!---[ \t]*+\r?$|\.\.\.[ \t]*+\r?$).*+\n)*+)(?:---|\.\.\.)[ \t]*+(?:\r?\n|\Z)",
    re.M,
)
_MOST = 1 << 16
_DEPTH = 20
_FEWEST = 2
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_front_matter(path: str, format: str, original: str, *, strict: bool) -> Record | None:
    """The file as a record whose text is what follows the front matter; None where it has none.

    `strict` takes every block for front matter, and raises NewslintError where it is not YAML;
    otherwise two of its keys must name parts of an article, so that a ruled line stays text.
    """
    block = _BLOCK.match(original[:_MOST])
    if block is None:
        return None
    start, end = block.span("yaml")
    try:
        tree = _tree(original[start:end], start, original)
    except (yaml.YAMLError, ValueError) as error:
        if not strict:
            return None
        raise _wrong(path, error, original.count("\n", 0, start)) from None
    if not isinstance(tree, dict):
        return None
    body = block.end()
    encode = partial(plain_newline, newline="\r\n" if "\r\n" in block.group() else "\n")
    tree[MAIN] = Leaf("string", body, len(original), partial(plain_piece, original, body, len(original), encode))
    layout = layout_of([tree]) or Layout(OWN, {}, seen=frozenset({MAIN}))
    if not strict and len(layout.seen) <= _FEWEST:
        return None
    layout = replace(layout, fields={**layout.fields, MAIN: (MAIN,)})
    views, missing, _ = views_of(tree, layout, "", markup=False)
    return Record(path, format, Part(b""), original, tuple(_named(views)), tuple(missing))


def _named(views: list[View]) -> list[View]:
    return [view.renamed(lambda _: "") if view.name == MAIN else view for view in views]


def _wrong(path: str, error: Exception, before: int) -> NewslintError:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line + before + 1, mark.column + 1) if mark else (1, 1)
    why = getattr(error, "problem", None) or str(error)
    return NewslintError(Problem(path, f"the front matter is not valid YAML: {why}", line, column))


def _tree(text: str, shift: int, original: str) -> Tree | None:
    """The block as a tree, from events alone: no tag is run, no alias followed, no depth climbed."""
    stack: list[dict[str, Tree] | list[Tree]] = []
    keys: list[str | None] = []
    root: Tree | None = None
    for event in yaml.parse(text, Loader=_LOADER):
        value: Tree
        if isinstance(event, yaml.ScalarEvent):
            if stack and isinstance(stack[-1], dict) and keys[-1] is None:
                keys[-1] = event.value
                continue
            value = _leaf(event, shift, original)
        elif isinstance(event, yaml.AliasEvent):
            raise ValueError("an alias, which front matter cannot have")
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(stack) >= _DEPTH or (stack and isinstance(stack[-1], dict) and keys[-1] is None):
                raise ValueError("nested too deep")
            stack.append({} if isinstance(event, yaml.MappingStartEvent) else [])
            keys.append(None)
            continue
        elif isinstance(event, yaml.CollectionEndEvent):
            value = stack.pop()
            keys.pop()
        else:
            continue
        if not stack:
            root = value
        elif isinstance(top := stack[-1], dict):
            top[keys[-1] or ""] = value
            keys[-1] = None
        else:
            top.append(value)
    return root


def _leaf(event: yaml.ScalarEvent, shift: int, original: str) -> Leaf:
    assert event.start_mark is not None and event.end_mark is not None
    start, end = event.start_mark.index + shift, event.end_mark.index + shift
    if event.style is None and event.value in {"", "~", "null", "Null", "NULL"}:
        return Leaf("null", start, end)
    return Leaf("string", start, end, partial(_piece, event.value, start, end, original))


def _piece(value: str, start: int, end: int, original: str) -> Piece:
    """The scalar's piece; one that is folded or escaped has only its beginning as its place."""
    at = original.find(value, start, end) if value else -1
    if at >= 0:
        return Piece(value, Span(at, at + len(value)), (0,), (at,), str)
    return Piece(value, Span(start, end), (0,), (start,), str)

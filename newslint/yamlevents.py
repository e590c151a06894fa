"""The parser's events put together to nodes; apart from `yamlsafe`, so that only who reads YAML loads a parser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from newslint.model import NewslintError, Problem
from newslint.yamlnodes import Entries, Items, Node, Scalar

MAX_DEPTH = 50


def node_of(text: str, origin: str) -> Node:
    """The one document of a YAML text; see `yamlsafe.load_yaml`."""
    try:
        return _Builder(origin).build(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or error.context or "not YAML"
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        raise NewslintError(Problem(origin, f"not valid YAML: {what}", line, column)) from None
    except (yaml.YAMLError, UnicodeError, ValueError) as error:
        why = str(error).strip().splitlines() or ["unreadable"]
        raise NewslintError(Problem(origin, f"not valid YAML: {why[0]}")) from None


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(slots=True)
class _Open:
    """A collection that is still being read."""

    start: yaml.Event
    items: list[Node]
    keys: dict[str, tuple[Scalar, Node]]
    key: Scalar | None = None


class _Builder:
    def __init__(self, origin: str) -> None:
        self.origin = origin

    def refuse(self, event: yaml.Event, why: str, hint: str = "") -> NewslintError:
        return NewslintError(Problem(self.origin, why, *_place(event), hint))

    def build(self, events: Iterator[yaml.Event]) -> Node:
        stack: list[_Open] = []
        root: Node | None = None
        for event in events:
            done: Node | None = None
            self.check(event, len(stack))
            match event:
                case yaml.DocumentStartEvent() if root is not None:
                    raise self.refuse(event, "holds more than one document")
                case yaml.ScalarEvent():
                    done = Scalar(event.value, *_place(event))
                    if stack and isinstance(stack[-1].start, yaml.MappingStartEvent) and stack[-1].key is None:
                        self.open_key(event, stack[-1], done)
                        continue
                case yaml.CollectionStartEvent():
                    if stack and isinstance(stack[-1].start, yaml.MappingStartEvent) and stack[-1].key is None:
                        raise self.refuse(event, "a key must be plain text")
                    stack.append(_Open(event, [], {}))
                case yaml.CollectionEndEvent():
                    done = self.close(stack.pop())
            if done is None:
                continue
            if not stack:
                root = done
            elif stack[-1].key is not None:
                stack[-1].keys[stack[-1].key.value] = (stack[-1].key, done)
                stack[-1].key = None
            else:
                stack[-1].items.append(done)
        if root is None:
            raise NewslintError(Problem(self.origin, "is empty", 1, 1))
        return root

    def check(self, event: yaml.Event, depth: int) -> None:
        """Refuse what rule files never need and attackers do."""
        if isinstance(event, yaml.AliasEvent):
            raise self.refuse(event, f"alias *{event.anchor} is not allowed", "write the value out")
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            raise self.refuse(event, f"anchor &{event.anchor} is not allowed", "write the value out")
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            raise self.refuse(event, f"tag {event.tag} is not allowed", "every value is text")
        if isinstance(event, yaml.CollectionStartEvent) and depth >= MAX_DEPTH:
            raise self.refuse(event, f"nested deeper than {MAX_DEPTH} levels")

    def open_key(self, event: yaml.ScalarEvent, into: _Open, key: Scalar) -> None:
        if key.value == "<<" and not event.style:
            raise self.refuse(event, "merge key << is not allowed", "write the keys out")
        if key.value in into.keys:
            first = into.keys[key.value][0].line
            raise self.refuse(event, f"key `{key.value}` stands twice", f"first on line {first}")
        into.key = key

    def close(self, item: _Open) -> Node:
        line, column = _place(item.start)
        if isinstance(item.start, yaml.SequenceStartEvent):
            return Items(tuple(item.items), line, column)
        return Entries(item.keys, line, column)


def _place(event: yaml.Event) -> tuple[int, int]:
    """Line and column of an event, from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)

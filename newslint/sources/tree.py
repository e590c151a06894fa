"""What a record holds: a tree of leaves that know where in the raw record they are spelled."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import regex

from newslint.model import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A text and the stretch of the raw record that spells it.

    `marks` are offsets of `text` and `places` the raw offsets where each stands; between two marks
    both run in step. `encode` spells text that is put in. `whole` says that the spelling around the
    piece must be chosen anew (a CSV cell that needs quotes now): it takes the whole new text and
    gives the raw text for `outer`, or None where the piece can stay as it is. `offsets` are the
    marks' places in the value where the text is what a browser shows of it: nothing is written then.
    """

    text: str
    raw: Span
    marks: Sequence[int]
    places: Sequence[int]
    encode: Callable[[str], str]
    outer: Span | None = None
    whole: Callable[[str], str | None] | None = None
    offsets: Sequence[int] | None = None

    def place(self, offset: int) -> int:
        """The raw offset of a character, or of the piece's end."""
        if offset >= len(self.text):
            return self.raw.end
        at = bisect_right(self.marks, offset) - 1
        return self.places[at] + offset - self.marks[at] if at >= 0 else self.raw.start + offset

    def offset(self, offset: int) -> int:
        """Where in the value a character of the text stands: the same, but for markup."""
        if self.offsets is None:
            return offset
        at = max(bisect_right(self.marks, offset) - 1, 0)
        return max(self.offsets[at] + offset - self.marks[at], 0)

    def spelled(self, edits: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        """Edits of the text as edits of the raw record; both (start, end, new text)."""
        if self.whole is not None and self.outer is not None:
            text, at = "", 0
            for start, end, new in edits:
                text += self.text[at:start] + new
                at = end
            again = self.whole(text + self.text[at:])
            if again is not None:
                return [(self.outer.start, self.outer.end, again)]
        return [(self.place(start), self.place(end), self.encode(new)) for start, end, new in edits]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value at the end of a path: `kind` is "string", "null" or "other" (numbers, true and false).

    `start` and `end` are its place in the raw record. `read` gives its piece where it is a string.
    """

    kind: str
    start: int
    end: int
    read: Callable[[], Piece] | None = None

    @property
    def text(self) -> str:
        """The string's text, "" where it is none."""
        return self.read().text if self.read else ""


Tree: TypeAlias = "dict[str, Tree] | list[Tree] | Leaf"
_RETURN = re.compile(r"\r\n?")
_STEP = regex.compile(r"[^.\[\]]++|\[[^\[\]]*+\]")


@lru_cache(maxsize=1024)
def steps(path: str) -> tuple[str, ...]:
    """A dotted path as its steps.

    "[]" is each member of a list, "[0]" one of them, "[key=value]" those with that value, and
    "one|other" two keys, one after the other.

    >>> steps("authors[].name")
    ('authors', '[]', 'name')
    """
    return tuple(_STEP.findall(path))


def find(tree: Tree, path: str) -> Iterator[tuple[str, Leaf]]:
    """(JSON pointer, leaf) for each value at a path; a member that is missing is no error.

    A list met without "[]" is searched member by member, and a key that itself holds dots is
    found as it is spelled.
    """
    if isinstance(tree, dict) and path in tree:
        yield from _leaves(tree[path], "/" + escaped(path))
        return
    yield from _walk(tree, steps(path), "")


def _walk(tree: Tree, rest: tuple[str, ...], pointer: str) -> Iterator[tuple[str, Leaf]]:
    if not rest:
        yield from _leaves(tree, pointer)
        return
    for step, member in _members(tree, rest[0]):
        yield from _walk(member, rest[1:], pointer + step)


def _members(tree: Tree, step: str) -> Iterator[tuple[str, Tree]]:
    """(pointer's next part, value) for what a step leads to; one that lists only is skipped elsewhere."""
    if isinstance(tree, list):
        if not step.startswith("["):
            for index, member in enumerate(tree):
                yield from ((f"/{index}{inner}", value) for inner, value in _members(member, step))
            return
        key, _, value = step[1:-1].partition("=")
        for index, member in enumerate(tree):
            if (
                step == "[]"
                or key == str(index)
                or (value and isinstance(member, dict) and _is(member.get(key), value))
            ):
                yield f"/{index}", member
    elif isinstance(tree, dict):
        for key in [step] if step in tree else step.split("|"):
            if key in tree:
                yield f"/{escaped(key)}", tree[key]


def _is(member: Tree | None, value: str) -> bool:
    return isinstance(member, Leaf) and member.text == value


def _leaves(tree: Tree, pointer: str) -> Iterator[tuple[str, Leaf]]:
    if isinstance(tree, Leaf):
        yield pointer, tree
    elif isinstance(tree, list):
        for index, member in enumerate(tree):
            if isinstance(member, Leaf):
                yield f"{pointer}/{index}", member


def has(tree: Tree, path: str) -> bool:
    """Whether something stands at a path, were it null or an object.

    >>> has({"a": {"b": []}}, "a.b"), has({"a": {}}, "a.b")
    (True, False)
    """
    if isinstance(tree, dict) and path in tree:
        return True
    now = [tree]
    for step in steps(path):
        now = [member for item in now for _, member in _members(item, step)]
    return bool(now)


def escaped(key: str) -> str:
    """A key as a JSON pointer spells it (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


def unescaped(pointer: str) -> str:
    """The key that a pointer of one step spells."""
    return pointer.removeprefix("/").replace("~1", "/").replace("~0", "~")


def plain_piece(raw: str, start: int, end: int, encode: Callable[[str], str]) -> Piece:
    """A piece of text that is spelled as it is, but for its newlines."""
    return mapped(raw, start, end, _RETURN, lambda _: "\n", encode)


def plain_newline(text: str, newline: str) -> str:
    """The text with another newline in place of ``\\n``."""
    return text.replace("\n", newline)


def mapped(
    raw: str,
    start: int,
    end: int,
    special: re.Pattern[str] | regex.Pattern[str],
    meaning: Callable[[str], str],
    encode: Callable[[str], str],
) -> Piece:
    """A piece whose text is the raw stretch with each match of `special` replaced by its meaning."""
    marks, places = array("q", [0]), array("q", [start])
    parts: list[str] = []
    length, at = 0, start
    for found in special.finditer(raw, start, end):
        text = raw[at : found.start()]
        means = meaning(found.group())
        parts += [text, means]
        length += len(text)
        marks.append(length)
        places.append(found.start())
        length += len(means)
        at = found.end()
        marks.append(length)
        places.append(at)
    parts.append(raw[at:end])
    return Piece("".join(parts), Span(start, end), marks, places, encode)


def keys_of(tree: Tree, depth: int = 3) -> Mapping[str, Tree]:
    """Every dotted path of a record down to a depth, with what stands there; lists by their first member."""
    found: dict[str, Tree] = {}
    queue: list[tuple[str, Tree, int]] = [("", tree, depth)]
    while queue:
        prefix, item, left = queue.pop(0)
        if isinstance(item, list):
            if item and isinstance(item[0], dict):
                queue.append((prefix + "[]", item[0], left))
        elif isinstance(item, dict) and left:
            for key, value in item.items():
                path = f"{prefix}.{key}" if prefix else key
                found[path] = value
                if not isinstance(value, Leaf):
                    queue.append((path, value, left - 1))
    return found

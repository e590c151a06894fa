"""JSON files cut into records without reading them whole: values, members of arrays, lines."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Generator, Iterator
from typing import BinaryIO

from newslint.sources.jsontext import JsonError, read_json
from newslint.sources.parts import BOM, LONGEST, Buffer, Fault, Part
from newslint.sources.tree import Tree, escaped

WRAPPERS = frozenset([
    "articles", "items", "results", "data", "docs", "documents", "records", "news", "stories", "hits", "objects",
    "response", "result", "entries", "posts", "pages", "@graph", "feed", "channel", "rows", "value",
    "content_items", "newsItems",
])  # fmt: skip
GIVEAWAYS = tuple(
    f'"{key}"'.encode()
    for key in ("text", "body", "content", "articleBody", "maintext", "cleaned_text", "headline", "title")
)
"""Of these keys one at least is in every article; a large object without them is not read."""
_HEAD = 1 << 20
_SPACE = re.compile(rb"[ \t\r\n]*+")
_BETWEEN = re.compile(rb"[ \t\r\n,]*+")
_MARK = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}\[\]"]', re.DOTALL)
_SCALAR = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[^\s,\]\[{}"]++', re.DOTALL)
_PAIR = re.compile(rb'[ \t\r\n,]*+("(?:[^"\\]++|\\.)*+")[ \t\r\n]*+:[ \t\r\n]*+', re.DOTALL)
_CLOSE = re.compile(rb"[ \t\r\n]*+\}")
_OPENS = re.compile(rb'("(?:[^"\\]++|\\.)*+")[ \t\r\n]*+:[ \t\r\n]*+([\[{])|[{}\[\]]|"(?:[^"\\]++|\\.)*+"', re.DOTALL)


def values(path: str, stream: BinaryIO, is_article: Callable[[Tree], bool]) -> Iterator[Part | Fault]:
    """A part for each record of a JSON document, and for what stands between them.

    Records are the members of the root's array, or of an array in a wrapper (`{"articles": [`),
    or else the root itself. More values after the first, such as a second run appends, are
    told as a fault and read as well.
    """
    buffer = Buffer(path, stream)
    buffer.fill()
    if buffer.data.startswith(BOM):
        yield buffer.part(len(BOM), record=False)
    roots, before = 0, b""
    while True:
        yield from _space(buffer)
        if buffer.at == len(buffer.data):
            return
        opens = buffer.data[buffer.at : buffer.at + 1]
        if roots:
            yield from _again(buffer, before, opens, roots)
            if opens not in {b"{", b"["}:
                yield from _remainder(buffer)
                return
        if opens == b"[":
            done = yield from _members(buffer, "")
        elif opens == b"{":
            done = yield from _object(buffer, is_article, several=roots > 0)
        else:
            yield _whole(buffer)
            done = True
        if not done:
            yield from _remainder(buffer)
            return
        roots, before = roots + 1, opens


def _again(buffer: Buffer, before: bytes, opens: bytes, roots: int) -> Iterator[Fault]:
    if opens not in {b"{", b"["}:
        shown = opens.decode("ascii", "replace")
        yield buffer.fault(f"the document ends before this “{shown}”", "what follows was not checked")
    elif before == b"[" or opens == b"[":
        yield buffer.fault("a second JSON document begins here", "was a second run appended to the file?")
    elif roots == 1:
        message = "a second object begins here: the file holds JSON Lines"
        yield buffer.fault(message, "name it .jsonl", broken=False)


def _space(buffer: Buffer) -> Iterator[Part]:
    while True:
        found = _SPACE.match(buffer.data, buffer.at)
        end = found.end() if found else buffer.at
        if end > buffer.at:
            yield buffer.part(end - buffer.at, record=False)
        if buffer.at < len(buffer.data) or not buffer.fill():
            return


def _remainder(buffer: Buffer) -> Iterator[Part]:
    yield buffer.rest()
    while buffer.fill():
        yield buffer.rest()


def _whole(buffer: Buffer) -> Part:
    """Everything that is left as one record, for its reader to say what is wrong."""
    while len(buffer.data) - buffer.at < LONGEST and buffer.fill():
        pass
    return buffer.part(len(buffer.data) - buffer.at, record=True)


def _end(buffer: Buffer, limit: int = LONGEST, depth: int = 0) -> int:
    """The length of the object or array that begins here, or of what closes so many that are open.

    -1 where it never ends, 0 where it does not within a limit.
    """
    at = buffer.at
    while True:
        found = _MARK.search(buffer.data, at)
        if found is None or found.group() == b'"':
            at = (found.start() if found else len(buffer.data)) - buffer.at
            if len(buffer.data) - buffer.at > limit:
                return 0 if limit < LONGEST else -1
            if not buffer.fill():
                return -1
            at += buffer.at
            continue
        at = found.end()
        sign = found.group()
        depth += (sign in {b"{", b"["}) - (sign in {b"}", b"]"})
        if depth == 0 and sign[:1] != b'"':
            return at - buffer.at


def _members(buffer: Buffer, pointer: str) -> Generator[Part | Fault, None, bool]:
    """The members of the array that begins here; returns whether the array ends."""
    opened = buffer.fault("the array that begins here is never closed", "is the file cut off?")
    yield buffer.part(1, record=False)
    count = 0
    while True:
        while True:
            found = _BETWEEN.match(buffer.data, buffer.at)
            end = found.end() if found else buffer.at
            if end < len(buffer.data) or not buffer.fill():
                break
        if end > buffer.at:
            commas = buffer.data[buffer.at : end].count(b",")
            closes = buffer.data[end : end + 1] in {b"]", b""}
            if commas != (count > 0 and not closes):
                yield buffer.fault("a comma too many or too few in the array")
            yield buffer.part(end - buffer.at, record=False)
        elif count and buffer.data[buffer.at : buffer.at + 1] not in {b"]", b""}:
            yield buffer.fault("a comma is missing in the array")
        sign = buffer.data[buffer.at : buffer.at + 1]
        if sign == b"]":
            yield buffer.part(1, record=False)
            return True
        if not sign:
            yield opened
            return False
        place = f"{pointer}/{count}"
        count += 1
        if not (yield from _member(buffer, place)):
            return False


def _member(buffer: Buffer, pointer: str) -> Generator[Part, None, bool]:
    """The value that begins here as a record; returns whether it ends."""
    if buffer.data[buffer.at : buffer.at + 1] in {b"{", b"["}:
        length = _end(buffer)
    else:
        found = _SCALAR.match(buffer.data, buffer.at)
        while (found is None or found.end() == len(buffer.data)) and buffer.fill():
            found = _SCALAR.match(buffer.data, buffer.at)
        length = found.end() - buffer.at if found else -1
    ends = length >= 0
    yield buffer.part(length if ends else len(buffer.data) - buffer.at, record=True, pointer=pointer)
    return ends


def _object(
    buffer: Buffer, is_article: Callable[[Tree], bool], *, several: bool
) -> Generator[Part | Fault, None, bool]:
    """The object that begins here: one record, or a wrapper around an array of them."""
    while len(buffer.data) - buffer.at < _HEAD and buffer.fill():
        pass
    if not several and _is_keyed(buffer.data, buffer.at, is_article):
        return (yield from _pairs(buffer))
    length = _end(buffer, LONGEST if several else _HEAD)
    if length > 0 and (several or _reads_as(buffer.data[buffer.at : buffer.at + length], is_article)):
        yield buffer.part(length, record=True)
        return True
    wrapper = None if several else _wrapper(buffer.data, buffer.at)
    if wrapper is None:
        if not length and not any(key in buffer.data for key in GIVEAWAYS):
            yield from _remainder(buffer)
            return True
        return (yield from _member(buffer, ""))
    at, keys = wrapper
    opened = buffer.fault("the object that begins here is never closed", "is the file cut off?")
    yield buffer.part(at - buffer.at, record=False)
    closed = yield from _members(buffer, "".join(f"/{escaped(key)}" for key in keys))
    if not closed:
        return False
    length = _end(buffer, depth=len(keys))
    if length < 0:
        yield opened
        return False
    yield buffer.part(length, record=False)
    return True


def _pairs(buffer: Buffer) -> Generator[Part | Fault, None, bool]:
    """The members of an object that holds an article under each of its keys; returns whether it ends."""
    opened = buffer.fault("the object that begins here is never closed", "is the file cut off?")
    yield buffer.part(1, record=False)
    while True:
        found = _PAIR.match(buffer.data, buffer.at)
        if found is None or found.end() == len(buffer.data):
            closed = _CLOSE.match(buffer.data, buffer.at)
            if closed:
                yield buffer.part(closed.end() - buffer.at, record=False)
                return True
            if len(buffer.data) - buffer.at > LONGEST or not buffer.fill():
                yield opened
                return False
            continue
        pointer = "/" + escaped(_text_of(found.group(1)))
        yield buffer.part(found.end() - buffer.at, record=False)
        if not (yield from _member(buffer, pointer)):
            return False


def _is_keyed(data: bytes, start: int, is_article: Callable[[Tree], bool]) -> bool:
    """Whether the first two members of an object are articles themselves."""
    at = start + 1
    for _ in range(2):
        found = _PAIR.match(data, at)
        if found is None or data[found.end() : found.end() + 1] != b"{":
            return False
        text = data[found.end() :].decode("utf-8", "replace")
        try:
            tree, length = read_json(text)
        except JsonError:
            return False
        if not is_article(tree):
            return False
        at = found.end() + len(text[:length].encode("utf-8"))
    return True


def _text_of(string: bytes) -> str:
    """A key as it is meant; as it is spelled where that is not UTF-8."""
    try:
        text: str = json.loads(string)
    except ValueError:
        return string[1:-1].decode("utf-8", "replace")
    return text


def _reads_as(raw: bytes, is_article: Callable[[Tree], bool]) -> bool:
    try:
        return is_article(read_json(raw.decode("utf-8"))[0])
    except (JsonError, UnicodeDecodeError):
        return False


def _wrapper(data: bytes, start: int) -> tuple[int, list[str]] | None:
    """Where a wrapper's array opens, and the keys that lead there; None where none shows in the head."""
    keys: list[str] = []
    at, depth, known = start + 1, 1, 1
    while found := _OPENS.search(data, at):
        at = found.end()
        sign = found.group()[-1:]
        if found.group(1) is not None:
            key = found.group(1)[1:-1].decode("utf-8", "replace")
            if depth == known and key in WRAPPERS:
                space = _SPACE.match(data, at)
                if sign == b"[" and space and data[space.end() : space.end() + 1] == b"{":
                    return at - 1, [*keys, key]
                if sign == b"{":
                    keys.append(key)
                    known += 1
            depth += 1
        elif sign in {b"{", b"["}:
            depth += 1
        elif sign in {b"}", b"]"}:
            depth -= 1
            if depth < known:
                known = depth
                keys = keys[: known - 1]
            if depth == 0:
                return None
    return None

"""JSON read for its places: which string stands where, and how its characters are spelled.

The grammar is that of RFC 8259 with NaN and Infinity, as Python writes them. Nothing is ever
written anew: a string's text is mapped to its raw spelling, and only that stretch is edited.
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import Any

from newslint.model import Span
from newslint.sources.tree import Leaf, Piece, Tree

_TOKEN = re.compile(
    r'[ \t\n\r]*+(?:(?P<string>"(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+")'
    r"|(?P<punct>[{}\[\],:])"
    r"|(?P<other>-?(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?[0-9]++)?+(?![0-9a-zA-Z.+-])"
    r"|(?:true|false|NaN|-?Infinity)(?![0-9a-zA-Z]))"
    r"|(?P<null>null(?![0-9a-zA-Z])))"
)
_SPACE = re.compile(r"[ \t\n\r]*+")
_ESCAPE = re.compile(r'\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|["\\/bfnrt])')
_LONE = re.compile("[\ud800-\udfff]")
_MEANS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", '"': '"', "\\": "\\", "/": "/"}


class JsonError(ValueError):
    """What is wrong with a JSON text, and at which offset."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.message = message
        self.at = at


def read_json(raw: str, start: int = 0) -> tuple[Tree, int]:
    """The value that begins at `start`, as a tree, and the offset after it.

    Of two equal keys in one object the last counts, as in every common parser. Depth costs no
    stack. Raises JsonError with the offset of what is wrong.
    """
    stack: list[dict[str, Tree] | list[Tree]] = []
    keys: list[str] = []
    at = start
    escaped = _wants_escapes(raw)
    key: str | None = None
    while True:
        token = _TOKEN.match(raw, at)
        if token is None:
            raise _unreadable(raw, at)
        at = token.end()
        kind = token.lastgroup
        value: Tree
        if kind == "punct":
            sign = raw[at - 1]
            if sign in "{[":
                stack.append({} if sign == "{" else [])
                keys.append(key or "")
                key = None
                first = _TOKEN.match(raw, at)
                if (
                    first is not None
                    and raw[first.end() - 1] == ("}" if sign == "{" else "]")
                    and first.lastgroup == "punct"
                ):
                    at = first.end()
                    value = stack.pop()
                    key = keys.pop()
                elif sign == "{":
                    key, at = _key(raw, at)
                    continue
                else:
                    continue
            else:
                raise JsonError(f"“{sign}” where a value should be", at - 1)
        elif kind == "string":
            begin = token.start("string")
            value = Leaf("string", begin, at, partial(string_piece, raw, begin, at, escaped))
        else:
            value = Leaf("null" if kind == "null" else "other", token.start(kind or 0), at)
        while True:
            if not stack:
                return value, at
            top = stack[-1]
            if isinstance(top, dict):
                top[key or ""] = value
            else:
                top.append(value)
            token = _TOKEN.match(raw, at)
            sign = raw[token.end() - 1] if token is not None and token.lastgroup == "punct" else ""
            if token is None or sign not in {",", "}" if isinstance(top, dict) else "]"}:
                raise _missing(raw, at, "}" if isinstance(top, dict) else "]")
            at = token.end()
            if sign == ",":
                if isinstance(top, dict):
                    key, at = _key(raw, at)
                break
            value = stack.pop()
            key = keys.pop()


def _key(raw: str, at: int) -> tuple[str, int]:
    """The key at an offset, and where its value may begin."""
    token = _TOKEN.match(raw, at)
    if token is None:
        raise _unreadable(raw, at)
    if token.lastgroup != "string":
        raise JsonError("a key in quotation marks should be here", _skip(raw, at))
    colon = _TOKEN.match(raw, token.end())
    if colon is None or raw[colon.end() - 1] != ":" or colon.lastgroup != "punct":
        raise _missing(raw, token.end(), ":")
    return json.loads(token["string"]), colon.end()


def _skip(raw: str, at: int) -> int:
    found = _SPACE.match(raw, at)
    return found.end() if found else at


def _missing(raw: str, at: int, sign: str) -> JsonError:
    at = _skip(raw, at)
    if at >= len(raw):
        return JsonError(f"the text ends where “,” or “{sign}” should be", at)
    if _TOKEN.match(raw, at) is None:
        return _unreadable(raw, at)
    return JsonError(f"“{raw[at]}” where “,” or “{sign}” should be" if sign != ":" else "no “:” after the key", at)


def _unreadable(raw: str, at: int) -> JsonError:
    at = _skip(raw, at)
    if at >= len(raw):
        return JsonError("the text ends within a value", at)
    if raw[at] != '"':
        return JsonError(f"“{raw[at]}” begins no value", at)
    end = re.compile(r'(?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+').match(raw, at + 1)
    stop = end.end() if end else at + 1
    if stop >= len(raw):
        return JsonError("the text ends within a string", at)
    if raw[stop] == "\\":
        return JsonError("a backslash that is no escape", stop)
    return JsonError(f"control character U+{ord(raw[stop]):04X} within a string", stop)


def _wants_escapes(raw: str) -> bool:
    """Whether the text spells every character above ASCII as an escape."""
    return raw.isascii() and "\\u" in raw


def string_piece(raw: str, start: int, end: int, escaped: bool) -> Piece:
    """The piece of a string whose quotation marks stand at `start` and before `end`.

    Pairs of surrogate escapes are one character; a lone one stays what it is. CR LF and CR are
    ``\\n``, however they are spelled.
    """
    start, end = start + 1, end - 1
    if "\\" not in raw[start:end]:
        return Piece(raw[start:end], Span(start, end), (0,), (start,), _encoder(escaped, "\n"))
    text = json.loads(raw[start - 1 : end + 1])
    newline = "\n"
    if "\r" in text:
        pairs = text.count("\r\n")
        lone = text.count("\r") - pairs
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        newline = max((text.count("\n") - pairs - lone, "\n"), (pairs, "\r\n"), (lone, "\r"))[1]
    escapes = _Escapes(raw, start, end)
    return Piece(text, Span(start, end), _Half(escapes, 0), _Half(escapes, 1), _encoder(escaped, newline))


class _Escapes:
    """The marks and places of a string with escapes, found when a place in it is asked for."""

    def __init__(self, raw: str, start: int, end: int) -> None:
        self._string = raw, start, end

    @cached_property
    def both(self) -> tuple[array[int], array[int]]:
        """See `Piece`: the offsets of its text where an escape begins or ends, and of the raw text."""
        raw, start, end = self._string
        marks, places = array("q", [0]), array("q", [start])
        length, at = 0, start
        returned = False
        for found in _ESCAPE.finditer(raw, start, end):
            before, means = found.start() - at, _meaning(found.group())
            at = found.end()
            length += before
            if means == "\n" and returned and not before:
                places[-1] = at
                returned = False
                continue
            returned = means == "\r"
            marks.extend((length, length + 1))
            places.extend((found.start(), at))
            length += 1
        return marks, places


class _Half(Sequence[int]):
    """One of the two, as a sequence."""

    def __init__(self, escapes: _Escapes, which: int) -> None:
        self._escapes = escapes
        self._which = which

    def __len__(self) -> int:
        return len(self._escapes.both[self._which])

    def __getitem__(self, at: Any) -> Any:
        return self._escapes.both[self._which][at]


def _meaning(escape: str) -> str:
    if escape[1] != "u":
        return _MEANS[escape[1]]
    high = int(escape[2:6], 16)
    if len(escape) == 6:
        return chr(high)
    return chr(0x10000 + ((high - 0xD800) << 10) + int(escape[8:], 16) - 0xDC00)


def _encoder(escaped: bool, newline: str) -> Callable[[str], str]:
    return partial(encode_string, escaped=escaped, newline=newline)


def encode_string(text: str, *, escaped: bool, newline: str) -> str:
    """Text as it is spelled between quotation marks; `escaped`: with nothing above ASCII.

    >>> encode_string("“a”", escaped=True, newline="x")
    '\\\\u201ca\\\\u201d'
    """
    spelled = json.dumps(text.replace("\n", newline) if newline != "\n" else text, ensure_ascii=escaped)[1:-1]
    return spelled if escaped else _LONE.sub(lambda found: f"\\u{ord(found.group()):04x}", spelled)

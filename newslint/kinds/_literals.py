"""Which literal strings a pattern can't match without: the engine's prefilter, derived."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from newslint import kept
from newslint.patterns import compiled
from newslint.rarity import commonness

_OPTIONAL = ("?", "*", "{0", "{,")
# Flags that turn the rest verbose, conditions, verbs, fuzzy counts: such a pattern is not read.
_UNREAD = compiled(r"(?<!\\)\((?:\?[a-zA-Z]*x|\?\(|\*)|(?<!\\)(?<!\\[pPNg])\{(?![\d,])")
_FLAGS = compiled(r"\?[aims]++(?:-[ims]++)?+(?=[:)])")


@dataclass(slots=True)
class _Branch:
    """One alternative while it is read: the running literal and the candidates seen so far."""

    run: str = ""
    found: list[frozenset[str]] = field(default_factory=list)

    def close(self) -> None:
        if self.run.strip():
            self.found.append(frozenset({self.run}))
        self.run = ""

    def best(self) -> frozenset[str] | None:
        """The candidate that is rarest in news text."""
        self.close()
        return min(self.found, key=commonness, default=None)


_HEX = {"x": 2, "u": 4, "U": 8}


class _Scanner:
    """Reads a pattern once, left to right; gives up (None) rather than guess."""

    def __init__(self, pattern: str, verbose: bool, line: bool) -> None:
        self.pattern, self.verbose, self.line, self.at = pattern, verbose, line, 0
        self.branches: list[tuple[frozenset[str], ...]] = []

    def peek(self, width: int = 1) -> str:
        return self.pattern[self.at : self.at + width]

    def alternatives(self) -> frozenset[str] | None:
        """Required strings of everything up to the closing bracket or the end."""
        branches = [_Branch()]
        while self.at < len(self.pattern) and self.peek() != ")":
            if self.peek() == "|":
                self.at += 1
                branches.append(_Branch())
            else:
                self.item(branches[-1])
        best = [branch.best() for branch in branches]
        self.branches = [tuple(branch.found) for branch in branches]
        return frozenset().union(*(b for b in best if b)) if all(best) else None

    def item(self, branch: _Branch) -> None:
        """One character, class or group with its quantifier."""
        char = self.peek()
        if self.verbose and self.skip_blank():
            return
        literal, group, blank = "", None, False
        match char:
            case "(":
                group = self.group()
            case "[":
                start = self.at
                self.skip_class()
                group = _few(self.pattern[start + 1 : self.at - 1]) if self.line else None
            case "\\":
                following = self.pattern[self.at + 1 : self.at + 2]
                blank = self.line and following == "s"
                literal = " " if blank else "" if following.isalnum() else following
                self.at += 2
                if following in {"p", "P", "g", "L", "N"}:
                    close = {"{": "}", "<": ">"}.get(self.peek())
                    self.at = self.pattern.find(close, self.at) + 1 if close else self.at + 1
                elif following in _HEX:
                    literal = chr(int(self.peek(_HEX[following]), 16))
                    self.at += _HEX[following]
                elif following.isdigit():
                    while self.peek().isdigit():
                        self.at += 1
            case "." | "^" | "$":
                self.at += 1
            case _:
                literal = char
                self.at += 1
        while self.verbose and self.skip_blank():
            pass
        quantifier = self.quantifier()
        if quantifier.startswith(_OPTIONAL):
            branch.close()
        elif literal and (not quantifier or (blank and quantifier[0] == "+")):
            branch.run += literal
        else:
            branch.run += literal
            branch.close()
            if group:
                branch.found.append(group)

    def skip_blank(self) -> bool:
        """Move past a blank or a comment of a verbose pattern; whether there was one."""
        char = self.peek()
        if not char.isspace() and char != "#":
            return False
        end = self.pattern.find("\n", self.at) if char == "#" else self.at
        self.at = len(self.pattern) if end < 0 else end + 1
        return True

    def group(self) -> frozenset[str] | None:
        """Required strings of a group; none for a look-around, a comment or inline flags."""
        self.at += 1
        ignored = ahead = False
        if self.peek() == "?":
            head = self.peek(3)
            if head.startswith("?#"):
                self.at = self.pattern.find(")", self.at) + 1
                return None
            ahead = head.startswith("?=")
            ignored = head.startswith(("?=", "?!", "?<=", "?<!"))
            flags = _FLAGS.match(self.pattern, self.at)
            if head[:2] in {"?:", "?>", "?|"}:
                self.at += 2
            elif flags and self.pattern[flags.end()] == ":":
                self.at = flags.end() + 1
            elif head.startswith(("?P<", "?<")) and not ignored:
                self.at = self.pattern.find(">", self.at) + 1
            else:
                ignored = True
                self.at += 3 if head.startswith(("?<=", "?<!")) else 2
        inner = self.alternatives()
        self.at += 1
        return None if ignored and not (ahead and self.line) else inner

    def skip_class(self) -> None:
        """Move past a [...] class, escapes and nested classes included."""
        depth = 0
        while self.at < len(self.pattern):
            char = self.peek()
            self.at += 2 if char == "\\" else 1
            depth += {"[": 1, "]": -1}.get(char, 0)
            if char == "[":
                self.at += self.peek() == "^"
                self.at += self.peek() == "]"
            if not depth:
                return

    def quantifier(self) -> str:
        """The quantifier at this place, "" where there is none."""
        start = self.at
        if self.peek() == "{" and self.pattern[self.at + 1 : self.at + 2] in set("0123456789,"):
            self.at = self.pattern.find("}", self.at) + 1
        elif self.peek() in {"?", "*", "+"}:
            self.at += 1
        if self.at > start and self.peek() in {"?", "+"}:
            self.at += 1
        return self.pattern[start : self.at]


def required_literals(pattern: str, *, verbose: bool = False, line: bool = False) -> frozenset[str] | None:
    r"""Strings of which one must occur, whatever its case, in all that the pattern matches; None: unknown.

    With `line`, for a pattern that is held to single lines, ``\s`` is one blank: prefilters take any run of blanks for it.

    >>> sorted(required_literals(r"(?:Eds|Editors):\s+\w+") or ())
    ['Editors', 'Eds']
    >>> required_literals(r"\d+|x?") is None, required_literals(r"read\smore", line=True)
    (True, frozenset({'read more'}))
    """
    found: frozenset[str] | None = kept.plain(
        ("required", pattern, verbose, line), partial(_read, pattern, verbose, line)
    )
    return found


def _read(pattern: str, verbose: bool, line: bool) -> frozenset[str] | None:
    if _is_unread(pattern):
        return None
    found = _Scanner(pattern, verbose, line).alternatives()
    if found is None or any(not text.strip() for text in found):
        return None
    return found


def _is_unread(pattern: str) -> bool:
    return pattern.count("(") > 200 or _UNREAD.search(pattern.replace("\\\\", "")) is not None


_FEW = 8


def _few(inner: str) -> frozenset[str] | None:
    """The characters of a class, where it holds a few signs and nothing else."""
    plain = len(inner) <= _FEW and not any(char.isalnum() or char.isspace() or char in "^[]\\-&|~" for char in inner)
    return frozenset(inner) if plain and inner else None


def required_together(pattern: str, *, verbose: bool = False) -> tuple[tuple[frozenset[str], ...], ...]:
    r"""For each alternative of a pattern for lines, sets of strings of each of which one must occur; () where one has none.

    >>> [[sorted(one) for one in branch] for branch in required_together(r"\b(?:loans?|credit).{0,9}[$€]|casino")]
    [[['credit', 'loan'], ['$', '€']], [['casino']]]
    """
    if _is_unread(pattern):
        return ()
    scanner = _Scanner(pattern, verbose, line=True)
    scanner.alternatives()
    branches = tuple(tuple(one for one in branch if all(text.strip() for text in one)) for branch in scanner.branches)
    return branches if all(branches) else ()

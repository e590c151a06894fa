"""Readers' comments below an article: threads found by how they are built and how they talk.

A thread is heads (who, when) and bodies that alternate, with buttons between them or a heading above.
One sign alone is never enough: live blogs have times, interviews have names, letters have talk, an
embedded post has its own head and buttons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import overload

from newslint.model import Block, FurnitureClass, Role
from newslint.segment.commentlines import Mark, has_button, is_clock, is_day, may_open, read_line, talks
from newslint.segment.forms import ends_sentence, is_prose, words

_BODY_LINES = 25
"""The most lines from one sign of a thread to the next."""
_ABOVE = 15
_LAST_LINES = 8
_SHORT = 14
_BEFORE = 2
_CUT = 3
_PAIR = 2
_MANY = 3
_TALK = 0.3
_MUCH_TALK = 0.6
_BUTTONS = frozenset({Mark.REPLY, Mark.VOTE, Mark.SIGNED, Mark.NOTICE})
_REPLIES = frozenset({Mark.REPLY, Mark.NOTICE})
_TOPS = frozenset({Mark.HEADING, Mark.TITLE, Mark.FORM})


@dataclass(frozen=True, slots=True)
class Thread:
    """The blocks `start` to `end` (exclusive) are readers' comments; `comments` says how many."""

    start: int
    end: int
    comments: int


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of a comment: its first block, the first one after it, how the press might sign too."""

    at: int
    end: int
    said: bool
    bylined: bool


class _Marks(Sequence[Mark]):
    """What each block is in a thread, read when it is asked for: most lines are never."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks

    def __len__(self) -> int:
        return len(self._blocks)

    @overload
    def __getitem__(self, at: int) -> Mark: ...
    @overload
    def __getitem__(self, at: slice) -> list[Mark]: ...
    def __getitem__(self, at: int | slice) -> Mark | list[Mark]:
        if isinstance(at, slice):
            return [read_line(block.text) for block in self._blocks[at]]
        return read_line(self._blocks[at].text)


def mark(blocks: Sequence[Block], lang: str) -> tuple[Block, ...]:
    """The blocks, those of threads as furniture of the class `comments`; probabilities stay."""
    found = list(blocks)
    for thread in threads(blocks, lang):
        for at in range(thread.start, thread.end):
            found[at] = replace(found[at], role=Role.FURNITURE, furniture=FurnitureClass.COMMENTS)
    return tuple(found)


def threads(blocks: Sequence[Block], lang: str) -> list[Thread]:
    """The threads of readers' comments in an article, in order."""
    marks = _Marks(blocks)
    found: list[Thread] = []
    for chain in _chains(list(_heads(blocks, marks)), marks):
        thread = _thread(blocks, marks, chain, lang, found[-1].end if found else 0)
        if thread is not None:
            found.append(thread)
    return found


def _heads(blocks: Sequence[Block], marks: Sequence[Mark]) -> Iterator[_Head]:
    """Heads on one line, on two (name, time) and on three (day, clock time, name)."""
    at, size = 0, len(blocks)
    opens = [may_open(block.text) for block in blocks]
    while at < size and True in opens:
        found = _head(blocks, marks, at) if True in opens[at : at + 3] else None
        if found is not None:
            yield found
        at = found.end if found is not None else at + 1


def _head(blocks: Sequence[Block], marks: Sequence[Mark], at: int) -> _Head | None:
    after = marks[at + 1] if at + 1 < len(marks) else Mark.NONE
    match marks[at]:
        case Mark.SAID:
            return _Head(at, at + 2 if after is Mark.STAMP else at + 1, after is not Mark.STAMP, False)
        case Mark.HEAD | Mark.BYLINED:
            return _Head(at, at + 1, False, marks[at] is Mark.BYLINED)
        case Mark.SIGNED:
            return _Head(at, at + 1, False, False)
        case Mark.NAME if after is Mark.STAMP:
            return _Head(at, at + 2, False, False)
        case Mark.NAME if at + 2 < len(marks) and marks[at + 2] is Mark.STAMP and words(blocks[at + 1].text) <= 3:
            return None if after is Mark.HANDLE else _Head(at, at + 3, False, False)
        case Mark.STAMP if after is Mark.NAME and not (at and marks[at - 1] is Mark.NAME):
            return _Head(at, at + 2, False, False)
        case _ if (
            at + 2 < len(marks)
            and marks[at + 2] is Mark.NAME
            and is_day(blocks[at].text)
            and is_clock(blocks[at + 1].text)
        ):
            return _Head(at, at + 3, False, False)
    return None


def _chains(heads: Sequence[_Head], marks: Sequence[Mark]) -> Iterator[list[_Head]]:
    """Heads that follow one another closely enough to be one thread."""
    chain: list[_Head] = []
    for head in heads:
        if chain:
            last = max((at for at in range(chain[-1].end, head.at) if marks[at] in _BUTTONS), default=chain[-1].end)
            above = any(mark is Mark.HEADING for mark in marks[chain[-1].end : head.at])
            if above or head.at - last > _BODY_LINES:
                yield chain
                chain = []
        chain.append(head)
    if chain:
        yield chain


def _thread(
    blocks: Sequence[Block], marks: Sequence[Mark], heads: Sequence[_Head], lang: str, floor: int
) -> Thread | None:
    first = heads[0].at
    top = _top(blocks, marks, first, floor)
    start = first if top is None else top
    signed = sum(has_button(blocks[head.end - 1].text) for head in heads)
    told = any(marks[at] in _REPLIES for at in range(start, heads[-1].end)) or signed > 0
    below = _is_below(blocks, marks, heads, top)
    end = heads[-1].end if below else _end(blocks, marks, heads[-1], told)
    replies = signed + sum(marks[at] in _REPLIES for at in range(start, end))
    own = {at for head in heads for at in range(head.at, head.end)}
    bodies = [blocks[at].text for at in range(start, end) if at not in own and marks[at] in {Mark.NONE, Mark.NAME}]
    talk = sum(talks(body, lang) for body in bodies) / len(bodies) if bodies else 1.0
    strong = replies >= _MANY and len(heads) >= _MANY
    if not strong and sum(is_prose(block.text) for block in blocks[floor:start]) < _BEFORE:
        return None
    if not _is_thread(marks, heads, range(start, end), top, replies, talk):
        return None
    return Thread(0 if strong and top is None and start <= _CUT else start, end, len(heads))


def _is_below(blocks: Sequence[Block], marks: Sequence[Mark], heads: Sequence[_Head], top: int | None) -> bool:
    """Whether names and times stand below their comments: text above the first, none below the last."""
    first, after = heads[0].at, heads[-1].end
    if marks[first] is Mark.SIGNED:
        return True
    above = top is not None and any(is_prose(block.text) for block in blocks[top:first])
    told = after < len(blocks) and marks[after] is Mark.NONE and ends_sentence(blocks[after].text)
    return above and not heads[0].said and not told


def _top(blocks: Sequence[Block], marks: Sequence[Mark], first: int, floor: int) -> int | None:
    """The heading or form above the first head; between them only short lines, or one comment signed below."""
    top, prose = None, 0
    for at in range(first - 1, max(first - 1 - _ABOVE, floor - 1), -1):
        if marks[at] in _TOPS or (blocks[at].furniture is FurnitureClass.COMMENTS and marks[at] is not Mark.REPLY):
            top = at
        elif is_prose(blocks[at].text):
            prose += 1
            if prose > 3 or top is not None:
                break
        elif top is not None and words(blocks[at].text) > _SHORT:
            break
    return top


def _end(blocks: Sequence[Block], marks: Sequence[Mark], last: _Head, replies: bool) -> int:
    """Where the last comment ends: at its button, or before the first line that is none of its text."""
    stop = last.end
    while stop < len(blocks) and stop < last.end + _BODY_LINES:
        labelled = blocks[stop].furniture not in {None, FurnitureClass.COMMENTS, FurnitureClass.WIDGET}
        if labelled or marks[stop] in _TOPS:
            break
        if marks[stop] in {Mark.REPLY, Mark.SIGNED, Mark.NOTICE} and (replies or stop <= last.end + _LAST_LINES):
            while stop + 1 < len(blocks) and marks[stop + 1] in {Mark.REPLY, Mark.VOTE}:
                stop += 1
            return stop + 1
        stop += 1
    for at in range(last.end, min(stop, last.end + _LAST_LINES)):
        if marks[at] is Mark.VOTE:
            continue
        title = not ends_sentence(blocks[at].text) and words(blocks[at].text) <= _SHORT
        if blocks[at].furniture is not None or (at > last.end and title):
            return at
    return min(stop, last.end + _LAST_LINES)


def _is_thread(
    marks: Sequence[Mark], heads: Sequence[_Head], within: range, top: int | None, replies: int, talk: float
) -> bool:
    """Whether enough speaks for a thread: its build, its heading, its buttons, its talk."""
    kinds = [marks[at] for at in within]
    timed = sum(not head.said and not head.bylined for head in heads)
    timed += min(kinds.count(Mark.STAMP), len(heads) - timed)
    if len(heads) == 1:
        counted = top is not None and marks[top] is Mark.HEADING
        return timed == 1 and talk >= _TALK and (counted or (top is not None and replies > 0))
    if timed < len(heads) / 2 and not replies and top is None:
        return False
    if replies >= _PAIR or (kinds.count(Mark.VOTE) >= _PAIR and top is not None):
        return top is not None or talk >= _TALK
    if top is not None:
        return talk >= _TALK
    return len(heads) >= _MANY and talk >= _MUCH_TALK


def runs(blocks: Sequence[Block]) -> Iterator[tuple[Sequence[Block], int]]:
    """The stretches of marked blocks that hold comments, each with how many; labels alone are none."""
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and blocks[end].furniture is FurnitureClass.COMMENTS:
            end += 1
        run = blocks[at:end]
        heads = list(_heads(run, _Marks(run)))
        if heads and len(run) > heads[-1].end - heads[-1].at:
            yield run, len(heads)
        at = max(end, at + 1)

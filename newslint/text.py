"""Places in a text: offsets to lines and columns, and what a column is in other units.

A line ends at ``\\n`` and nowhere else: scraped text carries U+2028, U+0085 and form feeds inside
sentences, and `str.splitlines` would number lines differently from every editor.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from functools import lru_cache

from newslint.model import Span


class LineIndex:
    """Where the lines of a text begin; built once, then each look-up is a binary search.

    >>> LineIndex("one\\ntwo").position(5)
    (2, 2)
    """

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._newlines = array("Q")
        place = text.find("\n")
        while place >= 0:
            self._newlines.append(place)
            place = text.find("\n", place + 1)

    def __len__(self) -> int:
        """The number of lines; a text that ends with a newline has an empty last line."""
        return len(self._newlines) + 1

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1; the column counts code points.

        A newline belongs to the line that it ends. ValueError where the offset is not in the text.
        """
        if not 0 <= offset <= self._length:
            raise ValueError(f"offset {offset} is not in a text of {self._length} characters")
        line = bisect_left(self._newlines, offset)
        return line + 1, offset - self._start(line) + 1

    def line_span(self, line: int) -> Span:
        """The characters of a line, counted from 1, without its newline.

        >>> LineIndex("one\\ntwo\\n").line_span(2)
        Span(start=4, end=7)
        """
        if not 1 <= line <= len(self):
            raise ValueError(f"no line {line} in a text of {len(self)} lines")
        end = self._newlines[line - 1] if line <= len(self._newlines) else self._length
        return Span(self._start(line - 1), end)

    def _start(self, line: int) -> int:
        return self._newlines[line - 1] + 1 if line else 0


@lru_cache(maxsize=4)
def line_index(text: str) -> LineIndex:
    """The lines of a text, found once for all its findings."""
    return LineIndex(text)


def display_width(text: str) -> int:
    """Terminal cells that a text takes; control characters take none, so expand tabs first.

    >>> display_width("東京 cafe\\u0301")
    9
    """
    from wcwidth import wcswidth, wcwidth

    width: int = wcswidth(text)
    if width >= 0:
        return width
    shown = "".join(char for char in text if wcwidth(char) >= 0)
    return max(int(wcswidth(shown)), 0)


def utf16_column(before: str) -> int:
    """The column, from 1 and in UTF-16 units, of what follows `before` on its line.

    >>> utf16_column("a😀")
    4
    """
    return len(before.encode("utf-16-le", "surrogatepass")) // 2 + 1


def utf8_column(before: str) -> int:
    """The column, from 1 and in UTF-8 bytes, of what follows `before` on its line.

    >>> utf8_column("é")
    3
    """
    return len(before.encode("utf-8", "surrogatepass")) + 1

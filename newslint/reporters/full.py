"""A finding with its source line and a caret under what it means."""

from __future__ import annotations

from newslint.problems import Safety
from newslint.reporters.concise import ConciseReporter, printable
from newslint.results import Diagnostic
from newslint.text import display_width

WIDTH = 100
_LEAD = 36


class FullReporter(ConciseReporter):
    """For people: the line itself, a caret that is right under wide characters, and the fix."""

    def finding(self, item: Diagnostic) -> None:
        """The concise line, then the source line with carets, then what the fix would do."""
        super().finding(item)
        line, before, under = excerpt(item.source, item.at, item.length)
        number = str(item.line or item.record or 0)
        bar = " " * len(number)
        self.say(f"{bar} |")
        self.say(f"{number} | {line}".rstrip())
        self.say(f"{bar} | {' ' * before}{self.paint('^' * under, bold=True)}")
        if item.fix_title:
            how = {Safety.SAFE: "--fix", Safety.UNSAFE: "--fix --unsafe-fixes"}.get(item.safety or Safety.DISPLAY)
            self.say(
                f"{bar} = {'fix' if how else 'suggestion'}: {printable(item.fix_title)}" + (f" ({how})" if how else "")
            )
        self.say("")


def excerpt(source: str, start: int, length: int) -> tuple[str, int, int]:
    """(what to print of a line, columns before the carets, number of carets).

    A long line is cut around the place; columns are those of the terminal.

    >>> excerpt("首相 said . no", 8, 1)
    ('首相 said . no', 10, 1)
    """
    left = max(start - _LEAD, 0) if len(source) > WIDTH else 0
    text = printable(source[left : left + WIDTH].replace("\t", " "))
    lead = printable(source[left:start].replace("\t", " "))
    hit = printable(source[start : min(start + length, left + WIDTH)].replace("\t", " "))
    head, tail = "…" if left else "", "…" if left + WIDTH < len(source) else ""
    return head + text + tail, len(head) + display_width(lead), max(display_width(hit), 1)

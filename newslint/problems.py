"""What is said of wrong input, and how much a finding or a fix matters: the part of `model` that every run needs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MAIN = "text"
"""The name of a record's first field, the article itself."""


class Severity(StrEnum):
    """How much a finding matters, most severe first."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    REVIEW = "review"

    @property
    def rank(self) -> int:
        """0 for an error up to 3 for a review hint."""
        return list(Severity).index(self)


class Safety(StrEnum):
    """What a fix may cost: nothing (safe), information (unsafe), or it is only shown (display)."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    DISPLAY = "display"


@dataclass(frozen=True, slots=True)
class Problem:
    """Bad input, rule or configuration: said to the user, never raised in his face."""

    path: str
    message: str
    line: int | None = None
    column: int | None = None
    hint: str = ""

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        return f"{place}: {self.message}" + (f" ({self.hint})" if self.hint else "")


class NewslintError(Exception):
    """Something the user must put right; carries the Problem to print."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem

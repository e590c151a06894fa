"""Asks scorers in batches, remembers their answers, and gives up on one that keeps failing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from threading import Thread

from newslint.scorers.base import Scorer, ScorerError, ScorerFailed, Scores, checked, reason

FAILURES = 3
"""So many failures in a row, and a scorer is not asked again."""
_KEPT = 4096


class Board:
    """Scorers by name, and what they said of the last few thousand texts.

    A text that a scorer failed on is not asked about again. Answers do not depend on what was asked
    before, so that all of it is only a matter of speed.
    """

    def __init__(self, scorers: Mapping[str, Scorer]) -> None:
        self.scorers = dict(scorers)
        self._known: dict[tuple[str, str], Scores | str] = {}
        self._failures: Counter[str] = Counter()
        self._off: dict[str, str] = {}

    def of(self, name: str, texts: Sequence[str]) -> dict[str, Scores]:
        """What a scorer says of each text. Raises ScorerFailed where it has no answer for one."""
        self.fill(name, texts)
        found: dict[str, Scores] = {}
        for text in texts:
            told = self._known[name, text]
            if isinstance(told, str):
                raise ScorerFailed(name, told)
            found[text] = told
        return found

    def fill(self, name: str, texts: Sequence[str]) -> None:
        """Ask about all texts that are not known yet, in as few calls as the scorer allows."""
        unknown: dict[str, None] = {}
        for text in texts:
            if (name, text) in self._known:
                self._known[name, text] = self._known.pop((name, text))
            else:
                unknown[text] = None
        for key in list(self._known)[: -max(_KEPT, len(texts))]:
            del self._known[key]
        scorer = self.scorers.get(name)
        if scorer is None:
            self._known.update({(name, text): "is not known" for text in unknown})
            return
        new, size = list(unknown), max(scorer.batch_size, 1)
        for start in range(0, len(new), size):
            batch = new[start : start + size]
            for text, told in zip(batch, self._asked(name, scorer, batch), strict=True):
                self._known[name, text] = told

    def _asked(self, name: str, scorer: Scorer, texts: Sequence[str]) -> Sequence[Scores | str]:
        if name in self._off:
            return [self._off[name]] * len(texts)
        try:
            found = checked(_timed(scorer, texts), texts, scorer.categories)
        except _LateError:
            why = f"did not answer within {scorer.timeout:g} s"
            self._off[name] = f"is off: it {why}"
        except Exception as error:
            why = reason(error, texts)
            self._failures[name] += 1
            if self._failures[name] >= FAILURES:
                self._off[name] = f"is off after {FAILURES} failures: it {why}"
        else:
            self._failures[name] = 0
            return found
        return [why] * len(texts)


class _LateError(Exception):
    """A call that took too long; its thread cannot be ended, so the scorer is left alone."""


def _timed(scorer: Scorer, texts: Sequence[str]) -> Sequence[Scores]:
    given: list[Sequence[Scores]] = []
    errors: list[BaseException] = []

    def ask() -> None:
        try:
            given.append(scorer.score(texts))
        except BaseException as error:
            errors.append(error)

    # A daemon: an answer that never comes must not keep newslint from ending.
    thread = Thread(target=ask, name="newslint-scorer", daemon=True)
    thread.start()
    thread.join(scorer.timeout)
    if errors:
        raise errors[0] if isinstance(errors[0], Exception) else ScorerError("ended")
    if not given:
        raise _LateError
    return given[0]

"""A run that checks only what is not known: the results of all files, in order, as if each had been checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from newslint.cache.results import Collected, Known, Results
from newslint.config import Config
from newslint.housestyle import Datelines, Openings, counted
from newslint.results import FileResult

STDIN = "-"
_AT_HAND = 512
"""Of so many files the kept results stay in memory between their first look-up and their report."""

Fresh = Callable[[Sequence[str], Datelines], Iterator[FileResult]]
"""Checks files in a known house style."""


def rerun(
    files: Sequence[str],
    results: Results,
    config: Config,
    *,
    styled: bool,
    fresh: Fresh,
    openings: Callable[[str, int], Openings],
) -> Iterator[FileResult]:
    """The results of each file, in the order of `files`; see `runner.run`.

    `styled` says whether a rule needs the house style, of which `openings` tells for files that are not known.
    """
    known = {path: results.known(path) for path in files if path != STDIN}
    datelines = _house_style(known, results, openings) if styled else Datelines({})
    styles = {path: datelines.style(path, config) for path in known}
    missing = []
    for path in files:
        held = known.get(path)
        if held is None or results.look(path, held, styles[path]) is None:
            missing.append(path)
        if held is not None and len(files) > _AT_HAND:
            held.forget()
    new, unknown = fresh(missing, datelines) if missing else iter(()), frozenset(missing)
    try:
        for path in files:
            held = known.get(path)
            if held is None or path in unknown:
                yield from _kept(path, held, styles.get(path, ""), results, new)
            else:
                # Another process may have emptied the folder meanwhile.
                yield from results.look(path, held, styles[path]) or fresh([path], datelines)
    finally:
        results.done()


def _kept(
    path: str, held: Known | None, style: str, results: Results, new: Iterator[FileResult]
) -> Iterator[FileResult]:
    """The results of the next file that was checked, kept for the next run."""
    collected = Collected()
    for result in new:
        collected.add(result)
        if not result.more and held is not None:
            results.keep(path, held, style, collected)
        yield result
        if not result.more:
            return


def _house_style(
    known: Mapping[str, Known | None], results: Results, openings: Callable[[str, int], Openings]
) -> Datelines:
    asked: dict[str, _Openings] = {}

    def of(path: str, most: int) -> Openings:
        held = known[path]
        if held is None:
            return openings(path, most)
        asked[path] = _Openings(held.opens, partial(openings, path), most)
        return asked[path].all()

    found = counted(list(known), of)
    for path, one in asked.items():
        if one.changed and (held := known[path]) is not None:
            results.keep_opens(held, one.told())
    return found


class _Openings:
    """What is known of a file's first articles, filled up by asking where it must be.

    `held` is (how many were looked for, what was found, None where it did not matter then).
    """

    def __init__(
        self, held: tuple[int, tuple[bool | None, ...]], openings: Callable[[int], Openings], most: int
    ) -> None:
        looked, opens = held
        self._openings = openings
        self._asked: Openings | None = None
        self._most = most
        self.changed = not (len(opens) >= most or len(opens) < looked)
        if self.changed:
            self._asked = openings(most)
            opens = (None,) * len(self._asked)
        else:
            self._most = looked
        self._opens = list(opens)
        self._given = min(len(self._opens), most)

    def all(self) -> Openings:
        """See `housestyle.Openings`."""
        return [partial(self._at, at) for at in range(self._given)]

    def told(self) -> tuple[int, tuple[bool | None, ...]]:
        """What is known by now."""
        return self._most, tuple(self._opens)

    def _at(self, at: int) -> bool:
        found = self._opens[at]
        if found is None:
            if self._asked is None:
                self._asked = self._openings(len(self._opens))
            found = self._opens[at] = self._asked[at]()
            self.changed = True
        return found

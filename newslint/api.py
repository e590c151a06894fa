"""newslint from Python: texts and records in, findings or repaired copies out."""

from __future__ import annotations

import copy
import datetime
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from newslint.checker import Checked, Checker
from newslint.config import Config, check_redaction, settings_of
from newslint.engine import Engine
from newslint.fixing import fix_text
from newslint.kinds.personal import REDACTION
from newslint.model import MAIN, Field, Finding, NewslintError, Problem
from newslint.moderation import Moderator, moderates
from newslint.packs import CompiledRule, labels_of, load_rules
from newslint.plugins import Plugins
from newslint.results import Mode, Seen
from newslint.scorers import Board, Scorer, read_scorers, unanswered
from newslint.segment import DefaultSegmenter
from newslint.sources import Part, Record
from newslint.sources.base import one_newline
from newslint.sources.jsonfiles import JsonReader
from newslint.sources.jsontext import read_json
from newslint.sources.layouts import Layout, layout_of
from newslint.suppress import selected

Item = TypeVar("Item", str, dict[str, Any])
_NAME = "<record>"


@lru_cache(maxsize=8)
def _rules(packs: tuple[str, ...]) -> tuple[Plugins, tuple[CompiledRule, ...]]:
    plugins = Plugins()
    rules, problems = load_rules([*plugins.packs, *map(Path, packs)], plugins.kinds)
    if problems:
        raise NewslintError(problems[0])
    return plugins, tuple(rules)


@lru_cache(maxsize=8)
def _engine(config: tuple[tuple[str, ...], ...]) -> Engine:
    return _made(config, {})


def _made(config: tuple[tuple[str, ...], ...], own: Mapping[str, Scorer]) -> Engine:
    select, extend, ignore, packs, languages = config
    settings = Config(select=select, extend_select=extend, ignore=ignore, packs=packs, languages=languages)
    plugins, rules = _rules(packs)
    chosen = [item for item in rules if selected(item.rule, settings)]
    scorers = {**plugins.scorers, **own}
    for problem in unanswered(chosen, scorers).values():
        raise NewslintError(problem)
    return Engine(
        chosen,
        plugins.segmenter or DefaultSegmenter(labels_of(rules)),
        languages,
        known=rules,
        board=Board(scorers),
    )


class Linter:
    """Rules chosen once, for any number of texts and records; no configuration file is read.

    `select`, `extend_select`, `ignore`, `packs`, `languages`, `preset`, `fields`, `dateline`,
    `zone`, `own_domains`, `phone_regions` and `redaction` are the settings of those names; `scorers` are scorers by name,
    each a mapping with the keys of a `[scorers.NAME]` table, its paths counted from the working folder, or a scorer.
    A record is a mapping as `json.load` gives it. Raises NewslintError for a wrong rule file, redaction, preset or
    scorer, and for a rule whose scorer is missing.

    >>> [item.code for item in Linter(select=["SPC"]).lint("The board voted , it said.")]
    ['SPC002']
    """

    def __init__(
        self,
        *,
        select: Sequence[str] = (),
        extend_select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        packs: Sequence[str] = (),
        languages: Sequence[str] = (),
        preset: str = "",
        fields: Mapping[str, str] | None = None,
        dateline: str = "auto",
        zone: str = "auto",
        own_domains: Sequence[str] = (),
        phone_regions: Sequence[str] = (),
        redaction: str = REDACTION,
        scorers: Mapping[str, Scorer | Mapping[str, Any]] | None = None,
    ) -> None:
        chosen = (tuple(select), tuple(extend_select), tuple(ignore), tuple(packs), tuple(languages))
        self.engine = _made(chosen, _scorers(scorers)) if scorers else _engine(chosen)
        self._preset = preset
        self._fields = dict(fields or {})
        try:
            check_redaction(redaction)
        except ValueError as error:
            raise NewslintError(Problem(_NAME, f"`redaction` {error}")) from None
        self._config = Config(
            dateline=dateline,
            zone=zone,
            own_domains=tuple(own_domains),
            phone_regions=tuple(phone_regions),
            redaction=redaction,
        )
        self._layouts: dict[frozenset[str], Layout] = {}

    def lint(self, item: str | Mapping[str, Any]) -> list[Finding]:
        """The findings in a text or a record, in order of field and place.

        A finding's `field` is a role ("text", "title", "byline", …) and its span counts in that field's
        text, newlines as ``\\n``. Raises NewslintError for a record in which no text can be told.
        """
        fields, meta = self._read(item)
        return self.engine.check_fields(fields, _NAME, meta)

    def fix(self, item: Item, *, unsafe: bool = False) -> Item:
        """The text, or a deep copy of the record, with fixes made; all else in it is as it was.

        Raises NewslintError for a record in which no text can be told.

        >>> Linter().fix({"title": "Quay opens", "text": "The board voted , it said.", "id": 7})
        {'title': 'Quay opens', 'text': 'The board voted, it said.', 'id': 7}
        """
        if isinstance(item, str):
            text = one_newline(item)[0]
            fixed = fix_text(self.engine, text, unsafe=unsafe, meta=self._meta({}), path=_NAME)
            return fixed.text if fixed.edits else item
        record = self.record(item)
        checker = Checker(self.engine, self._config, Mode(fix=True, unsafe=unsafe))
        done = checker.fix(_NAME, record, self._meta({}), lambda data: self._parsed(item, data))
        if done.data is None:
            return copy.deepcopy(item)
        before, after = json.loads(record.raw), json.loads(done.data)
        copied: dict[str, Any] = merged(copy.deepcopy(item), before, after)
        return copied

    def diagnostics(self, item: Mapping[str, Any]) -> Checked:
        """The findings in a record with their masked source lines, as reports have them; nothing is raised by a rule."""
        checker = Checker(self.engine, self._config, Mode())
        return checker.check(_NAME, self.record(item), self._meta({}))

    def record(self, item: Mapping[str, Any]) -> Record:
        """How a record is read. Raises NewslintError where no text can be told, or it holds none."""
        raw = json.dumps(item, default=str, skipkeys=True).encode("ascii")
        found = self._parsed(item, raw)
        if found.problems:
            raise NewslintError(found.problems[0])
        return found

    def layout(self, item: Mapping[str, Any]) -> Layout:
        """The layout by which records with these keys are read; the first such record decides."""
        keys = frozenset(map(str, item))
        if keys not in self._layouts:
            tree = read_json(json.dumps(item, default=str, skipkeys=True))[0]
            found = layout_of([tree], self._preset, self._fields)
            if found is None:
                raise NewslintError(Problem(_NAME, "holds no article that newslint can tell", hint="name its `fields`"))
            self._layouts[keys] = found
        return self._layouts[keys]

    def _parsed(self, item: Mapping[str, Any], raw: bytes) -> Record:
        return JsonReader(_NAME, "json", self.layout(item)).record(Part(raw, index=0))

    def _read(self, item: str | Mapping[str, Any]) -> tuple[Sequence[Field], dict[str, str]]:
        if isinstance(item, str):
            return (Field(MAIN, one_newline(item)[0]),), self._meta({})
        record = self.record(item)
        return record.fields, self._meta(record.facts)

    def _meta(self, facts: Mapping[str, str]) -> dict[str, str]:
        today = datetime.date.today().isoformat()
        return {"dateline": self._config.dateline, **facts, **settings_of(self._config), "today": today}


def _scorers(given: Mapping[str, Scorer | Mapping[str, Any]]) -> dict[str, Scorer]:
    made: dict[str, Scorer] = {}
    for name, one in given.items():
        if not isinstance(one, Mapping):
            made[name] = one
            continue
        try:
            made |= read_scorers({name: dict(one)}, Path.cwd())
        except ValueError as error:
            raise NewslintError(Problem(_NAME, f"`scorers` {error}")) from None
    return made


def merged(item: Any, before: Any, after: Any) -> Any:
    """A value with the strings changed that differ between two readings of it."""
    if isinstance(after, dict) and isinstance(item, dict):
        for key in after:
            if key in item and before[key] != after[key]:
                item[key] = merged(item[key], before[key], after[key])
        return item
    if isinstance(after, list) and isinstance(item, list | tuple):
        return type(item)(merged(*entry) for entry in zip(item, before, after, strict=True))
    return after if isinstance(item, str) and before != after else item


@lru_cache(maxsize=1)
def _default() -> Linter:
    return Linter()


@lru_cache(maxsize=4)
def _moderation(policy: str) -> tuple[Linter, Moderator]:
    on = Config()
    chosen = [item.rule for item in _rules(())[1] if moderates(item.rule) and selected(item.rule, on)]
    linter = Linter(select=[rule.code for rule in chosen])
    return linter, Moderator.of(policy, [item.rule for item in linter.engine.rules])


def lint(item: str | Mapping[str, Any]) -> list[Finding]:
    """The findings of the shipped rules in a text or a record; see `Linter.lint`."""
    return _default().lint(item)


def fix(item: Item, *, unsafe: bool = False) -> Item:
    """A text or a copy of a record with fixes made; see `Linter.fix`."""
    return _default().fix(item, unsafe=unsafe)


def moderate(item: str | Mapping[str, Any], policy: str = "") -> dict[str, Any]:
    """The verdict on a text or a record, as `newslint moderate` prints it; `policy` names a policy file.

    Raises NewslintError for a wrong policy, or a record in which no text can be told.

    >>> moderate("The board voted on Monday.")["decision"]
    'allow'
    """
    linter, moderator = _moderation(policy)
    found = linter.diagnostics({"text": item} if isinstance(item, str) else item)
    told = moderator.told(moderator.verdict(_NAME, Seen(problems=found.problems), found.diagnostics))
    return {key: told[key] for key in ("decision", "findings", "problems") if key in told}

"""What a run needs, loaded: plugins, rules, engine."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from newslint.cache.start import Facts
from newslint.commands.start import Start
from newslint.compiled import CompiledRule, labels_of
from newslint.config import Config
from newslint.engine import Engine
from newslint.housestyle import is_asked
from newslint.model import Problem, Rule
from newslint.scorers import Board, shipped, unanswered
from newslint.segment import DefaultSegmenter
from newslint.slow import unfiltered
from newslint.sources.compressed import MAGIC
from newslint.suppress import selected

if TYPE_CHECKING:
    from newslint.ownparts import OwnParts
    from newslint.plugins import Plugins
    from newslint.profile import Profile

Parts: TypeAlias = "Plugins | OwnParts"
"""Where kinds, packs, formats, scorers and the segmenter come from."""


@dataclasses.dataclass(frozen=True, slots=True)
class Setup:
    """All that a run needs; `rules` includes those that are off.

    `problems` are wrong rule files (`wrong`) and selectors that match no rule; `notes` are what is said of the
    user's own rules where they are right, but slow.
    """

    config: Config
    plugins: Parts
    rules: tuple[CompiledRule, ...]
    engine: Engine
    problems: tuple[Problem, ...]
    wrong: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()

    @property
    def facts(self) -> Facts:
        """What later runs may know without loading anything."""
        plain = tuple(
            suffix for source in self.plugins.sources if getattr(source, "walked", True) for suffix in source.suffixes
        )
        return Facts(
            self.problems,
            len(self.engine.rules),
            (*plain, *(suffix + packed for suffix in plain for packed in MAGIC)),
            is_asked(self.config, (item.rule for item in self.engine.rules)),
            _is_pure(self),
            self.notes,
        )


def _any(_: Rule) -> bool:
    return True


def prepare(options: Mapping[str, Any], command: str = "check") -> Setup:
    """Load plugins and rules, keep those that are selected and of the command."""
    return Start(options, command).setup


def assembled(
    config: Config,
    plugins: Parts,
    loaded: tuple[list[CompiledRule], list[Problem]],
    command: str,
    *,
    show_values: bool,
    profiled: bool = False,
) -> Setup:
    """The rules that are selected and of the command, with warnings of selectors that match none."""
    rules, wrong = loaded
    problems = [*wrong, *_unmatched(config, rules)]
    only: Callable[[Rule], bool] = _any
    if command == "moderate":
        from newslint.moderation import moderates as only
    chosen = [item for item in rules if only(item.rule) and selected(item.rule, config)]
    scorers = {**plugins.scorers, **config.scorers}
    lost = unanswered(chosen, scorers)
    problems = [*problems, *lost.values()]
    chosen = [item for item in chosen if item.rule.code not in lost]
    plugins.configure(dataclasses.asdict(dataclasses.replace(config, origins={})))
    segmenter = plugins.segmenter or DefaultSegmenter(labels_of(rules))
    kind_of_engine: type[Engine] = Engine
    if profiled:
        from newslint.profile import ProfiledEngine as kind_of_engine
    engine = kind_of_engine(
        chosen,
        segmenter,
        config.languages,
        known=rules,
        show_values=show_values,
        board=Board(scorers),
        prefilter=config.prefilter,
    )
    notes = unfiltered(chosen, [Path(pack) for pack in config.packs])
    return Setup(config, plugins, tuple(rules), engine, tuple(problems), tuple(wrong), tuple(notes))


def _is_pure(setup: Setup) -> bool:
    """Whether what is found depends on nothing but files, rules and settings; a plugin says of its parts where not.

    A scorer is asked again each time, unless it is newslint's own or says that it may be remembered.
    """
    engine, plugins = setup.engine, setup.plugins
    parts: list[object] = [*plugins.sources, engine.segmenter, *(item.facts for item in engine.rules)]
    own = shipped()
    names = {item.facts.needs[0] for item in engine.rules if item.facts.needs}
    scorers = [engine.board.scorers[name] for name in names if name not in own or name in setup.config.scorers]
    return (
        all(getattr(part, "pure", True) for part in parts)
        and all(getattr(scorer, "pure", False) for scorer in scorers)
        and all(_has_lists_beside(item.rule, setup) for item in setup.rules)
    )


def _has_lists_beside(rule: Rule, setup: Setup) -> bool:
    """Whether the word lists that a rule names are files below a folder of rules, whose content is looked at."""
    folders = [path for path in (*setup.plugins.packs, *map(Path, setup.config.packs)) if path.is_dir()]
    lists: Sequence[str] = rule.options.get("lists", ())
    files = [(Path(rule.origin).parent / name).resolve() for name in lists if name != "shipped"]
    return all(any(file.is_relative_to(folder.resolve()) for folder in folders) for file in files)


def _unmatched(config: Config, rules: list[CompiledRule]) -> list[Problem]:
    known = {name for item in rules for name in (item.rule.code, item.rule.name)}
    problems = []
    for option in ("select", "extend_select", "ignore"):
        for selector in getattr(config, option):
            if selector == "ALL" or selector in known or any(code.startswith(selector) for code in known):
                continue
            import difflib

            near = difflib.get_close_matches(selector, sorted(known), 1)
            hint = f"did you mean {near[0]}?" if near else "see newslint rules"
            origin = config.origins.get(option, "configuration")
            named = "" if origin.startswith("--") else f"{option.replace('_', '-')}: "
            problems.append(Problem(origin, f"{named}no rule matches `{selector}`", hint=hint))
    return problems


def tell_profile(profile: Profile, setup: Setup, form: str) -> None:
    """Print what a run cost on standard error."""
    import json

    import click

    from newslint.profile import as_json, table
    from newslint.reporters.concise import printable

    rules = setup.engine.rules
    lines = [json.dumps(as_json(profile, rules), indent=2)] if form == "json" else map(printable, table(profile, rules))
    for line in lines:
        click.echo(line, err=True)

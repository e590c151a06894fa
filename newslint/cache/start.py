"""What a run must know of its rules and plugins before it reads a file, kept so that neither has to be loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from newslint import kept
from newslint.cache.folder import RULES, START, Folder
from newslint.cache.records import plain_problem
from newslint.cache.stamps import contents, digest, program, settings, stamps
from newslint.config import Config
from newslint.data import builtin_rules_path
from newslint.problems import Problem


class Facts(NamedTuple):
    """What is known of a rule set in a configuration: wrong rules, how many are on, the suffixes that folders are walked for.

    `styled` says whether a rule needs the house style; `pure` whether results depend on nothing but files,
    rules and settings, so that they may be kept. `notes` are what is said of slow rules.
    """

    problems: tuple[Problem, ...]
    rules: int
    suffixes: tuple[str, ...]
    styled: bool
    pure: bool
    notes: tuple[Problem, ...] = ()


class Installed(NamedTuple):
    """Whether there are plugins, and the folders of rules and the code that they bring."""

    plugins: bool
    packs: tuple[str, ...]
    code: tuple[str, ...]


def installed(folder: Folder) -> Installed | None:
    """What is known of the plugins; None where something was installed or changed since."""
    held = folder.read(START, digest("plugins", program()))
    match held:
        case (bool(plugins), tuple(packs), tuple(code), tuple(seen)):
            found = Installed(plugins, packs, code)
            return found if seen == tuple(stamps(code)) else None
    return None


def keep_installed(folder: Folder, found: Installed) -> None:
    """Keep what is known of the plugins."""
    seen = tuple(stamps(found.code))
    folder.write(START, digest("plugins", program()), (found.plugins, found.packs, found.code, seen))


def rules_stamp(found: Installed, packs: Iterable[str]) -> str:
    """A name for all rules that are loaded, with the code that makes something of them."""
    folders = (str(builtin_rules_path()), *found.packs, *packs)
    return digest(program(), tuple(stamps(found.code)), folders, tuple(contents(folders)))


def run_stamp(rules: str, config: Config, command: str) -> str:
    """A name for all that decides what is found in a file."""
    return digest(rules, settings(config), command)


def facts(folder: Folder, stamp: str) -> Facts | None:
    """What is known of the rule set; None where it must be loaded to tell."""
    match folder.read(START, stamp):
        case (tuple(problems), int(rules), tuple(suffixes), bool(styled), bool(pure), tuple(notes)):
            return Facts(_problems(problems), rules, suffixes, styled, pure, _problems(notes))
    return None


def keep_facts(folder: Folder, stamp: str, found: Facts) -> None:
    """Keep what is known of the rule set."""
    problems, notes = (tuple(map(plain_problem, items)) for items in (found.problems, found.notes))
    folder.write(START, stamp, (problems, found.rules, found.suffixes, found.styled, found.pure, notes))


class Held(NamedTuple):
    """Compiled rules as they are kept, and what is wrong with others; see `cache.rules`."""

    rules: tuple[Any, ...]
    problems: tuple[Any, ...]


def held_rules(folder: Folder, stamp: str) -> Held | None:
    """The rules as they are kept; patterns and word lists that go with them are at hand from then on.

    So this comes before the modules are loaded that compile patterns of their own.
    """
    match folder.read(RULES, stamp):
        case (tuple(rules), tuple(problems), dict(values)):
            kept.fill(values)
            return Held(rules, problems)
    return None


def _problems(held: Sequence[Any]) -> tuple[Problem, ...]:
    return tuple(Problem(*item) for item in held)

"""Settings from files, environment and flags, each knowing where it came from."""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newslint.nearest import did_you_mean
from newslint.problems import NewslintError, Problem, Severity

if TYPE_CHECKING:
    from newslint.scorers import Scorer

FILE = "newslint.toml"
PYPROJECT = "pyproject.toml"
ENVIRONMENT = "NEWSLINT_"


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting. `select` empty means the rules that are on by default.

    `packs` are absolute paths, `root` is the folder that per-file patterns are relative to, and
    `origins` tells by field name where a value came from ("newslint.toml:3", "--select").
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, str] = field(default_factory=dict)
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    packs: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    dateline: str = "auto"
    zone: str = "auto"
    exclude: tuple[str, ...] = ()
    fail_level: Severity = Severity.WARNING
    fix: bool = False
    unsafe_fixes: bool = False
    output_format: str = "concise"
    preset: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    own_domains: tuple[str, ...] = ()
    phone_regions: tuple[str, ...] = ()
    redaction: str = "[{what} removed]"
    prefilter: str = "auto"
    policy: str = ""
    scorers: Mapping[str, Scorer] = field(default_factory=dict)
    cache: bool = True
    cache_dir: str = ""
    root: Path = field(default_factory=Path)
    origins: Mapping[str, str] = field(default_factory=dict)


CHOICES: Mapping[str, tuple[str, ...]] = {
    "dateline": ("required", "auto", "off"),
    "zone": ("auto", "body", "comments"),
    "prefilter": ("auto", "ahocorasick", "hyperscan", "re2", "regex"),
    "fail_level": tuple(level.value for level in Severity),
}
_LISTS = ("select", "extend_select", "ignore", "packs", "languages", "exclude", "own_domains", "phone_regions")
_ADDED = frozenset({"extend_select", "ignore", "packs", "exclude", "own_domains"})
_FLAGS = ("fix", "unsafe_fixes", "cache")
_TABLES = ("severity", "per_file_ignores", "fields", "scorers")
KEYS = tuple(item.name for item in dataclasses.fields(Config) if item.name not in {"root", "origins"})


def load_config(
    start: Path,
    *,
    config: Path | None = None,
    isolated: bool = False,
    overrides: Mapping[str, Any] | None = None,
) -> Config:
    """The configuration in force at `start`; flags over environment over files over defaults.

    The nearest `newslint.toml`, or `pyproject.toml` with a table `[tool.newslint]`, counts unless
    `config` names a file or `isolated` shuts files and environment out, all but where caches are. Raises NewslintError for
    an unknown key, a wrong value or a file that cannot be read, with its line.
    """
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    root = start.absolute()
    if not isolated:
        file = config or _nearest(start.absolute())
        if file is not None:
            root = file.absolute().parent
            _read_file(file, values, origins, ())
        _read_environment(values, origins)
    elif variable := os.environ.get(f"{ENVIRONMENT}CACHE_DIR"):
        values["cache_dir"], origins["cache_dir"] = str(Path(variable).absolute()), f"{ENVIRONMENT}CACHE_DIR"
    for key, value in (overrides or {}).items():
        values[key] = tuple(value) if key in _LISTS else value
        origins[key] = f"--{key.replace('_', '-')}"
    if values.get("preset"):
        from newslint.sources.layouts import preset

        preset(values["preset"])
    if "fail_level" in values:
        values["fail_level"] = Severity(values["fail_level"])
    return Config(**values, root=root, origins=origins)


def _nearest(start: Path) -> Path | None:
    for folder in (start, *start.parents):
        if (folder / FILE).is_file():
            return folder / FILE
        project = folder / PYPROJECT
        if project.is_file() and _names_newslint(project) and "newslint" in _toml(project).get("tool", {}):
            return project
    return None


def _names_newslint(project: Path) -> bool:
    """Whether a project's file may have a table for newslint; most have none, and need not be read as TOML."""
    try:
        return b"newslint" in project.read_bytes()
    except OSError:
        return True


def _toml(file: Path) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise NewslintError(Problem(str(file), f"cannot be read: {error.strerror}")) from None
    except UnicodeDecodeError as error:
        raise NewslintError(Problem(str(file), f"is not UTF-8 text: {error.reason}")) from None
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        message = re.sub(r" \(at .*\)\Z", "", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (None, None)
        raise NewslintError(Problem(str(file), f"not valid TOML: {message}", line, column)) from None


def _read_file(file: Path, values: dict[str, Any], origins: dict[str, str], chain: tuple[Path, ...]) -> None:
    if file.resolve() in chain:
        names = " → ".join(item.name for item in (*chain, file))
        raise NewslintError(Problem(str(file), f"extends itself: {names}"))
    table = _toml(file)
    if file.name == PYPROJECT:
        table = table.get("tool", {}).get("newslint", {})
    text = file.read_text(encoding="utf-8-sig")
    bases = table.pop("extends", [])
    for base in [bases] if isinstance(bases, str) else bases:
        if not isinstance(base, str):
            raise NewslintError(Problem(str(file), "`extends` must name files", _line(text, "extends")))
        _read_file(file.parent / base, values, origins, (*chain, file.resolve()))
    for key, value in table.items():
        line = _line(text, key)
        if key.replace("-", "_") not in KEYS or "_" in key:
            hint = did_you_mean(key.replace("_", "-"), [name.replace("_", "-") for name in (*KEYS, "extends")])
            raise NewslintError(Problem(str(file), f"unknown key `{key}`", line, hint=hint))
        name = key.replace("-", "_")
        try:
            _set(values, name, _checked(name, value, file.parent))
        except ValueError as error:
            raise NewslintError(Problem(str(file), f"`{key}` {error}", line)) from None
        origins[name] = f"{_shown(file)}:{line}" if line else _shown(file)


def _set(values: dict[str, Any], name: str, value: Any) -> None:
    """Put a value in; lists that widen add to what an extended file gave, tables are merged."""
    if name in _ADDED:
        values[name] = tuple(dict.fromkeys((*values.get(name, ()), *value)))
    elif name in _TABLES:
        values[name] = {**values.get(name, {}), **value}
    else:
        values[name] = value


def _checked(name: str, value: Any, folder: Path) -> Any:
    """The value in the field's type. Raises ValueError with what it must be."""
    if name in _FLAGS:
        if not isinstance(value, bool):
            raise ValueError("must be true or false")
        return value
    if name in _LISTS:
        strings = _strings(value)
        return tuple(str((folder / item).absolute()) for item in strings) if name == "packs" else strings
    if name == "severity":
        if not isinstance(value, dict) or not set(map(str, value.values())) <= set(CHOICES["fail_level"]):
            raise ValueError(f"must be a table of rule to one of {', '.join(CHOICES['fail_level'])}")
        return dict(value)
    if name == "per_file_ignores":
        if not isinstance(value, dict):
            raise ValueError("must be a table of pattern to list of rules")
        return {pattern: _strings(rules) for pattern, rules in value.items()}
    if name == "scorers":
        from newslint.scorers.settings import read_scorers

        return read_scorers(value, folder)
    if name == "fields":
        if not isinstance(value, dict) or not all(isinstance(path, str) for path in value.values()):
            raise ValueError('must be a table of role to path, such as text = "article.body"')
        from newslint.sources.layouts import ORDERS, ROLES

        if strange := [role for role in value if role not in {*ROLES, *ORDERS}]:
            raise ValueError(f"names “{strange[0]}”, not one of {', '.join([*ROLES, *ORDERS])}")
        return dict(value)
    if not isinstance(value, str):
        raise ValueError("must be text")
    if name in {"policy", "cache_dir"}:
        return str((folder / value).absolute())
    if name == "redaction":
        check_redaction(value)
    if name in CHOICES and value not in CHOICES[name]:
        hint = did_you_mean(value, CHOICES[name])
        raise ValueError(f"is “{value}”, not one of {', '.join(CHOICES[name])}" + (f"; {hint}" if hint else ""))
    return value


def check_redaction(value: str) -> None:
    """Raises ValueError where a value's replacement has other fields than {what}."""
    try:
        value.format(what="")
    except (KeyError, IndexError, ValueError, AttributeError):
        raise ValueError("may have only {what} in braces") from None


def settings_of(config: Config) -> dict[str, str]:
    """The settings that rules heed, as they are told of an article."""
    told = {
        "own-domains": " ".join(domain.casefold().removeprefix("@") for domain in config.own_domains),
        "regions": " ".join(config.phone_regions).upper(),
        "redaction": config.redaction,
        "zone": config.zone.removeprefix("auto"),
    }
    return {key: value for key, value in told.items() if value}


def _strings(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("must be a list of texts")
    return tuple(value)


def _read_environment(values: dict[str, Any], origins: dict[str, str]) -> None:
    for variable in sorted(os.environ):
        if not variable.startswith(ENVIRONMENT):
            continue
        name = variable.removeprefix(ENVIRONMENT).lower()
        if name not in KEYS or name in _TABLES:
            names = [ENVIRONMENT + key.upper() for key in KEYS if key not in _TABLES]
            raise NewslintError(Problem(variable, "no such setting", hint=did_you_mean(variable, names)))
        text = os.environ[variable]
        value: Any = text
        if name in _LISTS:
            value = [part.strip() for part in text.split(",") if part.strip()]
        elif name in _FLAGS:
            value = {"1": True, "true": True, "0": False, "false": False, "": False}.get(text.lower(), text)
        try:
            values[name] = _checked(name, value, Path.cwd())
        except ValueError as error:
            raise NewslintError(Problem(variable, str(error))) from None
        origins[name] = variable


def _line(text: str, key: str) -> int | None:
    """The line on which a key or its table is set."""
    found = re.search(rf"(?m)^[ \t]*+(?:\[[^\]]*?)?[\"']?{re.escape(key)}[\"']?\s*+[=\].]", text)
    return text.count("\n", 0, found.start()) + 1 if found else None


def _shown(file: Path) -> str:
    """The file as it is shown: relative to here where it lies below."""
    path = file.absolute()
    return path.relative_to(Path.cwd()).as_posix() if path.is_relative_to(Path.cwd()) else str(file)

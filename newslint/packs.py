"""Find rule files, read them with positions, validate and compile them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import regex

from newslint.compiled import CompiledRule, labels_of
from newslint.data import builtin_rules_path
from newslint.kinds.base import Kind, RuleError
from newslint.model import Example, NewslintError, Problem, Rule, Severity
from newslint.schema import COMMON, REQUIRED
from newslint.schema.validate import Faults, coerce, did_you_mean
from newslint.yamlsafe import Entries, Items, Node, load_yaml

__all__ = [
    "WORD_LISTS", "CompiledRule", "RuleFileError", "builtin_rules_path", "labels_of", "load_rule_text", "load_rules",
]  # fmt: skip

SUFFIXES = frozenset({".yaml", ".yml"})
WORD_LISTS = ".words.yaml"
"""How the word lists of kind `abuse` end in a folder of rules: they are no rules."""
_CODE = regex.compile("[A-Z]{3}[0-9]{3}")
_SLUG = regex.compile("[a-z0-9]+(?:-[a-z0-9]+)*")


def load_rules(paths: Sequence[Path], kinds: Mapping[str, type[Kind]]) -> tuple[list[CompiledRule], list[Problem]]:
    """Every rule of the files and folders, and what is wrong with the others; never raises.

    A code or name that two files claim is a problem that names both; the first keeps it.
    """
    rules: list[CompiledRule] = []
    problems: list[Problem] = []
    owners: dict[str, str] = {}
    for file in _files(paths, problems):
        try:
            text = file.read_text(encoding="utf-8-sig")
            item = load_rule_text(text, str(file), kinds)
        except RuleFileError as error:
            problems.extend(error.problems)
            continue
        except NewslintError as error:
            problems.append(error.problem)
            continue
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(str(file), f"cannot be read: {error}"))
            continue
        taken = [key for key in (item.rule.code, item.rule.name) if key in owners]
        for key in taken:
            problems.append(Problem(str(file), f"`{key}` is already taken by {owners[key]}"))
        if not taken:
            owners[item.rule.code] = owners[item.rule.name] = str(file)
            rules.append(item)
    return rules, problems


def _files(paths: Iterable[Path], problems: list[Problem]) -> list[Path]:
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = (
                item
                for item in path.rglob("*")
                if item.suffix in SUFFIXES and not item.name.endswith(WORD_LISTS) and item.is_file()
            )
            found.update(dict.fromkeys(sorted(inside)))
        elif path.exists():
            found[path] = None
        else:
            problems.append(Problem(str(path), "no such rule file or folder"))
    return list(found)


class RuleFileError(NewslintError):
    """A rule file with one fault or more; `problems` has them all."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems[0])
        self.problems = tuple(sorted(problems, key=lambda item: (item.line or 0, item.column or 0)))


def load_rule_text(text: str, origin: str, kinds: Mapping[str, type[Kind]]) -> CompiledRule:
    """Read, validate and compile one rule. Raises NewslintError; RuleFileError lists every fault."""
    root = load_yaml(text, origin)
    faults = Faults(origin)
    if not isinstance(root, Entries):
        faults.add(root, "a rule file is a mapping of keys to values")
        raise RuleFileError(faults.problems)
    kind = _kind(root, kinds, faults)
    own: Mapping[str, Any] = kind.schema if kind else {}
    common, options = _values(root, own, kind is not None, faults)
    for name in (*REQUIRED, *(kind.required if kind else ())):
        if name not in root.entries:
            faults.add(root, f"the key `{name}` is missing")
    _check_names(root, common, origin, faults)
    examples = _examples(root, common.get("examples"), faults)
    if faults.problems or kind is None:
        raise RuleFileError(faults.problems)
    rule = Rule(
        **{key: common[key] for key in ("code", "name", "summary", "why", "kind")},
        severity=Severity(common["severity"]),
        scope=frozenset(common.get("scope", ())),
        tags=tuple(common.get("tags", ())),
        since=common.get("since", ""),
        links=tuple(common.get("links", ())),
        default=common.get("default", True),
        advice=common.get("advice", ""),
        category=common.get("category", ""),
        precision=common.get("precision"),
        examples=examples,
        options=options,
        origin=origin,
    )
    try:
        return CompiledRule(rule, kind(rule, options))
    except RuleError as error:
        faults.add(_at(root, error.key), f"`{error.key}`: {error.why}")
    except Exception as error:
        faults.add(root, f"kind `{rule.kind}` cannot read these options: {type(error).__name__}: {error}")
    raise RuleFileError(faults.problems)


def _kind(root: Entries, kinds: Mapping[str, type[Kind]], faults: Faults) -> type[Kind] | None:
    if "kind" not in root.entries:
        return None
    node = root.entries["kind"][1]
    name = str(getattr(node, "value", ""))
    if name not in kinds:
        hint = did_you_mean(name, kinds) or f"one of {', '.join(sorted(kinds))}"
        faults.add(node, f"no kind is called `{name}`", hint)
    return kinds.get(name)


def _values(
    root: Entries, own: Mapping[str, Any], known_kind: bool, faults: Faults
) -> tuple[dict[str, Any], dict[str, Any]]:
    common: dict[str, Any] = {}
    options: dict[str, Any] = {}
    for name, (spot, node) in root.entries.items():
        if name in COMMON:
            common[name] = coerce(node, COMMON[name], name, faults)
        elif name in own:
            options[name] = coerce(node, own[name], name, faults)
        elif known_kind or did_you_mean(name, COMMON):
            faults.add(spot, f"unknown key `{name}`", did_you_mean(name, [*COMMON, *own]))
    return common, options


def _check_names(root: Entries, common: Mapping[str, Any], origin: str, faults: Faults) -> None:
    code, name = common.get("code"), common.get("name")
    if code is not None and not _CODE.fullmatch(code):
        faults.add(root.entries["code"][1], f"`code` is “{code}”, not three capitals and three digits")
    if name is not None and not _SLUG.fullmatch(name):
        faults.add(root.entries["name"][1], f"`name` is “{name}”, not small-words-with-hyphens")
    elif name is not None and Path(origin).suffix in SUFFIXES and Path(origin).stem != name:
        faults.add(root.entries["name"][1], f"`name` is “{name}”, but the file is {Path(origin).name}")
    for key in ("summary", "why"):
        if key in common and not str(common[key] or "").strip():
            faults.add(root.entries[key][1], f"`{key}` is empty")


def _examples(root: Entries, given: Any, faults: Faults) -> tuple[Example, ...]:
    if "examples" not in root.entries or given is None:
        return ()
    node = root.entries["examples"][1]
    found: list[Example] = []
    spots = node.items if isinstance(node, Items) else ()
    for spot, item in zip(spots, given, strict=True):
        if not isinstance(item, dict):
            continue
        if ("bad" in item) == ("good" in item):
            faults.add(spot, "an example has either `bad` or `good`")
        elif "good" in item and ("fixed" in item or "findings" in item):
            faults.add(spot, "a `good` example has no findings and nothing fixed")
        elif "bad" in item:
            count = item.get("findings", 1)
            found.append(_example(item, item["bad"], count, spot.line))
        else:
            found.append(_example(item, item["good"], None, spot.line))
    if not faults.problems and len({item.bad for item in found}) < 2:
        faults.add(node, "give at least one `bad` and one `good` example")
    return tuple(found)


def _example(item: Mapping[str, Any], text: str, count: int | None, line: int) -> Example:
    meta, fields = item.get("meta", {}), item.get("fields", {})
    if fields:
        meta = {"record": "yes", **meta}
    return Example(text, count, item.get("fixed"), line, meta, fields, item.get("fixed_fields", {}))


def _at(root: Entries, key: str) -> Node:
    """The node that a dotted key such as `phrases.en.3` names, or the nearest above it."""
    node: Node = root
    for part in key.split("."):
        match node:
            case Entries() if part in node.entries:
                node = node.entries[part][1]
            case Items() if part.isdigit() and int(part) < len(node.items):
                node = node.items[int(part)]
            case _:
                return node
    return node

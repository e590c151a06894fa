"""The commands for rule authors: explain, list, test, create, schema, plugins."""

from __future__ import annotations

import difflib
import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from newslint.commands.setup import prepare
from newslint.config import load_config
from newslint.data import measurements
from newslint.engine import Engine
from newslint.model import Example, NewslintError, Problem, Rule
from newslint.moderation import category_of
from newslint.packs import CompiledRule, labels_of, load_rules
from newslint.plugins import Plugins
from newslint.policy import policy_schema
from newslint.scaffold import new_rule
from newslint.schema import rule_schema
from newslint.scorers import Board
from newslint.segment import DefaultSegmenter
from newslint.slow import looked_for, unfiltered
from newslint.suppress import selected
from newslint.testing import run_cases, run_examples


def fix_of(rule: Rule) -> tuple[str, str]:
    """(mark, words): whether the rule's findings can be fixed and what that may cost."""
    option = rule.options.get("fix", rule.options.get("safety"))
    safety = option.get("safety", "unsafe") if isinstance(option, Mapping) else option
    if rule.kind == "personal":
        safety = "unsafe"
    if safety == "display":
        return " ", "a suggestion only: shown, never applied"
    if safety == "unsafe":
        return "!", "unsafe: applied by --fix --unsafe-fixes only, since it removes information"
    if safety == "safe":
        return "*", "safe: applied by --fix where the engine agrees that no word is lost"
    if any(example.fixed is not None or example.fixed_beside for example in rule.examples):
        return "*", "decided for each match: --fix where no word is lost, else --fix --unsafe-fixes"
    return " ", "none: the finding is reported only"


def measured(code: str) -> str:
    """What the rule's fixes did on real scraped texts, in words."""
    seen = measurements()
    numbers = seen["rules"].get(code, {})
    if not numbers.get("fixes"):
        return f"no fix in {seen['texts']:,} scraped texts"
    told = f"{numbers['fixes']:,} fixes on {numbers['sites']} sites in {seen['texts']:,} scraped texts"
    judged = numbers["right"] + numbers["wrong"]
    if judged:
        told += f"; {numbers['right'] / judged:.1%} of {judged:,} different ones right"
    return f"{told}; {numbers['lost']:,} of {seen['words']:,} words of articles lost"


def _page(item: CompiledRule) -> Iterator[str]:
    rule = item.rule
    yield f"{rule.code} {rule.name}"
    yield ""
    yield f"{rule.summary[:1].upper()}{rule.summary[1:]}."
    yield ""
    yield "Why"
    yield from textwrap.wrap(rule.why, 88, initial_indent="  ", subsequent_indent="  ")
    yield ""
    yield f"Severity  {rule.severity.value}"
    yield f"Kind      {rule.kind}"
    yield f"Scope     {', '.join(sorted(rule.scope)) or 'everywhere'}"
    yield f"Fix       {fix_of(rule)[1]}"
    yield f"Measured  {measured(rule.code)}"
    yield f"Runs      {looked_for(item)}"
    if rule.advice:
        yield f"Advice    {rule.advice}"
    if rule.category:
        yield f"Category  {rule.category}"
    if rule.tags:
        yield f"Tags      {', '.join(rule.tags)}"
    for link in rule.links:
        yield f"See       {link}"
    for title, examples in (
        ("Found", [item for item in rule.examples if item.bad]),
        ("Left alone", [item for item in rule.examples if not item.bad]),
    ):
        if examples:
            yield ""
            yield title
        for example in examples:
            yield from _example(example)
    yield ""
    yield f'To leave it out: --ignore {rule.code}, or ignore = ["{rule.name}"] in the configuration.'


def _example(example: Example) -> Iterator[str]:
    yield from _shown(example.text, example.beside)
    if example.fixed is not None or example.fixed_beside:
        yield "  becomes"
        yield from _shown(example.fixed or example.text, {**example.beside, **example.fixed_beside})
    yield ""


def _shown(text: str, fields: Mapping[str, str]) -> Iterator[str]:
    for name, value in fields.items():
        yield f"  {name}: {value}"
    for line in text.split("\n"):
        yield f"  | {line}".rstrip()


def explain(code: str, output_format: str, options: Mapping[str, Any]) -> None:
    """Print one rule's page. Raises NewslintError for a code that no rule has."""
    rules = prepare(options).rules
    for item in rules:
        if code.upper() == item.rule.code or code == item.rule.name:
            click.echo(
                json.dumps(as_json(item), indent=2, ensure_ascii=False)
                if output_format == "json"
                else "\n".join(_page(item))
            )
            return
    names = [name for item in rules for name in (item.rule.code, item.rule.name)]
    near = difflib.get_close_matches(code, names, 1) or difflib.get_close_matches(code.upper(), names, 1)
    raise NewslintError(
        Problem(
            "rule",
            f"no rule is called `{code}`",
            hint=f"did you mean {near[0]}?" if near else "see newslint rules",
        )
    )


def as_json(item: CompiledRule) -> dict[str, Any]:
    """What `--output-format json` prints of a rule; `literals` are None where it runs on every text."""
    rule, needed = item.rule, item.checker.literals()
    return {
        "code": rule.code,
        "name": rule.name,
        "summary": rule.summary,
        "why": rule.why,
        "kind": rule.kind,
        "severity": rule.severity.value,
        "measured": measurements()["rules"].get(rule.code),
        "scope": sorted(rule.scope),
        "default": rule.default,
        "tags": list(rule.tags),
        "links": list(rule.links),
        "since": rule.since,
        "advice": rule.advice,
        "category": category_of(rule),
        "precision": rule.precision,
        "fix": fix_of(rule)[1],
        "literals": None if needed is None else sorted(needed),
    }


def list_rules(output_format: str, everything: bool, options: Mapping[str, Any]) -> None:
    """Print the rules in order of code: code, name, severity, whether fixable, summary."""
    setup = prepare(options)
    items = [item for item in setup.rules if everything or selected(item.rule, setup.config)]
    items.sort(key=lambda item: item.rule.code)
    if output_format == "json":
        click.echo(json.dumps([as_json(item) for item in items], indent=2, ensure_ascii=False))
        return
    rules = [item.rule for item in items]
    width = max((len(rule.name) for rule in rules), default=0)
    for rule in rules:
        mark = fix_of(rule)[0]
        click.echo(f"{rule.code} {mark} {rule.name:<{width}}  {rule.severity.value:<7}  {rule.summary}")
    click.echo(f"\n{len(rules)} rules; * fixed by --fix, ! fixed by --unsafe-fixes")


def run_tests(paths: Sequence[Path]) -> int:
    """Run the examples of rule files and the golden cases under `paths`; the exit code."""
    plugins = Plugins()
    missing = [path for path in paths if not path.exists()]
    if missing:
        raise NewslintError(Problem(str(missing[0]), "no such file or folder"))
    builtin, _ = load_rules(plugins.packs, plugins.kinds)
    own, problems = load_rules([path for path in paths if not _is_case_folder(path)], plugins.kinds)
    for problem in problems:
        click.echo(f"newslint: {problem}", err=True)
    names = {item.rule.name for item in own}
    others = [item for item in builtin if item.rule.name not in names and item.rule.default]
    segmenter = plugins.segmenter or DefaultSegmenter(labels_of([*others, *own]))
    board = Board({**plugins.scorers, **load_config(Path.cwd()).scorers})
    engine = Engine([*others, *(item for item in own if item.rule.default)], segmenter, board=board)
    failed = total = 0
    for line, good in _outcomes(own, paths, engine):
        total += 1
        failed += not good
        click.echo(line)
    for note in unfiltered(own, paths):
        click.echo(f"slow: {note}", err=True)
    click.echo(f"{total - failed} passed, {failed} failed")
    if problems or not total:
        return 2
    return 1 if failed else 0


def _is_case_folder(path: Path) -> bool:
    return path.is_dir() and any(path.rglob("input.txt"))


def _outcomes(rules: Sequence[CompiledRule], paths: Sequence[Path], engine: Engine) -> Iterator[tuple[str, bool]]:
    for item in rules:
        for result in run_examples(item, engine):
            detail = "" if result.passed else "".join(f"\n    {why}" for why in result.failures)
            yield f"{'ok    ' if result.passed else 'FAILED'} {result.id}{detail}", result.passed
    for path in paths:
        if _is_case_folder(path):
            for result in run_cases(path, engine):
                detail = "" if result.passed else "".join(f"\n    {why}" for why in result.failures)
                yield f"{'ok    ' if result.passed else 'FAILED'} {result.id}{detail}", result.passed


def create(name: str, root: Path) -> None:
    """Write the template of the rule `family/slug` and say what to do next."""
    plugins = Plugins()
    path = new_rule(root, name, plugins.kinds, plugins.packs)
    click.echo(f"wrote {path}")
    click.echo(f"next: fill it in, then run `newslint test {path}`")


def print_schema(what: str) -> None:
    """Print the JSON Schema of rule files or policies."""
    schema = policy_schema() if what == "policy" else rule_schema(Plugins().kinds)
    click.echo(json.dumps(schema, indent=2, ensure_ascii=False))


def list_plugins() -> None:
    """Print a line for each plugin: name, version, hooks."""
    for name, version, hooks in Plugins().names():
        click.echo(f"{name} {version}".rstrip() + f": {', '.join(hooks)}")

"""What the project promises about itself."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import click
from conftest import ROOT, RULES

from newslint import hookspecs
from newslint.cli import OTHERS, cli
from newslint.commands.others import COMMANDS
from newslint.config import KEYS
from newslint.kinds import builtin_kinds
from newslint.reporters import BUILTIN_REPORTERS
from newslint.schema import COMMON, SCOPES, rule_schema

DOCS = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
LAYERS = [
    {"problems"}, {"nearest"}, {"kept"}, {"patterns"}, {"model"}, {"data"}, {"folding"}, {"rarity"}, {"scanners"}, {"text"}, {"personal"}, {"hidden"}, {"sources"}, {"segment"}, {"yamlnodes"}, {"yamlevents"}, {"yamlsafe"}, {"abuse"}, {"kinds"}, {"compiled"}, {"schema"}, {"packs"}, {"slow"}, {"scorers"}, {"prefilter"}, {"concealing"}, {"reading"}, {"linefields"}, {"sifting"},
    {"engine"}, {"profile"}, {"safety"}, {"fixing"}, {"discover"}, {"config"}, {"housestyle"}, {"suppress"}, {"policy"}, {"atomic"}, {"results"}, {"progress"}, {"cache"}, {"checker"},
    {"rewrite"}, {"columnar"}, {"datelines"}, {"tasks"}, {"recordfile"}, {"workers"}, {"runner"}, {"reporters"}, {"moderation"},
    {"ownparts"}, {"hookspecs"}, {"builtins"}, {"plugins"}, {"testing"}, {"api"}, {"arrow"}, {"integrations"}, {"scaffold"}, {"commands"}, {"cli"},
]  # fmt: skip


def imports(path: Path) -> set[str]:
    """The parts of newslint that a module imports when it is loaded; imports for types only don't count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.ImportFrom)
            and id(node) not in for_types
            and (node.module or "").startswith("newslint")
        ):
            parts = (node.module or "").split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
    return found - {"__version__"}


def test_layers_import_one_way() -> None:
    rank = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    for path in sorted((ROOT / "newslint").rglob("*.py")):
        part = path.relative_to(ROOT / "newslint").parts[0].removesuffix(".py")
        if part in {"__init__", "__main__"}:
            continue
        wrong = {name for name in imports(path) if name != part and rank[name] >= rank[part]}
        assert not wrong, f"{path.name} imports {wrong}"


def test_the_committed_schema_is_fresh() -> None:
    held = json.loads((ROOT / "newslint" / "schema" / "rule.schema.json").read_text(encoding="utf-8"))
    assert held == rule_schema(builtin_kinds())


def test_every_kind_key_and_scope_is_documented() -> None:
    page = DOCS["rules"]
    for name, kind in builtin_kinds().items():
        row = next(line for line in page.splitlines() if line.startswith(f"| `{name}` |"))
        for key in kind.schema:
            assert f"`{key}`" in row, f"{name}: {key}"
        assert kind.__doc__
    for word in (*COMMON, *SCOPES):
        assert f"`{word}`" in page, word


def test_every_setting_is_documented() -> None:
    for key in (*KEYS, "extends"):
        assert f"`{key.replace('_', '-')}`" in DOCS["configuration"], key


def test_every_command_and_option_is_documented() -> None:
    context = click.Context(cli)
    assert {command.name for command in COMMANDS} == OTHERS
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        assert f"`newslint {name}" in DOCS["cli"]
        if name == "check":
            for option in command.params:
                if isinstance(option, click.Option):
                    assert f"`{option.opts[-1]}`" in DOCS["cli"], option.opts


def test_every_hook_format_and_exit_code_is_documented() -> None:
    hooks = [name for name in vars(hookspecs) if name.startswith("newslint_")]
    assert len(hooks) == 7
    for hook in hooks:
        assert f"`{hook}(" in DOCS["plugins"]
    for name in BUILTIN_REPORTERS:
        assert f"`{name}`" in DOCS["cli"]
    for code in ("| 0 |", "| 1 |", "| 2 |"):
        assert code in (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_rule_has_its_page() -> None:
    command = [sys.executable, "-m", "newslint", "rules", "--all", "--isolated", "--output-format", "json"]
    listed = json.loads(subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout)
    assert [item["code"] for item in listed] == sorted(item.rule.code for item in RULES)
    assert all(item["why"] and item["summary"] and item["fix"] for item in listed)


def test_the_readme_says_what_is_so() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = [sys.executable, "-m", "newslint", "--isolated", "seeds/two-articles.txt"]
    shown = subprocess.run(command, capture_output=True, check=False, cwd=ROOT).stdout.decode()
    block = readme.split("What it says:\n\n```\n")[1].split("```")[0]
    for line in block.splitlines():
        assert line in shown.splitlines()


def test_files_stay_small() -> None:
    for path in (ROOT / "newslint").rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 300, path.name


def test_changelog_counts_the_rules() -> None:
    assert f"{len(RULES)} rules" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

"""The commands beside `newslint check`: what they are called and which options they have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from newslint.commands.options import (
    CONTEXT,
    cache_options,
    config_options,
    file_options,
    named,
    run_options,
    show_values,
)

FAIL_ON = ("block", "review", "never")


@click.command(context_settings=CONTEXT)
@click.argument("paths", nargs=-1, metavar="FILE…")
@click.option("--policy", type=click.Path(path_type=Path), metavar="FILE", help="What decides; see docs/moderation.md.")
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    default="block",
    show_default=True,
    help="The decision from which on the exit code is 1.",
)
@config_options
@click.option("-q", "--quiet", is_flag=True, help="No sums on standard error.")
@file_options
@cache_options
@run_options
@click.pass_context
def moderate(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Say of each record whether to allow, review or block it: one JSON object a line.

    Only rules about what must not be published run. Personal data and secrets are masked.
    """
    from newslint.commands.moderate import ModerateOptions, moderate_paths

    ctx.exit(moderate_paths(named(ctx, paths, options["stdin_filename"]), ModerateOptions(**options)))


@click.command(context_settings=CONTEXT)
@click.argument("paths", nargs=-1, required=True, metavar="FILE…")
@show_values
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    help="A table, a JSON object an article, or a coloured page.",
)
@config_options
@click.pass_context
def inspect(ctx: click.Context, /, paths: tuple[str, ...], output_format: str, **options: Any) -> None:
    """Show how newslint reads a file: its articles, and of each line the role and how likely it is furniture."""
    from newslint.commands.inspect import inspect_paths

    ctx.exit(inspect_paths(paths, output_format, options))


@click.command(context_settings=CONTEXT)
@click.argument("code")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text")
@config_options
def rule(code: str, output_format: str, **options: Any) -> None:
    """Explain one rule: why it is, examples, its fix and what that may cost."""
    from newslint.commands.rules import explain

    explain(code, output_format, options)


@click.command(context_settings=CONTEXT)
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text")
@click.option("--all", "everything", is_flag=True, help="Also rules that are off.")
@config_options
def rules(output_format: str, everything: bool, **options: Any) -> None:
    """List the rules that are on."""
    from newslint.commands.rules import list_rules

    list_rules(output_format, everything, options)


@click.command(context_settings=CONTEXT)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def test(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Run the examples of rule files, and folders of golden cases."""
    from newslint.commands.rules import run_tests

    ctx.exit(run_tests(paths))


@click.command(context_settings=CONTEXT)
@click.argument("what", type=click.Choice(["rule"]))
@click.argument("name", metavar="FAMILY/SLUG")
@click.option(
    "--root",
    type=click.Path(path_type=Path),
    default=Path("rules"),
    help="The rules folder.  [default: rules]",
)
def new(what: str, name: str, root: Path) -> None:
    """Write the template of a new rule: `newslint new rule widgets/stray-follow-button`."""
    from newslint.commands.rules import create

    create(name, root)


@click.command(context_settings=CONTEXT)
@click.argument("what", type=click.Choice(["rule", "policy"]))
def schema(what: str) -> None:
    """Print the JSON Schema of rule files or of policies, for editors."""
    from newslint.commands.rules import print_schema

    print_schema(what)


@click.command(context_settings=CONTEXT)
def plugins() -> None:
    """List the installed plugins, their versions and hooks."""
    from newslint.commands.rules import list_plugins

    list_plugins()


@click.command(context_settings=CONTEXT)
@config_options
@click.option("--cache-dir", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help="Which cache.")
def clean(**options: Any) -> None:
    """Empty the caches of compiled rules and results."""
    from newslint.commands.clean import empty

    empty(options)


@click.command(context_settings=CONTEXT)
@config_options
def config(**options: Any) -> None:
    """Print every setting with its value and where that came from."""
    from newslint.commands.config import show

    show(options)


COMMANDS = (moderate, inspect, rule, rules, test, new, schema, plugins, clean, config)

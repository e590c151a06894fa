"""The command line: arguments in, exit code out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from newslint import __version__
from newslint.problems import NewslintError, Problem, Severity

FAIL_ON = ("block", "review", "never")
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class DefaultGroup(click.Group):
    """A group whose `check` command runs when the first argument names no command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` in front of arguments that are files or options of `check`."""
        own = {name for param in self.params for name in param.opts} | {"-h", "--help"}
        first = args[0] if args else ""
        if not args or (first not in self.commands and first not in own):
            args = ["check", *args] if args else ["--help"]
        return super().parse_args(ctx, args)


@click.group(cls=DefaultGroup, context_settings=CONTEXT)
@click.version_option(__version__, "-V", "--version", prog_name="newslint")
def cli() -> None:
    """Find and fix what scrapers leave in news text.

    \b
    newslint FILE...            report          newslint --fix FILE...   repair in place
    newslint --diff FILE...     show the fixes  newslint rule HED001     explain a rule
    newslint inspect FILE       how it is read  newslint moderate FILE   allow, review or block

    Every option of `newslint check --help` works without the word check.

    Exit codes: 0 nothing is left, 1 findings are left, 2 bad input, rule, option or configuration.
    """


def _codes(_: click.Context, __: click.Parameter, value: Sequence[str]) -> tuple[str, ...] | None:
    if not value:
        return None
    return tuple(code.strip() for part in value for code in part.split(",") if code.strip())


def config_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which configuration and which rules count."""
    for decorate in reversed(
        [
            click.option("--select", multiple=True, callback=_codes, metavar="CODE,…", help="Only these rules."),
            click.option("--ignore", multiple=True, callback=_codes, metavar="CODE,…", help="Not these rules."),
            click.option("--extend-select", multiple=True, callback=_codes, metavar="CODE,…", help="These rules too."),
            click.option(
                "--config",
                type=click.Path(path_type=Path),
                metavar="FILE",
                help="Use this configuration file.",
            ),
            click.option("--isolated", is_flag=True, help="Ignore every configuration file."),
            click.option(
                "--dateline",
                type=click.Choice(["required", "auto", "off"]),
                default=None,
                help="House style for datelines.",
            ),
            click.option(
                "--preset",
                metavar="NAME",
                default=None,
                help="What wrote the records: trafilatura, news-please, newsapi, …  [default: told by their keys]",
            ),
        ]
    ):
        command = decorate(command)
    return command


def _switched_off(_: click.Context, __: click.Parameter, value: bool) -> bool | None:
    return False if value else None


def cache_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say what is kept between runs, and where."""
    folder = click.Path(path_type=Path, file_okay=False)
    command = click.option("--cache-dir", type=folder, metavar="FOLDER", help="Where caches are kept.")(command)
    return click.option(
        "--no-cache", "cache", is_flag=True, callback=_switched_off, help="Use nothing of earlier runs, keep nothing."
    )(command)


def file_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which files are read, and by how many processes."""
    for decorate in reversed(
        [
            click.option("--force-exclude", is_flag=True, help="Leave out excluded files even if named."),
            click.option(
                "--exclude", multiple=True, callback=_codes, metavar="GLOB,…", help="Leave these files and folders out."
            ),
            click.option(
                "--stdin-filename", metavar="NAME", help="The name of what `-` reads; with --fix, text goes to stdout."
            ),
            click.option(
                "-j", "--jobs", type=click.IntRange(0), default=0, help="Worker processes.  [default: one a core]"
            ),
        ]
    ):
        command = decorate(command)
    return command


def _named(ctx: click.Context, paths: tuple[str, ...], stdin_filename: str | None) -> tuple[str, ...]:
    """The paths, standard input where only its name is given. Raises UsageError where there is none."""
    if paths or stdin_filename:
        return paths or ("-",)
    raise click.UsageError("name a file or folder, or - for standard input", ctx)


show_values = click.option(
    "--show-values", is_flag=True, help="Show personal data and secrets in full; on a terminal only."
)


@cli.command(context_settings=CONTEXT)
@click.argument("paths", nargs=-1, metavar="FILE…")
@click.option("--fix", is_flag=True, default=None, help="Repair in place what loses no information.")
@click.option("--unsafe-fixes", is_flag=True, default=None, help="Also the fixes that lose information.")
@click.option("--diff", is_flag=True, help="Show what the fixes would change; change nothing.")
@click.option("--show-fixes", is_flag=True, help="List the fixes that were made.")
@config_options
@click.option("--output-format", metavar="FORMAT", default=None, help="concise, full, json or github.")
@click.option("--statistics", is_flag=True, help="Count the findings of each rule instead of listing them.")
@click.option("-q", "--quiet", is_flag=True, help="Print findings only, no summary.")
@click.option("-v", "--verbose", is_flag=True, help="Also say what was read and with which rules.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even where findings are left.")
@click.option("--exit-non-zero-on-fix", is_flag=True, help="Exit with 1 where a file was changed.")
@click.option(
    "--fail-level",
    type=click.Choice([level.value for level in Severity]),
    default=None,
    help="The least severity that makes the exit code 1.  [default: warning]",
)
@show_values
@cache_options
@file_options
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour the output.")
@click.pass_context
def check(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Report what scrapers left in news text; with --fix, repair it."""
    paths = _named(ctx, paths, options["stdin_filename"])
    from newslint.commands.check import CheckOptions, check_paths

    ctx.exit(check_paths(paths, CheckOptions(**options)))


@cli.command(context_settings=CONTEXT)
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
@click.pass_context
def moderate(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Say of each record whether to allow, review or block it: one JSON object a line.

    Only rules about what must not be published run. Personal data and secrets are masked.
    """
    from newslint.commands.moderate import ModerateOptions, moderate_paths

    ctx.exit(moderate_paths(_named(ctx, paths, options["stdin_filename"]), ModerateOptions(**options)))


@cli.command(context_settings=CONTEXT)
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


@cli.command(context_settings=CONTEXT)
@click.argument("code")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text")
@config_options
def rule(code: str, output_format: str, **options: Any) -> None:
    """Explain one rule: why it is, examples, its fix and what that may cost."""
    from newslint.commands.rules import explain

    explain(code, output_format, options)


@cli.command(context_settings=CONTEXT)
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text")
@click.option("--all", "everything", is_flag=True, help="Also rules that are off.")
@config_options
def rules(output_format: str, everything: bool, **options: Any) -> None:
    """List the rules that are on."""
    from newslint.commands.rules import list_rules

    list_rules(output_format, everything, options)


@cli.command(context_settings=CONTEXT)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.pass_context
def test(ctx: click.Context, paths: tuple[Path, ...]) -> None:
    """Run the examples of rule files, and folders of golden cases."""
    from newslint.commands.rules import run_tests

    ctx.exit(run_tests(paths))


@cli.command(context_settings=CONTEXT)
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


@cli.command(context_settings=CONTEXT)
@click.argument("what", type=click.Choice(["rule", "policy"]))
def schema(what: str) -> None:
    """Print the JSON Schema of rule files or of policies, for editors."""
    from newslint.commands.rules import print_schema

    print_schema(what)


@cli.command(context_settings=CONTEXT)
def plugins() -> None:
    """List the installed plugins, their versions and hooks."""
    from newslint.commands.rules import list_plugins

    list_plugins()


@cli.command(context_settings=CONTEXT)
@config_options
@click.option("--cache-dir", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help="Which cache.")
def clean(**options: Any) -> None:
    """Empty the caches of compiled rules and results."""
    from newslint.commands.clean import empty

    empty(options)


@cli.command(context_settings=CONTEXT)
@config_options
def config(**options: Any) -> None:
    """Print every setting with its value and where that came from."""
    from newslint.commands.config import show

    show(options)


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code; no traceback for what a user did."""
    try:
        code = cli.main(args=args, prog_name="newslint", standalone_mode=False)
    except NewslintError as error:
        say(error.problem)
        code = 2
    except click.ClickException as error:
        error.show()
        code = 2
    except click.Abort:
        click.echo("newslint: interrupted; files already written are whole", err=True)
        code = 130
    except BrokenPipeError:
        sys.stderr.close()
        code = 141
    sys.exit(code or 0)


def say(problem: Problem) -> None:
    """Print a problem on standard error."""
    click.echo(f"newslint: {problem}", err=True)

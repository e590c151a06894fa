"""The command line: arguments in, exit code out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from newslint import __version__
from newslint.commands.options import (
    CONTEXT,
    cache_options,
    config_options,
    file_options,
    named,
    run_options,
    show_values,
)
from newslint.problems import NewslintError, Problem, Severity

OTHERS = frozenset(["moderate", "inspect", "rule", "rules", "test", "new", "schema", "plugins", "clean", "config"])
"""The commands beside `check`, which are defined in `commands.others` and read when one of them is asked for."""


class DefaultGroup(click.Group):
    """A group whose `check` command runs when the first argument names no command."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` in front of arguments that are files or options of `check`."""
        own = {name for param in self.params for name in param.opts} | {"-h", "--help"}
        first = args[0] if args else ""
        if not args or (first != "check" and first not in OTHERS and first not in own):
            args = ["check", *args] if args else ["--help"]
        return super().parse_args(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name in OTHERS:
            self._complete()
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        self._complete()
        return super().list_commands(ctx)

    def _complete(self) -> None:
        from newslint.commands.others import COMMANDS

        for command in COMMANDS:
            self.add_command(command)


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
@run_options
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour the output.")
@click.pass_context
def check(ctx: click.Context, /, paths: tuple[str, ...], **options: Any) -> None:
    """Report what scrapers left in news text; with --fix, repair it."""
    paths = named(ctx, paths, options["stdin_filename"])
    from newslint.commands.check import CheckOptions, check_paths

    ctx.exit(check_paths(paths, CheckOptions(**options)))


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

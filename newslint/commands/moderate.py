"""`newslint moderate`: what must not be published, as one JSON line a record with a decision."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import click

from newslint.commands.start import Start, tell
from newslint.moderation import Moderator
from newslint.policy import Decision
from newslint.results import Mode

NEVER = "never"


@dataclasses.dataclass(frozen=True, slots=True)
class ModerateOptions:
    """The options of `newslint moderate`; None where the configuration decides."""

    policy: Path | None = None
    fail_on: str = Decision.BLOCK.value
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] | None = None
    config: Path | None = None
    isolated: bool = False
    dateline: str | None = None
    preset: str | None = None
    force_exclude: bool = False
    exclude: tuple[str, ...] | None = None
    stdin_filename: str | None = None
    quiet: bool = False
    jobs: int = 0
    no_progress: bool = False
    profile: bool = False
    profile_format: str = "table"
    cache: bool | None = None
    cache_dir: Path | None = None


def moderate_paths(paths: Sequence[str], options: ModerateOptions) -> int:
    """Print the verdict on every record, one JSON object a line; returns the exit code.

    The rules are those that moderate, whatever else a configuration selects; what it ignores is left out.
    """
    given = dataclasses.asdict(options)
    start = Start({**given, "select": options.select or ()}, "moderate")
    chosen = str(options.policy) if options.policy else start.config.policy
    moderator = Moderator.of(chosen, [item.rule for item in start.setup.rules])
    files, problems = start.files(paths, force_exclude=options.force_exclude)
    stdin = sys.stdin.buffer.read() if "-" in paths else None
    early = (*start.facts.problems, *problems)
    tell((*early, *(() if options.quiet else start.facts.notes)))
    broken = bool(early)
    counts: Counter[Decision] = Counter()
    with closing(start.watched(files, Mode(), stdin)) as results:
        for result in results:
            for verdict in moderator.verdicts(result):
                counts[verdict.decision] += 1
                sys.stdout.write(json.dumps(moderator.told(verdict), ensure_ascii=False) + "\n")
            broken = broken or bool(result.problems)
    start.tell_profile()
    if not options.quiet:
        click.echo(summary(counts), err=True)
    return 2 if broken else int(_fails(counts, options.fail_on))


def _fails(counts: Counter[Decision], fail_on: str) -> bool:
    return fail_on != NEVER and any(decision.rank >= Decision(fail_on).rank for decision in counts)


def summary(counts: Counter[Decision]) -> str:
    """The last line, on standard error.

    >>> summary(Counter({Decision.ALLOW: 2, Decision.BLOCK: 1}))
    'Moderated 3 records: 2 allow, 0 review, 1 block'
    """
    total = sum(counts.values())
    told = ", ".join(f"{counts[decision]} {decision.value}" for decision in Decision)
    return f"Moderated {total} record{'' if total == 1 else 's'}: {told}"

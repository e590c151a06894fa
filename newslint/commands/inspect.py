"""`newslint inspect`: how newslint read a file, a line at a time."""

from __future__ import annotations

import dataclasses
import html
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from newslint.commands.setup import prepare
from newslint.engine import Engine
from newslint.model import Article, Block, NewslintError, Problem
from newslint.reporters.concise import printable
from newslint.runner import text_of
from newslint.sources import SourceFormat, source_for
from newslint.text import LineIndex

_LIKELY = 0.5
_COLOURS = {
    "headline": "#1d4ed8", "kicker": "#6d28d9", "standfirst": "#0e7490", "byline": "#a16207", "dateline": "#a16207",
    "timestamp": "#a16207", "caption": "#be185d", "credit": "#be185d", "crosshead": "#1d4ed8", "furniture": "#b91c1c",
}  # fmt: skip
_STYLE = """
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 68rem; padding: 0 1rem; }
h1 { font-size: 1.2rem; overflow-wrap: anywhere; } h2 { font-size: 1rem; margin-top: 2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; } dt { opacity: .7; } dd { margin: 0; }
table { border-collapse: collapse; width: 100%; } td, th { padding: .15rem .5rem; text-align: left; vertical-align: top; }
td:nth-child(1), td:nth-child(3) { text-align: right; opacity: .7; font-variant-numeric: tabular-nums; }
td:nth-child(2) { white-space: nowrap; } td:nth-child(4) { overflow-wrap: anywhere; }
tr.gap td { padding-top: .9rem; }
@media (prefers-color-scheme: dark) { td span { filter: brightness(2); } }
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """One article as newslint reads it; `lines` are the file's line numbers of its blocks."""

    article: Article
    blocks: tuple[Block, ...]
    lines: tuple[int, ...]


def inspect_paths(paths: Sequence[str], output_format: str, options: Mapping[str, Any]) -> int:
    """Print how each file was read; returns 2 where one could not be, else 0."""
    setup = prepare(options)
    problems: list[Problem] = list(setup.problems)
    read: list[tuple[str, list[Reading]]] = []
    for path in paths:
        try:
            read.append((path, readings(path, setup.engine, setup.plugins.sources)))
        except NewslintError as error:
            problems.append(error.problem)
        except OSError as error:
            problems.append(Problem(path, f"cannot be read: {error.strerror}"))
    show = {"text": _text, "json": _json, "html": _html}[output_format]
    for line in show(read):
        click.echo(line)
    for problem in problems:
        click.echo(printable(f"newslint: {problem}"), err=True)
    return 2 if problems else 0


def readings(path: str, engine: Engine, sources: Sequence[SourceFormat]) -> list[Reading]:
    """The articles of a file ("-": standard input) with their lines. Raises OSError and NewslintError."""
    raw = sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    text = text_of(source_for(path, tuple(sources)).read(path, raw))
    places = LineIndex(text)
    found = []
    for article, blocks in engine.read(text, path):
        lines = tuple(places.position(block.span.start)[0] for block in blocks)
        found.append(Reading(article, blocks, lines))
    return found


def role_of(block: Block) -> str:
    """The block's role, with its class where it is furniture that is known."""
    return f"{block.role}/{block.furniture}" if block.furniture else block.role.value


def _known(reading: Reading) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in reading.article.facts.told().items() if value)


def _heading(reading: Reading) -> str:
    article = reading.article
    lines = f", lines {reading.lines[0]} to {reading.lines[-1]}" if reading.lines else ", no lines"
    evidence = article.meta.get("boundary")
    return f"article {article.index + 1} of {article.total}, {article.lang}{lines}" + (
        f" ({evidence})" if evidence else ""
    )


def _text(read: Sequence[tuple[str, list[Reading]]]) -> Iterator[str]:
    for path, found in read:
        yield printable(path)
        for reading in found:
            yield f"  {_heading(reading)}"
            for name, value in _known(reading):
                yield printable(f"    {name:9} {value}")
            yield ""
            width = max((len(role_of(block)) for block in reading.blocks), default=0)
            for line, block in zip(reading.lines, reading.blocks, strict=True):
                mark = "×" if block.probability >= _LIKELY else " "
                yield printable(
                    f"  {line:5} {mark} {round(100 * block.probability):3} %  {role_of(block):{width}}  {block.text}"
                )
            yield ""


def _json(read: Sequence[tuple[str, list[Reading]]]) -> Iterator[str]:
    for path, found in read:
        for reading in found:
            yield json.dumps(
                {
                    "path": path,
                    "article": reading.article.index,
                    "articles": reading.article.total,
                    "language": reading.article.lang,
                    **reading.article.facts.told(),
                    "lines": [
                        {
                            "line": line,
                            "role": block.role.value,
                            "furniture": block.furniture.value if block.furniture else None,
                            "zone": block.zone.value,
                            "probability": round(block.probability, 4),
                            "text": block.text,
                        }
                        for line, block in zip(reading.lines, reading.blocks, strict=True)
                    ],
                },
                ensure_ascii=False,
            )


def _html(read: Sequence[tuple[str, list[Reading]]]) -> Iterator[str]:
    yield f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>newslint inspect</title><style>{_STYLE}</style>'
    for path, found in read:
        yield f"<h1>{html.escape(path)}</h1>"
        for reading in found:
            yield f"<h2>{html.escape(_heading(reading))}</h2>"
            facts = (f"<dt>{name}<dd>{html.escape(value)}" for name, value in _known(reading))
            yield f"<dl>{''.join(facts)}</dl>"
            yield "<table><tr><th>line<th>role<th>furniture<th>text"
            for line, block in zip(reading.lines, reading.blocks, strict=True):
                yield _row(line, block)
            yield "</table>"
    yield "</html>"


def _row(line: int, block: Block) -> str:
    share = round(100 * block.probability)
    colour = _COLOURS.get(block.role.value)
    style = f' style="color: {colour}"' if colour else ""
    gap = ' class="gap"' if block.gap else ""
    return (
        f'<tr{gap} style="background: rgb(220 38 38 / {0.25 * block.probability:.2f})"><td>{line}'
        f'<td><span{style}>{role_of(block)}</span><td>{share} %<td dir="auto">{html.escape(block.text)}'
    )

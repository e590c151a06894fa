"""`newslint inspect`: how newslint read a file, a line at a time."""

from __future__ import annotations

import dataclasses
import html
import io
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import click

from newslint.commands.setup import prepare
from newslint.config import settings_of
from newslint.engine import NO_META, Engine
from newslint.kinds.base import clip
from newslint.model import Article, Block, NewslintError, Problem
from newslint.reporters.concise import printable
from newslint.sources import HEAD, Asked, Document, Fault, Format, RecordFormat, format_of, inner_name
from newslint.sources.compressed import BROKEN, decompressed
from newslint.sources.layouts import ORDERS, ROLES, SAMPLE, Layout

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
    """One article as newslint reads it; `lines` are the file's line numbers of its blocks (None without lines).

    `record` counts from 0 and is None in a file that is one text; `fields` are (name, pointer,
    text) of what the record says beside its text.
    """

    article: Article
    blocks: tuple[Block, ...]
    lines: tuple[int | None, ...]
    record: int | None = None
    fields: tuple[tuple[str, str, str], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """One file as it is shown: how its records are read (None where it is one text), and its articles."""

    path: str
    layout: Layout | None
    readings: tuple[Reading, ...]


def inspect_paths(paths: Sequence[str], output_format: str, options: Mapping[str, Any]) -> int:
    """Print how each file was read; returns 2 where one could not be, else 0."""
    setup = prepare(options)
    problems: list[Problem] = list(setup.problems)
    asked = Asked(setup.config.preset, setup.config.fields)
    read: list[Shown] = []
    told = settings_of(setup.config)
    for path in paths:
        try:
            with sys.stdin.buffer if path == "-" else Path(path).open("rb") as raw:
                stream = io.BytesIO(raw.read()) if path == "-" else raw
                read.append(shown(path, stream, setup.engine, setup.plugins.sources, asked, problems, told))
        except NewslintError as error:
            problems.append(error.problem)
        except BROKEN as error:
            problems.append(Problem(path, f"cannot be read: {getattr(error, 'strerror', None) or error}"))
    show = {"text": _text, "json": _json, "html": _html}[output_format]
    for line in show(read):
        click.echo(line)
    for problem in problems:
        click.echo(printable(f"newslint: {problem}"), err=True)
    return 2 if problems else 0


def shown(
    path: str,
    raw: BinaryIO,
    engine: Engine,
    sources: Sequence[Format],
    asked: Asked,
    problems: list[Problem],
    told: Mapping[str, str] = NO_META,
) -> Shown:
    """How a file is read, with the settings that are `told`: all its articles, or those of its first twenty records."""
    stream = decompressed(path, raw)
    name, packed = inner_name(path)
    form = format_of(name, lambda: b"" if packed else _head(stream), sources)
    if not isinstance(form, RecordFormat):
        return Shown(path, None, tuple(_readings(path, form.read(path, stream.read()), engine, told)))
    opened = form.open(path, stream, asked)
    if opened.layout is None:
        raise NewslintError(
            Problem(path, "holds no article that newslint can tell", hint="name its fields: see `fields`")
        )
    found: list[Reading] = []
    for part in opened.parts:
        if isinstance(part, Fault):
            problems.append(part.problem)
        elif part.index is not None:
            if part.index >= SAMPLE:
                break
            try:
                found += _readings(path, opened.reader.record(part), engine, told)
            except NewslintError as error:
                problems.append(error.problem)
    return Shown(path, opened.layout, tuple(found))


def _head(stream: BinaryIO) -> bytes:
    """The first bytes of a stream, which is then where it was."""
    head = stream.read(HEAD)
    stream.seek(0)
    return head


def _readings(path: str, document: Document, engine: Engine, meta: Mapping[str, str] = NO_META) -> Iterator[Reading]:
    fields = document.fields
    beside = tuple((item.name, document.pointer(item.name), item.text) for item in fields[1:])
    mask = engine.mask(fields, meta)
    if mask:
        beside = tuple((name, pointer, mask.hidden(name, text)) for name, pointer, text in beside)
    shown = mask.hidden(fields[0].name, fields[0].text)
    for article, blocks in engine.read(fields[0].text, path, beside=fields[1:]):
        places = (document.place(fields[0].name, block.span.start) for block in blocks)
        lines = tuple(place[0] if place else None for place in places)
        if mask:
            facts = dataclasses.replace(
                article.facts,
                title=mask.derived(article.facts.title),
                authors=tuple(map(mask.derived, article.facts.authors)),
            )
            article = dataclasses.replace(article, facts=facts)
            blocks = tuple(dataclasses.replace(block, text=block.span.of(shown)) for block in blocks)
        yield Reading(article, blocks, lines, document.record, beside if article.index == 0 else ())


def mapping(layout: Layout) -> list[str]:
    """A layout in lines: the preset with what told it, and the path of each role."""
    score = f" ({len(layout.matched)} of {layout.keys} keys)" if layout.keys else ""
    keys = f": {', '.join(layout.matched)}" if layout.matched else ""
    lines = [f"preset {layout.preset}{score}{keys}"]
    for role, paths in sorted(layout.fields.items(), key=lambda item: (*ROLES, *ORDERS).index(item[0])):
        held = "" if role in layout.seen else "  (not there)"
        lines.append(f"  {role:11} {' or '.join(paths)}{held}")
    return lines


def role_of(block: Block) -> str:
    """The block's role, with its class where it is furniture that is known."""
    return f"{block.role}/{block.furniture}" if block.furniture else block.role.value


def _known(reading: Reading) -> Iterator[tuple[str, str]]:
    yield from ((name, value) for name, value in reading.article.facts.told().items() if value)
    yield from ((pointer, clip(value, 80)) for _, pointer, value in reading.fields)


def _heading(reading: Reading) -> str:
    article = reading.article
    lines = f", lines {reading.lines[0]} to {reading.lines[-1]}" if reading.lines else ", no lines"
    if reading.lines and reading.lines[0] == reading.lines[-1]:
        lines = f", line {reading.lines[0]}" if reading.lines[0] is not None else ""
    record = "" if reading.record is None else f"record {reading.record + 1}, "
    evidence = article.meta.get("boundary")
    return f"{record}article {article.index + 1} of {article.total}, {article.lang}{lines}" + (
        f" ({evidence})" if evidence else ""
    )


def _text(read: Sequence[Shown]) -> Iterator[str]:
    for file in read:
        yield printable(file.path)
        for told in mapping(file.layout) if file.layout else ():
            yield printable(f"  {told}")
        for reading in file.readings:
            yield f"  {_heading(reading)}"
            for name, value in _known(reading):
                yield printable(f"    {name:9} {value}")
            yield ""
            width = max((len(role_of(block)) for block in reading.blocks), default=0)
            for line, block in zip(reading.lines, reading.blocks, strict=True):
                mark = "×" if block.probability >= _LIKELY else " "
                yield printable(
                    f"  {line or '':5} {mark} {round(100 * block.probability):3} %  {role_of(block):{width}}  {block.text}"
                )
            yield ""


def _json(read: Sequence[Shown]) -> Iterator[str]:
    for file in read:
        layout = file.layout
        for reading in file.readings:
            yield json.dumps(
                {
                    "path": file.path,
                    "preset": layout.preset if layout else None,
                    "score": {"matched": list(layout.matched), "of": layout.keys} if layout else None,
                    "mapping": {role: list(paths) for role, paths in layout.fields.items()} if layout else None,
                    "record": reading.record,
                    "fields": {pointer: value for _, pointer, value in reading.fields},
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


def _html(read: Sequence[Shown]) -> Iterator[str]:
    yield f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>newslint inspect</title><style>{_STYLE}</style>'
    for file in read:
        yield f"<h1>{html.escape(file.path)}</h1>"
        if file.layout:
            yield f"<pre>{html.escape(chr(10).join(mapping(file.layout)))}</pre>"
        for reading in file.readings:
            yield f"<h2>{html.escape(_heading(reading))}</h2>"
            facts = (f"<dt>{name}<dd>{html.escape(value)}" for name, value in _known(reading))
            yield f"<dl>{''.join(facts)}</dl>"
            yield "<table><tr><th>line<th>role<th>furniture<th>text"
            for line, block in zip(reading.lines, reading.blocks, strict=True):
                yield _row(line, block)
            yield "</table>"
    yield "</html>"


def _row(line: int | None, block: Block) -> str:
    share = round(100 * block.probability)
    colour = _COLOURS.get(block.role.value)
    style = f' style="color: {colour}"' if colour else ""
    gap = ' class="gap"' if block.gap else ""
    return (
        f'<tr{gap} style="background: rgb(220 38 38 / {0.25 * block.probability:.2f})"><td>{line or ""}'
        f'<td><span{style}>{role_of(block)}</span><td>{share} %<td dir="auto">{html.escape(block.text)}'
    )

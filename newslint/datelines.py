"""House style: whether the articles beside one open with a dateline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from newslint.config import Config
from newslint.engine import Engine
from newslint.housestyle import Datelines, Openings, counted, is_asked
from newslint.model import Article, NewslintError, Role
from newslint.segment import DefaultSegmenter
from newslint.segment.dateline import opens_like_dateline, parse_dateline
from newslint.sources import Asked, Fault, Format, RecordFormat, inner_name, source_for
from newslint.sources.compressed import BROKEN, decompressed


def house_style(files: Sequence[str], engine: Engine, config: Config, sources: Sequence[Format]) -> Datelines:
    """Read the first articles beside each file; nothing where no rule or setting asks."""
    if not is_asked(config, (item.rule for item in engine.rules)):
        return Datelines({})
    return counted(files, partial(openings, engine=engine, config=config, sources=sources))


def openings(path: str, most: int, *, engine: Engine, config: Config, sources: Sequence[Format]) -> Openings:
    """What tells of each of the file's first `most` articles whether it opens with a dateline."""
    asked = Asked(config.preset, config.fields)
    return [partial(has_dateline, item, engine) for item in islice(_articles(path, engine, sources, asked), most)]


def _articles(path: str, engine: Engine, sources: Sequence[Format], asked: Asked) -> Iterator[Article]:
    for text in texts_of(path, sources, asked):
        yield from engine.articles(text, path)


def texts_of(path: str, sources: Sequence[Format], asked: Asked) -> Iterator[str]:
    """The main texts of a file; what cannot be read is left to those who report it."""
    form = source_for(inner_name(path)[0], sources)
    try:
        with Path(path).open("rb") as raw:
            stream = decompressed(path, raw)
            if not isinstance(form, RecordFormat):
                yield form.read(path, stream.read()).fields[0].text
                return
            opened = form.open(path, stream, asked)
            for part in opened.parts if opened.layout is not None else ():
                if not isinstance(part, Fault) and part.index is not None:
                    yield opened.reader.record(part).fields[0].text
    except (NewslintError, *BROKEN):
        return


def has_dateline(article: Article, engine: Engine) -> bool:
    """Whether the article's body opens with a dateline, or with capitals that may be one."""
    segmenter = engine.segmenter
    read = segmenter.roles if isinstance(segmenter, DefaultSegmenter) else segmenter.blocks
    for block in read(article):
        if block.role is Role.DATELINE:
            return True
        if block.role is Role.PARAGRAPH:
            return parse_dateline(block.text) is not None or opens_like_dateline(block.text)
    return False

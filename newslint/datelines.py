"""House style: whether the articles beside one open with a dateline."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from newslint.config import Config
from newslint.engine import Engine
from newslint.model import Article, NewslintError, Role
from newslint.segment import DefaultSegmenter
from newslint.segment.dateline import opens_like_dateline, parse_dateline
from newslint.sources import Asked, Fault, Format, RecordFormat, inner_name, source_for
from newslint.sources.compressed import BROKEN, decompressed

_SAMPLE = 60
_OTHERS = 3
_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class Datelines:
    """How many articles of each folder's first files there are, and how many open with a dateline."""

    counts: Mapping[str, tuple[int, int]]

    def style(self, path: str, config: Config) -> str:
        """What an article's meta says of datelines: the configured style, "expected" where its neighbours have one."""
        if config.dateline == "auto":
            total, having = self.counts.get(_folder(path), (0, 0))
            if total > _OTHERS and having >= _SHARE * (total - 1) and having < total:
                return "expected"
        return config.dateline


def house_style(files: Sequence[str], engine: Engine, config: Config, sources: Sequence[Format]) -> Datelines:
    """Read the first articles beside each file; nothing where no rule or setting asks."""
    if config.dateline != "auto" or not any("house-dateline" in item.rule.tags for item in engine.rules):
        return Datelines({})
    folders: dict[str, list[str]] = defaultdict(list)
    for path in files:
        folders[_folder(path)].append(path)
    asked = Asked(config.preset, config.fields)
    found = {}
    for folder, members in folders.items():
        articles = (
            article for path in sorted(members)[:_SAMPLE] for article in _articles(path, engine, sources, asked)
        )
        having = [has_dateline(article, engine) for article in islice(articles, _SAMPLE)]
        found[folder] = len(having), sum(having)
    return Datelines(found)


def _folder(path: str) -> str:
    return Path(path).parent.as_posix()


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

"""Records in which nothing can be found: read quickly, and with the same results as read in full."""

from __future__ import annotations

import dataclasses
import io
import json
import random
import sys
from collections.abc import Iterator

import pytest

from newslint.checker import Checker, Mode
from newslint.config import Config
from newslint.engine import Engine
from newslint.kinds.lexicon import LexiconKind
from newslint.kinds.pattern import PatternKind
from newslint.kinds.phrase import PhraseKind
from newslint.model import Article, Block, Field, Finding, Rule, Severity
from newslint.packs import CompiledRule
from newslint.segment import DefaultSegmenter
from newslint.sources import Asked, Part, quickjson
from newslint.sources.jsonfiles import JsonLines, JsonReader
from newslint.tasks import check_records

RECORDS = [
    {"title": "Quay opens", "text": "The board voted.\n\nFree tickets for all at the bakery."},
    {
        "title": "Quay \u212alosed",
        "text": "The board voted, said Olsen.\r\nIt “rained” \\ / all day long.",
        "n": [1, {"a": None}],
    },
    {"title": None, "text": "Ein Spaziergang über die Straße.", "description": "A FREE  TICKET\tfor one"},
    {"title": "x", "text": "<p>Free <b>tickets</b> here.</p>", "@id": 4},
    {"title": "x", "text": None},
    {"text": ["One paragraph.", "And a free ticket."], "title": "free ticket"},
    {"text": "The stall sells bread.", "title": "The stall", "@type": "Person"},
    {"title": "Nothing else"},
]


def rule(code: str, kind: str, **options: object) -> Rule:
    return Rule(code, code.lower(), "a wording", "why", kind, Severity.WARNING, options=options)


def engine() -> Engine:
    items = [
        (PhraseKind, rule("ZZZ001", "phrase"), {"match": "inside", "phrases": {"en": ["free ticket", "free tickets"]}}),
        (PatternKind, rule("ZZZ002", "pattern"), {"pattern": r"Olsen\b"}),
        (LexiconKind, rule("ZZZ003", "lexicon"), {"words": {"closed": "it is", "über": "it is"}}),
    ]
    return Engine([CompiledRule(one, kind(one, options)) for kind, one, options in items], DefaultSegmenter())


def spellings(count: int) -> Iterator[bytes]:
    """Lines of JSON, some of them damaged, with escapes and without."""
    draw = random.Random(6)
    for _ in range(count):
        raw = json.dumps(draw.choice(RECORDS), ensure_ascii=draw.random() < 0.5).encode()
        if draw.random() < 0.4:
            at = draw.randrange(len(raw))
            raw = (
                raw[:at]
                + draw.choice([b"", b'"', b"\\", b"\\u00", b"\\ud800", b"\t", b"{", b"NaN", b"01", b"\xff", b" "])
                + raw[at + draw.randint(0, 1) :]
            )
        yield raw + b"\n"


@pytest.fixture(params=["orjson", "json"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "orjson":
        pytest.importorskip("orjson")
    else:
        monkeypatch.setitem(sys.modules, "orjson", None)
    quickjson._parser.cache_clear()
    request.addfinalizer(quickjson._parser.cache_clear)


def test_what_is_read_quickly_is_what_is_read_in_full(parser: None) -> None:
    opened = JsonLines().open(
        "a.jsonl", io.BytesIO(b"".join(json.dumps(item).encode() + b"\n" for item in RECORDS)), Asked()
    )
    reader = opened.reader
    assert isinstance(reader, JsonReader)
    told = 0
    for number, raw in enumerate(spellings(600)):
        part = Part(raw, number + 1, 1, number)
        (texts,) = reader.quick([part])
        if texts is None:
            continue
        told += 1
        record = reader.record(part)
        assert not record.problems and not record.other, raw
        assert texts == [field.text for field in record.fields if field.name in {"text", "title", "description"}], raw
    assert told > 150


def test_quiet_records_have_the_results_that_full_reading_gives(parser: None, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = list(spellings(400))
    opened = JsonLines().open("a.jsonl", io.BytesIO(b"".join(raw)), Asked())
    parts = [part for part in opened.parts if isinstance(part, Part)]
    checker = Checker(engine(), Config(), Mode())
    quick = check_records(checker, "a.jsonl", opened.reader, {}, parts, False)
    fixed = check_records(dataclasses.replace(checker, mode=Mode(fix=True)), "a.jsonl", opened.reader, {}, parts, True)
    monkeypatch.setattr(Engine, "may_be_quiet", False)
    assert quick == check_records(checker, "a.jsonl", opened.reader, {}, parts, False)
    assert fixed == check_records(
        dataclasses.replace(checker, mode=Mode(fix=True)), "a.jsonl", opened.reader, {}, parts, True
    )
    assert {len(item.diagnostics) for item in quick} >= {0, 1}


def test_rules_about_single_lines_find_the_same_without_structure() -> None:
    desk = engine()
    for text in (
        "Free tickets\n\n  A FREE \u2009ticket, said Olsen. ",
        "über\n\nthe quay is \u212alosed",
        "Nothing here.",
    ):
        whole = [item for pair in desk.read(text) for item in desk.check_article(*pair)]
        assert desk.check_text(text) == whole


def test_rules_that_need_no_roles_leave_the_lines_unread() -> None:
    class Unread(DefaultSegmenter):
        def blocks(self, article: Article) -> tuple[Block, ...]:
            raise AssertionError("a line was read")

    desk = Engine(engine().rules, Unread())
    assert len(desk.check_text("A free ticket.\n\nThe board voted.")) == 1
    assert desk.check_text("The board voted.") == []


def test_a_segmenter_that_breaks_is_no_fault_of_a_rule() -> None:
    class Broken(DefaultSegmenter):
        def blocks(self, article: Article) -> tuple[Block, ...]:
            raise RuntimeError("broken")

    class Always(LexiconKind):
        def literals(self) -> None:  # type: ignore[override]
            return None

        def check(self, article: Article, blocks: object) -> Iterator[Finding]:
            yield from iter(list(blocks)[:0])  # type: ignore[call-overload]

    one = rule("ZZZ004", "lexicon")
    desk = Engine([CompiledRule(one, Always(one, {"words": {"quay": "it is"}}))], Broken())
    with pytest.raises(RuntimeError, match="broken"):
        desk.check_fields((Field("text", "The quay."),), problems=[])

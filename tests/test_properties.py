"""What must hold for any text."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

from conftest import ROOT, RULES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newslint.engine import Engine, ordered
from newslint.fixing import fix_text
from newslint.model import Finding, NewslintError
from newslint.packs import labels_of
from newslint.safety import apply, safety_of, tokens
from newslint.segment import DefaultSegmenter
from newslint.sifting import told_once
from newslint.sources import BUILTIN_SOURCES, source_for

ENGINE = Engine([item for item in RULES if item.rule.default], DefaultSegmenter(labels_of(RULES)))
SEEDS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").rglob("*.txt"))]
LINES = sorted({line for text in SEEDS for line in text.split("\n")})
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

pieces = st.one_of(
    st.sampled_from(LINES),
    st.text(alphabet="aA bB.,;:!?“”\"'’()[]<>&éÃ©â€™\u00a0\u200b\u00ad-–#123\t", max_size=40),
    st.text(max_size=20),
)
texts = st.lists(pieces, max_size=14).map("\n".join).map(lambda text: text.replace("\r", ""))


@SETTINGS
@given(texts)
def test_a_second_run_finds_nothing_to_fix(text: str) -> None:
    once = fix_text(ENGINE, text)
    assert not once.problems
    again = fix_text(ENGINE, once.text)
    assert again.text == once.text


@SETTINGS
@given(texts)
def test_unsafe_fixes_settle_too(text: str) -> None:
    once = fix_text(ENGINE, text, unsafe=True)
    assert not once.problems
    assert fix_text(ENGINE, once.text, unsafe=True).text == once.text


@SETTINGS
@given(texts)
def test_edits_lead_from_the_first_text_to_the_last(text: str) -> None:
    outcome = fix_text(ENGINE, text, unsafe=True)
    parts, at = [], 0
    for edit in outcome.edits:
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    assert "".join([*parts, text[at:]]) == outcome.text


@SETTINGS
@given(texts)
def test_safe_fixes_keep_the_words_of_prose(text: str) -> None:
    tags = ENGINE.tags
    for item in ENGINE.check_text(text):
        if safety_of(item, text, tags[item.code]) != "safe" or tags[item.code] & {"label", "encoding", "markup"}:
            continue
        assert item.fix is not None
        gone = [word for edit in item.fix.edits for word in tokens(edit.span.of(text))]
        put = [word for edit in item.fix.edits for word in tokens(edit.text)]
        assert sorted(put) == sorted(gone) or set(gone) <= set(tokens(apply(text, item.fix.edits)))


@SETTINGS
@given(texts)
def test_findings_are_the_same_without_the_prefilter(text: str) -> None:
    direct: list[Finding] = []
    for article in ENGINE.articles(text):
        blocks = ENGINE.segmenter.blocks(article)
        found = [finding for item in ENGINE.rules for finding in item.checker.check(article, blocks)]
        direct += told_once(found, ENGINE.by_place)
    assert ENGINE.check_text(text) == ordered(direct)


@SETTINGS
@given(texts, st.randoms())
def test_findings_do_not_depend_on_the_order_of_rules(text: str, chance: random.Random) -> None:
    shuffled = list(ENGINE.rules)
    chance.shuffle(shuffled)
    assert Engine(shuffled, ENGINE.segmenter).check_text(text) == ENGINE.check_text(text)


@SETTINGS
@given(texts)
def test_articles_cover_the_text(text: str) -> None:
    spans = [boundary.span for boundary in ENGINE.segmenter.split(text)]
    assert spans[0].start == 0
    assert spans[-1].end == len(text)
    assert all(one.end == other.start for one, other in itertools.pairwise(spans))
    for article in ENGINE.articles(text):
        lines = [line for line in article.body.split("\n") if line.strip()]
        assert [block.text for block in ENGINE.segmenter.blocks(article)] == [line.strip() for line in lines]


@SETTINGS
@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a", "a.text"]))
def test_any_bytes_give_a_source_or_a_problem(raw: bytes, name: str) -> None:
    try:
        source = source_for(name, BUILTIN_SOURCES).read(name, raw)
    except NewslintError as error:
        assert str(error.problem).startswith(name)
        return
    assert source.write(()) == raw


@SETTINGS
@given(texts, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_bytes_outside_the_edits_stay(text: str, encoding: str, newline: str) -> None:
    raw = text.replace("\n", newline).encode(encoding, "ignore")
    try:
        source = source_for("a.txt", BUILTIN_SOURCES).read("a.txt", raw)
    except NewslintError:
        return
    field = source.fields[0].text
    outcome = fix_text(ENGINE, field)
    written = source.write(outcome.edits)
    if not outcome.edits:
        assert written == raw
    again = source_for("a.txt", BUILTIN_SOURCES).read("a.txt", written) if written else None
    assert (again.fields[0].text if again else "") == outcome.text


def test_rules_are_pickled_for_workers(tmp_path: Path) -> None:
    import pickle

    copy = pickle.loads(pickle.dumps(ENGINE))
    for text in SEEDS:
        assert copy.check_text(text) == ENGINE.check_text(text)

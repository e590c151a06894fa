"""The line model: what it is given, how it is read, and what rules make of it."""

from __future__ import annotations

import json

import pytest
from conftest import RULES

from newslint.engine import Engine
from newslint.model import Role
from newslint.packs import labels_of, load_rule_text
from newslint.plugins import Plugins
from newslint.segment import FURNITURE, DefaultSegmenter, context, roles
from newslint.segment.trees import FEATURES, MODEL, Model, decode, shipped

LABELS = labels_of(RULES)
PAGE = (
    "Menu\nSearch\nSign in\nNews\nSport\nBusiness\nOpinion\nCulture\nTravel\nWeather\n"
    "Harbour board votes on new quay\nBy Ana Castro\n12 March 2024, 10:15\n"
    "LISBON: The harbour board voted on Monday to build a second quay, and the mayor said that the work would begin in spring.\n"
    "The quay will cost nine million euros, the board said, and the state will pay for half of it over the next ten years.\n"
    "Fishermen who had opposed the plan in the autumn said they would wait for the drawings before they went to court again.\n"
    "Share\nFacebook\nTwitter\nMost read\nOld crane to be moved to the museum at last\nWhat the tide tables do not tell you\n"
    "Newsletter\nAbout us\nContact us\nTerms of use\n"
)
RULE = """code: XYZ001
name: likely-furniture
summary: Likely furniture
why: A test.
kind: score
min: {least}
{more}severity: info
fix: {{delete: line, safety: unsafe}}
since: 0.2.0
examples:
  - bad: "x"
  - good: "y"
"""


def blocks(text: str, model: Model | None = None) -> tuple[list[str], list[float], list[Role]]:
    engine = Engine((), DefaultSegmenter(LABELS, model))
    found = [block for article in engine.articles(text) for block in engine.segmenter.blocks(article)]
    return [block.text for block in found], [block.probability for block in found], [block.role for block in found]


def found_by(least: float, text: str, more: str = "") -> list[str]:
    rule = load_rule_text(RULE.format(least=least, more=more), "likely-furniture.yaml", Plugins(discover=False).kinds)
    found = Engine([rule], DefaultSegmenter(LABELS)).check_text(text)
    return [item.span.of(text) for item in found]


def test_a_row_has_every_feature_and_is_finite() -> None:
    engine = Engine((), DefaultSegmenter(LABELS))
    for text in (PAGE, "x", "…\n…\n", "首相は六日、東京で会見した。\n関連記事\n"):
        for article in engine.articles(text):
            rows = context.rows(roles.blocks(article, LABELS), LABELS)
            assert all(len(row) == len(FEATURES) for row in rows)
            assert all(number == number and abs(number) < 1e6 for row in rows for number in row)


def test_features_know_no_language() -> None:
    known = "abcdefghijklmnopqrstuvwxyz"
    shifted = PAGE.translate(str.maketrans(known + known.upper(), known[1:] + "a" + known[1:].upper() + "A"))
    engine = Engine((), DefaultSegmenter(LABELS))
    by_form = [FEATURES.index(name) for name in ("word_length", "capitals", "digits", "run", "from_prose", "words-1")]
    one, other = (
        context.rows(roles.blocks(engine.articles(text)[0], labels_of(())), labels_of(())) for text in (PAGE, shifted)
    )
    assert [[row[at] for at in by_form] for row in one[-8:]] == [[row[at] for at in by_form] for row in other[-8:]]


def test_menu_and_teasers_are_furniture_and_prose_is_not() -> None:
    texts, rates, found = blocks(PAGE)
    rate = dict(zip(texts, rates, strict=True))
    role = dict(zip(texts, found, strict=True))
    prose = [text for text in texts if len(text) > 100]
    assert len(prose) == 3 and all(rate[text] < 0.5 for text in prose)
    assert all(rate[text] > 0.8 for text in ("Culture", "Weather", "What the tide tables do not tell you"))
    assert rate["Harbour board votes on new quay"] == 0 and role["Harbour board votes on new quay"] is Role.HEADLINE
    assert all(
        role[text] is Role.FURNITURE
        for text in texts
        if rate[text] >= FURNITURE and "Ana" not in text and "2024" not in text
    )


def test_a_model_is_its_file() -> None:
    data = json.loads(MODEL.read_text(encoding="utf-8"))
    assert decode(data) == shipped()
    assert len(shipped().trees) == len(data["trees"]) > 100
    leaf = Model((0.5, (0, 1.0, -1.0, 2.0)), slope=2.0, offset=0.0)
    assert leaf.probability([1.0]) == pytest.approx(0.2689, abs=1e-4)
    assert leaf.probability([1.1]) == pytest.approx(0.9933, abs=1e-4)


def test_a_model_of_other_features_is_refused() -> None:
    data = json.loads(MODEL.read_text(encoding="utf-8"))
    with pytest.raises(ValueError, match="other features"):
        decode({**data, "features": data["features"][1:]})


def test_a_score_rule_acts_from_its_threshold() -> None:
    assert len(found_by(0.5, PAGE)) > len(found_by(0.97, PAGE)) > 0
    assert all(len(line.split()) <= 2 for line in found_by(0.8, PAGE, "max_words: 2\n"))
    assert not found_by(0.5, PAGE, "run: 40\n")
    assert "Harbour board votes on new quay" not in found_by(0.01, PAGE)


def test_a_clean_text_needs_more() -> None:
    clean = "clean: {min: 1, labels: 2, languages: [en]}\n"
    bare = "\n".join(line for line in PAGE.split("\n") if LABELS.classify(line) is None)
    assert found_by(0.5, PAGE) == found_by(0.5, PAGE, clean)
    assert found_by(0.5, bare) and not found_by(0.5, bare, clean)
    assert found_by(0.5, bare) == found_by(0.5, bare, clean.replace("en", "de"))


def test_a_long_line_needs_more() -> None:
    found = found_by(0.5, PAGE, "long: {words: 3, min: 1}\n")
    assert found == [line for line in found_by(0.5, PAGE) if len(line.split()) < 3]
    assert 0 < len(found) < len(found_by(0.5, PAGE))


def test_a_doubtful_text_needs_more() -> None:
    doubtful = "doubtful: {{share: {share}, sure: {sure}, min: 1}}\n".format
    assert not found_by(0.5, PAGE, doubtful(share=0.01, sure=1))
    assert found_by(0.5, PAGE, doubtful(share=1, sure=1)) == found_by(0.5, PAGE)
    assert found_by(0.5, PAGE, doubtful(share=0.01, sure=0.01)) == found_by(0.5, PAGE)

from __future__ import annotations

import json
import random

import pytest
from conftest import ROOT

from newslint.engine import Engine
from newslint.model import Role, Zone
from newslint.segment import trees
from newslint.segment.byline import is_byline
from newslint.segment.caption import is_caption, is_credit
from newslint.segment.dateline import opens_like_dateline, parse_dateline
from newslint.segment.headline import same_headline
from newslint.segment.lang import detect_language
from newslint.segment.timestamp import is_timestamp


@pytest.mark.parametrize(
    "line",
    [
        "Updated 09 November 2023",
        "Published: 9 March 2023, 10:15 GMT",
        "Friday 22 November 2024 08:49 GMT",
        "12:20pm Jan 7, 2024",
        "Erstellt: 28.04.2023, 18:16 Uhr",
        "Aktualisiert am 9. März 2023",
        "Mis à jour le 3 mars 2021 à 10h30",
        "Actualizado el 3 de marzo de 2021",
        "Aggiornato il 3 marzo 2021",
        "Bijgewerkt op 3 maart 2021 om 10:30",
        "Atualizado em 3 de março de 2021",
        "3 hours ago",
        "vor 5 Minuten",
        "il y a 2 heures",
        "2023-03-09T10:15:00Z",
    ],
)
def test_time_stamps(line: str) -> None:
    assert is_timestamp(line)


@pytest.mark.parametrize(
    "line",
    [
        "Updated guidance on 3 March",
        "In March 2023 the quay opened",
        "May",
        "1953",
        "9 to 5",
        "The 9 March deadline",
        "Top 10",
    ],
)
def test_not_time_stamps(line: str) -> None:
    assert not is_timestamp(line)


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Lee",
        "By Ann Lee and Jo van Dyk",
        "BY ANN LEE",
        "Von: Nadja Keller",
        "Par Jean Petit",
        "By Ann Lee, Harbour Post",
    ],
)
def test_bylines(line: str) -> None:
    assert is_byline(line)


@pytest.mark.parametrize(
    "line", ["By Monday the quay had sunk", "Von hier aus geht es weiter", "By Ann Lee the quay is loved."]
)
def test_not_bylines(line: str) -> None:
    assert not is_byline(line)


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("SEOUL, South Korea: Talks began", "SEOUL"),
        ("WASHINGTON (AP) — The board", "WASHINGTON"),
        ("PARIS, 3 mars (Reuters) - Le conseil", "PARIS"),
        ("Berlin (dpa) - Der Rat", "Berlin"),
        ("München/Porto – Der Hafen", "München/Porto"),
        ("LONDON — The board", "LONDON"),
    ],
)
def test_datelines(line: str, place: str) -> None:
    found = parse_dateline(line)
    assert found is not None
    assert found.place == place
    assert line[found.span.end - 1] == " "


@pytest.mark.parametrize(
    "line", ["WATCH: Talks begin", "Q: Why?", "The mayor: no", "Paris – that is far", "CAPTAIN: Where is it?"]
)
def test_not_datelines(line: str) -> None:
    found = parse_dateline(line)
    assert found is None or line.startswith("Paris")


def test_small_towns_may_have_datelines() -> None:
    assert opens_like_dateline("LITTLE SOUTHAM: The mayor said so")
    assert not opens_like_dateline("The board said: no")


def test_captions_and_credits() -> None:
    assert is_caption("The mayor on the old quay in Lisbon. (Reuters)")
    assert is_caption("The mayor on the old quay. Photo: Ann Lee/AFP")
    assert not is_caption("The board (nine members) voted on Monday")
    assert is_credit("(AFP via Getty Images)")
    assert not is_credit("Photo opportunities were few")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Quay opens to ships", "QUAY OPENS TO SHIPS", True),
        ("Quay opens to “big” ships", "Quay opens to 'big' ships", True),
        ("Quay opens to ships | Harbour Post", "Quay opens to ships", True),
        ("Live: Quay opens to ships", "Quay opens to ships", True),
        ("Quay opens to ships", "Quay opens to big ships", False),
        ("Live: Quay opens to ships | Harbour Post", "Quay opens", False),
    ],
)
def test_same_headline(one: str, other: str, same: bool) -> None:
    assert same_headline(one, other) is same
    assert same_headline(other, one) is same


def test_languages_of_the_clean_texts() -> None:
    for name, code in {
        "french-spacing": "fr", "german-quotes": "de", "spanish-marks": "es", "italian-guillemets": "it",
        "portuguese-capitals": "pt", "dutch-apostrophes": "nl", "japanese": "ja", "chinese": "zh",
        "column-beginning-follow": "en", "greek": "el", "arabic": "ar",
    }.items():  # fmt: skip
        assert detect_language((ROOT / "tests" / "clean" / f"{name}.txt").read_text(encoding="utf-8")) == code


def test_every_clean_text_is_one_article(engine: Engine) -> None:
    for path in sorted((ROOT / "tests" / "clean").glob("*.txt")):
        assert len(engine.articles(path.read_text(encoding="utf-8"))) == 1, path.name


def test_concatenated_articles_are_told_apart(engine: Engine) -> None:
    text = (ROOT / "seeds" / "two-articles.txt").read_text(encoding="utf-8")
    articles = engine.articles(text)
    assert len(articles) == 2
    assert articles[1].body.startswith("School budget passes")
    assert "dateline" in articles[1].meta["boundary"]


def test_roles_of_a_scraped_page(engine: Engine) -> None:
    text = (ROOT / "tests" / "cases" / "pages" / "english-full-page" / "input.txt").read_text(encoding="utf-8")
    (article,) = engine.articles(text)
    roles = {block.text[:12]: (block.role, block.zone) for block in engine.segmenter.blocks(article)}
    assert roles["Harbour boar"] == (Role.HEADLINE, Zone.HEAD)
    assert roles["The mayor an"] == (Role.CAPTION, Zone.HEAD)
    assert roles["Short Url"] == (Role.FURNITURE, Zone.HEAD)
    assert roles["Updated 09 M"] == (Role.TIMESTAMP, Zone.HEAD)
    assert roles["• The quay w"] == (Role.STANDFIRST, Zone.HEAD)
    assert roles["LISBON, Port"] == (Role.PARAGRAPH, Zone.BODY)
    assert roles["Share"] == (Role.FURNITURE, Zone.TAIL)


def test_a_model_says_the_same_before_and_after_it_is_compiled() -> None:
    """Rows that stand on, just above and just below the thresholds of the shipped model."""
    data = json.loads(trees.MODEL.read_text(encoding="utf-8"))
    model = trees.decode(data)
    stack, edges = list(data["trees"]), [[0.0] for _ in trees.FEATURES]
    while stack:
        if isinstance(node := stack.pop(), list):
            edges[node[0]].append(node[1])
            stack += node[2:]
    draw = random.Random(6)
    rows = [[draw.choice(told) + draw.choice([0.0, 1e-9, -1e-9]) for told in edges] for _ in range(1000)]
    assert model.probabilities([*rows, *rows])[:1000] == trees.decode(data).probabilities(rows)

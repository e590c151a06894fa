"""What stands inside quotation marks, in the marks of several languages."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.model import Span
from newslint.segment.quotation import is_quoted, quotations


def said(text: str) -> list[str]:
    return [span.of(text) for span in quotations(text)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“We stay,” she said. “We all do.”", ["We stay,", "We all do."]),
        ('"We stay," she said, "all of us."', ["We stay,", "all of us."]),
        ("„Wir bleiben“, sagte sie, „alle.“", ["Wir bleiben", "alle."]),
        ("„Wir bleiben”, sagte sie.", ["Wir bleiben"]),
        ("»Wir bleiben«, sagte sie.", ["Wir bleiben"]),
        ("«\u00a0Nous restons\u00a0», dit-elle.", ["\u00a0Nous restons\u00a0"]),
        ("«Nos quedamos», dijo.", ["Nos quedamos"]),
        ("”Vi stannar”, sade hon.", ["Vi stannar"]),
        ("‘We stay,’ she said of the baker’s quay.", ["We stay,"]),
        ("'We don't stay,' she said.", ["We don't stay,"]),
        ("‚Wir bleiben‘, sagte sie.", ["Wir bleiben"]),
        ("「残ります」と述べた。", ["残ります"]),
        ("``We stay,'' she said.", ["We stay,"]),
        ("“She told me ‘go’ and went,” he said.", ["She told me ‘go’ and went,"]),
        ("« Il a dit « non » hier », dit-elle.", [" Il a dit « non » hier "]),
        ("The board's 5' 6\" mast and the bakers' boats.", []),
        ("The quay’s bakers’ boats, rock ’n’ roll.", []),
        ("A slip “ in the middle of a line.", []),
        ("A slip “ and „dies hier“ after it.", ["dies hier"]),
        ("She asked: “Who pays for the quay?", ["Who pays for the quay?"]),
    ],
)
def test_marks_of_many_languages(text: str, inside: list[str]) -> None:
    assert said(text) == inside


def test_speech_over_paragraphs_ends_where_it_closes() -> None:
    text = "“One.\n\n“Two.\n\n“Three,” she said. Four.\n\nFive.\n"
    assert said(text) == ["One.", "Two.", "Three,"]


def test_straight_marks_over_paragraphs() -> None:
    assert said('"One.\n\n"Two," she said. Three.\n') == ["One.", "Two,"]


def test_a_paragraph_that_does_not_open_with_a_mark_ends_speech() -> None:
    assert said("“One.\n\nTwo.\n\nThree “four” five.\n") == ["One.", "four"]


def test_whether_a_stretch_is_quoted() -> None:
    text = "She said “as agreed” and “on time”."
    assert is_quoted(text, Span(text.index("agreed"), text.index("agreed") + 6))
    assert is_quoted(text, Span(text.index("on time"), text.index("on time") + 7))
    assert not is_quoted(text, Span(text.index("and"), text.index("and") + 3))
    assert not is_quoted(text, Span(0, len(text)))
    assert not is_quoted("", Span(0, 0))


@given(st.text(alphabet="ab \n“”„«»‘’'\"‚›‹:`"))
def test_stretches_are_in_order_and_apart(text: str) -> None:
    spans = quotations(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert all("\n" not in span.of(text) for span in spans)

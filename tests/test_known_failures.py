"""What newslint does not see yet; each is strict, so that a cure is noticed."""

from __future__ import annotations

import pytest

from newslint.engine import Engine

BODY = "LISBON: The harbour board voted on Monday to build a second quay beside the old one, and the mayor agreed.\n"


@pytest.mark.xfail(strict=True, reason="a headline alone, with nothing that speaks for it, does not begin an article")
def test_two_bare_articles(engine: Engine) -> None:
    body = BODY.removeprefix("LISBON: ") * 4
    assert len(engine.articles(f"Harbour board votes\n\n{body}\n\nSchool budget passes\n\n{body}")) == 2


@pytest.mark.xfail(strict=True, reason="a teaser headline without a mark before it looks like a crosshead")
def test_teaser_headline_in_the_body(engine: Engine) -> None:
    assert engine.check_text(f"{BODY}\nWhy the old quay is sinking and who will pay for it\n\n{BODY[8:]}")

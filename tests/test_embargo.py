"""Kind `embargo`: which lines declare one, until when, and whether that is over by the day it is."""

from __future__ import annotations

import datetime

import pytest

from newslint.engine import Engine
from newslint.model import Field
from newslint.packs import load_rules
from newslint.plugins import Plugins
from newslint.segment import DefaultSegmenter
from newslint.segment.embargo import read_embargo

NEAR = datetime.date(2026, 3, 10)  # a Tuesday
RUNNING, OVER = "WIR004", "WIR006"


@pytest.mark.parametrize(
    ("line", "until"),
    (
        ("EMBARGOED UNTIL 00:01 GMT TUESDAY 14 MARCH 2023", "2023-03-14 00:01 GMT"),
        ("Embargo: 14 March 2026, 0600 hrs", "2026-03-14 06:00"),
        ("EMBARGOED UNTIL 6 A.M. EDT MARCH 14, 2026", "2026-03-14 06:00 EDT"),
        ("Embargoed until 12:30 pm ET, 14 March 2026", "2026-03-14 12:30 ET"),
        ("Embargoed until 12.15 am, 14 March 2026", "2026-03-14 00:15"),
        ("STRICT EMBARGO: noon CET on 14 March 2026", "2026-03-14 12:00 CET"),
        ("EMBARGO: midnight BST 14 March 2026", "2026-03-14 24:00 BST"),
        ("Embargoed until 2026-03-14 09:00 UTC", "2026-03-14 09:00 UTC"),
        ("Not for publication before 0001 GMT, March 14 2026", "2026-03-14 00:01 GMT"),
        ("Hold for release March 14, 2026", "2026-03-14"),
        ("Sperrfrist: Samstag, 14. März 2026, 10.00 Uhr", "2026-03-14 10:00"),
        ("Frei ab 14. März 2026, 18 Uhr MEZ", "2026-03-14 18:00 MEZ"),
        ("Sous embargo jusqu'au 14 mars 2026 à 6h30", "2026-03-14 06:30"),
        ("Embargado hasta el 14 de marzo de 2026 a las 09:00", "2026-03-14 09:00"),
        ("EMBARGOED UNTIL 14 MARCH", "2026-03-14"),
        ("EMBARGOED UNTIL SATURDAY", "2026-03-14"),
        ("EMBARGOED UNTIL TUESDAY", "2026-03-10"),
        ("EMBARGOED UNTIL 0001 GMT", "00:01 GMT"),
        ("EMBARGOED COPY", ""),
        ("Sperrfrist: Redebeginn", ""),
    ),
)  # fmt: skip
def test_what_an_embargo_says(line: str, until: str) -> None:
    found = read_embargo(line, NEAR)
    assert found is not None
    assert found.until == until


@pytest.mark.parametrize(
    "line",
    (
        "The embargo on arms was lifted on 14 March 2026.",
        "Embargo on grain lifted on 14 March 2026",
        "EU extends arms embargo until 14 March 2027, ministers say",
        "Embargoes hurt the port, the baker said on Monday.",
        "The report is under embargo until Friday, the board said.",
        "Das Embargo gegen das Land gilt bis zum 14. März 2026, sagte das Amt.",
        "The gate is not for use before the storm has passed, the board said on a sign by the quay.",
        "L'embargo sur le blé a été levé le 14 mars 2026.",
        "",
    ),
)  # fmt: skip
def test_lines_that_tell_of_embargoes(line: str) -> None:
    assert read_embargo(line, NEAR) is None


def test_a_day_without_a_year_is_the_nearest_with_its_weekday() -> None:
    def until(line: str, near: str) -> str:
        found = read_embargo(line, datetime.date.fromisoformat(near))
        return found.until if found else "-"

    assert until("EMBARGOED UNTIL 2 JANUARY", "2025-12-29") == "2026-01-02"
    assert until("EMBARGOED UNTIL TUESDAY 14 MARCH", "2024-03-10") == "2023-03-14"
    assert until("EMBARGOED UNTIL SATURDAY 14 MARCH", "2026-03-10") == "2026-03-14"
    assert until("EMBARGOED UNTIL THURSDAY 29 FEBRUARY", "2024-02-10") == "2024-02-29"
    assert read_embargo("EMBARGOED UNTIL 14 MARCH") is not None


STORY = "LISBON: The harbour board voted on Monday to build a second quay beside the old one.\n"


@pytest.fixture(scope="module")
def desk() -> Engine:
    plugins = Plugins(discover=False)
    rules, _ = load_rules(plugins.packs, plugins.kinds)
    return Engine([item for item in rules if item.rule.kind == "embargo"], DefaultSegmenter())


@pytest.mark.parametrize(
    ("line", "today", "code", "said"),
    (
        (
            "EMBARGOED UNTIL 00:01 GMT SATURDAY 14 MARCH 2026",
            "2026-03-13",
            RUNNING,
            "not over, until 2026-03-14 00:01 GMT",
        ),
        ("EMBARGOED UNTIL 00:01 GMT SATURDAY 14 MARCH 2026", "2026-03-14", RUNNING, "not over"),
        ("EMBARGOED UNTIL 00:01 GMT SATURDAY 14 MARCH 2026", "2026-03-15", OVER, "over since 2026-03-14 00:01 GMT"),
        ("EMBARGOED UNTIL SATURDAY 14 MARCH", "2026-03-10", RUNNING, "until 2026-03-14"),
        ("EMBARGOED UNTIL TUESDAY 3 MARCH", "2026-03-10", OVER, "since 2026-03-03"),
        ("Sperrfrist: Samstag, 14. März 2026, 10.00 Uhr", "2027-01-01", OVER, "since 2026-03-14 10:00"),
        ("EMBARGOED UNTIL 0001 GMT", "2026-03-10", RUNNING, "cannot be told until which day (00:01 GMT)"),
        ("EMBARGOED", "2026-03-10", RUNNING, "cannot be told until which day"),
        ("EMBARGOED UNTIL 14 MARCH 2026", "", RUNNING, "cannot be told whether that is over"),
    ),
)
def test_an_embargo_is_over_from_the_day_after(line: str, today: str, code: str, said: str, desk: Engine) -> None:
    found = desk.check_text(f"{line}\n\n{STORY}", meta={"today": today} if today else {})
    assert [(item.code, item.span.start, item.span.end, item.fix) for item in found] == [(code, 0, len(line), None)]
    assert said in found[0].message


def test_days_without_a_year_are_read_by_the_record_and_held_against_today(desk: Engine) -> None:
    fields = (Field("text", f"EMBARGOED UNTIL 14 MARCH\n\n{STORY}"), Field("date", "2024-03-10"))
    (old,) = desk.check_fields(fields, meta={"today": "2026-03-10", "record": "yes"})
    assert (old.code, "2024-03-14" in old.message) == (OVER, True)
    (running,) = desk.check_fields(fields, meta={"record": "yes"})
    assert running.code == RUNNING


def test_news_about_embargoes_is_silent(desk: Engine) -> None:
    text = f"{STORY}\nThe report was under embargo until Tuesday 17 March, but the baker read it aloud.\n"
    assert desk.check_text(text, meta={"today": "2026-03-10"}) == []

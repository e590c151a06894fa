"""What a record's own fields say: held until when, withdrawn, a reader's comment or not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import RULES

from newslint.api import Linter
from newslint.config import load_config
from newslint.engine import Engine
from newslint.model import NewslintError
from newslint.packs import labels_of
from newslint.segment import DefaultSegmenter
from newslint.sources.jsontext import read_json
from newslint.sources.signs import signed

TEXT = "LISBON: The harbour board voted on Monday to build a second quay, and the mayor agreed."
RUNNING, OVER, WITHDRAWN = "WIR012", "WIR013", "WIR014"


@pytest.fixture(scope="module")
def engine() -> Engine:
    rules = [item for item in RULES if item.rule.code in {RUNNING, OVER, WITHDRAWN}]
    return Engine(rules, DefaultSegmenter(labels_of(RULES)))


def orders(engine: Engine, today: str = "2026-03-10", **keys: Any) -> list[tuple[str, str]]:
    """(code, pointer) of the findings in a record with these keys."""
    record = Linter().record({"title": "Harbour board votes", "text": TEXT, **keys})
    found = engine.check_fields(record.fields, "x", {**record.facts, "today": today})
    return [(item.code, record.pointer(item.field)) for item in found]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"embargo": "2026-03-14T06:00:00Z"}, [(RUNNING, "/embargo")]),
        ({"embargoed": "2026-03-10T23:00:00-05:00"}, [(RUNNING, "/embargoed")]),
        ({"embargoed_until": "2026-03-09"}, [(OVER, "/embargoed_until")]),
        ({"embargoDate": "14 March 2026, 06:00"}, [(RUNNING, "/embargoDate")]),
        ({"Sperrfrist": "Samstag, 14. März, 10 Uhr"}, [(RUNNING, "/Sperrfrist")]),
        ({"embargo": "1773446400"}, [(RUNNING, "/embargo")]),
        ({"embargo": "1741910400000"}, [(OVER, "/embargo")]),
        ({"embargo": "until the speech is held"}, [(RUNNING, "/embargo")]),
        ({"embargo": "2026-03-14T06:00:00Z", "date": "2026-03-16"}, [(OVER, "/embargo")]),
        ({"metadata": {"embargoUntil": "2026-03-14"}}, [(RUNNING, "/metadata/embargoUntil")]),
        ({"usageTerms": "Embargoed until 14 March 2026, 06:00 GMT"}, [(RUNNING, "/usageTerms")]),
        ({"usageterms": ["Free in harbours", "EMBARGOED UNTIL 8 MARCH 2026"]}, [(OVER, "/usageterms/1")]),
        ({"pubstatus": "canceled"}, [(WITHDRAWN, "/pubstatus")]),
        ({"pubStatus": "stat:withheld"}, [(WITHDRAWN, "/pubStatus")]),
        ({"pubStatus": "http://cv.iptc.org/newscodes/pubstatusg2/canceled"}, [(WITHDRAWN, "/pubStatus")]),
        ({"state": "killed"}, [(WITHDRAWN, "/state")]),
        ({"ednote": "EDS: MANDATORY KILL. The vote was put off."}, [(WITHDRAWN, "/ednote")]),
        ({"ednote": "Editors: please kill this story, the vote was put off."}, [(WITHDRAWN, "/ednote")]),
        ({"special_instructions": "NOT FOR PUBLICATION"}, [(WITHDRAWN, "/special_instructions")]),
        ({"special_instructions": "Not for publication"}, [(WITHDRAWN, "/special_instructions")]),
        ({"embargo": "none"}, []),
        ({"embargo": ""}, []),
        ({"embargo": None}, []),
        ({"embargoed": False}, []),
        ({"pubstatus": "usable"}, []),
        ({"status": "published", "state": "Bavaria"}, []),
        ({"usageTerms": "Not for use in advertising. No archive. Do not use after 30 days."}, []),
        ({"ednote": "The killing of the heron was withdrawn from the list; see second graf."}, []),
        ({"topic": "embargo", "tags": ["embargo", "withheld"]}, []),
    ],
)  # fmt: skip
def test_orders_in_fields(keys: dict[str, Any], expected: list[tuple[str, str]], engine: Engine) -> None:
    assert orders(engine, **keys) == expected


def test_an_embargo_ends_with_its_day(engine: Engine) -> None:
    keys = {"embargo": "2026-03-14T06:00:00Z"}
    days = ("2026-03-13", "2026-03-14", "2026-03-15")
    assert [orders(engine, day, **keys)[0][0] for day in days] == [RUNNING, RUNNING, OVER]


def test_the_message_names_the_time(engine: Engine) -> None:
    record = Linter().record({"title": "Harbour board votes", "text": TEXT, "embargo": "2026-03-14T06:00:00+01:00"})
    found = engine.check_fields(record.fields, "x", {**record.facts, "today": "2026-03-10"})
    assert [item.message for item in found] == [
        "Embargo not over, until 2026-03-14 06:00 +0100: “2026-03-14T06:00:00+01:00”"
    ]


def test_a_setting_names_the_field(engine: Engine) -> None:
    linter = Linter(fields={"embargo": "meta.hold"})
    record = linter.record({"title": "Harbour board votes", "text": TEXT, "meta": {"hold": "2026-03-14"}})
    found = engine.check_fields(record.fields, "x", {**record.facts, "today": "2026-03-10"})
    assert [(item.code, record.pointer(item.field)) for item in found] == [(RUNNING, "/meta/hold")]


@pytest.mark.parametrize(
    ("record", "comment"),
    [
        ({"comment": "What a day at the quay."}, True),
        ({"comment_id": 7, "title": "Re: quay", "body": "What a day at the quay."}, True),
        ({"parent_id": None, "author_id": 12, "text": "What a day at the quay."}, True),
        ({"in_reply_to": "812", "text": "What a day at the quay."}, True),
        ({"type": "comment", "title": "Re: quay", "text": "What a day at the quay."}, True),
        ({"is_reply": True, "message": "What a day at the quay."}, True),
        ({"parent_id": 4, "title": "Quay opens", "text": TEXT}, False),
        ({"type": "article", "text": TEXT, "comment_count": 12}, False),
        ({"text": TEXT, "comments": "open", "comment": ""}, False),
        ({"title": "Quay opens", "text": TEXT, "comment": "for the Monday page"}, False),
    ],
)
def test_comments_are_told_by_their_keys(record: dict[str, Any], comment: bool) -> None:
    assert Linter().record(record).comment is comment


def test_nobody_misses_the_headline_of_a_comment() -> None:
    said = {"title": None, "text": "What a day at the quay."}
    assert [item.code for item in Linter(select=["MET004"]).lint(said)] == ["MET004"]
    assert Linter(select=["MET004"]).lint({"comment_id": 1, **said}) == []


def test_signs_are_found_one_level_deep() -> None:
    record = read_json(json.dumps({"a": {"embargo": "x", "b": {"embargo": "y"}}, "pub_status": "usable"}))[0]
    assert [(sign, pointer) for sign, pointer, _ in signed(record)] == [
        ("embargo", "/a/embargo"),
        ("status", "/pub_status"),
    ]


def test_a_role_of_no_record_is_refused_in_the_configuration(tmp_path: Any) -> None:
    (tmp_path / "newslint.toml").write_text('[fields]\nstate = "x"\n', encoding="utf-8")
    with pytest.raises(NewslintError, match="embargo, status, usage"):
        load_config(tmp_path)


def test_abuse_counts_for_more_in_a_comment() -> None:
    said = {"title": "Re: quay", "text": "What a stupid idiot you are, shut up."}
    plain, told, asked = (
        {item.severity.value for item in linter.lint(record)}
        for linter, record in (
            (Linter(select=["TOX005"]), said),
            (Linter(select=["TOX005"]), {"comment_id": 1, **said}),
            (Linter(select=["TOX005"], zone="comments"), said),
        )
    )
    assert (plain, told, asked) == ({"info"}, {"warning"}, {"warning"})

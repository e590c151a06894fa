from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, RULES, Run

from newslint import moderate
from newslint.model import NewslintError, Severity
from newslint.moderation import CATEGORIES, category_of
from newslint.policy import Clause, Decision, Judged, Policy, policy_of, read_policy

KEY = "AKIAQ4X7BZ2M5N6P3RTY"
SECRET = f"LISBON: The page held the key {KEY} for a day, the harbour board said on Monday."
ADDRESS = "LISBON: The skipper, who reads ana.ruiz@post.example, said on Monday that the quay was too short."
CLEAN = "LISBON: The harbour board voted on Monday to build a second quay , it said."
NAMES = [(item.rule.code, item.rule.name) for item in RULES]
ALL_CATEGORIES = {category_of(item.rule) for item in RULES}


def lines(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def judged(code: str, severity: Severity, probability: float = 1.0, category: str = "personal-data") -> Judged:
    return Judged(code, code.lower(), category, severity, probability)


def records(path: Path, *texts: str) -> None:
    path.write_text("".join(json.dumps({"title": "Quay opens", "text": text}) + "\n" for text in texts))


def test_one_line_a_record_with_decision_and_masked_excerpt(newslint: Run, tmp_path: Path) -> None:
    records(tmp_path / "a.jsonl", SECRET, CLEAN, ADDRESS)
    done = newslint("moderate", "a.jsonl")
    told = lines(done)
    assert [(item["record"], item["line"], item["decision"]) for item in told] == [
        (0, 1, "block"), (1, 2, "allow"), (2, 3, "review"),
    ]  # fmt: skip
    found = told[0]["findings"][0]
    assert found["rule"] == "PII014"
    assert found["category"]
    assert 0.9 <= found["probability"] <= 1
    assert found["advice"]
    assert "held the key •" in found["excerpt"]
    assert (found["field"], SECRET[found["offset"] : found["end_offset"]]) == ("text", KEY)
    assert KEY.encode() not in done.stdout + done.stderr
    assert b"ana.ruiz" not in done.stdout + done.stderr
    assert done.stderr.decode() == "Moderated 3 records: 1 allow, 1 review, 1 block\n"


@pytest.mark.parametrize(
    ("texts", "fail_on", "code"),
    [
        ([CLEAN], "review", 0),
        ([ADDRESS], "block", 0),
        ([ADDRESS], "review", 1),
        ([SECRET], "block", 1),
        ([SECRET], "never", 0),
    ],
)
def test_exit_code(newslint: Run, tmp_path: Path, texts: list[str], fail_on: str, code: int) -> None:
    records(tmp_path / "a.jsonl", *texts)
    assert newslint("moderate", "--fail-on", fail_on, "a.jsonl").returncode == code


def test_what_was_not_checked_is_never_allowed(newslint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"title": "Quay", "text": CLEAN}) + '\n{"title": 3\n')
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02 binary \xff")
    done = newslint("moderate", "--fail-on", "never", "a.jsonl", "b.txt", "missing.txt")
    assert done.returncode == 2
    told = lines(done)
    assert [(item["path"], item["record"], item["decision"]) for item in told] == [
        ("a.jsonl", 0, "allow"), ("a.jsonl", 1, "review"), ("b.txt", None, "review"),
    ]  # fmt: skip
    assert "not valid JSON" in told[1]["problems"][0]
    assert told[2]["problems"]
    assert b"missing.txt" in done.stderr


def test_texts_and_standard_input_are_one_record(newslint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SECRET + "\n")
    from_file = lines(newslint("moderate", "-q", "a.txt"))
    from_stdin = lines(newslint("moderate", "-q", "-", "--stdin-filename", "a.txt", stdin=SECRET.encode() + b"\n"))
    assert from_file == from_stdin
    assert [(item["record"], item["decision"]) for item in from_file] == [(None, "block")]


def test_workers_do_not_change_the_output(newslint: Run, tmp_path: Path) -> None:
    records(tmp_path / "a.jsonl", *([CLEAN, ADDRESS] * 60))
    for number in range(9):
        (tmp_path / f"{number}.txt").write_text(SECRET if number % 2 else CLEAN)
    one, two = (newslint("moderate", "-j", jobs, ".") for jobs in ("1", "2"))
    assert len(lines(one)) == 129
    assert (one.stdout, one.stderr, one.returncode) == (two.stdout, two.stderr, two.returncode)


def test_only_moderating_families_run_whatever_is_selected(newslint: Run, tmp_path: Path) -> None:
    (tmp_path / "newslint.toml").write_text('select = ["SPC"]\nignore = ["PII001"]\n')
    records(tmp_path / "a.jsonl", CLEAN + " " + SECRET + " " + ADDRESS)
    told = lines(newslint("moderate", "a.jsonl"))
    assert {item["rule"] for item in told[0]["findings"]} == {"PII014"}


def test_policy_from_option_and_configuration(newslint: Run, tmp_path: Path) -> None:
    records(tmp_path / "a.jsonl", SECRET)
    (tmp_path / "mild.yaml").write_text("clauses:\n  - {decide: review, rules: [PII014]}\n")
    (tmp_path / "open.yaml").write_text("clauses: []\n")
    (tmp_path / "newslint.toml").write_text('policy = "open.yaml"\n')
    assert lines(newslint("moderate", "a.jsonl"))[0]["decision"] == "allow"
    assert lines(newslint("moderate", "--policy", "mild.yaml", "a.jsonl"))[0]["decision"] == "review"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("clauses:\n  - {decide: stop}\n", "p.yaml:2:14: `policy.clauses.0.decide` is “stop”"),
        ("clauses:\n  - {decide: block, categorys: [spam]}\n", "p.yaml:2:21: unknown key `policy.clauses.0.categorys`"),
        ("clauses:\n  - {decide: block, categories: [spma]}\n", "did you mean `spam`?"),
        ("clauses:\n  - {decide: block, rules: [PII999]}\n", "p.yaml:2:29: no rule matches `PII999`"),
        ("clauses:\n  - {rules: [PII]}\n", "lacks the key `decide`"),
        ("otherwise: allow\n", "lacks the key `clauses`"),
    ],
)
def test_wrong_policies_are_told_with_their_place(text: str, why: str) -> None:
    with pytest.raises(NewslintError) as raised:
        read_policy(text, "p.yaml", NAMES, ALL_CATEGORIES)
    assert why in str(raised.value)


def test_a_wrong_policy_ends_with_two(newslint: Run, tmp_path: Path) -> None:
    records(tmp_path / "a.jsonl", CLEAN)
    (tmp_path / "p.yaml").write_text("clauses: yes\n")
    done = newslint("moderate", "--policy", "p.yaml", "a.jsonl")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"p.yaml:1:10" in done.stderr
    assert newslint("moderate", "--policy", "none.yaml", "a.jsonl").returncode == 2


def test_the_first_clause_that_fits_decides_and_the_most_cautious_finding_counts() -> None:
    policy = Policy(
        (
            Clause(Decision.ALLOW, rules=("PII001",)),
            Clause(Decision.BLOCK, severities=frozenset({Severity.WARNING}), count=2),
            Clause(Decision.REVIEW, severities=frozenset({Severity.WARNING}), probability=0.5),
        )
    )
    mail, phone = judged("PII001", Severity.WARNING), judged("PII002", Severity.WARNING)
    unlikely = judged("PII003", Severity.WARNING, 0.2)
    assert policy.decide([]) == (Decision.ALLOW, ())
    assert policy.decide([mail])[0] is Decision.ALLOW
    assert policy.decide([phone])[0] is Decision.REVIEW
    assert policy.decide([unlikely])[0] is Decision.ALLOW
    assert policy.decide([mail, phone]) == (Decision.BLOCK, (Decision.ALLOW, Decision.BLOCK))


def test_the_shipped_policy_fits_the_shipped_rules() -> None:
    policy = policy_of("", NAMES, ALL_CATEGORIES)
    assert policy.decide([judged("PII014", Severity.ERROR, 0.99)])[0] is Decision.BLOCK
    assert policy.decide([judged("TOX001", Severity.INFO, 0.99)])[0] is Decision.ALLOW
    assert policy.unreadable is Decision.REVIEW


def test_python_interface_gives_what_the_command_prints(newslint: Run, tmp_path: Path) -> None:
    records(tmp_path / "a.jsonl", SECRET)
    printed = lines(newslint("moderate", "a.jsonl"))[0]
    told = moderate({"title": "Quay opens", "text": SECRET})
    assert told["decision"] == printed["decision"]
    assert [item["rule"] for item in told["findings"]] == [item["rule"] for item in printed["findings"]]
    assert moderate(SECRET)["decision"] == "block"
    assert KEY not in json.dumps(told)


def test_moderating_rules_carry_what_a_moderator_needs() -> None:
    rules = [item.rule for item in RULES if item.rule.family in CATEGORIES]
    assert {rule.family for rule in rules} == set(CATEGORIES)
    assert not [rule.code for rule in rules if not rule.advice]
    assert not [rule.code for rule in rules if rule.precision is None]


def test_policy_schema_is_printed(newslint: Run) -> None:
    schema = json.loads(newslint("schema", "policy").stdout)
    assert set(schema["properties"]) == {"clauses", "otherwise", "unreadable"}
    assert (ROOT / "newslint" / "data" / "policy.yaml").is_file()

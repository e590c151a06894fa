from __future__ import annotations

from pathlib import Path

import pytest

from newslint.kinds import builtin_kinds
from newslint.model import NewslintError
from newslint.packs import RuleFileError, builtin_rules_path, load_rule_text, load_rules

KINDS = builtin_kinds()
GOOD = """\
code: TST001
name: a-rule
summary: A label
why: To test.
kind: phrase
phrases:
  en: [Clap here]
severity: warning
fix: {delete: line, safety: unsafe}
examples:
  - bad: "The board voted on Monday to build a second quay.\\n\\nClap here\\n"
    fixed: "The board voted on Monday to build a second quay.\\n"
  - good: "The board will clap here.\\n"
"""


def faults(text: str, origin: str = "a-rule.yaml") -> list[str]:
    with pytest.raises(NewslintError) as caught:
        load_rule_text(text, origin, KINDS)
    error = caught.value
    return [str(item) for item in error.problems] if isinstance(error, RuleFileError) else [str(error)]


def test_a_good_rule_loads() -> None:
    item = load_rule_text(GOOD, "a-rule.yaml", KINDS)
    assert (item.rule.code, item.rule.name, item.rule.family) == ("TST001", "a-rule", "TST")
    assert item.rule.options["phrases"] == {"en": ["Clap here"]}
    assert [example.bad for example in item.rule.examples] == [True, False]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("summary: A", "sumary: A", "a-rule.yaml:3:1: unknown key `sumary` (did you mean `summary`?)"),
        ("kind: phrase", "kind: phrases", "a-rule.yaml:5:7: no kind is called `phrases` (did you mean `phrase`?)"),
        ("TST001", "TST1", "`code` is “TST1”"),
        ("name: a-rule", "name: b-rule", "`name` is “b-rule”, but the file is a-rule.yaml"),
        ("name: a-rule", "name: A Rule", "not small-words-with-hyphens"),
        ("severity: warning", "severity: warnin", "(did you mean `warning`?)"),
        ("why: To test.\n", "", "the key `why` is missing"),
        ("why: To test.", "why: ''", "`why` is empty"),
        ("phrases:\n  en: [Clap here]\n", "", "the key `phrases` is missing"),
        ("  en: [Clap here]", "  en: [Clap here, '...']", "a-rule.yaml:7:19: `phrases.en.1`: “...” has no words"),
        ("safety: unsafe", "safety: maybe", "`fix.safety` is “maybe”"),
        ("delete: line", "delet: line", "unknown key `fix.delet` (did you mean `delete`?)"),
        ("fix:", "runs: perhaps\nfix:", "`runs` must be true or false"),
        ("fix:", "max_words: 0\nfix:", "`max_words` must be at least 1"),
        ("fix:", "max_words: many\nfix:", "`max_words` must be a whole number"),
        ("fix:", "scope: [header]\nfix:", "(did you mean `head`?)"),
        ("fix:", "scope: furniture\nfix:", "`scope` must be a list"),
        ("  - good:", "  - bad:", "at least one `bad` and one `good`"),
        ("    fixed:", "    good: x\n    fixed:", "either `bad` or `good`"),
        ("kind: phrase", "kind: phrase\nkind: pattern", "key `kind` stands twice"),
    ],
)
def test_a_wrong_rule_says_what_and_where(old: str, new: str, message: str) -> None:
    assert old in GOOD
    assert any(message in fault for fault in faults(GOOD.replace(old, new, 1)))


def test_all_faults_are_told_at_once() -> None:
    text = GOOD.replace("summary", "sumary").replace("TST001", "T1").replace("warning", "loud")
    assert len(faults(text)) == 4


def test_a_wrong_pattern_is_told_at_its_key() -> None:
    text = GOOD.replace("kind: phrase", "kind: pattern").replace("phrases:\n  en: [Clap here]", "pattern: '(a'")
    assert any("a-rule.yaml:6:10: `pattern`: not a pattern" in fault for fault in faults(text))


def test_two_files_with_one_code_are_both_named(tmp_path: Path) -> None:
    (tmp_path / "a-rule.yaml").write_text(GOOD)
    (tmp_path / "b-rule.yaml").write_text(GOOD.replace("a-rule", "b-rule"))
    rules, problems = load_rules([tmp_path], KINDS)
    assert [item.rule.name for item in rules] == ["a-rule"]
    assert "b-rule.yaml" in str(problems[0])
    assert "a-rule.yaml" in str(problems[0])


def test_unreadable_files_are_problems(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"code: \xe9\n")
    (tmp_path / "list.yaml").write_text("- a\n")
    rules, problems = load_rules([tmp_path, tmp_path / "none"], KINDS)
    assert not rules
    assert len(problems) == 3


def test_the_shipped_rules_are_found() -> None:
    assert (builtin_rules_path() / "widgets" / "stray-follow-button.yaml").is_file()

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from newslint.engine import Engine
from newslint.fixing import CAP, Patchwork, fix_text
from newslint.kinds.base import finding
from newslint.model import Article, Block, Edit, Finding, Fix, Rule, Safety, Severity, Span
from newslint.packs import CompiledRule
from newslint.safety import safety_of


class Editor:
    """Replaces `old` by `new` with a claim of safety."""

    schema: ClassVar[Mapping[str, Any]] = {}
    required: ClassVar[tuple[str, ...]] = ()

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self.rule, self.old, self.new = rule, str(options["old"]), str(options["new"])

    def literals(self) -> frozenset[str] | None:
        return None

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        at = article.text.find(self.old)
        if at >= 0 and self.old:
            span = Span(at, at + len(self.old))
            yield finding(self.rule, "text", span, "x", Fix("Do", (Edit("text", span, self.new),), Safety.SAFE))
        elif not self.old:
            raise RuntimeError("broken rule")


def editor(old: str, new: str, code: str = "TST001", tags: tuple[str, ...] = ()) -> CompiledRule:
    rule = Rule(code, code.lower(), "", "", "editor", Severity.WARNING, tags=tags)
    return CompiledRule(rule, Editor(rule, {"old": old, "new": new}))


def test_a_false_claim_of_safety_is_not_believed() -> None:
    engine = Engine([editor("not ", "")])
    text = "The quay is not safe.\n"
    assert fix_text(engine, text).text == text
    assert fix_text(engine, text, unsafe=True).text == "The quay is safe.\n"


def test_a_label_claim_covers_short_whole_lines_only() -> None:
    text = "The quay is safe and dry and new and wide.\nFollow us\n"
    assert fix_text(Engine([editor("Follow us\n", "", tags=("label",))]), text).text.endswith("wide.\n")
    for part in ("The quay is safe and dry and new and wide.\n", "us\n", " and wide"):
        assert fix_text(Engine([editor(part, "", tags=("label",))]), text).text == text


def test_a_repeat_may_go_while_its_copy_stays() -> None:
    more = "It is new, and wide, and as long as three ships of the old kind.\n"
    text = f"The quay is safe.\n{more}The quay is safe.\n"
    once = fix_text(Engine([editor("The quay is safe.\n", "")]), text).text
    assert once == f"{more}The quay is safe.\n"


def test_two_rules_may_not_delete_both_copies() -> None:
    more = "It is new, and wide, and as long as three ships of the old kind.\n"
    text = f"The quay is safe.\nthe quay is safe.\n{more}"
    engine = Engine([editor("The quay is safe.\n", "", "TST001"), editor("the quay is safe.\n", "", "TST002")])
    assert fix_text(engine, text).text.casefold() == f"the quay is safe.\n{more}".casefold()


def test_joining_and_splitting_words_is_not_safe() -> None:
    for old, new in (("quay side", "quayside"), ("harbour", "harb our")):
        item = Finding("TST001", "x", Severity.INFO, "text", Span(0, len(old)), "", None)
        fix = Fix("Do", (Edit("text", Span(0, len(old)), new),), Safety.SAFE)
        found = Finding(item.code, item.name, item.severity, item.field, item.span, "", fix)
        assert safety_of(found, old, ()) is Safety.UNSAFE


def test_rules_that_undo_each_other_change_nothing() -> None:
    engine = Engine([editor("a .", "a.", "TST001"), editor("a.", "a .", "TST002")])
    outcome = fix_text(engine, "Pay a. Go a.\n")
    assert outcome.text == "Pay a. Go a.\n"
    assert f"did not settle in {CAP} passes" in str(outcome.problems[0])


def test_a_result_that_lost_too_much_is_refused() -> None:
    sentence = "The harbour board voted on Monday to build a second quay.\n"
    engine = Engine([editor(sentence, "")])
    text = sentence + "It is new.\n" + sentence
    outcome = fix_text(engine, text)
    assert outcome.text == text
    assert "would delete 44% of an article's words" in str(outcome.notes[0])
    assert fix_text(engine, text, unsafe=True).text == "It is new.\n"


def test_a_broken_rule_is_a_problem_and_the_others_run() -> None:
    engine = Engine([editor("", "", "TST001"), editor("a .", "a.", "TST002")])
    outcome = fix_text(engine, "Pay a .\n")
    assert outcome.text == "Pay a.\n"
    assert "rule TST001 broke: RuntimeError" in str(outcome.problems[0])


def test_edits_of_several_passes_are_told_in_the_first_offsets() -> None:
    work = Patchwork("one two three", "text")
    work.apply([Edit("text", Span(4, 8), "")])
    work.apply([Edit("text", Span(0, 3), "1"), Edit("text", Span(4, 4), "x")])
    assert work.text == "1 xxthree".replace("xx", "x")
    assert work.edits == (Edit("text", Span(0, 3), "1"), Edit("text", Span(4, 8), "x"))

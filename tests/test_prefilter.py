"""The prefilter only leaves out: whatever scans, the findings are those of the rules alone."""

from __future__ import annotations

import importlib.util
import random
import sys
from collections.abc import Iterator, Mapping

import pytest
import regex
from conftest import ROOT, RULES

from newslint import scanners
from newslint.engine import Engine
from newslint.folding import ODD, fold, small, spellings
from newslint.kinds._literals import required_literals, required_together
from newslint.kinds.base import Asks
from newslint.model import Article, Finding, NewslintError
from newslint.prefilter import Prefilter
from newslint.scanners import SCANNERS

MODULES = {"ahocorasick": "ahocorasick_rs", "hyperscan": "hyperscan", "re2": "re2"}
INSTALLED = sorted(name for name in SCANNERS if importlib.util.find_spec(MODULES.get(name, "regex")))
STRANGE = ["\u212a", "\u017f", "\u0130", "\u0131", "ß", "ẞ", "e\u0301", "\u0307", "\ufb01", "\u2028", "\ud800", "\0"]
ENGINE = Engine([item for item in RULES if not isinstance(item.checker, Asks) or not item.checker.needs])


def documents(count: int, seed: int, most: int = 12) -> Iterator[str]:
    """Up to `most` lines of seeds and of bad examples, shuffled, in other cases and with odd letters put in."""
    draw = random.Random(seed)
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").rglob("*.txt"))]
    texts += [example.text for item in RULES for example in item.rule.examples]
    lines = [line for text in texts for line in text.split("\n")]
    for _ in range(count):
        chosen = []
        for line in draw.choices(lines, k=draw.randint(1, most)):
            line = draw.choice([str, str.upper, str.title, str.swapcase, str])(line)
            for _ in range(draw.randint(0, 2)):
                at = draw.randint(0, len(line))
                line = line[:at] + draw.choice(STRANGE) + line[at + draw.randint(0, 1) :]
            if draw.random() < 0.3:
                line = line.replace("k", "\u212a").replace("s", "\u017f").replace("i", "\u0131")
            chosen.append(line)
        yield "\n".join(chosen)


class Compared:
    """Engines with different scanners, held to what the rules find without any."""

    def __init__(self, engines: Mapping[str, Engine]) -> None:
        self._engines = engines
        self.findings = 0

    def differs(self, text: str) -> str:
        """The name of the first engine that finds other things in a text; "" where all agree."""
        seen: list[object] = []
        for article, blocks in ENGINE.read(text):
            expected = [found for item in ENGINE.rules for found in item.checker.check(article, blocks)]
            self.findings += len(expected)
            for name, engine in self._engines.items():
                places = [
                    (index, lines and frozenset(lines)) for index, lines in engine._prefilter.places(article.body)
                ]
                if (article, places) in seen:
                    continue
                seen.append((article, places))
                if engine.run_rules(article, blocks) != expected:
                    return name
        return ""


def test_every_scanner_leaves_the_findings_as_they_are() -> None:
    compared = Compared({name: Engine(ENGINE.rules, ENGINE.segmenter, prefilter=name) for name in INSTALLED})
    for text in documents(150, seed=6, most=5):
        assert not compared.differs(text), (compared.differs(text), text)
    assert compared.findings > 150


def test_a_scanner_that_leaves_out_a_place_is_seen() -> None:
    blind = Engine(ENGINE.rules, ENGINE.segmenter)
    blind._prefilter = Prefilter([frozenset({"\0"})] * len(ENGINE.rules))
    compared = Compared({"ahocorasick": Engine(ENGINE.rules, ENGINE.segmenter), "blind": blind})
    assert "blind" in {compared.differs(text) for text in documents(5, seed=6)}


@pytest.mark.parametrize("name", INSTALLED)
def test_every_scanner_finds_the_same_places(name: str) -> None:
    needs = [frozenset({"low us", "FOLLOW"}), None, frozenset({"us\nx", "a"}), frozenset({"straße"}), frozenset({"İz"})]
    text = "Follow us\nx\n\nSTRASSE aaa\ni\u0307zle \ud800 us"
    places = [(0, {0}), (1, None), (2, {0, 3}), (3, {3}), (4, {4})]
    assert list(Prefilter(needs, name).places(text)) == places
    assert list(Prefilter([None], name).places(text)) == [(0, None)]


def test_letters_that_patterns_take_as_equal_fold_alike() -> None:
    every = map(chr, range(sys.maxunicode))
    cased = [char for char in every if {char.lower(), char.upper(), char.casefold()} != {char}]
    for char in cased:
        pattern = regex.compile(regex.escape(char), regex.IGNORECASE | regex.VERSION1)
        for match in pattern.finditer(" ".join(sorted(_near(char)))):
            assert fold(match.group()) == fold(char), (char, match.group())


def _near(char: str) -> set[str]:
    """Characters that might be the same letter, as case mappings and foldings say."""
    forms = {char, char.lower(), char.upper(), char.title(), char.casefold(), fold(char)}
    forms |= {form.upper() for form in forms} | {form.lower() for form in forms}
    letters = {letter for form in forms for letter in form}
    odd = {"i": "İı", "s": "ſ", "k": "\u212a", "å": "\u212b", "ω": "\u2126"}
    return letters | {other for letter in letters for other in odd.get(letter.lower(), "")}


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"(?i)(?:follow|share) us", {"follow", "share"}),
        (r"(?i:newsletter)\d", {"newsletter"}),
        (r"quay(?(1)yes|no)", None),
        (r"(?:quay){e<=1}", None),
        (r"quay(*SKIP)x", None),
        (r"\101quay", {"quay"}),
        (r"\pLquay", {"quay"}),
        (r"[]abc]quay", {"quay"}),
        (r"(?#quay (or) [so)\d+", None),
        (r"harbou?r", {"harbo"}),
        (r"quay{0,2}\d", {"qua"}),
        (r"\w+|quay", None),
    ],
)
def test_literals_are_those_that_a_match_must_hold(pattern: str, expected: set[str] | None) -> None:
    assert required_literals(pattern) == expected


def test_blanks_before_a_quantifier_of_a_verbose_pattern_count_for_nothing() -> None:
    assert required_literals("quay s\n # plural\n ?", verbose=True) == {"quay"}


def test_a_kind_that_does_not_say_by_line_is_given_every_block() -> None:
    seen: list[int] = []

    class Counting:
        def literals(self) -> frozenset[str]:
            return frozenset({"quay"})

        def check(self, article: Article, blocks: object) -> list[Finding]:
            seen.append(len(blocks))  # type: ignore[arg-type]
            return []

    item = type(RULES[0])(RULES[0].rule, Counting())  # type: ignore[arg-type]
    Engine([item], ENGINE.segmenter).check_text("The quay is open.\n\nThe board met.\n\nIt rained.")
    assert seen == [3]


def test_a_scanner_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "re2", None)
    with pytest.raises(NewslintError, match="`re2` is not installed"):
        Prefilter([frozenset({"quay"})], "re2")


def test_small_bytes_hold_a_spelling_of_every_letter_that_folds_alike() -> None:
    for char in filter(lambda one: one.lower() != one.upper() or fold(one) != one, map(chr, range(sys.maxunicode))):
        raw = small(f"a{char}b")
        assert char in ODD or any(form in raw for form in spellings(fold(f"a{char}b"))), char


def test_blanks_of_every_sort_are_one_blank_to_a_literal() -> None:
    chosen = Prefilter([frozenset({"read more"})])
    for blank in (char for char in map(chr, range(0x3100)) if char.isspace() and char != "\n"):
        assert list(chosen.places(f"x\nREAD{blank} more")) == [(0, {1})], blank
    assert not list(chosen.places("read\nmore"))


def test_a_rule_that_heeds_case_is_no_candidate_in_another() -> None:
    chosen = Prefilter([frozenset({"END"}), frozenset({"END"})], exact=[True, False])
    assert list(chosen.places("the end\nEND")) == [(0, {1}), (1, {0, 1})]
    assert list(chosen.places("the end")) == [(1, {0})]


def test_texts_scanned_as_one_are_told_apart() -> None:
    chosen = Prefilter([frozenset({"quay", ",", "\u200b"})])
    texts = ["a", "the QUAY", "x, y", "odd \u2009 one", "a\u200bb", "qu", "ay"]
    assert chosen.touched(texts) == [1, 2, 4]
    assert Prefilter([None]).touched(texts) == list(range(len(texts)))


@pytest.mark.skipif("hyperscan" not in INSTALLED, reason="needs hyperscan")
def test_a_long_run_goes_on_with_hyperscan_and_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanners, "_BULK", 50)
    monkeypatch.setattr(scanners, "_CACHED", 1)
    monkeypatch.setattr(scanners, "_RARE", 1)
    chosen = Prefilter([frozenset({"quay"}), frozenset({"board voted"})])
    text = "The board voted on the quay.\nThe quay"
    told = [list(chosen.places(text)) for _ in range(4)]
    assert told[0] == [(0, {0, 1}), (1, {0})] and all(one == told[0] for one in told)
    assert isinstance(chosen._scanner._scanner, scanners.HyperscanScanner)  # type: ignore[attr-defined]


def test_a_line_is_looked_at_only_where_each_set_is_held() -> None:
    branches = required_together(r"\b(?:loan|credit)s?\s.{0,9}[$€]|casino")
    assert [[sorted(one) for one in needed] for needed in branches] == [[["credit", "loan"], ["$", "€"]], [["casino"]]]
    assert required_together(r"\bloan|\d+") == ()
    assert [sorted(one) for one in required_together(r"(?=.*\bnow\b)(?!.*said).*loan")[0]] == [["now"], ["loan"]]

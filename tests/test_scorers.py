from __future__ import annotations

import http.server
import json
import pickle
import threading
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import regex
from conftest import ROOT, Run

from newslint.api import Linter
from newslint.checker import Mode
from newslint.config import Config, load_config
from newslint.engine import Engine
from newslint.hookspecs import hookimpl
from newslint.model import Field, NewslintError, Problem
from newslint.packs import CompiledRule, load_rule_text
from newslint.plugins import Plugins
from newslint.results import FileResult
from newslint.runner import run
from newslint.scorers import Board, NgramScorer, ScorerError, ScorerFailed, read_scorers, shipped, unanswered
from newslint.scorers.base import reason
from newslint.scorers.board import FAILURES
from newslint.sources import BUILTIN_SOURCES

RULE = """
code: TST001
name: eel-by-score
summary: line about eels
why: Nobody wants eels.
kind: score
scorer: eels
category: eel
min: 0.5
severity: warning
examples:
  - bad: eel
  - good: cod
"""
CALM = "The harbour board met on Tuesday.\n\nIt voted for a new quay, the mayor said.\n"
EELS = "The harbour board met on Tuesday.\n\nAn eel was seen below the new quay, the mayor said.\n"


@dataclass
class Eels:
    """Gives 0.9 to a text with an eel; notes every call."""

    categories: Sequence[str] = ("eel",)
    version: str = "1"
    batch_size: int = 100
    timeout: float = 5.0
    calls: list[list[str]] = field(default_factory=list)
    answer: Callable[[Sequence[str]], Any] | None = None

    def score(self, texts: Sequence[str]) -> Sequence[Mapping[str, float]]:
        self.calls.append(list(texts))
        if self.answer:
            given: Sequence[Mapping[str, float]] = self.answer(texts)
            return given
        return [{"eel": 0.9 if "eel" in text else 0.1} for text in texts]


def rule(text: str = RULE) -> CompiledRule:
    return load_rule_text(text, "eel-by-score.yaml", Plugins(discover=False).kinds)


def engine(scorer: Eels, text: str = RULE) -> Engine:
    return Engine([rule(text)], board=Board({"eels": scorer}))


def checked(engine: Engine, files: Sequence[str], jobs: int = 1) -> list[FileResult]:
    return list(run(files, engine, Config(), Mode(), jobs=jobs, sources=BUILTIN_SOURCES))


def told(results: Sequence[FileResult]) -> list[Problem]:
    return [problem for result in results for problem in result.problems]


def test_a_finding_carries_its_probability_and_says_it() -> None:
    (found,) = engine(Eels()).check_text(EELS)
    assert found.probability == 0.9
    assert found.message.startswith("line about eels (eel 90 %): “An eel was")
    assert found.span.of(EELS).startswith("An eel")


def test_one_call_for_a_batch_of_files_and_none_for_texts_that_are_known(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.txt" for number in range(6)]
    for number, file in enumerate(files):
        file.write_text(EELS.replace("Tuesday", f"day {number}"), encoding="utf-8")
    scorer = Eels()
    checker = engine(scorer)
    results = checked(checker, [*map(str, files)])
    # One file is a task where there are few files and one worker has to share them out by four.
    assert sum(map(len, scorer.calls)) == len(files) + 1
    assert len(scorer.calls) <= len(files)
    assert all(len(result.diagnostics) == 1 for result in results)
    checked(checker, [*map(str, files)])
    assert sum(map(len, scorer.calls)) == len(files) + 1


def test_one_call_for_a_batch_of_records(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    records = [json.dumps({"title": f"Day {n}", "text": EELS.replace("Tuesday", f"day {n}")}) for n in range(30)]
    file.write_text("\n".join(records) + "\n", encoding="utf-8")
    scorer = Eels()
    results = checked(engine(scorer), [str(file)])
    assert [len(call) for call in scorer.calls] == [31]
    assert sum(len(result.diagnostics) for result in results) == 30


def test_calls_are_no_larger_than_the_batch_size() -> None:
    scorer = Eels(batch_size=2)
    Board({"eels": scorer}).of("eels", ["a", "b", "c", "a", "d", "e"])
    assert scorer.calls == [["a", "b"], ["c", "d"], ["e"]]


def test_a_run_of_lines_is_one_text() -> None:
    scorer = Eels()
    found = engine(scorer, RULE.replace("min: 0.5", "min: 0.5\nunit: run")).check_text(EELS)
    assert len(scorer.calls[0]) == 1
    assert found[0].span.of(EELS) == EELS.strip()


def test_scope_words_and_languages_keep_lines_from_the_scorer() -> None:
    for more in ("scope: [comments]", "min_words: 30", "max_words: 2", "languages: [de]"):
        scorer = Eels()
        assert engine(scorer, f"{RULE}{more}\n").check_text(EELS) == []
        assert scorer.calls == []
    scorer = Eels()
    assert engine(scorer, f"{RULE}scope: [comments]\nshort_text: 60\n").check_text("An eel, you eel!")


WRONG: list[tuple[Callable[[Sequence[str]], Any], str]] = [
    (lambda texts: [], "gave 0 results for 2 texts"),
    (lambda texts: None, "gave no list of results for 2 texts"),
    (lambda texts: [{"eel": float("nan")}] * len(texts), "gave nan for `eel`, not a probability"),
    (lambda texts: [{"eel": 1.2}] * len(texts), "gave 1.2 for `eel`, not a probability"),
    (lambda texts: [{"eel": "much"}] * len(texts), "gave no number for `eel`"),
    (lambda texts: [{"cod": 0.1}] * len(texts), "gave no probability for `eel`"),
    (lambda texts: [0.1] * len(texts), "gave a result that is not a mapping of category to probability"),
    (lambda texts: 1 / 0, "broke: ZeroDivisionError"),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "why"), WRONG)
def test_what_is_no_answer_is_a_problem(answer: Callable[[Sequence[str]], Any], why: str) -> None:
    problems: list[Problem] = []
    assert engine(Eels(answer=answer)).check_text(EELS, "quay.txt", problems=problems) == []
    (problem,) = problems
    assert (problem.path, problem.message) == ("quay.txt", f"scorer `eels` {why}")
    with pytest.raises(NewslintError, match="scorer `eels`"):
        engine(Eels(answer=answer)).check_text(EELS)


def test_a_late_answer_is_a_problem_and_the_scorer_is_left_alone() -> None:
    scorer = Eels(timeout=0.05, answer=lambda texts: time.sleep(2))
    board = Board({"eels": scorer})
    with pytest.raises(ScorerFailed, match=r"did not answer within 0\.05 s"):
        board.of("eels", ["a"])
    with pytest.raises(ScorerFailed, match="is off"):
        board.of("eels", ["b"])
    assert scorer.calls == [["a"]]


def test_a_scorer_that_keeps_failing_is_not_asked_for_ever(tmp_path: Path) -> None:
    files = [tmp_path / f"{number:02}.txt" for number in range(20)]
    for number, file in enumerate(files):
        file.write_text(EELS.replace("Tuesday", f"day {number}") + "It voted , she said.\n", encoding="utf-8")
    scorer = Eels(answer=lambda texts: 1 / 0)
    results = checked(engine(scorer), [*map(str, files)])
    assert len(scorer.calls) == FAILURES
    assert [problem.path for problem in told(results)] == [str(file) for file in files[: FAILURES + 1]]
    assert "not told again" in told(results)[-1].message


def test_the_same_with_one_worker_or_two(tmp_path: Path) -> None:
    files = [tmp_path / f"{number:02}.txt" for number in range(20)]
    for number, file in enumerate(files):
        file.write_text((EELS, CALM)[number % 2].replace("Tuesday", f"day {number}"), encoding="utf-8")
    paths = [*map(str, files)]
    assert checked(engine(Eels()), paths) == checked(engine(Eels()), paths, jobs=2)
    broken = Eels(answer=lambda texts: 1 / 0)
    alone = [problem.path for problem in told(checked(engine(broken), paths))]
    assert alone == [problem.path for problem in told(checked(engine(broken), paths, jobs=2))]


def test_a_failure_never_quotes_the_text() -> None:
    texts = ["The mayor's secret is an eel."]
    assert reason(ValueError(texts[0]), texts) == "broke: ValueError"
    assert reason(ScorerError(f"cannot read {texts[0]}"), texts) == "broke: ScorerError"
    assert reason(ScorerError("has no model"), texts) == "has no model"


class Plugin:
    @hookimpl
    def newslint_scorers(self) -> Mapping[str, Any]:
        return {"eels": Eels()}


def test_a_plugin_brings_a_scorer_by_the_hook() -> None:
    plugins = Plugins([Plugin()], discover=False)
    assert {"abuse-ngrams", "eels"} <= plugins.scorers.keys()
    assert Engine([rule()], board=Board(plugins.scorers)).check_text(EELS)
    with pytest.raises(NewslintError, match="already given"):
        Plugins([Plugin(), Plugin()], discover=False)


def test_rules_whose_scorer_cannot_answer_are_named_at_the_start() -> None:
    assert "no scorer is called `eels`" in unanswered([rule()], {"eel": Eels()})["TST001"].message
    assert "has no category `eel`" in unanswered([rule()], {"eels": Eels(categories=("cod",))})["TST001"].message
    assert unanswered([rule()], {"eels": Eels()}) == {}


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("type = 'onnxx'\n", "did you mean `onnx`"),
        ("path = 'a.onnx'\n", "`mine.type` is missing"),
        ("type = 'http'\nulr = 'http://a.example'\n", "did you mean `url`"),
        ("type = 'http'\ncategories = ['a']\n", "lacks the key `url`"),
        ("type = 'http'\nurl = 'file:///etc/passwd'\ncategories = ['a']\n", "must begin with http"),
        ("type = 'http'\nurl = 'http://a.example'\ncategories = []\n", "must be a list of categories"),
        ("type = 'onnx'\npath = 'a.onnx'\ncategories = ['a']\ntimeout = -1\n", "number of seconds"),
        ("type = 'onnx'\npath = 'a.onnx'\ncategories = ['a']\nbatch-size = true\n", "whole number"),
        ("type = 'sklearn'\npath = 'a.joblib'\ncategories = ['a']\n", "a pickle can run any code"),
    ],
)  # fmt: skip
def test_a_wrong_table_says_what_is_wrong(table: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "newslint.toml").write_text(f"[scorers.mine]\n{table}", encoding="utf-8")
    with pytest.raises(NewslintError, match=regex.escape(why)) as caught:
        load_config(tmp_path)
    assert caught.value.problem.line == 1


@pytest.fixture
def server() -> Iterator[tuple[str, list[dict[str, Any]], list[tuple[int, bytes, float]]]]:
    """A moderation service on this machine: what it was asked, and (status, body, wait) of the next answers."""
    asked: list[dict[str, Any]] = []
    answers: list[tuple[int, bytes, float]] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append({"body": body, "header": self.headers.get("X-Key")})
            rows = [{"scores": {"E": 0.9 if "eel" in text else 0.1}} for text in body["input"]["texts"]]
            status, data, wait = answers.pop(0) if answers else (200, json.dumps({"results": rows}).encode(), 0.0)
            time.sleep(wait)
            self.send_response(status)
            if status == 302:
                self.send_header("Location", "http://127.0.0.1:9/")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Quiet(http.server.ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            pass

    with Quiet(("127.0.0.1", 0), Handler) as service:
        thread = threading.Thread(target=service.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{service.server_port}/score", asked, answers
        service.shutdown()
        thread.join()


def moderation(url: str, **more: Any) -> Board:
    table = {
        "type": "http", "url": url, "input": "input.texts", "categories": {"eel": "scores.E"}, "header": "X-Key",
        "header-env": "TEST_KEY", "timeout": 0.3, "retries": 1, "backoff": 0.01, "extra": {"model": "m"}, **more,
    }  # fmt: skip
    return Board(read_scorers({"eels": table}, Path()))


def test_an_http_service_is_asked_in_one_request(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    url, asked, _ = server
    monkeypatch.setenv("TEST_KEY", "sesame")
    assert moderation(url).of("eels", ["an eel", "a cod"]) == {"an eel": {"eel": 0.9}, "a cod": {"eel": 0.1}}
    assert asked == [{"body": {"model": "m", "input": {"texts": ["an eel", "a cod"]}}, "header": "sesame"}]
    monkeypatch.delenv("TEST_KEY")
    assert "TEST_KEY" in unanswered([rule()], moderation(url).scorers)["TST001"].message


@pytest.mark.parametrize(
    ("answer", "why", "requests"),
    [
        ((500, b"", 0.0), "answered with status 500", 2),
        ((403, b"", 0.0), "answered with status 403", 1),
        ((302, b"", 0.0), "answered with status 302", 1),
        ((200, b"<html>", 0.0), "gave an answer that is not JSON", 1),
        ((200, b'{"results": []}', 0.0), "gave 0 results for 1 texts", 1),
        ((200, b'{"results": [{"scores": {"E": null}}]}', 0.0), "gave no number for `eel`", 1),
        ((200, b'{"result": 1}', 0.0), "gave an answer without `results`", 1),
        ((200, b"{}", 0.6), "did not answer within 0.3 s", 2),
    ],
)
def test_a_broken_service_is_a_failure(server: Any, answer: Any, why: str, requests: int) -> None:
    url, asked, answers = server
    answers += [answer, answer]
    with pytest.raises(ScorerFailed, match=regex.escape(f"scorer `eels` {why}")):
        moderation(url).of("eels", ["an eel"])
    assert len(asked) == requests


def test_a_service_that_recovers_is_asked_again(server: Any) -> None:
    url, asked, answers = server
    answers.append((503, b"", 0.0))
    assert moderation(url).of("eels", ["an eel"]) == {"an eel": {"eel": 0.9}}
    assert len(asked) == 2


def test_a_service_that_is_not_there_is_a_failure() -> None:
    with pytest.raises(ScorerFailed, match="cannot be reached: ConnectionRefusedError"):
        moderation("http://127.0.0.1:9/").of("eels", ["an eel"])


@pytest.fixture(scope="module")
def pipeline() -> Any:
    text = pytest.importorskip("sklearn.feature_extraction.text")
    linear, pipe = pytest.importorskip("sklearn.linear_model"), pytest.importorskip("sklearn.pipeline")
    model = pipe.make_pipeline(text.TfidfVectorizer(), linear.LogisticRegression(C=100))
    return model.fit(["an eel", "the eel swims", "a cod", "the cod swims"], ["yes", "yes", "no", "no"])


@pytest.mark.parametrize("suffix", ["skops", "joblib"])
def test_a_pipeline_of_scikit_learn_from_a_file(pipeline: Any, suffix: str, tmp_path: Path) -> None:
    library = pytest.importorskip("skops.io" if suffix == "skops" else "joblib")
    library.dump(pipeline, tmp_path / f"eels.{suffix}")
    table = {
        "type": "sklearn", "path": f"eels.{suffix}", "categories": {"eel": "yes"}, "allow-pickle": suffix == "joblib",
    }  # fmt: skip
    scorers = read_scorers({"eels": table}, tmp_path)
    assert unanswered([rule()], scorers) == {}
    found = Board(pickle.loads(pickle.dumps(scorers))).of("eels", ["one eel", "one cod"])
    assert found["one eel"]["eel"] > 0.8 > 0.2 > found["one cod"]["eel"]
    strange = read_scorers({"eels": {**table, "categories": ["maybe"]}}, tmp_path)
    with pytest.raises(ScorerFailed, match="has no class `maybe`: only no, yes"):
        Board(strange).of("eels", ["eel"])


def test_an_onnx_model_from_a_file(tmp_path: Path) -> None:
    onnx, _ = pytest.importorskip("onnx"), pytest.importorskip("onnxruntime")
    make, kind = onnx.helper, onnx.TensorProto
    # Texts to indexes of known words, and these to a column: all but “eel” is 0.
    nodes = [
        make.make_node("LabelEncoder", ["text"], ["odds"], domain="ai.onnx.ml", keys_strings=["eel"], values_floats=[0.9], default_float=0.1),
        make.make_node("Reshape", ["odds", "shape"], ["probabilities"]),
    ]  # fmt: skip
    graph = make.make_graph(
        nodes, "eels", [make.make_tensor_value_info("text", kind.STRING, [None])],
        [make.make_tensor_value_info("probabilities", kind.FLOAT, [None, 1])],
        [make.make_tensor("shape", kind.INT64, [2], [-1, 1])],
    )  # fmt: skip
    versions = [make.make_opsetid("", 18), make.make_opsetid("ai.onnx.ml", 3)]
    onnx.save(make.make_model(graph, opset_imports=versions, ir_version=9), tmp_path / "eels.onnx")
    table = {"type": "onnx", "path": "eels.onnx", "categories": {"eel": 0}}
    found = Board(read_scorers({"eels": table}, tmp_path)).of("eels", ["eel", "cod"])
    assert [round(row["eel"], 3) for row in found.values()] == [0.9, 0.1]
    strange = Board(read_scorers({"eels": {**table, "categories": {"eel": 4}}}, tmp_path))
    with pytest.raises(ScorerFailed, match="has no label `4`"):
        strange.of("eels", ["eel"])


def test_a_missing_file_is_told_at_the_start(tmp_path: Path, newslint: Run) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "eel-by-score.yaml").write_text(RULE, encoding="utf-8")
    config = 'packs = ["rules"]\n[scorers.eels]\ntype = "ngrams"\npath = "eels.json"\n'
    (tmp_path / "newslint.toml").write_text(config, encoding="utf-8")
    (tmp_path / "a.txt").write_text(CALM, encoding="utf-8")
    done = newslint("a.txt")
    assert done.returncode == 2
    assert b"scorer `eels` has no file eels.json" in done.stderr


def test_ngrams_in_plain_python(tmp_path: Path) -> None:
    weights = {"category": "eel", "grams": [3, 3], "bias": -2.0, "scale": 0.1, "weights": {"eel": 200}}
    file = tmp_path / "eels.json"
    file.write_text(json.dumps(weights), encoding="utf-8")
    scorer = NgramScorer(file)
    high, low = (row["eel"] for row in scorer.score(["An EEEEEL", "A cod"]))
    assert high > 0.9 > 0.2 > low
    file.with_name("broken.json").write_text("[]", encoding="utf-8")
    assert NgramScorer(file.with_name("broken.json")).lacks() == "cannot be read from broken.json: not n-gram weights"


def test_calibration_keeps_the_order_and_must_rise(tmp_path: Path) -> None:
    weights = {"category": "eel", "grams": [3, 3], "bias": -2.0, "scale": 0.1, "weights": {"eel": 200, "cod": 10}}
    plain, curved = tmp_path / "plain.json", tmp_path / "curved.json"
    plain.write_text(json.dumps(weights), encoding="utf-8")
    curved.write_text(json.dumps({**weights, "calibration": [[0.05, 0.0], [0.5, 0.2], [1.0, 0.6]]}), encoding="utf-8")
    texts = ["a carp", "a cod", "an eel", "eel"]
    before = [row["eel"] for row in NgramScorer(plain).score(texts)]
    after = [row["eel"] for row in NgramScorer(curved).score(texts)]
    assert sorted(after) == after
    assert sorted(before) == before
    assert 0.5 < after[-1] <= 0.6 < before[-1]
    falling = tmp_path / "falling.json"
    falling.write_text(json.dumps({**weights, "calibration": [[0.5, 0.2], [0.6, 0.1]]}), encoding="utf-8")
    assert "not n-gram weights" in NgramScorer(falling).lacks()


def test_the_shipped_weights_are_calibrated() -> None:
    data = json.loads((ROOT / "newslint" / "scorers" / "abuse.json").read_text(encoding="utf-8"))
    assert len(data["calibration"]) > 5
    (calm, rude) = shipped()["abuse-ngrams"].score(["The ferry leaves at ten.", "you are a stupid fucking idiot"])
    assert calm["abuse"] < 0.2
    assert 0.6 < rude["abuse"] < 1


def test_a_linter_takes_scorers_and_tables(tmp_path: Path) -> None:
    (tmp_path / "eel-by-score.yaml").write_text(RULE, encoding="utf-8")
    weights = {"category": "eel", "grams": [3, 3], "bias": -2.0, "scale": 0.1, "weights": {"eel": 200}}
    (tmp_path / "eels.json").write_text(json.dumps(weights), encoding="utf-8")
    table = {"type": "ngrams", "path": str(tmp_path / "eels.json")}
    for scorer in (Eels(), table):
        linter = Linter(select=["TST001"], packs=[str(tmp_path)], scorers={"eels": scorer})
        assert [item.code for item in linter.lint(EELS)] == ["TST001"]
        assert linter.lint(CALM) == []
    with pytest.raises(NewslintError, match="no scorer is called `eels`"):
        Linter(select=["TST001"], packs=[str(tmp_path)])
    with pytest.raises(NewslintError, match=r"unknown key `eels\.pth`"):
        Linter(packs=[str(tmp_path)], scorers={"eels": {"type": "ngrams", "pth": "x"}})


def test_records_are_checked_with_what_was_asked_ahead() -> None:
    scorer = Eels()
    checker = engine(scorer)
    checker.ask_ahead([("a", (Field("text", EELS),), {}), ("b", (Field("text", CALM),), {})])
    assert len(scorer.calls) == 1
    assert len(checker.check_text(EELS, "a")) == 1
    assert checker.check_text(CALM, "b") == []
    assert len(scorer.calls) == 1


def test_the_tables_in_the_documentation_are_read(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "scorers.md").read_text(encoding="utf-8")
    tables = [tomllib.loads(part.split("```")[0])["scorers"] for part in page.split("```toml\n")[1:]]
    types = [table["type"] for found in tables for table in found.values()]
    assert sorted(types) == ["http", "onnx", "sklearn"]
    for found in tables:
        assert len(read_scorers(found, tmp_path)) == 1

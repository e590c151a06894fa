"""Personal data: how well it is found, and that no report shows it."""

from __future__ import annotations

import builtins
import csv
import io
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from faker import Faker
from personal.labelled import LOCALES, articles, value
from personal.scores import Score, personal_engine, scores
from personal.stories import FILLERS, KINDS, STORIES, VALIDATED

from newslint.cli import cli
from newslint.engine import Engine
from newslint.personal import checks


@pytest.fixture(scope="module")
def personal() -> Engine:
    return personal_engine()


@pytest.fixture(scope="module")
def table(personal: Engine) -> dict[str, Score]:
    made = articles(seed=7, count=440)
    assert sum(len(item.values) for item in made) >= 1000
    assert sum(len(item.traps) for item in made) >= 1000
    return scores(personal, made)


@pytest.mark.parametrize("kind", VALIDATED)
def test_validated_kinds_hold_their_bars(table: dict[str, Score], kind: str) -> None:
    assert table[kind].values >= 15
    assert table[kind].precision >= 0.98, table[kind].false
    assert table[kind].recall >= 0.95, table[kind].missed


def test_telephone_numbers_hold_their_bars(table: dict[str, Score]) -> None:
    assert table["phone"].precision >= 0.95, table["phone"].false
    assert table["phone"].recall >= 0.90, table["phone"].missed


def test_without_phonenumbers_only_the_international_form_counts(
    personal: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def without(name: str, *args: Any, **given: Any) -> Any:
        if name.startswith("phonenumbers"):
            raise ImportError(name)
        return real(name, *args, **given)

    monkeypatch.setattr(builtins, "__import__", without)
    checks._phone_read.cache_clear()
    text = "The skipper can be reached at +49 30 901820, and the baker at 030 901821, the board said on Monday.\n"
    found = [item.span.of(text) for item in personal.check_text(text) if item.code == "PII002"]
    checks._phone_read.cache_clear()
    assert found == ["+49 30 901820"]


@pytest.mark.parametrize(
    "text",
    [
        "The skipper wrote from ana.ruiz@\npost.example to the board of the harbour.\n",
        "The rent went to GB82 WEST 1234\n5698 7654 32 every month, the board said.\n",
        "The skipper wrote from ana.ruiz&#64;post.example to the board.\n",
        "The skipper wrote from ana.ru\u200biz@post.example to the board.\n",
        "The skipper wrote from ana.ruiz@post .example to the board.\n",
        "The skipper can be reached at +49 30  901820 , the board said.\n",
    ],
)
def test_a_value_is_hidden_however_it_is_broken(personal: Engine, text: str) -> None:
    from newslint.model import Field

    shown = personal.mask((Field("text", text),)).hidden("text", text)
    assert not {"ruiz", "post", "WEST", "5698", "901820"} & set(shown.replace("@", " ").replace(".", " ").split())


def planted(count: int) -> tuple[list[tuple[str, dict[str, str]]], set[str]]:
    """Records with secrets in every field and faults on every line, and the secrets."""
    rng = random.Random(11)
    records, secrets = [], set()
    per = 20
    for number in range(count // per):
        locale = LOCALES[number % 4]
        lang, fake = locale[:2], Faker(locale)
        fake.seed_instance(number)
        lines = list(FILLERS[lang][:2])
        for _ in range(per):
            kind = rng.choice([name for name in KINDS[locale] if name != "address"])
            inner = value(kind, rng, fake, locale).removeprefix("mailto:")
            sentence = rng.choice(STORIES[kind][lang]).replace("{name}", "Ana").replace("{}", inner)
            secrets.add(inner)
            lines.append(sentence[:-1] + rng.choice([" .", "  .", " ..", ".", " , so ."]))
        lines += [lines[-1], lines[-2]]
        title = f"Board hears of {lines[4]}"
        records.append(
            (
                title,
                {"title": title, "author": f"By Ana Ruiz, {lines[5]}", "text": "\n\n".join([title, "Follow", *lines])},
            )
        )
    return records, secrets


def grams(text: str) -> set[str]:
    low = text.casefold()
    return {low[at : at + 6] for at in range(len(low) - 5)}


@pytest.fixture(scope="module")
def carriers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[str], set[str]]:
    folder = tmp_path_factory.mktemp("planted")
    records, secrets = planted(1000)
    half = len(records) // 4
    for number, (_, record) in enumerate(records[:half]):
        (folder / f"{number}.txt").write_text(record["text"] + "\n", encoding="utf-8")
    lines = [
        json.dumps(record, ensure_ascii=number % 2 == 0) for number, (_, record) in enumerate(records[half : 3 * half])
    ]
    (folder / "a.jsonl").write_text("\n".join(line.replace("@", "\\u0040") for line in lines) + "\n", encoding="utf-8")
    out = io.StringIO()
    table = csv.DictWriter(out, ["title", "author", "text"])
    table.writeheader()
    table.writerows(record for _, record in records[3 * half :])
    (folder / "b.csv").write_text(out.getvalue(), encoding="utf-8")
    everything = " ".join(" ".join(record.values()) for _, record in records)
    for secret in sorted(secrets, key=len, reverse=True):
        everything = everything.replace(secret, "\n")
    harmless = grams(everything)
    return folder, {gram for secret in secrets for gram in grams(secret)} - harmless, secrets


@pytest.mark.parametrize(
    "args",
    [
        ("check", "--output-format", "concise"),
        ("check", "--output-format", "full", "--show-fixes", "--verbose"),
        ("check", "--output-format", "json"),
        ("check", "--output-format", "github", "--ignore", "PII"),
        ("check", "--diff"),
        ("check", "--diff", "--unsafe-fixes", "--select", "ALL"),
        ("check", "--statistics", "--verbose", "--ignore", "PII"),
        ("inspect", "--format", "text"),
        ("inspect", "--format", "json"),
        ("inspect", "--format", "html"),
        ("moderate",),
    ],
    ids=" ".join,
)
def test_no_report_shows_a_planted_secret(carriers: tuple[Path, set[str], set[str]], args: tuple[str, ...]) -> None:
    folder, pieces, secrets = carriers
    assert len(secrets) >= 950
    paths = sorted(map(str, folder.iterdir()))
    result = CliRunner().invoke(cli, [*args, *(("--jobs", "1") if args[0] == "check" else ()), *paths])
    assert result.exit_code in {0, 1}, result.output[-2000:]
    said = result.output.replace("\\u0040", "@").replace("&#x27;", "'").replace("&amp;", "&").replace("&quot;", '"')
    if "html" in args:
        said = re.sub(r"<style>.*?</style>|<[^>]*>|\b\d+(?=</td>)", "\n", said, flags=re.DOTALL)
    said = re.sub(r'": \d+(?:\.\d+)?', '": ', said)  # places and probabilities, which are numbers of newslint's own
    said = re.sub(r"\[[\w -]+ removed\]", "", said)
    # Paths, lines and what newslint itself says in every message are no part of a secret.
    said = re.sub(r"(?m)(?<=\.(?:txt|csv)):\d+:\d+(?=:)|(?<=\.jsonl):\d+:\d+(?=:)|\[[*!]\] info", "", said)
    shown = sorted(
        grams(said.replace(str(folder), "")) & pieces - grams("follow harbour password address number account")
    )
    assert not shown, shown[:20]
    assert not [secret for secret in secrets if secret in said]


def test_fixing_writes_the_text_itself(tmp_path: Path) -> None:
    text = "The skipper wrote from ana.ruiz@post.example to the board of the harbour , it said on Monday.\n"
    (tmp_path / "a.txt").write_text(text)
    CliRunner().invoke(cli, ["check", "--isolated", "--fix", str(tmp_path / "a.txt")])
    assert (tmp_path / "a.txt").read_text() == text.replace(" ,", ",")


def test_inspect_shows_addresses_of_own_domains(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("The skipper wrote from ana.ruiz@post.example to the board.\n")
    monkeypatch.chdir(tmp_path)
    assert "ana.ruiz" not in CliRunner().invoke(cli, ["inspect", "a.txt"]).output
    (tmp_path / "newslint.toml").write_text('own-domains = ["post.example"]\n')
    assert "ana.ruiz@post.example" in CliRunner().invoke(cli, ["inspect", "a.txt"]).output


def test_values_are_shown_on_a_terminal_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("The skipper wrote from ana.ruiz@post.example to the board.\n")
    result = CliRunner().invoke(cli, ["check", "--show-values", str(tmp_path / "a.txt")])
    assert "ana.ruiz" not in result.output
    monkeypatch.setenv("CI", "1")
    again = CliRunner().invoke(cli, ["check", "--show-values", str(tmp_path / "a.txt")])
    assert "ana.ruiz" not in again.output

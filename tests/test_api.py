"""newslint from Python, and inside Scrapy and datatrove, each run for real."""

from __future__ import annotations

import datetime
import functools
import gzip
import http.server
import json
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import Run

import newslint as package
from newslint import Linter, fix, lint
from newslint.arrow import lint_batches, schema
from newslint.model import NewslintError

REAL = Path(__file__).parent / "files" / "real"
BAD = "The harbour board voted to rebuild the old quay , which was closed.\n\nFollow\n\nThe mayor agreed with it."
GOOD = "The harbour board voted to rebuild the old quay, which was closed.\n\nThe mayor agreed with it."


def test_texts_are_linted_and_fixed() -> None:
    assert [(item.code, item.span.of(BAD)) for item in lint(BAD)] == [("SPC002", " "), ("WID001", "Follow")]
    assert fix(BAD) == GOOD
    assert fix(GOOD.replace("\n", "\r\n")) == GOOD.replace("\n", "\r\n")
    assert package.lint is lint
    with pytest.raises(AttributeError):
        package.nothing  # noqa: B018


def test_records_keep_everything_else() -> None:
    moment = datetime.datetime(2024, 3, 12)
    record = {
        "headline": "Quay to be rebuilt",
        "story": BAD,
        "when": moment,
        "n": float("nan"),
        "tags": ("a", "b"),
        5: b"x",
    }
    fixed = fix(record)
    assert fixed["story"] == GOOD
    assert record["story"] == BAD
    assert {key: value for key, value in fixed.items() if key not in {"story", "n"}} == {
        "headline": "Quay to be rebuilt", "when": moment, "tags": ("a", "b"), 5: b"x",
    }  # fmt: skip
    assert {item.code for item in lint(record)} == {"SPC002", "WID001"}
    parts = {"title": "Quay to be rebuilt", "body": BAD.split("\n\n")}
    assert fix(parts)["body"] == [GOOD.split("\n\n")[0], "", GOOD.split("\n\n")[1]]


def test_settings_of_a_linter() -> None:
    assert [item.code for item in Linter(select=["WID"]).lint(BAD)] == ["WID001"]
    assert [item.code for item in Linter(ignore=["WID001"]).lint(BAD)] == ["SPC002"]
    own = Linter(fields={"text": "a.b", "title": "c"})
    assert [item.field for item in own.lint({"a": {"b": "It met , and voted."}, "c": "Quay , open"})] == [
        "text",
        "title",
    ]
    with pytest.raises(NewslintError, match="no article"):
        lint({"x": 1})
    with pytest.raises(NewslintError, match="null"):
        Linter(preset="plain").lint({"title": "a", "text": None})
    with pytest.raises(NewslintError, match="did you mean newsapi"):
        Linter(preset="newsapp").lint({"text": "a"})


def test_a_linter_heeds_the_settings_for_personal_data() -> None:
    text = "The skipper wrote from ana.ruiz@post.example to the board of the harbour on Monday.\n"
    assert [item.code for item in Linter(select=["PII"]).lint(text)] == ["PII001"]
    assert not Linter(select=["PII"], own_domains=["Post.example"]).lint(text)
    assert "from ‹e-mail› to" in Linter(select=["PII"], redaction="‹{what}›").fix(text, unsafe=True)
    record = Linter(select=["PII"], redaction="‹{what}›").fix({"title": "Quay opens", "text": text}, unsafe=True)
    assert "from ‹e-mail› to" in record["text"]
    call = "The skipper can be called on 07911 123456, the board of the harbour said on Monday.\n"
    assert [item.code for item in Linter(select=["PII"], phone_regions=["gb"]).lint(call)] == ["PII002"]
    assert not Linter(select=["PII"], phone_regions=["FR"]).lint(call)
    with pytest.raises(NewslintError, match="may have only"):
        Linter(redaction="{who}")


def test_arrow_batches_give_findings() -> None:
    table = pa.table({"id": [1, 2, 3, 4], "body": [BAD, GOOD, None, BAD], "title": ["Quay , open", "b", "c", "d"]})
    found = list(lint_batches(table.to_batches(max_chunksize=2)))
    assert [batch.schema for batch in found] == [schema(), schema()]
    rows = pa.Table.from_batches(found).to_pylist()
    texts = table.column("body").to_pylist()
    assert [(row["row"], row["code"], row["column"]) for row in rows if row["code"]] == [
        (0, "SPC002", "body"), (0, "WID001", "body"), (0, "SPC002", "title"), (3, "SPC002", "body"), (3, "WID001", "body"),
    ]  # fmt: skip
    assert [texts[row["row"]][row["start"] : row["end"]] for row in rows if row["code"] == "WID001"] == ["Follow"] * 2
    assert [(row["row"], row["severity"]) for row in rows if not row["code"]] == [(2, "problem")]
    with pytest.raises(NewslintError):
        list(lint_batches(pa.table({"n": [1]}).to_batches()))


@pytest.mark.parametrize("compression", [None, "lz4", "zstd"])
@pytest.mark.parametrize("name", ["a.arrow", "a.arrows", "a.parquet"])
def test_columns_are_rewritten_and_nothing_else(
    name: str, compression: str | None, newslint: Run, tmp_path: Path
) -> None:
    article = pa.struct([("title", pa.string()), ("body", pa.large_string()), ("when", pa.timestamp("ns"))])
    count = 130
    held = [
        {"title": "Quay", "body": BAD.replace("\n", "\r\n") if row % 50 == 3 else GOOD, "when": None}
        for row in range(count)
    ]
    held[7] = {"title": None, "body": GOOD, "when": datetime.datetime(2024, 3, 1)}
    table = pa.table({
        "id": pa.array(range(count), pa.int16()),
        "article": pa.array(held, article),
        "section": pa.array(["news", None] * (count // 2)).dictionary_encode(),
        "score": pa.array([float("nan")] * count, pa.float32()),
        "tags": pa.array([["a , b"], None] * (count // 2), pa.list_(pa.string())),
    }).replace_schema_metadata({"made": "by hand"})  # fmt: skip
    path = tmp_path / name
    if name == "a.parquet":
        codecs = {"id": "NONE", "article.body": (compression or "none").upper(), "article.title": "GZIP"}
        packed = {"id": "DELTA_BINARY_PACKED", "score": "BYTE_STREAM_SPLIT", "article.body": "DELTA_BYTE_ARRAY"}
        written = {
            "row_group_size": 60,
            "use_dictionary": ["section"],
            "column_encoding": packed,
            "write_page_index": True,
        }
        pq.write_table(table, path, compression=codecs, **written)
    else:
        make = pa.ipc.new_file if name == "a.arrow" else pa.ipc.new_stream
        with make(path, table.schema, options=pa.ipc.IpcWriteOptions(compression=compression)) as out:
            out.write_table(table, max_chunksize=60)
    shape, size, before = _shape(path), path.stat().st_size, _read(path)
    done = newslint("--isolated", "--ignore", "MET", name)
    assert f"{name}[103].article.body:47: SPC002 ".encode() in done.stdout
    assert newslint("--isolated", "--ignore", "MET", "--fix", name).returncode == 0
    assert _shape(path) == shape
    assert 0.9 * size < path.stat().st_size <= size + 64
    after = _read(path)
    assert after.schema.equals(before.schema, check_metadata=True)
    for column in ("id", "section", "tags"):
        assert after[column].to_pylist() == table[column].to_pylist()
    wanted = [{**row, "body": GOOD.replace("\n", "\r\n")} if "Follow" in row["body"] else row for row in held]
    assert after["article"].to_pylist() == wanted
    assert newslint("--isolated", "--ignore", "MET", "--fix", name).stdout == b"All checks passed\n"


def _read(path: Path) -> Any:
    if path.suffix == ".parquet":
        return pq.ParquetFile(path).read()
    with path.open("rb") as stream:
        return (pa.ipc.open_file if path.suffix == ".arrow" else pa.ipc.open_stream)(stream).read_all()


def _shape(path: Path) -> list[Any]:
    """Row groups, codecs and encodings of each column; of Arrow the batches."""
    if path.suffix != ".parquet":
        with path.open("rb") as stream:
            opened = pa.ipc.open_file(stream) if path.suffix == ".arrow" else pa.ipc.open_stream(stream)
            numbers = range(opened.num_record_batches) if path.suffix == ".arrow" else ()
            return [opened.get_batch(number).num_rows for number in numbers]
    meta = pq.ParquetFile(path).metadata
    groups = [meta.row_group(number) for number in range(meta.num_row_groups)]
    columns = [(group.num_rows, group.column(at)) for group in groups for at in range(group.num_columns)]
    told = [
        (rows, item.path_in_schema, item.compression, item.encodings, item.is_stats_set, item.has_offset_index)
        for rows, item in columns
    ]
    return [meta.format_version, sorted(meta.metadata), *told]


SPIDER = """
import sys
import scrapy
from scrapy.crawler import CrawlerProcess

class Quay(scrapy.Spider):
    name = "quay"
    def __init__(self, url):
        self.start_urls = [url]
    def parse(self, response):
        yield {"headline": response.css("h1::text").get(), "story": response.css("article p::text").getall()}
        yield {"headline": "Only a number", "count": 5}
        yield {"headline": "As an AI language model", "story": "As an AI language model, I cannot write this story for you."}

process = CrawlerProcess({
    "ITEM_PIPELINES": {"newslint.integrations.scrapy.NewslintPipeline": 800},
    "NEWSLINT_FIX": True, "NEWSLINT_FINDINGS": "newslint", "NEWSLINT_DROP_LEVEL": "error",
    "FEEDS": {"out.jsonl": {"format": "jsonlines"}}, "LOG_LEVEL": "ERROR", "TELNETCONSOLE_ENABLED": False,
})
crawler = process.create_crawler(Quay)
process.crawl(crawler, sys.argv[1])
process.start()
import json
print(json.dumps({key: value for key, value in crawler.stats.get_stats().items() if "newslint" in key or "item_" in key}))
"""


def test_a_scrapy_crawl_goes_through_the_pipeline(tmp_path: Path) -> None:
    (tmp_path / "crawl.py").write_text(SPIDER)
    serve = functools.partial(_Quiet, directory=str(REAL))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/page.html"
        command = [sys.executable, "crawl.py", url]
        done = subprocess.run(command, capture_output=True, cwd=tmp_path, check=False, timeout=120)
        server.shutdown()
    assert done.returncode == 0, done.stderr.decode()
    stats = json.loads(done.stdout)
    items = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert stats["newslint/skipped"] == 1
    assert stats["newslint/fixed_fields"] == 1
    assert "quay, which" in items[0]["story"][1]
    assert "Follow" not in items[0]["story"]
    assert {found["code"] for found in items[0]["newslint"]} == {"BYL001"}
    assert items[1] == {"headline": "Only a number", "count": 5}
    assert stats.get("item_dropped_count", 0) == 3 - len(items) == 1


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


STEP = """
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter
from newslint.integrations.datatrove import NewslintStep

LocalPipelineExecutor(
    [JsonlReader("in"), NewslintStep(fix=True), JsonlWriter("out")], logging_dir="logs", tasks=1
).run()
"""


def test_a_datatrove_pipeline_goes_through_the_step(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.jsonl.gz").write_bytes((REAL / "datatrove.jsonl.gz").read_bytes())
    (tmp_path / "step.py").write_text(STEP)
    done = subprocess.run([sys.executable, "step.py"], capture_output=True, cwd=tmp_path, check=False, timeout=180)
    assert done.returncode == 0, done.stderr.decode()
    (written,) = (tmp_path / "out").glob("*.jsonl.gz")
    documents = [json.loads(line) for line in gzip.decompress(written.read_bytes()).splitlines()]
    assert len(documents) == 3
    assert all("quay, which" in item["text"] and "Follow" not in item["text"] for item in documents)
    assert all(item["metadata"]["newslint"] == [] and item["metadata"]["language"] == "en" for item in documents)
    stats = json.loads(next((tmp_path / "logs").rglob("stats.json")).read_text())
    step = next(item for item in stats if "newslint" in item["name"])
    assert step["stats"]["fixed"] == 3 or step["stats"]["fixed"]["total"] == 3


def test_many_workers_give_what_one_gives(newslint: Run, tmp_path: Path) -> None:
    lines = [json.dumps({"id": n, "title": f"Quay {n} , open", "text": BAD, "pad": "x" * 4000}) for n in range(200)]
    raw = "\n".join(lines).encode()
    for name in ("one.jsonl", "two.jsonl"):
        (tmp_path / name).write_bytes(raw)
    one = newslint("--isolated", "-j1", "--output-format", "json", "one.jsonl").stdout
    two = newslint("--isolated", "-j2", "--output-format", "json", "one.jsonl").stdout
    assert one == two
    assert len(json.loads(one)["findings"]) == 600
    assert newslint("--isolated", "--fix", "-j1", "one.jsonl").returncode == 0
    assert newslint("--isolated", "--fix", "-j2", "two.jsonl").returncode == 0
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes() != raw

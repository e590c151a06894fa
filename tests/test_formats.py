"""Files that real tools wrote, and every preset's own form: told, linted, fixed within their bytes."""

from __future__ import annotations

import gzip
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from records import fixed, found, normal, records, resolve, results, strings

from newslint.checker import Mode
from newslint.engine import Engine
from newslint.sources import Asked, RecordFormat, source_for
from newslint.sources.jsontext import read_json
from newslint.sources.layouts import layout_of, preset_names

FILES = Path(__file__).parent / "files"
REAL = FILES / "real"
TEXT = (
    "PORT ELLIS: The harbour board voted on Tuesday to rebuild the old quay , which has been closed since the storm.\n\n"
    "Follow\n\n"
    "“We could not wait for another winter,” said Marta Olsen, who chairs the board of the harbour."
)
CLEAN = TEXT.replace("quay ,", "quay,").replace("Follow\n\n", "")
TITLE = "Harbour board votes to rebuild the old quay"
WRITTEN = {
    "trafilatura.json": ("trafilatura", {"SPC002", "WID001", "HED004", "HED005"}),
    "trafilatura.csv": ("trafilatura-csv", {"SPC002", "WID001", "HED004"}),
    "newspaper4k.json": ("newspaper4k", {"SPC002", "WID001", "MET010"}),
    "news-please.json": ("news-please", {"SPC002", "WID001", "MET010"}),
    "goose3.json": ("goose3", {"SPC002", "HED004"}),
    "fundus.json": ("fundus", {"SPC002", "WID001"}),
    "datatrove.jsonl.gz": ("datatrove", {"SPC002", "WID001"}),
    "datatrove.parquet": ("datatrove", {"SPC002", "WID001"}),
    "scrapy.json": ("aliases", {"SPC002", "WID001"}),
    "scrapy.jl": ("aliases", {"SPC002", "WID001"}),
    "scrapy.csv": ("aliases", {"SPC002", "WID001"}),
}
ITEM = {"uri": "https://post.example/1", "type": "text", "pubstatus": "usable"}
FORMS: dict[str, Any] = {
    "schema.org": {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, "articleBody": TEXT,
        "datePublished": "2024-03-12", "author": {"@type": "Person", "name": "Ann Lee"}, "inLanguage": "en",
    },
    "ninjs-1": {**ITEM, "versioncreated": "2024-03-12T08:00:00Z", "headline": TITLE, "body_text": TEXT, "located": "Port Ellis"},
    "ninjs-2": {
        **ITEM, "versioncreated": "2024-03-12T08:00:00Z", "headlines": [{"role": "main", "value": TITLE}],
        "bodies": [{"contenttype": "text/html", "value": "<p>x</p>"}, {"contenttype": "text/plain", "value": TEXT}],
    },
    "ninjs-3": {
        "uri": "https://post.example/1", "pubStatus": "usable", "versionCreated": "2024-03-12T08:00:00Z",
        "headlines": [{"role": "main", "value": TITLE}], "bodies": [{"role": "main", "contentType": "text/plain", "value": TEXT}],
    },
    "newsapi": {
        "status": "ok", "totalResults": 1,
        "articles": [{
            "source": {"id": None, "name": "Harbour Post"}, "author": "Ann Lee", "title": TITLE + " - Harbour Post",
            "description": "The plan passed by one vote.", "url": "https://post.example/1", "urlToImage": None,
            "publishedAt": "2024-03-12T08:00:00Z", "content": TEXT,
        }],
    },
    "common-crawl-news": [{
        "title": TITLE, "plain_text": TEXT, "requested_url": "https://post.example/1", "published_date": "2024-03-12",
        "language": "en", "warc_path": "a.warc.gz", "author": "Ann Lee",
    }],
    "datatrove": {"text": TEXT, "id": "1", "metadata": {"url": "https://post.example/1", "date": "2024-03-12"}},
    "plain": {"title": TITLE, "text": TEXT, "author": "Ann Lee", "date": "2024-03-12"},
    "aliases": [{"Schlagzeile": TITLE, "artikel_inhalt": TEXT, "verfasser": "Ann Lee", "datum": "12.03.2024"}],
}  # fmt: skip


def raw_of(name: str) -> bytes:
    return (REAL / name).read_bytes()


@pytest.mark.parametrize("name", WRITTEN)
def test_files_of_real_tools_are_told_and_linted(name: str, engine: Engine, newslint: Run) -> None:
    wanted, codes = WRITTEN[name]
    assert {item.code for item in found(engine, raw_of(name), name)} >= codes
    shown = newslint("inspect", str(REAL / name)).stdout.decode()
    assert f"preset {wanted}" in shown
    assert "  text  " in shown


@pytest.mark.parametrize("name", [name for name in WRITTEN if name.endswith((".json", ".jl"))])
def test_a_pointer_leads_to_the_text_it_quotes(name: str, engine: Engine) -> None:
    raw = raw_of(name)
    document = [json.loads(line) for line in raw.split(b"\n") if line] if name.endswith(".jl") else json.loads(raw)
    lines = raw.decode().split("\n")
    for item in found(engine, raw, name):
        value = resolve(document[item.record or 0] if name.endswith(".jl") else document, item.pointer)
        assert isinstance(value, str)
        quoted = normal(value)[item.offset : item.offset + item.extent]
        assert quoted.strip() in item.message or "…" in item.message
        assert item.line is not None and item.column is not None
        assert lines[item.line - 1][item.column - 1] in {quoted[:1], "\\"}


@pytest.mark.parametrize("name", [name for name in WRITTEN if not name.endswith((".gz", ".parquet", "tura.csv"))])
def test_fixing_changes_only_the_strings_it_names(name: str, engine: Engine) -> None:
    raw = raw_of(name)
    after = fixed(engine, raw, name)
    assert after != raw
    before, changed = records(raw, name), records(after, name)
    different = [
        (old, new)
        for one, other in zip(strings(before), strings(changed), strict=True)
        for old, new in [(one, other)]
        if old != new
    ]
    assert different
    assert all("quay ," in old or "Follow" in old or "|" in old for old, _ in different)
    assert not any(item.safety == "safe" for item in found(engine, after, name))
    assert fixed(engine, after, name) == after


def test_the_named_bodies_of_ninjs_are_found(engine: Engine) -> None:
    first = {
        "uri": "x:1",
        "type": "text",
        "versioncreated": "2024-03-12T08:00:00Z",
        "byline": "Ann Lee",
        "headline_main": TITLE,
    }
    second = {"uri": "x:1", "versioncreated": "2024-03-12T08:00:00Z", "headlines": [{"role": "main", "value": TITLE}]}
    body = [{"contenttype": "text/html", "value": f"<section><p>{TEXT}</p></section>"}]
    for item, preset_name, pointer in (
        ({**first, "body_main": TEXT}, "ninjs-1", "/body_main"),
        ({**first, "body_richtext": f"<p>{TEXT}</p>", "located": "Port Ellis"}, "ninjs-1", "/body_richtext"),
        ({**second, "bodies": body}, "ninjs-2", "/bodies/0/value"),
    ):
        raw = json.dumps(item).encode()
        layout = layout_of([read_json(raw.decode())[0]])
        assert layout is not None
        assert layout.preset == preset_name
        assert {found_.pointer for found_ in found(engine, raw, "a.json") if found_.code == "SPC002"} == {pointer}


@pytest.mark.parametrize("name", FORMS)
def test_every_preset_is_told_by_its_keys(name: str, engine: Engine) -> None:
    raw = json.dumps(FORMS[name]).encode()
    record = FORMS[name][0] if isinstance(FORMS[name], list) else FORMS[name].get("articles", [FORMS[name]])[0]
    layout = layout_of([read_json(json.dumps(record))[0]])
    assert layout is not None
    assert layout.preset == name
    assert {item.code for item in found(engine, raw, "a.json")} >= {"SPC002", "WID001"}
    assert json.loads(fixed(engine, raw, "a.json")) == json.loads(
        raw.decode().replace("quay ,", "quay,").replace("Follow\\n\\n", "").replace(f"{TITLE} - Harbour Post", TITLE)
    )


def test_presets_have_a_test() -> None:
    assert set(preset_names()) <= {*FORMS, *(name for name, _ in WRITTEN.values()), "gdelt"}


def test_of_linked_data_only_the_articles_are_read(engine: Engine) -> None:
    graph = [
        {"@type": "WebPage", "name": "Quay , page"},
        {"@type": ["NewsArticle"], "headline": TITLE, "articleBody": TEXT},
        {"@type": "Person", "name": "Ann", "description": "Ann writes , a lot."},
    ]
    raw = json.dumps({"@context": "https://schema.org", "@graph": graph}).encode()
    assert {item.pointer for item in found(engine, raw, "a.jsonld")} == {"/@graph/1/articleBody"}
    assert not any(result.problems for result in results(engine, raw, "a.jsonld"))
    product = json.dumps({"@type": "Product", "name": "Quay", "description": TEXT}).encode()
    assert results(engine, product, "a.json")[-1].skipped


def test_what_is_missing_is_told_where_others_have_it(engine: Engine) -> None:
    lines = [
        {"title": TITLE, "text": CLEAN, "date": "2024-03-12"},
        {"title": None, "text": CLEAN},
        {"title": "N/A", "text": CLEAN},
    ]
    raw = "".join(json.dumps(line) + "\n" for line in lines).encode()
    told = [(item.line, item.code, item.pointer) for item in found(engine, raw, "a.jsonl")]
    assert told == [(2, "MET004", "/text"), (2, "MET005", "/text"), (3, "MET003", "/title"), (3, "MET005", "/text")]


def test_records_without_text_are_told_and_their_fields_checked(engine: Engine) -> None:
    article = {"url": "https://post.example/1", "title": "Quay rebuilt , board says", "seendate": "20240312T083000Z", "domain": "post.example", "language": "English", "sourcecountry": "France"}  # fmt: skip
    raw = json.dumps({"articles": [article]}).encode()
    done = results(engine, raw, "a.json")
    assert [item.code for result in done for item in result.diagnostics] == ["SPC002"]
    assert any("gdelt records hold no article text" in str(note) for result in done for note in result.notes)
    assert not any(result.problems for result in done)
    assert json.loads(fixed(engine, raw, "a.json"))["articles"][0]["title"] == "Quay rebuilt, board says"


def test_own_fields_and_a_named_preset_override_what_is_told(engine: Engine) -> None:
    raw = json.dumps(
        {"data": {"x": TEXT}, "parts": [{"h": TITLE + " | Post"}], "text": "Nothing here , really."}
    ).encode()
    own = {"text": "data.x", "title": "parts[].h"}
    assert {item.pointer for item in found(engine, raw, "a.json", fields=own)} == {"/data/x", "/parts/0/h"}
    assert {item.pointer for item in found(engine, raw, "a.json", preset="plain")} == {"/text"}


def test_a_body_in_paragraphs_is_read_as_one_and_edited_piece_by_piece(engine: Engine) -> None:
    paragraphs = CLEAN.split("\n\n")
    item = {"title": TITLE, "body": [paragraphs[0], "  Follow ", "", paragraphs[1].replace("winter,", "winter ,")]}
    raw = json.dumps([item], indent=1).encode()
    told = [(one.code, one.pointer, one.line, one.offset, one.extent) for one in found(engine, raw, "a.json")]
    assert told == [("WID001", "/0/body/1", 6, 2, 6), ("SPC002", "/0/body/3", 8, 37, 1)]
    assert json.loads(fixed(engine, raw, "a.json"))[0]["body"] == [paragraphs[0], "   ", "", paragraphs[1]]


def test_the_same_article_gives_the_same_findings_in_every_format(
    engine: Engine, newslint: Run, tmp_path: Path
) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    for case in sorted((FILES.parent / "cases").rglob("input.txt")):
        text = case.read_text(encoding="utf-8")
        wanted = [(item.code, item.offset, item.message) for item in found(engine, text.encode(), "a.txt")]
        crlf = text.replace("\n", "\r\n").replace('"', '""')
        pq.write_table(pa.table({"text": [text], "id": [1]}), tmp_path / "a.parquet")
        forms = {
            "a.jsonl": json.dumps({"id": 1, "text": text}).encode(),
            "a.json": json.dumps({"text": text, "id": 1}, ensure_ascii=False, indent=2).encode(),
            "a.jsonl.gz": gzip.compress(json.dumps({"text": text.replace("\n", "\r\n")}).encode()),
            "a.csv": f'id,text\r\n1,"{crlf}"\r\n'.encode(),
            "a.parquet": (tmp_path / "a.parquet").read_bytes(),
        }
        for name, raw in forms.items():
            got = [(item.code, item.offset, item.message) for item in found(engine, raw, name) if item.field == "text"]
            assert got == wanted, (case, name)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # warcio's own temporary files
def test_web_pages_and_archives_are_read_and_never_written(newslint: Run, tmp_path: Path) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    page = (REAL / "page.html").read_bytes()
    (tmp_path / "page.html").write_bytes(page)
    with (tmp_path / "crawl.warc.gz").open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for number in range(2):
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.0")
            url = f"https://post.example/{number}"
            writer.write_record(writer.create_warc_record(url, "response", payload=io.BytesIO(page), http_headers=head))
    before = (tmp_path / "crawl.warc.gz").read_bytes()
    done = newslint("--isolated", "--fix", "page.html", "crawl.warc.gz")
    shown = done.stdout.decode()
    assert done.returncode == 1
    assert re.search(r"^page\.html\.text:\d+: WID001 ", shown, re.M)
    assert re.search(r"^crawl\.warc\.gz\[1\]\.text:\d+: SPC002 ", shown, re.M)
    assert (tmp_path / "page.html").read_bytes() == page
    assert (tmp_path / "crawl.warc.gz").read_bytes() == before
    assert newslint("--isolated", ".").stdout == b"All checks passed\n"


def test_front_matter_is_fields_and_the_rest_is_text(engine: Engine) -> None:
    for name in ("trafilatura.md", "trafilatura.txt"):
        raw = raw_of(name)
        codes = {item.code: (item.line, item.pointer) for item in found(engine, raw, name)}
        assert codes["HED005"] == (2, "/title")
        assert codes["WID001"][1] == ""
        lines = raw.decode().split("\n")
        assert lines[(codes["WID001"][0] or 0) - 1] == "Follow"
        after = fixed(engine, raw, name).decode()
        assert after.split("---\n")[1] == raw.decode().split("---\n")[1].replace(" | Harbour Post", "")
    marked = b"---\ntitle: Quay\n---\n<p>\n<!-- newslint: disable=SPC002 -->\nIt met , it said.</p>\n"
    assert "SPC002" not in {item.code for item in found(engine, marked, "a.md")}
    ruled = b"---\nThe board voted , it said.\n---\nThe mayor agreed with it.\n"
    assert fixed(engine, ruled, "a.txt") == ruled.replace(b"voted ,", b"voted,")


def test_a_body_in_markup_is_read_as_a_browser_shows_it_and_never_written(engine: Engine) -> None:
    body = (
        "<p>By <b>Ann&nbsp;Lee</b></p><p>PORT ELLIS: The board voted to rebuild the old\nquay , closed to ships &amp; boats.</p>"
        "<!-- ad --><script>go()</script><p>Follow</p><ul><li>The plan will cost nine million euros, said the board.</ul>"
    )
    raw = json.dumps({"id": 1, "title": {"rendered": TITLE}, "content": {"rendered": body}}).encode()
    items = {item.code: item for item in found(engine, raw, "a.json")}
    assert set(items) == {"BYL001", "SPC002", "WID001"}
    quoted = {code: body[item.offset : item.offset + item.extent] for code, item in items.items()}
    assert quoted == {"BYL001": "By <b>Ann&nbsp;Lee", "SPC002": " ", "WID001": "Follow"}
    assert all(item.safety is None for item in items.values())
    assert fixed(engine, raw, "a.json", unsafe=True) == raw


def test_a_body_of_empty_paragraphs_breaks_nothing(engine: Engine) -> None:
    raw = json.dumps(
        [{"title": TITLE, "text": ["", " "]}, {"title": TITLE, "text": [CLEAN]}, {"title": None, "text": ""}]
    ).encode()
    assert {(item.code, item.record) for item in found(engine, raw, "a.json")} == {
        ("MET004", 2),
        ("MET011", 0),
        ("MET011", 2),
    }
    assert not any(result.problems for result in results(engine, raw, "a.json"))


@pytest.mark.parametrize("name", ["<stdin>", "dump.txt", "dump.out"])
def test_json_under_another_name_is_never_edited_as_prose(name: str, engine: Engine) -> None:
    item = {"title": TITLE, "text": TEXT, "note": ["a , b"]}
    for raw in (
        json.dumps(item).encode(),
        (json.dumps(item) + "\n").encode() * 2,
        json.dumps([item], indent=1).encode(),
        json.dumps({"articles": [item] * 30}).encode(),
    ):
        assert fixed(engine, raw, name) == raw.replace(b"quay ,", b"quay,").replace(b"Follow\\n\\n", b"")
    for prose in (b"[1]\nThe board voted , it said.\n", b"{x} was , it said.\n", b"[Note] It met , it said."):
        assert fixed(engine, prose, name) == prose.replace(b" ,", b",")


def test_diff_shows_the_text_of_the_field(engine: Engine) -> None:
    raw = json.dumps({"title": TITLE, "text": TEXT}).encode() + b"\n"
    done = results(engine, raw, "a.jsonl", Mode(diff=True))
    shown = "".join(result.diff for result in done)
    assert shown.startswith("--- a.jsonl:1 /text\n+++ a.jsonl:1 /text (fixed)\n")
    assert "\n-Follow\n" in shown
    assert done[-1].output == raw


PROSE = "The board voted , it said. “We stay”, said the mayor; and he left the long meeting of the harbour board in Port Ellis, for he was tired."
TABLES = {
    "semicolons": (f'titel;inhalt;datum\r\nQuay;"{PROSE}";12.03.2024\r\n', "a.csv", "inhalt"),
    "one column": (f'text\n"{PROSE}"\n', "a.csv", "text"),
    "a byte order mark": (f'\ufeffHeadline,Body\r\nQuay opens,"{PROSE}"\r\n', "a.csv", "Body"),
    "an index without name": (f',url,content\n0,https://post.example/1,"{PROSE}"\n', "a.csv", "content"),
    "a name twice": (f'text,title,text\nearlier,x,"{PROSE}"\n', "a.csv", "text"),
    "no header": (f'1,https://post.example,"{PROSE}"\n2,https://post.example,"{PROSE}"\n', "a.csv", "3"),
    "a header of unknown words": (f'nr;woerter\n1;"{PROSE}"\n2;"{PROSE}"\n', "a.csv", "woerter"),
    "tabs and commas": (f"1\thttps://post.example\t{PROSE}\n2\thttps://post.example\t{PROSE}\n", "a.tsv", "3"),
    "tabs under another name": (f"id\tbody\n1\t{PROSE}\n2\t{PROSE}\n", "a.csv", "body"),
    "quotation marks that quote nothing": (f'id\tbody\n1\t"We stay", he said. {PROSE}\n2\t{PROSE} "It was", she said\n', "a.tsv", "body"),
    "carriage returns": (f'title,text\rQuay,"{PROSE}"\r', "a.csv", "text"),
    "no newline at the end": (f"title|text\nQuay|{PROSE}", "a.csv", "text"),
}  # fmt: skip


@pytest.mark.parametrize("case", TABLES)
def test_tables_of_all_sorts_are_read(case: str, engine: Engine) -> None:
    text, name, column = TABLES[case]
    raw = text.encode()
    items = [item for item in found(engine, raw, name) if item.code == "SPC002"]
    assert {item.pointer for item in items} == {column}
    assert fixed(engine, raw, name) == raw.replace(b"voted ,", b"voted,")


SHAPES: dict[str, tuple[Any, str, str]] = {
    "results of a search": ({"response": {"results": [{"webTitle": TITLE, "fields": {"bodyText": TEXT}}]}}, "fields.bodyText", "webTitle"),
    "hits of an index": ({"took": 3, "hits": {"total": 1, "hits": [{"_source": {"title": TITLE, "body": TEXT}}]}}, "_source.body", "_source.title"),
    "a document store": ({"_id": {"$oid": "5"}, "headline": TITLE, "content": TEXT}, "content", "headline"),
    "markup and text": ({"title": TITLE, "content": f"<div><p>{TEXT}</p></div>", "textContent": TEXT}, "textContent", "title"),
    "a feed": ({"version": "1", "title": "Post", "items": [{"title": TITLE, "content_text": TEXT}]}, "content_text", "title"),
    "objects in objects": ({"meta": {"x": 1}, "article": {"headline": TITLE, "paragraphs": TEXT.split("\n\n")}}, "article.paragraphs", "article.headline"),
    "German keys": ({"ueberschrift": TITLE, "artikeltext": TEXT}, "artikeltext", "ueberschrift"),
    "a summary beside": ([{"document": TEXT, "summary": "The board voted."}], "document", ""),
}  # fmt: skip


def test_an_object_of_articles_is_read_key_by_key(engine: Engine) -> None:
    item = {"title": TITLE, "text": TEXT}
    raw = json.dumps({"a/1": item, "é": item, "x": {"title": TITLE, "text": None}, "y": 5}, indent=1).encode()
    assert {item.pointer for item in found(engine, raw, "a.json")} == {"/a~11/text", "/é/text"}
    problems = [str(one) for result in results(engine, raw, "a.json") for one in result.problems]
    assert [one.split(": ", 1)[1] for one in problems] == [
        "record /x is null where its text should be",
        "record /y is no object",
    ]
    assert fixed(engine, raw, "a.json") == raw.replace(b"quay ,", b"quay,").replace(b"Follow\\n\\n", b"")
    cut = raw[: raw.index(b'"x"')]
    assert any("never closed" in str(one) for result in results(engine, cut, "a.json") for one in result.problems)
    assert fixed(engine, cut, "a.json") == cut
    pair = {"meta": {"title": TITLE}, "article": item}
    assert {one.pointer for one in found(engine, json.dumps(pair).encode(), "a.json")} == {"/article/text"}


@pytest.mark.parametrize("case", SHAPES)
def test_records_of_other_tools_are_told_by_their_names(case: str, engine: Engine) -> None:
    document, text, title = SHAPES[case]
    raw = json.dumps(document).encode()
    form = source_for("a.json")
    assert isinstance(form, RecordFormat)
    layout = form.open("a.json", io.BytesIO(raw), Asked()).layout
    assert layout is not None
    assert layout.fields["text"] == (text,)
    assert layout.fields.get("title", ("",)) == (title,)
    assert {item.code for item in found(engine, raw, "a.json")} >= {"SPC002", "WID001"}


def test_configuration_and_command_line_say_how_records_are_read(newslint: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"x": {"y": TEXT}, "z": [{"h": "Quay , open"}]}) + "\n")
    (tmp_path / "pyproject.toml").write_text('[tool.newslint.fields]\ntext = "x.y"\ntitle = "z[].h"\n')
    shown = newslint("a.jsonl").stdout.decode()
    assert re.findall(r"a\.jsonl:1:\d+: (\w+) \[\*\] (\S+):", shown) == [
        ("SPC002", "/x/y"),
        ("WID001", "/x/y"),
        ("SPC002", "/z/0/h"),
    ]
    assert "preset fields" in newslint("inspect", "a.jsonl").stdout.decode()
    (tmp_path / "pyproject.toml").write_text('[tool.newslint.fields]\ntitel = "x"\n')
    wrong = newslint("a.jsonl")
    assert wrong.returncode == 2
    assert b"names \xe2\x80\x9ctitel\xe2\x80\x9d, not one of text, title" in wrong.stderr
    (tmp_path / "pyproject.toml").write_text('[tool.newslint]\npreset = "newsapp"\n')
    assert b"did you mean newsapi" in newslint("a.jsonl").stderr
    told = newslint("--isolated", "--preset", "plain", "a.jsonl")
    assert told.returncode == 2
    assert b"a.jsonl:1:1: record 1 has no text" in told.stderr

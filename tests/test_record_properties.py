"""What holds for every file of records: bytes outside the edits stay, and parsing and fixing change places."""

from __future__ import annotations

import csv
import gzip
import io
import json
import struct
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from records import fixed, found, normal, resolve, results
from test_properties import ENGINE

from newslint.api import Linter
from newslint.checker import Mode
from newslint.fixing import fix_fields
from newslint.model import Field, NewslintError
from newslint.sources import BUILTIN_SOURCES, Asked, Fault, Part, RecordFormat, source_for
from newslint.sources.jsontext import JsonError, read_json
from newslint.sources.tree import Leaf

LINTER = Linter()
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
LINES = [
    "Follow", "Share", "Short Url", "By Ann Lee", "", "  ",
    "The harbour board voted on Monday to build a second quay , and the mayor agreed.",
    "The harbour board voted on Monday to build a second quay, and the mayor agreed.",
    "“We remain“, said the mayor of the town, who had been at sea for the U .S. Navy.",
    "Er sagte: „Das geht nicht so weiter.\u201c Der Hafen\u2028bleibt zu\u00a0.",
    "A quay with a tab\there, a slash / and a back\\slash \U0001f6a2 and caf\u00c3\u00a9.",
    'The "second" quay\x85was built , they\u200b said.\x0b\x0c',
]  # fmt: skip
texts = st.lists(st.sampled_from(LINES), min_size=1, max_size=7).map("\n".join)
newlines = st.sampled_from(["\n", "\r\n", "\r"])
SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f", "/": "\\/"}
NUMBERS = [
    "1.10",
    "1e400",
    "-0",
    "12345678901234567890.5",
    "NaN",
    "-Infinity",
    "null",
    "true",
    '"\\ud800"',
    "[1, 2 ,3]",
    '{"a" :{}}',
    "9" * 5000,
]


@st.composite
def spelled(draw: st.DrawFn, text: str) -> str:
    """A text as a JSON string, each character spelled in any way that is allowed."""
    how = draw(st.randoms(use_true_random=False))
    out = []
    for char in text:
        ways = [SHORT[char]] if char in SHORT else []
        if char not in '"\\' and char >= " ":
            ways += [char] * 8
        code = struct.unpack(f">{len(char.encode('utf-16-be')) // 2}H", char.encode("utf-16-be"))
        ways.append("".join(f"\\u{unit:04{how.choice('xX')}}" for unit in code))
        out.append(how.choice(ways))
    return '"' + "".join(out) + '"'


@st.composite
def objects(draw: st.DrawFn) -> tuple[str, str, str, str]:
    """(what stands before the text's string, its spelling, what stands after, the text)."""
    text = draw(texts).replace("\n", draw(newlines))
    blank = st.sampled_from(["", " ", "\t", "  "])
    pair = st.tuples(blank, st.sampled_from(["id", "a/b", "ü", "text ", "k"]), blank, st.sampled_from(NUMBERS))
    pairs = [f'{one}"{key}"{two}:{value}' for one, key, two, value in draw(st.lists(pair, max_size=4))]
    first = draw(st.booleans())
    before = "{" + "".join(f"{item}," for item in pairs) + draw(blank) + '"text"' + draw(blank) + ":" + draw(blank)
    if first:
        before = before.replace("{", '{"text": "an earlier one , that does not count",', 1)
    return before, draw(spelled(text)), draw(blank) + "}" + draw(blank), text


def expected(text: str, *, unsafe: bool) -> str:
    return fix_fields(
        ENGINE, (Field("text", normal(text)),), unsafe=unsafe, meta={"record": "yes", "dateline": "auto"}
    ).text


def check(
    name: str, parts: list[tuple[str, str, str, str]], joint: tuple[str, str, str], unsafe: bool, bom: bool
) -> None:
    opening, between, closing = joint
    raw = opening + between.join("".join(part[:3]) for part in parts) + closing
    data = (b"\xef\xbb\xbf" if bom else b"") + raw.encode("utf-8")
    after = fixed(ENGINE, data, name, unsafe=unsafe)
    rest = after.removeprefix(b"\xef\xbb\xbf").decode("utf-8") if bom else after.decode("utf-8")
    assert bom == after.startswith(b"\xef\xbb\xbf")
    assert rest.startswith(opening)
    rest = rest[len(opening) :]
    for number, (before, string, behind, text) in enumerate(parts):
        assert rest.startswith(before)
        rest = rest[len(before) :]
        tree, end = read_json(rest)
        assert isinstance(tree, Leaf)
        wanted = expected(text, unsafe=unsafe)
        assert normal(json.loads(rest[:end], strict=False)) == wanted
        if normal(text) == wanted:
            assert rest[:end] == string
        assert rest[end:].startswith(behind)
        rest = rest[end + len(behind) :]
        joined = between if number + 1 < len(parts) else closing
        assert rest.startswith(joined)
        rest = rest[len(joined) :]
    assert rest == ""
    assert fixed(ENGINE, after, name, unsafe=unsafe) == after


@SETTINGS
@given(
    st.lists(objects(), min_size=1, max_size=4), st.sampled_from(["\n", "\r\n", "\n\n"]), st.booleans(), st.booleans()
)
def test_jsonl_keeps_every_byte_outside_the_edits(
    parts: list[tuple[str, str, str, str]], newline: str, unsafe: bool, bom: bool
) -> None:
    check("a.jsonl", parts, ("", newline, newline), unsafe, bom)


@SETTINGS
@given(
    st.lists(objects(), min_size=1, max_size=3), st.sampled_from([", ", ",\n  ", "\r\n,"]), st.booleans(), st.booleans()
)
def test_json_keeps_every_byte_outside_the_edits(
    parts: list[tuple[str, str, str, str]], between: str, wrapped: bool, bom: bool
) -> None:
    around = ('{"status": "ok", "articles" : [', '] , "n": 1.0}\n') if wrapped else (" [\n", "]\n")
    check("a.json", parts, (around[0], between, around[1]), False, bom)


@SETTINGS
@given(st.lists(st.tuples(texts, st.sampled_from(["\n", "\r\n"]), st.sampled_from(["x", 'a "b"', "1,5", "é;\t|", ""])), min_size=1, max_size=4),
       st.sampled_from([",", ";", "\t"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]), st.sampled_from(["\n", "\r\n"]),
       st.booleans(), st.booleans())  # fmt: skip
@example([("Follow", "\n", "x")] * 3 + [("Follow\nFollow", "\n", "é;\t|")], "\t", csv.QUOTE_MINIMAL, "\n", False, False)
def test_csv_keeps_every_byte_outside_the_edits(
    rows: list[tuple[str, str, str]], delimiter: str, quoting: Any, newline: str, unsafe: bool, bom: bool
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=newline)
    writer.writerow(["id", "text", "url"])
    bounds = []
    for number, (text, inner, other) in enumerate(rows):
        start = out.tell()
        writer.writerow([f"{number}{other}", text.replace("\n", inner), other])
        bounds.append((start, out.tell()))
    data = out.getvalue().encode("utf-8-sig" if bom else "utf-8")
    after = fixed(ENGINE, data, "a.tsv" if delimiter == "\t" else "a.csv", unsafe=unsafe)
    assert fixed(ENGINE, after, "a.tsv" if delimiter == "\t" else "a.csv", unsafe=unsafe) == after
    got = list(csv.reader(io.StringIO(after.decode("utf-8-sig" if bom else "utf-8"), newline=""), delimiter=delimiter))
    assert got[0] == ["id", "text", "url"]
    if found(ENGINE, data, "a.tsv" if delimiter == "\t" else "a.csv") or after != data:
        for cells, (number, (text, _, other)) in zip(got[1:], enumerate(rows), strict=True):
            assert (cells[0], cells[2]) == (f"{number}{other}", other)
            assert normal(cells[1]) == expected(text, unsafe=unsafe)


@SETTINGS
@given(
    texts, st.sampled_from(["\n", "\r\n"]), st.booleans(), st.sampled_from(["a.md", "a.txt", "a.md.gz"]), st.booleans()
)
def test_front_matter_keeps_every_byte_outside_the_edits(
    text: str, newline: str, bom: bool, name: str, unsafe: bool
) -> None:
    head = "---\ntitle:  'Quay to be rebuilt' # so far\nurl: https://post.example/1\ndate: 2024-03-12\n---\n"
    start = (("\ufeff" if bom else "") + head.replace("\n", newline)).encode()
    raw = start + text.replace("\n", newline).encode()
    after = fixed(ENGINE, gzip.compress(raw) if name.endswith(".gz") else raw, name, unsafe=unsafe)
    after = gzip.decompress(after) if name.endswith(".gz") else after
    assert after.startswith(start)
    body = after[len(start) :].decode()
    assert normal(body) == expected(text, unsafe=unsafe)
    assert newline == "\n" or body.count("\n") == body.count("\r\n")


@SETTINGS
@given(st.lists(texts, min_size=1, max_size=4), st.booleans())
def test_fixing_a_file_and_fixing_its_records_are_one(bodies: list[str], unsafe: bool) -> None:
    records = [{"title": f"Quay {number} , it said", "text": body} for number, body in enumerate(bodies)]
    raw = "".join(json.dumps(record) + "\n" for record in records).encode()
    after = [json.loads(line) for line in fixed(ENGINE, raw, "a.jsonl", unsafe=unsafe).split(b"\n") if line]
    assert after == [LINTER.fix(record, unsafe=unsafe) for record in records]


@SETTINGS
@given(st.lists(objects(), min_size=1, max_size=3))
def test_findings_point_at_what_they_mean(parts: list[tuple[str, str, str, str]]) -> None:
    raw = "".join("".join(part[:3]) + "\n" for part in parts)
    lines = raw.split("\n")
    for item in found(ENGINE, raw.encode(), "a.jsonl"):
        assert item.line is not None and item.column is not None and item.record is not None
        assert item.record + 1 == item.line
        text = normal(resolve(json.loads(lines[item.line - 1], strict=False, parse_int=str), item.pointer))
        spot = lines[item.line - 1][item.column - 1 :]
        if item.offset < len(text) and item.extent:
            assert spot[0] == "\\" or spot[0] == text[item.offset]


@SETTINGS
@given(
    st.binary(max_size=300),
    st.sampled_from(["a.json", "a.jsonl", "a.csv", "a.tsv", "a.json.gz", "a.jsonl.xz", "a.parquet", "a.arrow", "a.md"]),
)
def test_any_bytes_are_read_or_told_and_never_lost(raw: bytes, name: str) -> None:
    done = results(ENGINE, raw, name, Mode(fix=True))
    if any(result.problems for result in done) or not any(result.fixed for result in done):
        assert done[-1].output == raw
    for result in done:
        assert all(str(problem).startswith(name) for problem in result.problems)


@SETTINGS
@given(st.lists(st.sampled_from(['{"text": "a"}', "[", "]", ",", '{"text"', "\n", "\xff", '"', "{}", "1", "\\"]), max_size=12).map("".join),
       st.sampled_from(["a.json", "a.jsonl", "a.csv"]))  # fmt: skip
def test_parts_together_are_the_file(raw: str, name: str) -> None:
    form = source_for(name, BUILTIN_SOURCES)
    assert isinstance(form, RecordFormat)
    data = raw.encode("latin-1")
    try:
        opened = form.open(name, io.BytesIO(data), Asked())
    except NewslintError:
        return
    assert b"".join(part.raw for part in opened.parts if isinstance(part, Part)) == data


@SETTINGS
@given(st.text(alphabet='{}[],:"\\u0d8ntr1-.eE truefalsnNaI\n', max_size=30))
def test_the_json_reader_takes_what_json_takes(raw: str) -> None:
    wanted: Any
    try:
        wanted = json.loads(raw)
    except ValueError:
        wanted = JsonError
    try:
        tree, end = read_json(raw)
        got = _plain(tree) if not raw[end:].strip(" \t\n\r") else JsonError
    except JsonError as error:
        assert 0 <= error.at <= len(raw)
        got = JsonError
    assert got == (wanted if wanted is JsonError else _shape(wanted))


def _plain(tree: Any) -> Any:
    if isinstance(tree, Leaf):
        return tree.text if tree.kind == "string" else (None if tree.kind == "null" else 0)
    return (
        [_plain(item) for item in tree] if isinstance(tree, list) else {key: _plain(item) for key, item in tree.items()}
    )


def _shape(value: Any) -> Any:
    if isinstance(value, str):
        return normal(value)
    if isinstance(value, list):
        return [_shape(item) for item in value]
    if isinstance(value, dict):
        return {key: _shape(item) for key, item in value.items()}
    return None if value is None else 0


def test_depth_costs_no_stack() -> None:
    deep = "[" * 100_000 + "]" * 100_000
    assert read_json(deep)[1] == len(deep)
    with pytest.raises(JsonError):
        read_json("[" * 100_000)


def test_compressed_files_stay_compressed_the_same_way() -> None:
    raw = (json.dumps({"text": LINES[6]}) + "\n").encode() * 3
    packed = io.BytesIO()
    with gzip.GzipFile("old name", "wb", 9, packed, 1_700_000_000) as out:
        out.write(raw)
    after = fixed(ENGINE, packed.getvalue(), "a.jsonl.gz")
    assert after[:10] == packed.getvalue()[:10]
    assert after[10:19] == b"old name\0"
    assert gzip.decompress(after) == raw.replace(b"quay ,", b"quay,")
    assert fixed(ENGINE, after, "a.jsonl.gz") == after


def test_nothing_of_a_stream_is_kept() -> None:
    """Peak memory of cutting 60 MB into records stays far below that."""
    import tracemalloc

    record = json.dumps({"text": "The board voted , it said.", "html": "x" * 100_000}).encode()
    made = {
        "a.jsonl": (b"", record + b"\n", b""),
        "a.json": (b"[", record + b",\n", record + b"]"),
        "wrapped.json": (b'{"status": "ok", "articles": [', record + b",\n", record + b"]}"),
        "settings.json": (b'{"type": "map", "points": [[1, 2]', b"," + b"[1.5, 2.5], " * 9000 + b"[0, 0]", b"]}"),
        "a.csv": (b"text,html\n", b'"The board, it said",' + b"x" * 100_000 + b"\n", b""),
    }
    for name, (first, repeated, last) in made.items():
        form = source_for(name, BUILTIN_SOURCES)
        assert isinstance(form, RecordFormat)
        stream = io.BufferedReader(_Repeated(first, repeated, 600, last))
        tracemalloc.start()
        opened = form.open(name, stream, Asked())
        count = sum(isinstance(part, Part) and part.index is not None for part in opened.parts)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert count >= 600 or opened.layout is None
        assert not any(isinstance(part, Fault) for part in opened.parts)
        assert peak < 20_000_000, name


class _Repeated(io.RawIOBase):
    """A stream that is never in memory as a whole."""

    def __init__(self, first: bytes, repeated: bytes, times: int, last: bytes) -> None:
        self._pieces = (piece for piece in [first, *[repeated] * times, last])
        self._held = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._held:
            self._held = next(self._pieces, b"\0")
            if self._held == b"\0":
                self._held = b""
                return 0
        data, self._held = self._held[: len(buffer)], self._held[len(buffer) :]
        buffer[: len(data)] = data
        return len(data)

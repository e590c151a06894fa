"""Plain text and Markdown: one field named "text" that holds the whole file."""

from __future__ import annotations

from collections import Counter
from typing import NoReturn

import regex

from newslint.model import Field, NewslintError, Problem
from newslint.sources.base import BOMS, Document, Source, decode, one_newline

SAMPLE = 1 << 16
CONTROL = regex.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Fewer than this many are artifacts for a rule to report, however short the file.
FEWEST_CONTROLS = 3
WESTERN_SIGNS = frozenset("\u00a0«»“”„‘’‚–—…€£§°·•©®™´¡¿ºª\u00ad")


class PlainText:
    """Text files; also what a file with an unknown suffix is taken for."""

    name = "txt"
    suffixes: tuple[str, ...] = (".txt", ".text")

    def read(self, path: str, raw: bytes) -> Document:
        """The whole file as one field, but for front matter such as trafilatura writes.

        Raises NewslintError for binary files and other encodings.
        """
        return with_front_matter(read_text(path, raw, self.name), strict=False)


class Markdown:
    """Markdown files, front matter apart; comments in them may switch rules off."""

    name = "md"
    suffixes: tuple[str, ...] = (".md", ".markdown")

    def read(self, path: str, raw: bytes) -> Document:
        """The file; raises NewslintError for binary files, other encodings and wrong front matter."""
        return with_front_matter(read_text(path, raw, self.name), strict=True)


def with_front_matter(source: Source, *, strict: bool) -> Document:
    """The source as a record of text and fields where it opens with front matter."""
    if not source.encoding.startswith("utf-8") or not source.fields[0].text.startswith("---"):
        return source
    from newslint.sources.frontmatter import read_front_matter

    return read_front_matter(source.path, source.format, source.raw.decode("utf-8"), strict=strict) or source


def read_text(path: str, raw: bytes, name: str) -> Source:
    """A whole-file source; nothing but UTF-8, or UTF-16 with a byte order mark, is accepted.

    A wrong guess would turn every accent of a file into something else when it is written back.
    """
    if raw.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        _refuse(path, "the file is UTF-32, which newslint does not read", 1, 1, _convert("utf-32"))
    encoding = next((name for name, bom in BOMS.items() if raw.startswith(bom)), "utf-8")
    if encoding.startswith("utf-8") and b"\x00" in raw:
        _refuse_null(path, raw, encoding)
    try:
        original = decode(raw, encoding)
    except UnicodeDecodeError as error:
        _refuse_byte(path, raw, encoding, error)
    text, newline = one_newline(original)
    controls = list(CONTROL.finditer(text))
    if len(controls) >= FEWEST_CONTROLS and len(controls) * 10 > len(text):
        line, column = _place(text[: controls[0].start()])
        message = f"not a text file: {len(controls)} of {len(text)} characters are control characters"
        _refuse(path, message, line, column)
    return Source(path, name, encoding, newline, raw, (Field("text", text),))


def _refuse_null(path: str, raw: bytes, encoding: str) -> NoReturn:
    offset = raw.index(b"\x00")
    line, column = _place(raw[len(BOMS.get(encoding, b"")) : offset].decode("utf-8", "replace"))
    place = f"byte 0x00 at line {line}, column {column}"
    guess = _unmarked_utf16(raw)
    if guess:
        message = f"{place}: the file looks like {guess.upper()} without a byte order mark"
        _refuse(path, message, line, column, _convert(guess))
    _refuse(path, f"not a text file: {place}", line, column)


def _refuse_byte(path: str, raw: bytes, encoding: str, error: UnicodeDecodeError) -> NoReturn:
    # error.start counts behind the byte order mark
    line, column = _place(error.object[: error.start].decode(error.encoding))
    shown = encoding.upper().removesuffix("-SIG")
    byte = error.object[error.start]
    where = f"byte 0x{byte:02X} at line {line}, column {column} is not {shown}"
    sample = error.object[max(error.start - SAMPLE, 0) : error.start + SAMPLE]
    if encoding != "utf-8" or _mostly_utf8(sample):
        _refuse(path, f"{where}, as most of the file is", line, column, "repair or delete that byte")
    if guess := _unmarked_utf16(raw):
        message = f"{where}; the file looks like {guess.upper()} without a byte order mark"
        _refuse(path, message, line, column, _convert(guess))
    if _windows_1252(sample):
        message = f"{where}; the file looks like windows-1252"
        _refuse(path, message, line, column, _convert("windows-1252"))
    message = f"{where}; the file is in no text encoding newslint knows"
    _refuse(path, message, line, column, "convert it to UTF-8 from the encoding it was written in")


def _refuse(path: str, message: str, line: int, column: int, hint: str = "") -> NoReturn:
    raise NewslintError(Problem(path, message, line, column, hint))


def _convert(encoding: str) -> str:
    return f"if so: iconv -f {encoding} -t utf-8 OLD > NEW"


def _place(before: str) -> tuple[int, int]:
    text = one_newline(before)[0]
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _mostly_utf8(sample: bytes) -> bool:
    """Whether the bytes hold more characters of several bytes than broken ones."""
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(char > "\x7f" for char in text) > 2 * broken


def _unmarked_utf16(raw: bytes) -> str:
    """The byte order in which the bytes read as one or two alphabets; "" where in neither."""
    sample = raw[:SAMPLE]
    for encoding in ("utf-16le", "utf-16be"):
        try:
            text = sample[: len(sample) // 2 * 2].decode(encoding)
        except UnicodeDecodeError:
            continue
        odd = sum(not (char.isprintable() or char.isspace()) for char in text)
        pages = Counter(ord(char) >> 8 for char in text).most_common(2)
        covered = sum(count for _, count in pages)
        plain = sum(char < "\u0100" for char in text)
        if len(raw) % 2 == 0 and text and plain and odd * 50 <= len(text) and covered * 10 >= len(text) * 9:
            return encoding
    return ""


def _windows_1252(sample: bytes) -> bool:
    """Whether the bytes read as a western language: letters with accents among plain ones."""
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    high = [char for char in text if char > "\x7f"]
    western = sum(char.isalpha() or char in WESTERN_SIGNS for char in high)
    letters = sum(char.isalpha() for char in text)
    return western * 10 >= len(high) * 9 and len(high) * 3 <= letters and not CONTROL.search(text)

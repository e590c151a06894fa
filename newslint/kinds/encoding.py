"""Kind `encoding`: characters that were decoded, escaped or typed wrongly, and hidden ones."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

import regex

from newslint.hidden import suspicious
from newslint.kinds._fixing import choice, message_of
from newslint.kinds.base import clip, finding, in_scope
from newslint.model import Article, Block, Edit, Finding, Fix, Rule, Safety, Span
from newslint.patterns import compiled

_CP1252 = {
    bytes([code]).decode("cp1252"): code for code in range(0x80, 0x100) if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}
_CP1252 |= {chr(code): code for code in range(0x80, 0x100)}
_TAIL = "[" + "".join(regex.escape(char) for char in sorted(_CP1252) if 0x80 <= _CP1252[char] < 0xC0) + "]"
_MOJIBAKE = compiled(rf"(?:[Â-ß]{_TAIL}|[à-ï]{_TAIL}{{2}}|ð{_TAIL}{{3}})++")
# What UTF-8 read as Windows-1252 was before: letters of Europe, typographic signs, symbols, emoji.
_LIKELY = compiled(
    "[\u00a0-\u017f\u0192\u0218-\u021b\u02c6\u02dc\u2010-\u2026\u2030\u2032\u2033\u2039\u203a\u2044\u20ac\u2122\u2190-\u21ff"
    "\u2212\u25a0-\u27bf\ufb01\ufb02\ufeff\ufffd\u0370-\u04ff\U0001f000-\U0001faff\ufe0f]++"
)
# Bytes of UTF-8 read in other code pages. Only first bytes whose character there is no letter that
# starts a word, or opens a sequence that no language writes.
_OTHERS = {
    "mac_roman": (b"\xc2", b"\xc3", b"\xc4", b"\xc5", b"\xe2\x80", b"\xe2\x82"),
    "cp850": (b"\xc2", b"\xc3", b"\xc4", b"\xc5", b"\xe2\x80", b"\xe2\x82"),
    "cp437": (b"\xc2", b"\xc3", b"\xe2\x80", b"\xe2\x82"),
    "cp1250": (b"\xc3",),
    "cp1251": (b"\xe2\x80", b"\xe2\x82"),
}


def _read_as(codec: str, opens: tuple[bytes, ...]) -> regex.Pattern[str]:
    """Two or three bytes of UTF-8 that begin with one of `opens`, as they look in a code page."""
    tails = bytes(range(0x80, 0xC0)).decode(codec, "ignore")
    tail = "[" + "".join(map(regex.escape, tails)) + "]"
    return compiled("(?:" + "|".join(regex.escape(first.decode(codec)) + tail for first in opens) + ")++")


_MISREAD = {codec: _read_as(codec, opens) for codec, opens in _OTHERS.items()}
# Other scripts give long runs of such characters, and no language has eight of them in a row.
_RUN = compiled(r"[^\x00-\x7f]{8,}+")
_PAIR = re.compile(r"[^\x00-\x7f]{2}")
_SHORT = compiled(r"[^\x00-\x7f]{2,}+")
_SCRIPT = compiled(
    r"(?:[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\u3000-\u303f\uff00-\uffef]|\p{Arabic}|\p{Hebrew}|\p{Devanagari}"
    r"|\p{Cyrillic}|\p{Greek}|[\p{M}\u00a0-\u00bf\u060c\u061b\u061f\u0640\u2010-\u2027])++",
    regex.VERSION1,
)
_ENTITY = compiled(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")
_CONTROL = compiled(r"\x1b\[[0-9;]*+[mK]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]++")
# Khmer, Thai, Lao and Burmese part words by a blank without width, Mongolian a vowel by its separator.
_HIDDEN = compiled(
    r"(?:[\u2060\ufeff\u00ad\ufff9-\ufffb\u2028\u2029\u202a-\u202e\u2061-\u2064\U000e0000-\U000e007f]"
    r"|(?<![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])\u200b|(?<![\u1800-\u18af])\u180e)"
)
_HIDDENS = compiled(rf"{_HIDDEN.pattern}++")
# Flags of England, Scotland and Wales are spelt with tag characters after a black flag.
_FLAG = compiled(r"\U0001f3f4[\U000e0020-\U000e007f]++")
_BIDI = compiled(r"[\p{Arabic}\p{Hebrew}]")
_LOST = compiled("\ufffd++")

Found = Iterator[tuple[Span, str]]


def _mojibake(text: str) -> Found:
    if not _PAIR.search(text):
        return
    codecs = {codec for match in _RUN.finditer(text) if (codec := _code_page(match.group()))}
    done = 0
    for match in _SHORT.finditer(text) if codecs else ():
        good = next((good for codec in sorted(codecs) if (good := _read_again(match.group(), codec))), "")
        if good:
            yield from _repairs(text[done : match.start()], done)
            yield Span(*match.span()), good
            done = match.end()
    yield from _repairs(text[done:], done)


def _code_page(bad: str) -> str:
    """The code page in which a long run of characters is letters of another script; "" for none."""
    return next((codec for codec in ("cp1252", *_OTHERS) if _read_again(bad, codec)), "")


def _read_again(bad: str, codec: str) -> str:
    """The letters of another script that the characters are as UTF-8; "" where they are none."""
    try:
        raw = bytes(_CP1252[char] for char in bad) if codec == "cp1252" else bad.encode(codec)
        good = raw.decode("utf-8")
    except (KeyError, UnicodeError):
        return ""
    return good if _SCRIPT.fullmatch(good) else ""


def _repairs(text: str, base: int) -> Found:
    for span, good in _sequences(text):
        yield span.shift(base), good


def _sequences(text: str) -> Found:
    for match in _MOJIBAKE.finditer(text):
        try:
            good = bytes(_CP1252[char] for char in match.group()).decode("utf-8")
        except UnicodeDecodeError:
            continue
        if _LIKELY.fullmatch(good) and not _written_so(text, match.start(), match.end()):
            yield Span(*match.span()), good.replace("\ufeff", "")
    for codec, pattern in _MISREAD.items():
        for match in pattern.finditer(text):
            try:
                good = match.group().encode(codec).decode("utf-8")
            except UnicodeError:
                continue
            if _LIKELY.fullmatch(good):
                yield Span(*match.span()), good


def _written_so(text: str, start: int, end: int) -> bool:
    """Whether a capital before a closing mark is meant: «IRMÃ», «À», as in French and Portuguese."""
    bad = text[start:end]
    around = text[max(start - 2, 0) : start]
    if len(bad) != 2 or bad[1] not in "»”’":
        return False
    return around.isupper() or (bad[0] != "Â" and (not around.strip() or around[-1] in "«“‘ "))


def _entities(text: str) -> Found:
    for match in _ENTITY.finditer(text):
        good = html.unescape(match.group())
        # &amp;nbsp; was escaped twice; the second pass takes the rest.
        if good != match.group() and good.isprintable() | good.isspace():
            yield Span(*match.span()), {"\u00a0": "\u00a0", "\u00ad": "", "\u200b": ""}.get(good, good)


def _control(text: str) -> Found:
    for match in _CONTROL.finditer(text):
        # Windows-1252 read as Latin-1: its quotation marks and dashes look like control characters.
        yield Span(*match.span()), "" if match.group()[0] == "\x1b" else "".join(map(_windows, match.group()))


def _windows(char: str) -> str:
    """The printable character that Windows-1252 has in the place of a control character; "" for none."""
    code = ord(char)
    return bytes([code]).decode("cp1252", "ignore") if 0x80 <= code < 0xA0 else ""


def _hidden(text: str) -> Found:
    """Harmless ones; those in which something is hidden belong to the rules of kind `hidden`."""
    bidi = _BIDI.search(text) is not None
    flags = (Span(*match.span()) for match in _FLAG.finditer(text))
    for start, end in _runs(text, sorted([*suspicious(text), *flags])):
        run = text[start:end]
        if not (bidi and regex.fullmatch("[\u202a-\u202e]+", run)):
            yield Span(start, end), " " if "\u2028" in run or "\u2029" in run else ""


def _runs(text: str, others: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Stretches of hidden characters that stand side by side and in none of the others."""
    parts, done = [], 0
    for span in others:
        start, end = max(span.start, done), max(span.end, done)
        parts += [text[done:start], "\0" * (end - start)]
        done = end
    for match in _HIDDENS.finditer("".join([*parts, text[done:]])):
        yield match.span()


def _lost(text: str) -> Found:
    for match in _LOST.finditer(text):
        yield Span(*match.span()), match.group()


_CONTROLS = frozenset(filter(_CONTROL.fullmatch, map(chr, range(0xA0))))
_INVISIBLE = frozenset(filter(_HIDDEN.fullmatch, map(chr, (*range(0x10000), *range(0xE0000, 0xE0080)))))
_FAULTS: Mapping[str, tuple[Callable[[str], Found], frozenset[str] | None]] = {
    "mojibake": (_mojibake, None),
    "entity": (_entities, frozenset({"&"})),
    "control": (_control, _CONTROLS),
    "hidden": (_hidden, _INVISIBLE),
    "lost": (_lost, frozenset({"\ufffd"})),
}


class EncodingKind:
    """Finds one `fault` of encoding and puts the character back that was meant.

    `mojibake`: UTF-8 read as Windows-1252, Latin-1, Mac Roman or a code page of DOS. `entity`: HTML character references.
    `control` and `hidden`: characters that no reader sees. `lost`: U+FFFD, whose character is gone
    and cannot be repaired.
    """

    schema: ClassVar[Mapping[str, Any]] = {
        "fault": {"type": "string", "enum": list(_FAULTS)},
        "message": {"type": "string"},
    }
    required: ClassVar[tuple[str, ...]] = ("fault",)

    def __init__(self, rule: Rule, options: Mapping[str, Any]) -> None:
        self._rule = rule
        self._fault = choice(options, "fault", list(_FAULTS))
        self._find, self._needed = _FAULTS[self._fault]
        self.by_line = self._needed is not None
        self._message = message_of(options, f"{rule.summary}: “{{text}}”", "new")

    def literals(self) -> frozenset[str] | None:
        """The characters of which the fault needs one, where they can be told."""
        return self._needed

    def check(self, article: Article, blocks: Sequence[Block]) -> Iterator[Finding]:
        """A finding for each place; `hidden` gives one an article, with every place in its fix."""
        found = list(self._places(blocks))
        if self._fault == "hidden" and found:
            edits = tuple(Edit(article.field, place, good) for place, good in found)
            text = clip(found[0][0].of(article.text)) + (f" and {len(found) - 1} more" if len(found) > 1 else "")
            message = self._message.format(text=text, new="")
            yield finding(self._rule, article.field, found[0][0], message, Fix("Delete them", edits, Safety.SAFE))
            return
        for place, good in found:
            bad = place.of(article.text)
            message = self._message.format(text=clip(bad), new=clip(good))
            fix = None
            if good != bad:
                title = f"Replace with “{clip(good)}”" if good else "Delete it"
                fix = Fix(title, (Edit(article.field, place, good),), Safety.SAFE)
            yield finding(self._rule, article.field, place, message, fix)

    def _places(self, blocks: Sequence[Block]) -> Found:
        for block in in_scope(self._rule, blocks):
            if not (block.text.isascii() and self._fault in {"mojibake", "hidden"}):
                for span, good in self._find(block.text):
                    yield span.shift(block.span.start), good

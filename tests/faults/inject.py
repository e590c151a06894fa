"""Faults put into clean articles, each where and how scrapers make it, with what should find it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import regex

from newslint.model import Span
from newslint.segment.dateline import parse_dateline
from newslint.segment.forms import is_prose


@dataclass(frozen=True, slots=True)
class Clean:
    """A clean article: its paragraphs, headline and all, and the gap between them."""

    id: str
    blocks: tuple[str, ...]
    gap: str = "\n\n"

    @property
    def text(self) -> str:
        return self.gap.join(self.blocks) + "\n"

    @property
    def prose(self) -> list[int]:
        """The indexes of its paragraphs."""
        return [at for at, block in enumerate(self.blocks) if is_prose(block)]

    @property
    def opening(self) -> int:
        return self.prose[0]

    def with_block(self, at: int, text: str) -> Faulty:
        """The article with another block at `at`; the fault is where the two differ."""
        old = self.blocks[at]
        start = next((i for i, (a, b) in enumerate(zip(old, text, strict=False)) if a != b), min(len(old), len(text)))
        same = min(len(old), len(text)) - start
        end = next((i for i in range(same) if old[-1 - i] != text[-1 - i]), same)
        base = sum(len(block) + len(self.gap) for block in self.blocks[:at])
        blocks = (*self.blocks[:at], text, *self.blocks[at + 1 :])
        return Faulty(self.gap.join(blocks) + "\n", Span(base + start, base + max(len(text) - end, start)))

    def with_added(self, at: int, *texts: str) -> Faulty:
        """The article with blocks added before index `at`."""
        blocks = (*self.blocks[:at], *texts, *self.blocks[at:])
        base = sum(len(block) + len(self.gap) for block in self.blocks[:at])
        return Faulty(self.gap.join(blocks) + "\n", Span(base, base + len(self.gap.join(texts))))


@dataclass(frozen=True, slots=True)
class Faulty:
    """A text with a fault in it, and where that is; `count` faults of one kind are to be found."""

    text: str
    at: Span
    count: int = 1


Inject = Callable[[random.Random, Clean, Sequence[Clean]], Faulty | None]


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to spoil an article; `rules` are names of rules any of which finds it.

    `repaired`: whether a fix should give the clean article back. `meta` is what the surroundings
    tell of the article.
    """

    group: str
    name: str
    rules: tuple[str, ...]
    inject: Inject
    repaired: bool = True
    meta: tuple[tuple[str, str], ...] = ()


def _pick(chance: random.Random, item: Clean, change: Callable[[str], list[str]]) -> Faulty | None:
    """The article with one of the changed versions of one of its paragraphs."""
    order = item.prose
    chance.shuffle(order)
    for at in order:
        if versions := [text for text in change(item.blocks[at]) if text != item.blocks[at]]:
            return item.with_block(at, chance.choice(versions))
    return None


def _swap(pattern: str, new: str) -> Inject:
    """One match of a pattern replaced, in one paragraph."""
    found = regex.compile(pattern, regex.VERSION1)

    def versions(text: str) -> list[str]:
        return [text[: m.start()] + m.expand(new) + text[m.end() :] for m in found.finditer(text)]

    return lambda chance, item, _: _pick(chance, item, versions)


def _misread(codec: str, times: int = 1) -> Inject:
    def change(text: str) -> str:
        try:
            for _ in range(times):
                text = text.encode("utf-8").decode(codec)
        except UnicodeDecodeError:
            return ""
        return text if all(char.isprintable() for char in text) or codec == "latin-1" else ""

    return lambda chance, item, _: _pick(chance, item, lambda text: [new for new in [change(text)] if new])


def _headline(change: Callable[[str], tuple[str, ...]], at: int = 1) -> Inject:
    """Blocks made from the headline, put in before the block `at`."""
    return lambda chance, item, _: item.with_added(min(at, item.opening), *change(item.blocks[0]))


def _dateline(item: Clean) -> tuple[str, str] | None:
    found = parse_dateline(item.blocks[item.opening])
    return (item.blocks[item.opening][: found.span.end], item.blocks[item.opening][found.span.end :]) if found else None


def _no_dateline(_: random.Random, item: Clean, __: Sequence[Clean]) -> Faulty | None:
    parts = _dateline(item)
    return item.with_block(item.opening, parts[1]) if parts else None


def _doubled_dateline(_: random.Random, item: Clean, __: Sequence[Clean]) -> Faulty | None:
    parts = _dateline(item)
    return item.with_block(item.opening, parts[0] * 2 + parts[1]) if parts else None


def _lonely_dateline(_: random.Random, item: Clean, __: Sequence[Clean]) -> Faulty | None:
    parts = _dateline(item)
    return item.with_block(item.opening, parts[0].rstrip() + item.gap + parts[1]) if parts else None


def _articles(count: int) -> Inject:
    """So many other articles after this one, as endless scrolling brings them."""

    def inject(chance: random.Random, item: Clean, others: Sequence[Clean]) -> Faulty | None:
        rest = [other for other in others if other.id != item.id]
        if len(rest) < count - 1:
            return None
        texts = [item.text, *(other.text for other in chance.sample(rest, count - 1))]
        return Faulty("\n\n".join(texts), Span(len(item.text), len("\n\n".join(texts))), count - 1)

    return inject


def _cut(keep: Callable[[random.Random, list[str]], str]) -> Inject:
    """The text cut within one of its later paragraphs."""

    def inject(chance: random.Random, item: Clean, _: Sequence[Clean]) -> Faulty | None:
        at = chance.choice(item.prose[len(item.prose) // 2 :])
        said = item.blocks[at].split(" ")
        if len(said) < 8:
            return None
        blocks = (*item.blocks[:at], keep(chance, said))
        text = item.gap.join(blocks) + "\n"
        return Faulty(text, Span(len(text) - len(blocks[-1]) - 1, len(text)))

    return inject


def _some_words(chance: random.Random, said: list[str]) -> str:
    return " ".join(said[: chance.randint(4, len(said) - 2)]).rstrip(",;:.!?…”“»«) ")


def _lost_word(chance: random.Random, item: Clean, _: Sequence[Clean]) -> Faulty | None:
    def versions(text: str) -> list[str]:
        said = text.split(" ")
        return [" ".join(said[:at] + said[at + 1 :]) for at in range(1, len(said) - 1) if said[at].islower()]

    return _pick(chance, item, versions)


def _straight(chance: random.Random, item: Clean, others: Sequence[Clean]) -> Faulty | None:
    made = _swap(r"“([^“”]+)”", r'"\1"')(chance, item, others)
    return made if made and "“" in made.text else None


def _unopened(chance: random.Random, item: Clean, others: Sequence[Clean]) -> Faulty | None:
    """An opening mark lost; the fault is the whole paragraph, since the mark left over tells it."""
    made = _swap(r"“(?=\p{L})", "")(chance, item, others)
    if made is None:
        return None
    start = made.text.rfind("\n", 0, made.at.start) + 1
    return Faulty(made.text, Span(start, made.text.index("\n", made.at.start)))


def _again(chance: random.Random, item: Clean, _: Sequence[Clean]) -> Faulty | None:
    at = chance.choice(item.prose)
    return item.with_added(at + 1, item.blocks[at])


def _body_again(_: random.Random, item: Clean, __: Sequence[Clean]) -> Faulty | None:
    return item.with_added(len(item.blocks), *item.blocks[item.opening :])


def _hide(char: str) -> Inject:
    return _swap(r"(?<=\p{L}{3})(?=\p{L}{3})", char)


SITE = " | The Quayside Courier"
FAULTS = (
    Fault("dateline", "missing", ("missing-dateline",), _no_dateline, repaired=False, meta=(("dateline", "expected"),)),
    Fault("dateline", "doubled", ("repeated-dateline",), _doubled_dateline),
    Fault("dateline", "moved", ("misplaced-dateline",), _lonely_dateline),
    *(
        Fault("headline", name, ("repeated-headline", "stray-follow-button"), _headline(change, at))
        for name, change, at in (
            ("again below", lambda line: (line,), 1),
            ("after the byline", lambda line: (line,), 2),
            ("before the body", lambda line: (line,), 99),
            ("twice more", lambda line: (line, line), 1),
            ("in capitals", lambda line: (line.upper(),), 1),
            ("in quotation marks", lambda line: (f"“{line}”",), 1),
            ("with a full stop", lambda line: (f"{line}.",), 1),
            ("after a button", lambda line: ("Follow", line), 2),
            ("with a mark", lambda line: (f"# {line}",), 1),
        )
    ),
    *(Fault("articles", str(count), ("several-articles",), _articles(count), repaired=False) for count in (2, 3, 4, 5)),
    Fault("encoding", "Windows-1252", ("mojibake",), _misread("cp1252")),
    Fault("encoding", "Latin-1", ("mojibake", "control-character"), _misread("latin-1")),
    Fault("encoding", "Windows-1252 twice", ("mojibake",), _misread("cp1252", 2)),
    Fault("encoding", "Mac Roman", ("mojibake",), _misread("mac_roman")),
    Fault("encoding", "DOS 850", ("mojibake",), _misread("cp850")),
    Fault("quotes", "wrong way at the start", ("wrong-way-quote",), _swap(r"(?<=^|\s)“(?=\p{L})", "”")),
    Fault("quotes", "wrong way at the end", ("wrong-way-quote",), _swap(r"(?<=“[^“”]*\p{L}[.,!?]?)”", "“")),
    Fault("quotes", "straight", ("straight-quote",), _straight),
    Fault("quotes", "unbalanced", ("unopened-quote",), _unopened, repaired=False),
    Fault("spacing", "before a comma", ("space-before-punctuation",), _swap(r"(?<=\p{L}{2}),(?=\s)", " ,")),
    Fault("spacing", "before a full stop", ("space-before-punctuation",), _swap(r"(?<=\p{L}{2})\.(?=\s|$)", " .")),
    Fault("spacing", "no blank after a comma", ("glued-sentences",), _swap(r"(?<=\p{Ll}{3}), (?=\p{Ll}{3})", ",")),
    Fault(
        "spacing", "no blank after a sentence", ("glued-sentences",), _swap(r"(?<=\p{Ll}{3})\. (?=\p{Lu}\p{Ll})", ".")
    ),
    Fault("spacing", "run of blanks", ("space-runs",), _swap(r"(?<=\p{L}) (?=\p{L})", "   ")),
    Fault("spacing", "no-break blank", ("no-break-space",), _swap(r"(?<=\p{Ll}{3}) (?=\p{Ll}{3})", "\u00a0")),
    Fault("spacing", "after a bracket", ("space-inside-brackets",), _swap(r"\((?=\p{L})", "( ")),
    Fault("spacing", "before a bracket", ("space-inside-brackets",), _swap(r"(?<=\p{L})\)", " )")),
    Fault("spacing", "inside quotation marks", ("space-inside-quotes", "floating-quote"), _swap(r"“(?=\p{L})", "“ ")),
    Fault("spacing", "split initialism", ("split-initialism",), _swap(r"\b(\p{Lu})\.(?=\p{Lu}\.)", r"\1 .")),
    Fault("spacing", "at the end of a line", ("trailing-space",), _swap(r"$", "  ")),
    Fault(
        "spacing", "blank lines", ("blank-line-runs",), lambda _, item, __: item.with_added(item.opening + 1, "", "")
    ),
    Fault("loss", "word", ("lost-word", "lost-preposition"), _lost_word, repaired=False),
    Fault("truncation", "in a sentence", ("cut-sentence",), _cut(_some_words), repaired=False),
    Fault(
        "truncation", "with dots", ("cut-mark",), _cut(lambda c, said: _some_words(c, said) + " […]"), repaired=False
    ),
    Fault(
        "truncation", "counted", ("cut-mark",), _cut(lambda c, s: _some_words(c, s) + "… [+1204 chars]"), repaired=False
    ),
    Fault("repetition", "paragraph", ("repeated-paragraph",), _again),
    Fault("repetition", "body", ("repeated-body",), _body_again),
    Fault("invisible", "zero-width space", ("hidden-character",), _hide("\u200b")),
    Fault("invisible", "soft hyphen", ("hidden-character",), _hide("\u00ad")),
    Fault("invisible", "byte order mark", ("hidden-character",), _hide("\ufeff")),
    Fault("invisible", "word joiner", ("hidden-character",), _hide("\u2060")),
    Fault("invisible", "control character", ("control-character",), _hide("\x0b")),
)

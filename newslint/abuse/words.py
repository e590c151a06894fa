"""Word data: lists in YAML, each entry with its category, strength, reason and source."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import regex

from newslint import kept
from newslint.abuse.fold import latin, letters
from newslint.data import FOLDER
from newslint.model import NewslintError, Problem
from newslint.patterns import compiled
from newslint.yamlsafe import Entries, Items, Node, Scalar, load_yaml

SHIPPED = FOLDER / "abuse"
STRENGTHS = ("mild", "medium", "strong")
PLACES = ("before", "after", "anywhere")
_KEYS = {"category", "strength", "reason", "source", "words", "everywhere", "lower", "common", "unless", "with"}
_FRAME_KEYS = {"place", "reason", "patterns"}


class Entry(NamedTuple):
    """One word or phrase, folded. `starts` and `ends` say whether a word may begin before or go on after it.

    It counts in texts of its language `lang`, or in all with `everywhere`. With `lower`, a capital
    inside a sentence makes it a name. A word of `unless` near it speaks against it, and one of
    `near` must stand near it where there are any. `common` words matter only beside others.
    """

    word: str
    category: str
    strength: str
    lang: str
    reason: str
    source: str
    everywhere: bool = False
    lower: bool = False
    common: bool = False
    starts: bool = False
    ends: bool = False
    unless: regex.Pattern[str] | None = None
    near: regex.Pattern[str] | None = None

    @property
    def rank(self) -> int:
        """0 for a mild word up to 2 for a strong one."""
        return STRENGTHS.index(self.strength)


@dataclass(frozen=True, slots=True)
class Frame:
    """A wording around a find that speaks against it: reported, denied, condemned."""

    pattern: str
    place: str
    lang: str
    reason: str


@dataclass(frozen=True, slots=True)
class WordList:
    """One file: the entries and the frames of one language."""

    entries: tuple[Entry, ...]
    frames: tuple[Frame, ...] = ()


@cache
def shipped() -> WordList:
    """All lists that come with newslint."""
    entries, frames = kept.plain(("word lists", "shipped"), _shipped)
    return WordList(tuple(map(_again, entries)), tuple(Frame(*frame) for frame in frames))


def _shipped() -> tuple[Any, ...]:
    """The lists as plain values: reading them takes half a second."""
    whole = joined(read_list(path) for path in sorted(SHIPPED.rglob("*.yaml")))
    return tuple(map(_plain, whole.entries)), tuple(dataclasses.astuple(frame) for frame in whole.frames)


def _plain(entry: Entry) -> tuple[Any, ...]:
    *values, unless, near = entry
    return (*values, unless.pattern if unless else "", near.pattern if near else "")


def _again(held: tuple[Any, ...]) -> Entry:
    *values, unless, near = held
    return Entry(*(*values, compiled(unless) if unless else None, compiled(near) if near else None))


def joined(lists: Iterable[WordList]) -> WordList:
    """Several lists as one."""
    held = list(lists)
    return WordList(
        tuple(entry for one in held for entry in one.entries), tuple(frame for one in held for frame in one.frames)
    )


@cache
def read_list(path: Path) -> WordList:
    """The list in a file. Raises NewslintError with the place of a fault."""
    try:
        return parse_list(path.read_text(encoding="utf-8-sig"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise NewslintError(Problem(str(path), f"cannot be read: {error}")) from None


def parse_list(text: str, origin: str) -> WordList:
    """The list in a YAML text."""
    root = load_yaml(text, origin)
    reader = _Reader(origin)
    keys = reader.entries(root, {"language", "entries", "frames"})
    if "language" not in keys:
        raise reader.fault(root, "the key `language` is missing")
    lang = reader.text(keys["language"])
    entries = [entry for node in reader.items(keys.get("entries")) for entry in reader.group(node, lang)]
    frames = [frame for node in reader.items(keys.get("frames")) for frame in reader.frames(node, lang)]
    return WordList(tuple(entries), tuple(frames))


def inline(words: Mapping[str, Sequence[str]]) -> WordList:
    """Words that a rule gives by category: they count in every language."""
    made = [
        _entry(word, category, {"strength": "strong", "everywhere": True}, "und")
        for category, listed in words.items()
        for word in listed
    ]
    return WordList(tuple(made))


class _Reader:
    """Nodes to values; every fault with its place."""

    def __init__(self, origin: str) -> None:
        self.origin = origin

    def fault(self, node: Node, why: str) -> NewslintError:
        return NewslintError(Problem(self.origin, why, node.line, node.column))

    def entries(self, node: Node, known: set[str]) -> dict[str, Node]:
        if not isinstance(node, Entries):
            raise self.fault(node, "must be a mapping of keys to values")
        for name, (spot, _) in node.entries.items():
            if name not in known:
                raise self.fault(spot, f"unknown key `{name}`, not one of {', '.join(sorted(known))}")
        return {name: value for name, (_, value) in node.entries.items()}

    def items(self, node: Node | None) -> Sequence[Node]:
        if node is None:
            return ()
        if not isinstance(node, Items):
            raise self.fault(node, "must be a list")
        return node.items

    def text(self, node: Node) -> str:
        if not isinstance(node, Scalar) or not node.value.strip():
            raise self.fault(node, "must be a single value, and not empty")
        return node.value

    def texts(self, node: Node | None) -> list[str]:
        return [self.text(item) for item in self.items(node)]

    def group(self, node: Node, lang: str) -> Iterator[Entry]:
        """Words that share category, strength, reason and source."""
        keys = self.entries(node, _KEYS)
        for needed in ("category", "words", "reason", "source"):
            if needed not in keys:
                raise self.fault(node, f"the key `{needed}` is missing")
        options: dict[str, Any] = {
            name: self.text(keys[name]) for name in ("strength", "reason", "source") if name in keys
        }
        if (strength := options.setdefault("strength", "medium")) not in STRENGTHS:
            raise self.fault(keys["strength"], f"“{strength}” is not one of {', '.join(STRENGTHS)}")
        for flag in ("everywhere", "lower", "common"):
            options[flag] = flag in keys and self.text(keys[flag]) in {"true", "yes"}
        options["unless"] = _near(self.texts(keys.get("unless")))
        options["near"] = _near(self.texts(keys.get("with")))
        category = self.text(keys["category"])
        for item in self.items(keys["words"]):
            word = self.text(item)
            if not letters(word).strip(" *"):
                raise self.fault(item, f"“{word}” is no word")
            yield _entry(word, category, options, lang)

    def frames(self, node: Node, lang: str) -> Iterator[Frame]:
        keys = self.entries(node, _FRAME_KEYS)
        place = self.text(keys["place"]) if "place" in keys else "before"
        if place not in PLACES:
            raise self.fault(keys["place"], f"“{place}” is not one of {', '.join(PLACES)}")
        reason = self.text(keys["reason"]) if "reason" in keys else ""
        for pattern in self.texts(keys.get("patterns")):
            yield Frame(pattern, place, lang, reason)


def _entry(word: str, category: str, options: Mapping[str, Any], lang: str) -> Entry:
    folded = " ".join((letters(word) if latin(word) else word.lower()).split())
    known = {"reason": "given by the rule", "source": "the rule", **options}
    return Entry(
        folded.strip("*").strip(),
        category,
        lang=lang,
        starts=folded.startswith("*"),
        ends=folded.endswith("*"),
        **known,
    )


def _near(words: Sequence[str]) -> regex.Pattern[str] | None:
    """A pattern for folded text; `*` stands for any ending."""
    if not words:
        return None
    bodies = (regex.escape(letters(word), literal_spaces=True).replace(r"\*", r"\w*") for word in words)
    return compiled(rf"(?<!\w)(?:{'|'.join(bodies)})(?!\w)")

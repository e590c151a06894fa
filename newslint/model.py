"""The value types of newslint: frozen, slotted, compared by value, safe to pickle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from newslint.problems import MAIN as MAIN
from newslint.problems import NewslintError as NewslintError
from newslint.problems import Problem as Problem
from newslint.problems import Safety as Safety
from newslint.problems import Severity as Severity


class Role(StrEnum):
    """What one line of a scraped article is, in the words of a newsroom."""

    HEADLINE = "headline"
    KICKER = "kicker"
    STANDFIRST = "standfirst"
    BYLINE = "byline"
    DATELINE = "dateline"
    TIMESTAMP = "timestamp"
    CAPTION = "caption"
    CREDIT = "credit"
    CROSSHEAD = "crosshead"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    PULL_QUOTE = "pull-quote"
    FURNITURE = "furniture"


class FurnitureClass(StrEnum):
    """Which part of the page a furniture line came from."""

    WIDGET = "widget"
    NAVIGATION = "navigation"
    RELATED = "related"
    SUBSCRIPTION = "subscription"
    ADVERTISEMENT = "advertisement"
    COMMENTS = "comments"
    LEGAL = "legal"
    AUTHOR_BOX = "author-box"
    LIVE_TICKER = "live-ticker"
    DESK_NOTE = "desk-note"


class Zone(StrEnum):
    """Where a block stands: before the first prose line, within, or after the last."""

    HEAD = "head"
    BODY = "body"
    TAIL = "tail"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters (code points) in one field's text.

    >>> Span(2, 5).of("abcdefg")
    'cde'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters that the span covers."""
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same range, moved."""
        return Span(self.start + by, self.end + by)

    def overlaps(self, other: Span) -> bool:
        """Whether both share a character; an empty span overlaps only strictly inside another."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the characters of `span` in the field `field` by `text`."""

    field: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together; `title` begins with a verb ("Delete the line")."""

    title: str
    edits: tuple[Edit, ...]
    safety: Safety


@dataclass(frozen=True, slots=True)
class Example:
    """One example of a rule: `findings` of the rule itself are in a bad one, None marks a good one.

    `fixed` is the text after all of this rule's fixes, safe and unsafe. `line` is the example's line
    in the rule file. `beside` are a record's other fields, `fixed_beside` those that change, fixed.
    """

    text: str
    findings: int | None
    fixed: str | None = None
    line: int = 0
    meta: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    fixed_beside: Mapping[str, str] = field(default_factory=dict)

    @property
    def bad(self) -> bool:
        """Whether it shows the artifact."""
        return self.findings is not None


@dataclass(frozen=True, slots=True)
class Rule:
    """A declared rule, validated but not compiled; `options` are the keys of its kind.

    `scope` names roles, zones or furniture classes in which the rule applies; empty means everywhere. `advice` is for
    editors, `category` for moderators, `precision` the share of right findings. `origin` is the rule file's path.
    """

    code: str
    name: str
    summary: str
    why: str
    kind: str
    severity: Severity
    scope: frozenset[str] = frozenset()
    tags: tuple[str, ...] = ()
    since: str = ""
    links: tuple[str, ...] = ()
    default: bool = True
    advice: str = ""
    category: str = ""
    precision: float | None = None
    examples: tuple[Example, ...] = ()
    options: Mapping[str, Any] = field(default_factory=dict)
    origin: str = ""

    @property
    def family(self) -> str:
        """The three letters of the code.

        >>> Rule("HED001", "a", "", "", "phrase", Severity.INFO).family
        'HED'
        """
        return self.code[:3]


@dataclass(frozen=True, slots=True)
class Field:
    """One text of a record; its newlines are always ``\\n``."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """One non-blank line of an article.

    `span` covers the line without its leading and trailing white space, `line` the whole line without its newline.
    `gap` is the number of blank lines before it. `probability` says how likely the line is furniture, 0 to 1.
    """

    role: Role
    zone: Zone
    field: str
    span: Span
    line: Span
    index: int
    text: str
    gap: int = 0
    furniture: FurnitureClass | None = None
    probability: float = 0.0

    @property
    def scopes(self) -> tuple[str, ...]:
        """Every scope name that the block answers to."""
        names: tuple[str, ...] = (self.role.value, self.zone.value)
        return (*names, self.furniture.value) if self.furniture else names

    def within(self, scope: frozenset[str]) -> bool:
        """Whether a scope names the block; an empty one names every block."""
        # `value` goes through a descriptor in Python, and this is asked for every block by most rules.
        return (
            not scope
            or self.role._value_ in scope
            or self.zone._value_ in scope
            or (self.furniture is not None and self.furniture._value_ in scope)
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """What an article's own lines say of it, "" where none does: `published` is an ISO date."""

    title: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    place: str = ""

    def told(self) -> dict[str, str]:
        """The facts as text, by the names that rules call them."""
        return {"title": self.title, "byline": ", ".join(self.authors), "date": self.published, "dateline": self.place}


@dataclass(frozen=True, slots=True)
class Article:
    """One article: a stretch (`span`) of its main field, the first of `fields`.

    `lang` is a two-letter code or "und". `meta` holds facts from outside the text: `dateline` ("required", "off" or
    "auto"), `place`, `boundary` (why a new article starts here). `index` counts articles in the file, from 0; `total`
    is how many there are. `facts` is what the lines say, filled in before rules run.
    """

    path: str
    fields: tuple[Field, ...]
    span: Span
    index: int = 0
    total: int = 1
    lang: str = "und"
    meta: Mapping[str, str] = field(default_factory=dict)
    facts: Facts = Facts()

    @property
    def field(self) -> str:
        """The main field's name."""
        return self.fields[0].name

    @property
    def text(self) -> str:
        """The main field's whole text; every span counts in it."""
        return self.fields[0].text

    @property
    def body(self) -> str:
        """The article's own stretch of the text."""
        return self.span.of(self.text)


@dataclass(frozen=True, slots=True)
class Finding:
    """One artifact at one place; `probability` is how likely it is one, where a classifier says so."""

    code: str
    name: str
    severity: Severity
    field: str
    span: Span
    message: str
    fix: Fix | None = None
    probability: float | None = None

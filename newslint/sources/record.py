"""A record as an article: its fields by role, their places in the file, and edits back to bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from newslint.model import MAIN, Edit, Field, Problem, Span
from newslint.sources.layouts import ORDERS, ROLES, Layout, leaves
from newslint.sources.markup import is_markup, shown
from newslint.sources.parts import Part
from newslint.sources.signs import is_comment, signed
from newslint.sources.tree import Leaf, Piece, Tree
from newslint.sources.unseen import hidden_passages
from newslint.sources.views import View


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a file. `raw` is its text as it is spelled, `missing` roles that hold nothing.

    `unseen` are lines that its page hides, `comment` says that it is a reader's. `problems` say why there is nothing to check in it; a record of something `other` than an article
    needs no reason. `lines` is False where the format has none.
    """

    path: str
    format: str
    part: Part
    raw: str
    views: tuple[View, ...]
    missing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    editable: bool = True
    lines: bool = True
    other: bool = False
    unseen: tuple[str, ...] = ()
    comment: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """The record's texts; one called "text" comes first, were it empty."""
        fields = tuple(Field(view.name, view.text) for view in self.views)
        return fields if fields and fields[0].name == MAIN else (Field(MAIN, ""), *fields)

    @property
    def record(self) -> int | None:
        """Which record of its file it is, from 0."""
        return self.part.index

    @property
    def facts(self) -> Mapping[str, str]:
        """That it is a record, what is missing in it, the place it names, what its page hides, whether it is a comment."""
        place = next((view.text for view in self.views if view.name == "place"), "")
        empty = [view.name for view in self.views if view.name == MAIN and not view.text.strip()]
        told = {"record": "yes", "missing": " ".join([*self.missing, *empty]), "place": place}
        unseen = {"unseen": "\n".join(self.unseen)} if self.unseen else {}
        return {**told, **unseen, **({"zone": "comments"} if self.comment else {})}

    def _view(self, field: str) -> View:
        for view in self.views:
            if view.name == field:
                return view
        raise ValueError(f"{self.path} has no field {field}")

    def can(self, edit: Edit, text: str) -> bool:
        """Whether the edit can be written into the record as it is spelled."""
        return self.editable and any(view.name == edit.field and view.can(edit, text) for view in self.views)

    def holds(self, fields: Sequence[Field]) -> bool:
        """Whether the record's fields are these, as far as it can spell them."""
        texts = {view.name: view for view in self.views}
        return all(
            texts[field.name].same(texts[field.name].text, field.text) if field.name in texts else not field.text
            for field in fields
        )

    def place(self, field: str, offset: int) -> tuple[int, int] | None:
        """Line and column in the file; None where the format has no lines."""
        if not self.lines or not any(view.name == field for view in self.views):
            return None if not self.lines else (self.part.line, self.part.column)
        return self.part.place(self.raw, self._view(field).place(offset))

    def renamed(self, rename: Callable[[str], str]) -> Record:
        """The record with its pointers in another notation."""
        return replace(self, views=tuple(view.renamed(rename) for view in self.views))

    def pointer(self, field: str) -> str:
        """Where in the document the field stands."""
        return next((view.pointer for view in self.views if view.name == field), "")

    def locate(self, field: str, span: Span) -> tuple[str, int, int]:
        """(pointer, start, end): the value that a stretch of a field stands in, and where in it."""
        view = next((view for view in self.views if view.name == field), None)
        return view.locate(span) if view is not None else ("", span.start, span.end)

    def write(self, edits: Sequence[Edit]) -> bytes:
        """The record's bytes with the edits made; everything outside them stays as it is spelled."""
        raw: list[tuple[int, int, str]] = []
        for view in self.views:
            mine = sorted((edit for edit in edits if edit.field == view.name), key=lambda edit: edit.span)
            raw += view.spelled(mine) if mine else []
        return spliced(self.raw, raw).encode("utf-8")


def spliced(raw: str, edits: Sequence[tuple[int, int, str]]) -> str:
    """The text with edits (start, end, new) made. Raises ValueError where two overlap."""
    parts, at = [], 0
    for start, end, new in sorted(edits):
        if start < at:
            raise ValueError(f"edits overlap at {start}")
        parts += [raw[at:start], new]
        at = end
    return "".join([*parts, raw[at:]])


def views_of(tree: Tree, layout: Layout, prefix: str, *, markup: bool = True) -> tuple[list[View], list[str], str]:
    """The views of a record, the roles that hold nothing in it, and why it has no text ("" where it has).

    With `markup`, a text that is a piece of a web page is read as a browser shows it.
    """
    views: list[View] = []
    missing: list[str] = []
    why = ""
    for role in ROLES:
        found = leaves(tree, layout.fields.get(role, ()))
        strings = [(prefix + pointer, leaf.read()) for pointer, leaf in found if leaf.kind == "string" and leaf.read]
        if role == MAIN:
            why = _why_no_text(found, strings, layout)
            if not why:
                pieces = [
                    (where, shown(piece) if markup and is_markup(piece.text) else piece) for where, piece in strings
                ]
                views.append(View.of(MAIN, _common(strings), pieces))
            continue
        held = [(pointer, piece) for pointer, piece in strings if not _is_nothing(piece, layout)]
        if not held and role in layout.seen:
            missing.append(role)
        # A word that stands for nothing is shown as it is, for a rule to report.
        for number, (pointer, piece) in enumerate(held if role == "byline" and held else (held or strings)[:1]):
            views.append(_view(role, number, pointer, piece))
    return [*views, *_orders(tree, layout, prefix)], missing, why


def _view(role: str, number: int, pointer: str, piece: Piece) -> View:
    return View.of(f"{role}/{number}" if number else role, pointer, [(pointer, piece)])


def _orders(tree: Tree, layout: Layout, prefix: str) -> Iterator[View]:
    """The views of fields that hold orders: where the layout says, or by the names of their keys."""
    named = [(role, pointer, leaf) for role, pointer, leaf in signed(tree) if role in ORDERS]
    for role in ORDERS:
        paths = layout.fields.get(role, ())
        found = leaves(tree, paths) if paths else [(pointer, leaf) for sign, pointer, leaf in named if sign == role]
        pieces = [(prefix + pointer, leaf.read()) for pointer, leaf in found if leaf.kind == "string" and leaf.read]
        for number, (pointer, piece) in enumerate((where, held) for where, held in pieces if held.text.strip()):
            yield _view(role, number, pointer, piece)


def is_readers(tree: Tree, views: Sequence[View], prefix: str) -> bool:
    """Whether a record is a reader's comment."""
    text = next((view.pointer.removeprefix(prefix) for view in views if view.name == MAIN), "")
    titled = any(view.name == "title" and view.text.strip() for view in views)
    return is_comment(tree, text, titled=titled)


def unseen_in(tree: Tree, layout: Layout) -> tuple[str, ...]:
    """The lines that a record's text hides from readers where it is a piece of a web page."""
    pieces = [
        leaf.read() for _, leaf in leaves(tree, layout.fields.get(MAIN, ())) if leaf.kind == "string" and leaf.read
    ]
    return tuple(line for piece in pieces if is_markup(piece.text) for line in hidden_passages(piece.text))


def _why_no_text(found: Sequence[tuple[str, Leaf]], strings: Sequence[tuple[str, Piece]], layout: Layout) -> str:
    if not found:
        return "has no text"
    if not strings:
        null = all(leaf.kind == "null" for _, leaf in found)
        return "is null where its text should be" if null else "has something else than a string as its text"
    if all(piece.text in layout.missing for _, piece in strings):
        return f"says “{strings[0][1].text}” where its text should be"
    return ""


def _is_nothing(piece: Piece, layout: Layout) -> bool:
    return not piece.text.strip() or piece.text in layout.missing


def _common(strings: Sequence[tuple[str, Piece]]) -> str:
    """The pointer of a text; of several members that of what holds them all."""
    first = strings[0][0]
    if len(strings) == 1:
        return first
    parts = [pointer.split("/") for pointer, _ in strings]
    same = 0
    while all(len(part) > same and part[same] == parts[0][same] for part in parts):
        same += 1
    return "/".join(parts[0][:same])

"""Which key of a record is what: presets told by the keys that give a tool away, else by alias."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import regex

from newslint.data import presets
from newslint.model import NewslintError, Problem
from newslint.sources.markup import is_markup
from newslint.sources.tree import Leaf, Tree, find, has, keys_of

ROLES = ("text", "title", "byline", "date", "language", "url", "site", "description", "place")
ORDERS = ("embargo", "status", "usage")
"""The roles of fields that are orders to a newsroom: held until when, in what state, with which words."""
SAMPLE = 20
"""So many records of a file decide how it is read."""
ALIASES, PLAIN, OWN = "aliases", "plain", "fields"
_AGREE = 2
_PLAIN = frozenset({"text", "title", "author", "authors", "byline", "date", "url", "language", "lang", "description"})
_CAMEL = regex.compile(r"(?<=[\p{Ll}\d])(?=\p{Lu})|[\s_\-.:]+|\[\]")
_ARTICLE = regex.compile(r"Article|Posting|Report\b|\bReview\b|\bCreativeWork\b")
_URL = regex.compile(r"https?://\S+|www\.\S+")
_WRAPS = frozenset(["rendered", "value", "plain", "html", "raw", "main"])
_EXACT = 3.5
_PROSE_WORDS = 12
_LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class Layout:
    """How the records of a file are read.

    `fields` gives, by role, paths of which the first that holds something counts. `missing` are
    words that stand for nothing. `columns` names the cells of a row, `header` says that the file's
    first row does, and `quoted` that they may stand in quotation marks. `body` is False for data
    that has no article text. `matched` are the keys that gave the preset away, out of `keys`.
    """

    preset: str
    fields: Mapping[str, tuple[str, ...]]
    missing: frozenset[str] = frozenset()
    body: bool = True
    matched: tuple[str, ...] = ()
    keys: int = 0
    columns: tuple[str, ...] = ()
    header: bool = True
    delimiter: str = ""
    quoted: bool = True
    seen: frozenset[str] = field(default_factory=frozenset)


def preset_names() -> tuple[str, ...]:
    """Every preset that may be asked for by name.

    >>> "newsapi" in preset_names()
    True
    """
    return (*presets()["presets"], PLAIN)


def preset(name: str) -> Layout:
    """The layout of a preset. Raises NewslintError for a name that is none."""
    if name == PLAIN:
        return Layout(PLAIN, {role: tuple(names) for role, names in presets()["aliases"].items()})
    if name not in presets()["presets"]:
        import difflib

        near = difflib.get_close_matches(name, preset_names(), 1)
        hint = f"did you mean {near[0]}?" if near else f"one of {', '.join(preset_names())}"
        raise NewslintError(Problem("preset", f"no preset is called `{name}`", hint=hint))
    given = presets()["presets"][name]
    return Layout(
        name,
        {role: tuple(paths) for role, paths in given["fields"].items()},
        frozenset(given.get("missing", ())),
        given.get("body", True),
        keys=len(given.get("keys", ())),
    )


def is_other(record: Tree) -> bool:
    """Whether a record says by its `@type` (JSON-LD) that it is something else than an article.

    >>> is_other({"headline": []})
    False
    """
    types = [leaf.text for _, leaf in find(record, "@type")]
    return bool(types) and not any(_ARTICLE.search(name) for name in types)


def layout_of(
    records: Sequence[Tree], wanted: str = "", fields: Mapping[str, str] | None = None, *, alone: bool = False
) -> Layout | None:
    """How these first records of a file are read; None where they are no articles.

    `wanted` names a preset, `fields` gives paths by role on top of it. Otherwise the preset counts
    that has the most give-away keys in most of the records, two at least; then records with keys
    such as `title` and `text`; then whatever keys look like an article's. Of a document that
    stands `alone` in its file more is asked: two keys, or prose.
    """
    records = [record for record in records if not is_other(record)]
    own = {role: (path,) for role, path in (fields or {}).items()}
    found = preset(wanted) if wanted else None
    if found is None and "text" in own:
        found = Layout(OWN, {})
    if found is None:
        found = _by_keys(records) or _by_alias(records, alone=alone)
    if found is None:
        return None
    merged = replace(found, fields={**found.fields, **own})
    seen = {role for role, paths in merged.fields.items() if any(leaves(record, paths) for record in records)}
    return replace(merged, seen=frozenset(seen))


def _by_keys(records: Sequence[Tree]) -> Layout | None:
    best: tuple[float, Layout] | None = None
    for name, given in presets()["presets"].items():
        keys = given.get("keys", ())
        if not all(_common(records, key) for key in given.get("needs", ())):
            continue
        matched = tuple(key for key in keys if _common(records, key))
        score = len(matched) + len(matched) / len(keys) if keys else 0.0
        if len(matched) >= _AGREE and (best is None or score > best[0]):
            best = score, replace(preset(name), matched=matched)
    if best is None or (best[1].body and not any(leaves(record, best[1].fields["text"]) for record in records)):
        return None
    return best[1]


def _common(records: Sequence[Tree], key: str) -> bool:
    return 2 * sum(has(record, key) for record in records) >= len(records) > 0


def _by_alias(records: Sequence[Tree], *, alone: bool) -> Layout | None:
    """The layout that names and values of keys suggest."""
    values: dict[str, list[Leaf]] = {}
    for record in records:
        for path, value in keys_of(record).items():
            held: list[Tree] = value if isinstance(value, list) else [value]
            values.setdefault(path, []).extend(
                item for item in held if isinstance(item, Leaf) and item.kind == "string"
            )
    scores: list[tuple[float, str, str]] = []
    for path, strings in values.items():
        for role in ROLES:
            # Members of a list may be authors; an article's text is not in one of several objects.
            score = alias_score(role, path) if role == "byline" or "[]" not in path else 0.0
            if score and strings and (score := score + _value_score(role, [item.text for item in strings])) > 0:
                scores.append((score, role, path))
    chosen: dict[str, str] = {}
    for _, role, path in sorted(scores, key=lambda item: (-item[0], ROLES.index(item[1]), item[2])):
        if role not in chosen and path not in chosen.values():
            chosen[role] = path
    for role in ROLES if "text" in chosen or "title" in chosen else ():
        # A key by the very name, which holds null or a number in all of these records.
        paths = [path for path, strings in values.items() if not strings and alias_score(role, path) >= _EXACT]
        if role not in chosen and paths:
            chosen[role] = paths[0]
    if "text" not in chosen:
        return None
    if alone and len(chosen) < _AGREE and not _is_prose([item.text for item in values[chosen["text"]]]):
        return None
    plain = all("." not in path and path in _PLAIN for path in chosen.values())
    matched = tuple(chosen[role] for role in ROLES if role in chosen)
    return Layout(PLAIN if plain else ALIASES, {role: (path,) for role, path in chosen.items()}, matched=matched)


def alias_score(role: str, path: str) -> float:
    """How much the name of a key sounds like a role; 0 where not at all.

    >>> alias_score("text", "articleBody") > alias_score("text", "story_html_body") > 0
    True
    """
    last = path.split(".")[-1].removesuffix("[]")
    if fold_key(last) in _WRAPS and "." in path:
        return max(alias_score(role, path.rpartition(".")[0]) - 0.1, 0.0)
    folded = fold_key(last)
    names: list[str] = presets()["aliases"][role]
    depth = 0.2 * path.count(".")
    if folded in names:
        return 4 - 0.02 * names.index(folded) - depth
    words = [fold_key(word) for word in _CAMEL.split(last) if word]
    heard = [names.index(word) for word in words if word in names]
    return 2 - 0.02 * min(heard) - 0.2 * (len(words) - len(heard)) - depth if heard else 0.0


def fold_key(text: str) -> str:
    """A key without case, accents and signs."""
    flat = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in flat if char.isalnum())


def _value_score(role: str, texts: Sequence[str]) -> float:
    """What the values say for a role, or (a large negative number) against it."""
    held = [text for text in texts if text.strip()]
    if not held:
        return 0.0
    counts = sorted(len(text.split()) for text in held)
    middle = counts[len(counts) // 2]
    urls = sum(_URL.fullmatch(text.strip()) is not None for text in held) * 2 > len(held)
    if role == "url":
        return 1.0 if urls else -9.0
    if role == "site":
        return 0.0 if middle <= 6 and not urls else -9.0
    if urls:
        return -9.0
    if role == "text":
        marked = 2 * sum(map(is_markup, held)) > len(held)
        return (min(middle / 40, 3.0) if middle > 1 else -1.5) - marked
    if role == "title":
        return 0.5 if middle <= _LONGEST_TITLE else -9.0
    if role == "date":
        return 0.5 if sum(any(map(str.isdigit, text)) for text in held) * 2 > len(held) and middle <= 8 else -9.0
    if role == "language":
        return 0.5 if middle == 1 and max(map(len, held)) <= 12 else -9.0
    return 0.0 if middle <= 3 * _LONGEST_TITLE else -9.0


def _is_prose(texts: Iterable[str]) -> bool:
    """Whether the values are sentences, and not settings."""
    return any(len(text.split()) >= _PROSE_WORDS and regex.search(r"[.!?。]", text) for text in texts)


def header_of(cells: Sequence[str], fields: Mapping[str, str] | None = None) -> bool:
    """Whether a first row names its columns, as far as names can tell."""
    if any(len(cell) > 60 or _URL.fullmatch(cell.strip()) for cell in cells):
        return False
    named = set((fields or {}).values())
    keys = Counter(role for cell in cells for role in ROLES if alias_score(role, cell) >= 2 or cell in named)
    known = {key for given in presets()["presets"].values() for key in given.get("keys", ())}
    return "text" in keys or len(keys) + len(known.intersection(cells)) >= _AGREE


def headerless(rows: Sequence[Sequence[str]]) -> Layout | None:
    """The preset whose bare columns these rows have, told by what the cells look like."""
    for name, given in presets()["presets"].items():
        for row in rows[:1]:
            columns = given.get("columns", {}).get(str(len(row)))
            if columns and all(
                regex.fullmatch(shape, row[columns.index(column)]) for column, shape in given["shapes"].items()
            ):
                matched = tuple(given["shapes"])
                return replace(preset(name), columns=tuple(columns), header=False, matched=matched, keys=len(matched))
    return None


def leaves(record: Tree, paths: Sequence[str]) -> list[tuple[str, Leaf]]:
    """(pointer, leaf) of the first path that holds a string, else of the first that holds anything."""
    fallback: list[tuple[str, Leaf]] = []
    for path in paths:
        found = [item for part in path.split("+") for item in find(record, part.strip())]
        if any(leaf.kind == "string" for _, leaf in found):
            return found
        fallback = fallback or found
    return fallback

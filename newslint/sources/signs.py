"""Keys of a record that say what may be done with it, and whether it is a comment, by any preset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from newslint.data import presets
from newslint.sources.layouts import fold_key
from newslint.sources.tree import Leaf, Tree, escaped


@lru_cache(maxsize=4096)
def _sign(key: str) -> str:
    folded = fold_key(key.rpartition(".")[2])
    return next((sign for sign, names in presets()["signs"].items() if folded in names), "")


def signed(record: Tree) -> Iterator[tuple[str, str, Leaf]]:
    """(sign, JSON pointer, leaf) of the values whose key is a sign, in the record or an object in it."""
    if isinstance(record, dict):
        for key, value in record.items():
            yield from _held(key, value, "/" + escaped(key))
            for inner, deeper in value.items() if isinstance(value, dict) else ():
                yield from _held(inner, deeper, f"/{escaped(key)}/{escaped(inner)}")


def _held(key: str, value: Tree, pointer: str) -> Iterator[tuple[str, str, Leaf]]:
    sign = _sign(key)
    if not sign:
        return
    members: Mapping[str, Tree] = {f"/{at}": item for at, item in enumerate(value)} if isinstance(value, list) else {}
    for where, item in members.items() or [("", value)]:
        if isinstance(item, Leaf):
            yield sign, pointer + where, item


def is_comment(record: Tree, pointer: str, *, titled: bool) -> bool:
    """Whether a record is a reader's comment: by its kind, by its text's key, at `pointer`, or by what it answers.

    One that is `titled` must say so itself: articles have parents as well.
    """
    if fold_key(pointer.rpartition("/")[2]) in presets()["comments"]:
        return True
    for sign, _, leaf in signed(record):
        if sign == "kind" and fold_key(leaf.text) in presets()["comments"]:
            return True
        if sign == "answers" and not titled:
            return True
        if sign == "comment" and (leaf.kind == "other" or leaf.text.strip()):
            return True
    return False

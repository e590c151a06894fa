"""A rule's nodes against a schema: coerced values out, a problem at its line for each fault."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from newslint.model import Problem
from newslint.nearest import did_you_mean
from newslint.yamlsafe import Entries, Items, Node, Scalar

__all__ = ["Faults", "coerce", "did_you_mean"]

_TRUE = frozenset({"true", "yes", "on"})
_FALSE = frozenset({"false", "no", "off"})


class Faults:
    """Collects what is wrong with one file, with line and column."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.problems: list[Problem] = []

    def add(self, node: Node, why: str, hint: str = "") -> None:
        """Note a fault at a node."""
        self.problems.append(Problem(self.origin, why, node.line, node.column, hint))


def coerce(node: Node, schema: Mapping[str, Any], key: str, faults: Faults) -> Any:
    """The plain value of a node, held to a JSON Schema fragment; faults are noted under `key`."""
    wanted = schema.get("type", "string")
    match node, wanted:
        case Entries(), "object":
            return _object(node, schema, key, faults)
        case Items(), "array":
            inner = schema.get("items", {"type": "string"})
            return [coerce(item, inner, f"{key}.{at}", faults) for at, item in enumerate(node.items)]
        case Scalar(), "string" | "integer" | "number" | "boolean":
            return _scalar(node, schema, wanted, key, faults)
    names = {"object": "a mapping", "array": "a list"}
    faults.add(node, f"`{key}` must be {names.get(wanted, 'a single value')}")
    return None


def _object(node: Entries, schema: Mapping[str, Any], key: str, faults: Faults) -> dict[str, Any]:
    known: Mapping[str, Any] = schema.get("properties", {})
    extra = schema.get("additionalProperties", not known)
    values = {}
    for name, (spot, value) in node.entries.items():
        inner = known.get(name, extra)
        if inner is False:
            faults.add(spot, f"unknown key `{key}.{name}`", did_you_mean(name, known))
            continue
        fragment = inner if isinstance(inner, Mapping) else {"type": _shape(value)}
        values[name] = coerce(value, fragment, f"{key}.{name}", faults)
    for name in schema.get("required", ()):
        if name not in node.entries:
            faults.add(node, f"`{key}` lacks the key `{name}`")
    return values


def _shape(node: Node) -> str:
    return {Entries: "object", Items: "array", Scalar: "string"}[type(node)]


def _scalar(node: Scalar, schema: Mapping[str, Any], wanted: str, key: str, faults: Faults) -> Any:
    text = node.value
    value: Any = text
    if wanted == "boolean":
        if text.lower() not in _TRUE | _FALSE:
            faults.add(node, f"`{key}` must be true or false, not “{text}”")
            return None
        return text.lower() in _TRUE
    if wanted in {"integer", "number"}:
        try:
            value = int(text) if wanted == "integer" else float(text)
        except ValueError:
            faults.add(node, f"`{key}` must be a {'whole ' if wanted == 'integer' else ''}number, not “{text}”")
            return None
        if value != value or value < schema.get("minimum", value) or value > schema.get("maximum", value):
            low, high = schema.get("minimum"), schema.get("maximum")
            wanted = f"at most {high}" if high is not None and value > high else f"at least {low}"
            faults.add(node, f"`{key}` must be {wanted}, not {text}")
    allowed = schema.get("enum")
    if allowed and value not in allowed:
        faults.add(
            node,
            f"`{key}` is “{text}”, not one of {', '.join(map(str, allowed))}",
            did_you_mean(text, allowed),
        )
    return value

"""The form of a rule file, as data: for the loader, and as JSON Schema for editors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from newslint.model import FurnitureClass, Role, Severity, Zone

if TYPE_CHECKING:
    from newslint.kinds.base import Kind

STRINGS: Mapping[str, Any] = {"type": "array", "items": {"type": "string"}}
SCOPES: tuple[str, ...] = tuple(member.value for group in (Role, Zone, FurnitureClass) for member in group)
EXAMPLE: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "bad": {"type": "string"},
        "good": {"type": "string"},
        "findings": {"type": "integer", "minimum": 1},
        "fixed": {"type": "string"},
        "meta": {"type": "object", "additionalProperties": {"type": "string"}},
        "fields": {"type": "object", "additionalProperties": {"type": "string"}},
        "fixed_fields": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
COMMON: Mapping[str, Any] = {
    "code": {"type": "string", "pattern": "^[A-Z]{3}[0-9]{3}$", "description": "Stable, never used again"},
    "name": {
        "type": "string",
        "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$",
        "description": "The file's name: names the artifact",
    },
    "summary": {"type": "string", "description": "What is there, in a few words, no full stop"},
    "why": {"type": "string", "description": "Why scrapers leave it and why it harms"},
    "kind": {"type": "string"},
    "severity": {"type": "string", "enum": [level.value for level in Severity]},
    "scope": {"type": "array", "items": {"type": "string", "enum": list(SCOPES)}},
    "tags": STRINGS,
    "since": {"type": "string"},
    "links": STRINGS,
    "advice": {"type": "string", "description": "What an editor should do about it, one sentence"},
    "category": {
        "type": "string",
        "pattern": "^[a-z]+(-[a-z]+)*$",
        "description": "What a moderator calls it; by the family where it is not given",
    },
    "precision": {
        "type": "number",
        "exclusiveMinimum": 0,
        "maximum": 1,
        "description": "Share of the rule's findings that are right, as measured",
    },
    "default": {"type": "boolean", "description": "Whether the rule is on unless it is selected"},
    "examples": {"type": "array", "items": EXAMPLE, "minItems": 2},
}
REQUIRED = ("code", "name", "summary", "why", "kind", "severity", "examples")


def rule_schema(kinds: Mapping[str, type[Kind]]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of rule files with the given kinds' own keys."""
    branches = [
        {
            "if": {"properties": {"kind": {"const": name}}},
            "then": {"properties": dict(kind.schema), "required": sorted(kind.required)},
        }
        for name, kind in sorted(kinds.items())
    ]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "newslint rule",
        "type": "object",
        "properties": {**COMMON, "kind": {"type": "string", "enum": sorted(kinds)}},
        "required": list(REQUIRED),
        "allOf": branches,
        "unevaluatedProperties": False,
    }

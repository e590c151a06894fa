"""`python -m newslint.schema`: write the committed copy of the rule schema again."""

from __future__ import annotations

import json
from pathlib import Path

from newslint.kinds import builtin_kinds
from newslint.schema import rule_schema

TARGET = Path(__file__).parent / "rule.schema.json"

if __name__ == "__main__":
    TARGET.write_text(json.dumps(rule_schema(builtin_kinds()), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

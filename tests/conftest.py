from __future__ import annotations

from pathlib import Path

import pytest

from newslint.engine import Engine
from newslint.packs import CompiledRule, load_rules
from newslint.plugins import Plugins

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def rules() -> list[CompiledRule]:
    plugins = Plugins(discover=False)
    loaded, problems = load_rules(plugins.packs, plugins.kinds)
    assert not problems, "\n".join(map(str, problems))
    return loaded


@pytest.fixture(scope="session")
def engine(rules: list[CompiledRule]) -> Engine:
    return Engine([item for item in rules if item.rule.default])

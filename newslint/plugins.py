"""The plugin manager: built-ins and third parties come in by the same hooks."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from newslint import __version__, builtins, hookspecs
from newslint.cache.start import Installed
from newslint.kinds.base import Kind
from newslint.model import NewslintError, Problem
from newslint.reporters.base import Reporter
from newslint.scorers import Scorer
from newslint.segment import Segmenter
from newslint.sources import Format

GROUP = "newslint"


def _code_of(plugin: object) -> str:
    """The file of a plugin that is one module, or the folder of its whole package."""
    name = (getattr(plugin, "__name__", "") or type(plugin).__module__).partition(".")[0]
    file = Path(getattr(sys.modules.get(name), "__file__", None) or "")
    return str(file.parent if file.name == "__init__.py" else file)


class _Merged(Mapping[str, Any]):
    """What several mappings give, each name by its own one, looked up when it is asked for."""

    def __init__(self, owners: Mapping[str, Mapping[str, Any]]) -> None:
        self._owners = owners

    def __getitem__(self, name: str) -> Any:
        return self._owners[name][name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._owners)

    def __len__(self) -> int:
        return len(self._owners)


class Plugins:
    """Everything that plugins bring, asked for once at start-up.

    Raises NewslintError where a plugin cannot be loaded or two plugins claim one name.
    """

    def __init__(self, extra: Sequence[ModuleType | object] = (), *, discover: bool = True) -> None:
        self.manager = pluggy.PluginManager("newslint")
        self.manager.add_hookspecs(hookspecs)
        self.manager.register(builtins, "newslint")
        self._versions = {"newslint": __version__}
        if discover:
            self._load_entry_points()
        for plugin in extra:
            self.manager.register(plugin)
        self.kinds: Mapping[str, type[Kind]] = self._named("newslint_kinds", "rule kind")
        self.reporters: Mapping[str, type[Reporter]] = self._named("newslint_reporters", "output format")
        self.scorers: Mapping[str, Scorer] = self._named("newslint_scorers", "scorer")
        self.packs: tuple[Path, ...] = tuple(Path(pack) for _, packs in self._each("newslint_packs") for pack in packs)
        self.sources: tuple[Format, ...] = tuple(
            source for _, sources in self._each("newslint_sources") for source in sources
        )

    def _load_entry_points(self) -> None:
        from importlib.metadata import entry_points

        for entry in sorted(entry_points(group=GROUP), key=lambda item: item.name):
            origin = entry.dist.name if entry.dist else entry.name
            try:
                self.manager.register(entry.load(), origin)
                self._versions[origin] = entry.dist.version if entry.dist else ""
            except Exception as error:
                raise NewslintError(
                    Problem(f"plugin {origin}", f"cannot be loaded: {type(error).__name__}: {error}")
                ) from error

    def _each(self, hook: str) -> list[tuple[str, Any]]:
        """(plugin name, what it gives) for every plugin with that hook, built-ins first."""
        implementations = getattr(self.manager.hook, hook).get_hookimpls()
        results = [(item.plugin_name, item.function()) for item in implementations]
        return sorted(results, key=lambda item: (item[0] != "newslint", item[0]))

    def _named(self, hook: str, what: str) -> Mapping[str, Any]:
        owners: dict[str, str] = {}
        found: dict[str, Mapping[str, Any]] = {}
        for owner, given in self._each(hook):
            for name in given:
                if name in owners:
                    raise NewslintError(
                        Problem(
                            f"plugin {owner}",
                            f"the {what} `{name}` is already given by plugin {owners[name]}",
                            hint="uninstall one of them",
                        )
                    )
                owners[name], found[name] = owner, given
        return _Merged(found)

    @property
    def segmenter(self) -> Segmenter | None:
        """The first plugin's segmenter; None where no plugin brings one."""
        given: Segmenter | None = self.manager.hook.newslint_segmenter()
        return given

    def configure(self, settings: Mapping[str, object]) -> None:
        """Tell every plugin the final configuration."""
        self.manager.hook.newslint_configure(settings=settings)

    def installed(self) -> Installed:
        """What later runs may know of the plugins without loading them."""
        others = [plugin for name, plugin in self.manager.list_name_plugin() if name != "newslint"]
        own = {pack for name, packs in self._each("newslint_packs") if name == "newslint" for pack in packs}
        packs = tuple(str(pack.absolute()) for pack in self.packs if pack not in own)
        return Installed(bool(others), packs, tuple(sorted({_code_of(plugin) for plugin in others})))

    def names(self) -> list[tuple[str, str, list[str]]]:
        """(distribution, version, hooks) of each plugin, built-ins first."""
        rows = []
        for name, plugin in self.manager.list_name_plugin():
            callers = self.manager.get_hookcallers(plugin) or []
            rows.append((name, self._versions.get(name, ""), sorted(hook.name for hook in callers)))
        return sorted(rows, key=lambda row: (row[0] != "newslint", row[0]))

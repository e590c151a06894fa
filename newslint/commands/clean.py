"""`newslint clean`: the caches, emptied."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from newslint.cache.folder import Folder
from newslint.commands.start import configuration


def empty(options: Mapping[str, Any]) -> None:
    """Delete what newslint has kept, and say how much it was."""
    folder = Folder(configuration(options).cache_dir)
    count, size = folder.clear()
    if count:
        click.echo(f"newslint: removed {count} file{'s' * (count != 1)}, {size / 1024:,.0f} KB, from {folder.path}")
    else:
        click.echo(f"newslint: nothing to remove in {folder.path}")

"""`newslint config`: every setting, its value and its origin."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import click

from newslint.commands.start import configuration


def show(options: Mapping[str, Any]) -> None:
    """Print the settings, one a line, in order of name."""
    config = configuration(options)
    for item in sorted(dataclasses.fields(config), key=lambda entry: entry.name):
        if item.name == "origins":
            continue
        value = getattr(config, item.name)
        text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        key = item.name.replace("_", "-")
        origin = config.origins.get(item.name, config.origins.get(key, "default"))
        click.echo(f"{key} = {text}  ({origin})")

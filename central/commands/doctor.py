"""plimsoll-central doctor: whether this central is well."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click

from central.commands import options


@click.command(name="doctor")
@options.home
@options.as_json
@options.database
@options.in_words
def command(home: Path, as_json: bool, database: str | None) -> None:
    """Check folders, keys, stores and registry. Changes nothing; exit status 1 when unwell."""
    from central.doctor import examine

    found = examine(home, database, time.time())
    if as_json:
        click.echo(json.dumps([check.as_json() for check in found], ensure_ascii=False))
    else:
        for check in found:
            click.echo(check.line())
    if not all(check.good for check in found):
        raise click.exceptions.Exit(1)

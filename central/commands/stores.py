"""plimsoll-central backup, restore, downgrade, demo: copies, older stores, a synthetic company."""

from __future__ import annotations

import time
from pathlib import Path

import click

from central.commands import options
from central.operator import Offices
from central.roles import Role
from central.settings import SETTINGS
from central.store.engine import open_store, sqlite_url, writing
from central.words import gettext as _

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@options.home
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@options.in_words
def backup(home: Path, file: Path) -> None:
    """Copy the folder, keys and all, while it is served. The copy is as secret as the folder."""
    from central.backup import backup as copy

    count = copy(home, file)
    click.echo(_("{count} files in {file}.").format(count=count, file=file))


@click.command()
@options.home
@click.argument("file", type=_FILE)
@options.in_words
def restore(home: Path, file: Path) -> None:
    """Make a new folder from a copy."""
    from central.backup import restore as bring_back

    bring_back(file, home)
    click.echo(_("Restored. Now: plimsoll-central doctor --home {home}").format(home=home))


@click.command()
@options.home
@click.argument("step")
@options.database
@options.in_words
def downgrade(home: Path, step: str, database: str | None) -> None:
    """Take the store back to an older step, for an older central. Newer tables are lost."""
    from central.store.migrate import UnknownStep, steps
    from central.store.migrate import downgrade as take_back

    engine = open_store(database or sqlite_url(Offices(home).home(Role.COLLECTOR).folder))
    try:
        with writing(engine) as connection:
            take_back(connection, step)
    except UnknownStep as error:
        known = ", ".join(steps())
        raise click.BadParameter(_("There are: {known}.").format(known=known)) from error
    finally:
        engine.dispose()
    click.echo(_("The store is at step {step}. Start the older central now.").format(step=step))


@click.command()
@options.home
@click.option("--people", default=2000, show_default=True, type=click.IntRange(60, 100_000))
@options.database
@options.in_words
def demo(home: Path, people: int, database: str | None) -> None:
    """Fill an empty store with a synthetic company and its year. Then: serve --home …"""
    from central.demo.fill import fill

    own = Offices(home).home(Role.COLLECTOR)
    own.make()
    engine = open_store(database or sqlite_url(own.folder))
    fill(engine, home / SETTINGS, people, time.time())
    engine.dispose()
    click.echo(
        _("A synthetic company of {people} people. Look at it: {command}").format(
            people=people, command=f"plimsoll-central serve --home {home}"
        )
    )

"""plimsoll-central token-keys: the keys of this quarter, made and signed."""

from __future__ import annotations

import time
from pathlib import Path

import click

from central.calendar import Calendar
from central.commands import options
from central.registry import load_registry
from central.words import gettext as _


@click.command(name="token-keys")
@options.home
@options.calendar
@options.in_words
def command(home: Path, calendar: Calendar) -> None:
    """Make and sign the keys of this quarter, and in its last weeks of the next.

    Takes minutes for a real quarter. `serve` does it by itself, each day.
    """
    from central.operator import Offices

    offices = Offices(home)
    offices.introduce()
    made = offices.make_lists(load_registry(), calendar, time.time())
    for quarter in made:
        click.echo(_("Made and signed: the keys of quarter {number}.").format(number=quarter))

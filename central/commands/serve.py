"""plimsoll-central serve: every role from one command."""

from __future__ import annotations

from pathlib import Path

import click

from central.calendar import Calendar
from central.commands import options
from central.loopback import is_loopback
from central.place import Place, ServeError
from central.settings import SETTINGS, load_settings
from central.words import gettext as _


@click.command(name="serve")
@options.home
@options.place
@options.database
@options.calendar
@options.in_words
def command(home: Path, place: Place, database: str | None, calendar: Calendar) -> None:
    """Serve every role until Ctrl-C, each as a process of its own."""
    from central.supervisor import Options, supervise

    refuse_open(place, calendar, has_console=True)
    load_settings(home / SETTINGS)
    supervise(Options(home.absolute(), place, calendar, database))


def refuse_open(place: Place, calendar: Calendar, has_console: bool) -> None:
    """Raises ServeError for what must not leave this machine."""
    if is_loopback(place.host):
        return
    if calendar.demonstration:
        raise ServeError(_("A demonstration is served on this machine only: --host 127.0.0.1."))
    if has_console and not place.secure:
        raise ServeError(
            _(
                "Passwords never travel without TLS. Give --certificate and --key, or "
                "--public https://… where a server in front does it, or serve the console apart."
            )
        )

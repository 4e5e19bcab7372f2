"""plimsoll-central revoke: a device that was lost or stolen may say nothing any more."""

from __future__ import annotations

import time
from pathlib import Path

import click

from central.commands import options
from central.roles import Role
from central.store.engine import open_store, sqlite_url
from central.words import gettext as _


@click.command(name="revoke")
@options.home
@click.argument("code")
@options.in_words
def command(home: Path, code: str) -> None:
    """Revoke the device of this CODE, as its `plimsoll doctor` shows it or once showed it.

    With a new enrolment string it may enrol anew, with a new key.
    """
    from central.calendar import Calendar
    from central.issuer.enrolments import Enrolments
    from central.operator import Offices
    from central.store.terms import read_weeks

    engine = open_store(sqlite_url(Offices(home).home(Role.ISSUER).folder), "issuer")
    try:
        week = (read_weeks(engine) or Calendar()).at("week", time.time())
        known = Enrolments(engine).revoke(code.strip().lower(), week)
    except ValueError:
        message = _("A code is the 12 digits that `plimsoll doctor` shows on the device.")
        raise click.ClickException(message) from None
    finally:
        engine.dispose()
    if not known:
        raise click.ClickException(_("No device of this code is enrolled."))
    click.echo(_("Revoked. What it said before stays counted; nobody knows which it was."))

"""plimsoll-central revoke: a device that was lost or stolen may say nothing any more."""

from __future__ import annotations

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
    """Revoke the device of this CODE, as its `plimsoll doctor` shows it. It may enrol anew."""
    from central.issuer.enrolments import Enrolments
    from central.operator import Offices

    engine = open_store(sqlite_url(Offices(home).home(Role.ISSUER).folder), "issuer")
    try:
        known = Enrolments(engine).revoke(code.strip().lower())
    except ValueError:
        message = _("A code is the 12 digits that `plimsoll doctor` shows on the device.")
        raise click.ClickException(message) from None
    finally:
        engine.dispose()
    if not known:
        raise click.ClickException(_("No device of this code is enrolled."))
    click.echo(_("Revoked. What it said before stays counted; nobody knows which it was."))

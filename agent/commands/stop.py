"""plimsoll stop: ends the companion of this account, such as before its files are replaced."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from agent import native
from agent.door_client import DoorClient, DoorClosed, DoorRefused
from agent.words import gettext as _

#: Seconds the companion may take to end.
PATIENCE = 20.0


@click.command(name="stop", help=_("Stop the companion of this account."))
@click.option("--everyone", is_flag=True, help=_("Of all accounts; for installers."))
@click.pass_obj
def command(home: Path, everyone: bool) -> None:
    """Exit status: 0 it does not run any more, 1 it does not end."""
    if everyone:
        native.everyone.stop(Path(sys.executable).parent)
        return
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with DoorClient(home / "door") as door:
                door.ask("stop")
        except (DoorClosed, DoorRefused):
            click.echo(_("Plimsoll does not run."))
            return
        time.sleep(0.1)
    raise click.ClickException(_("Plimsoll does not end."))

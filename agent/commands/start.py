"""plimsoll start: the companion of this account, as it starts at sign-in."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import click

from agent import native
from agent.door_client import DoorClient, DoorClosed
from agent.programs import command_of
from agent.words import gettext as _

#: Seconds the companion may take to open its door.
PATIENCE = 20.0


@click.command(name="start", help=_("Start the companion, as at sign-in."))
@click.option("--everyone", is_flag=True, help=_("For all who are signed in; for installers."))
@click.pass_obj
def command(home: Path, everyone: bool) -> None:
    """Exit status: 0 it runs, also where it ran already; 1 it did not start."""
    if everyone:
        native.everyone.start(command_of("agent"))
        return
    if _runs(home):
        click.echo(_("Plimsoll runs already."))
        return
    nothing = subprocess.DEVNULL
    subprocess.Popen(
        [*command_of("agent"), "--home", str(home)],
        stdin=nothing,
        stdout=nothing,
        stderr=nothing,
        start_new_session=True,
    )
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if _runs(home):
            click.echo(_("Plimsoll runs."))
            return
        time.sleep(0.1)
    log = home / "agent.log"
    raise click.ClickException(_("It did not start. Its log: {file}").format(file=log))


def _runs(home: Path) -> bool:
    try:
        with DoorClient(home / "door") as door:
            door.ask("hello", client="cli", version="")
    except DoorClosed:
        return False
    return True

"""plimsoll new-key: change the key by which central knows this device."""

from __future__ import annotations

import time
from pathlib import Path

import click

from agent.commands.asked import ask_agent
from agent.words import gettext as _

#: Seconds to wait for central.
PATIENCE = 30.0


@click.command(
    name="new-key", help=_("Change the key by which central knows this device, as after a copy.")
)
@click.pass_obj
def command(home: Path) -> None:
    """Exit status: 0 it was changed, or it is tried until it is; 1 there is none to change."""
    before = ask_agent(home, "new-key")["code"]
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        code = ask_agent(home, "device-code")["code"]
        if code != before:
            click.echo(_("The key was changed. Code of this device: {code}").format(code=code))
            return
        time.sleep(0.5)
    click.echo(_("Central has not answered yet. It is tried again until the key is changed."))

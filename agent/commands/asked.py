"""Asks the running agent, or ends with a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from agent.door_client import DoorClient, DoorClosed, DoorRefused
from agent.words import gettext as _


def ask_agent(home: Path, question: str, **fields: Any) -> dict[str, Any]:
    """The agent's answer. Raises ClickException where none runs, or it refuses."""
    try:
        with DoorClient(home / "door") as door:
            return dict(door.ask(question, **fields))
    except DoorClosed:
        raise click.ClickException(_("Plimsoll is not running. Start it first.")) from None
    except DoorRefused as refused:
        raise click.ClickException(refused.message) from None

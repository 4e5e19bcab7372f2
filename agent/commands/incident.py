"""plimsoll incident: report that something went wrong, by name and at once."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from agent.commands.asked import ask_agent
from agent.report.incident import IncidentKind
from agent.words import gettext as _

#: Seconds to wait for the company's reference.
PATIENCE = 20.0


@click.command(
    name="incident", help=_("Report an incident: by name, at once. The text is standard input.")
)
@click.argument("kind", type=click.Choice([str(kind) for kind in IncidentKind]))
@click.option("--name", required=True, help=_("Your name."))
@click.option("--contact", default="", help=_("How to reach you."))
@click.option("--tool", default="", help=_("Which AI tool it was."))
@click.pass_obj
def command(home: Path, kind: str, name: str, contact: str, tool: str) -> None:
    """Exit status: 0 the company has it, or it waits and is tried again; 1 it was not kept."""
    text = sys.stdin.read().strip()
    report = {"kind": kind, "name": name, "contact": contact, "tool": tool, "text": text}
    identity = ask_agent(home, "incident", happened=int(time.time()), **report)["letter"]
    reference = _reference(home, identity)
    if reference:
        click.echo(
            _("The company has it. Its reference is {reference}.").format(reference=reference)
        )
    else:
        click.echo(_("Kept. It is tried again until the company has it: `plimsoll letter list`."))


def _reference(home: Path, identity: str) -> str:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        found = ask_agent(home, "letters")["letters"]
        reference = next((str(o["reference"]) for o in found if o["id"] == identity), "")
        if reference:
            return reference
        time.sleep(0.5)
    return ""

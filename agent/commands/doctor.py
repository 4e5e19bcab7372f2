"""plimsoll doctor: what is guarded on this machine, what is not, and why."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from agent.commands.fleet import FORMS, fleet_report, fleet_status, fleet_words
from agent.door_client import DoorClient, DoorClosed, DoorRefused
from agent.report.facts import DEVICE_CODE, KEY_PLACE, Facts
from agent.report.store import NAME, StoreError, reading
from agent.settings import load_settings
from agent.words import gettext as _

_SIGNS = {"guarded": "●", "degraded": "◐", "blind": "○"}


@click.command(name="doctor", help=_("Say for each channel: guarded, degraded or blind, and why."))
@click.option("--json", "as_json", is_flag=True, help=_("One JSON object for programs."))
@click.option(
    "--fleet",
    type=click.Choice(FORMS),
    help=_("For device management: channels and versions, no behaviour."),
)
@click.option(
    "--try",
    "tries",
    is_flag=True,
    help=_("Let each browser try every way in first; that takes up to a minute."),
)
@click.pass_obj
def command(home: Path, as_json: bool, fleet: str | None, tries: bool) -> None:
    """Exit status: 0 everything is guarded, 3 something is not, 1 the companion does not run.

    With --fleet 0 or 1, as detection scripts have it.
    """
    if tries:
        _try_browsers(home)
    report = examine(home)
    if fleet:
        found = fleet_report(report)
        click.echo(fleet_words(found, fleet))
        # Jamf reads the words; a script that fails has no words for it.
        sys.exit(0 if fleet == "jamf" else fleet_status(found))
    if as_json:
        click.echo(json.dumps(report, indent=2))
    else:
        for line in _lines(report):
            click.echo(line)
    sys.exit(_status(report))


def examine(home: Path) -> dict[str, Any]:
    """What the agent says of itself, and what can be seen without one."""
    problems = list(load_settings(home).problems)
    try:
        with DoorClient(home / "door") as door:
            state = door.ask("state")
    except (DoorClosed, DoorRefused):
        return {"running": False, "settings": problems}
    kept = {key: state[key] for key in ("icon", "channels", "central", "rules")}
    # Where the list is, and not whether it is paused: that is nobody's business.
    kept["list"] = {key: state["list"][key] for key in ("place", "words")}
    return {"running": True, **kept, **_key(home), "settings": problems}


def _key(home: Path) -> dict[str, str]:
    """As the uplink found it: the keyring that this command sees may be another one."""
    try:
        with reading(home / NAME) as db:
            place, code = map(Facts(db).text, (KEY_PLACE, DEVICE_CODE))
    except StoreError:
        place = code = ""
    return {"key": place or "nowhere", "code": code}


def _try_browsers(home: Path) -> None:
    """The agent that does not answer is what the report says then."""
    with suppress(DoorClosed, DoorRefused), DoorClient(home / "door") as door:
        if not door.ask("try-browsers", patience=90.0)["all"]:
            click.echo(_("A browser has not tried its ways in time."), err=True)


def _lines(report: dict[str, Any]) -> list[str]:
    settings = [_fact(_("Settings"), problem) for problem in report["settings"]]
    if not report["running"]:
        absent = _("Plimsoll does not run on this desktop. Start it with: plimsoll start")
        return [absent, *settings]
    lines = [line for channel in report["channels"] for line in _channel_lines(channel)]
    lines.append(_fact(_("Central"), report["central"]["words"]))
    lines.append(_fact(_("Device key"), _key_words(report["key"])))
    if report["code"]:
        lines.append(_fact(_("Code of this device"), report["code"]))
    lines.append(_fact(_("Your list"), report["list"]["words"]))
    lines.append(_fact(_("Rules"), report["rules"]["words"]))
    if report["rules"]["signed"]:
        lines.append(_fact(_("Signed rules"), report["rules"]["signed"]))
    for words in (report["rules"]["problem"], *report["rules"]["alerts"]):
        if words:
            lines.append("  " + words)
    return [*lines, *settings]


def _channel_lines(channel: dict[str, str]) -> list[str]:
    sign = _SIGNS[channel["health"]]
    lines = [f"{sign} {channel['title']:<24} {_health_words(channel['health'])}"]
    lines += [f"  {text}" for text in (channel["reason"], channel["fix"]) if text]
    return lines


def _fact(title: str, words: str) -> str:
    return f"· {title:<24} {words}"


def _key_words(place: str) -> str:
    return {
        "keyring": _("In the system's key ring."),
        "file": _("In a file that this account alone can read: there is no key ring here."),
        "nowhere": _("Not made yet: it is made when this device enrols."),
        "unreachable": _("The key ring is locked or does not answer; nothing is sent meanwhile."),
    }[place]


def _health_words(health: str) -> str:
    return {"guarded": _("guarded"), "degraded": _("degraded"), "blind": _("blind")}[health]


def _status(report: dict[str, Any]) -> int:
    if not report["running"]:
        return 1
    return 0 if all(c["health"] == "guarded" for c in report["channels"]) else 3

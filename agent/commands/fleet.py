"""What device management may ask of a machine: channels and versions, and no behaviour.

Each form is what one kind of detection script prints and how it ends.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from xml.sax.saxutils import escape

from agent import __version__

#: Another machine has changed this device's key (docs/door.md, *State*).
COPIED = "copied"
FORMS = ("json", "intune", "jamf")


def fleet_report(report: Mapping[str, Any]) -> dict[str, Any]:
    """From the report of `plimsoll doctor` what is written here, and nothing else.

    No tool, no count, no time, no pause: those would be about a person.
    """
    rules = report.get("rules", {})
    return {
        "plimsoll": __version__,
        "running": bool(report["running"]),
        "channels": {one["name"]: one["health"] for one in report.get("channels", [])},
        "central": str(report.get("central", {}).get("state", "unknown")),
        "rules": str(rules.get("state", "unknown")),
        "signed": str(rules.get("signed", "")),
        "alerts": len(rules.get("alerts", [])),
        "key": str(report.get("key", "unknown")),
        "code": str(report.get("code", "")),
        "settings": len(report["settings"]),
    }


def fleet_words(found: Mapping[str, Any], form: str) -> str:
    """The text that a script of this form prints."""
    if form == "jamf":
        # An extension attribute of Jamf Pro is what stands between these.
        return f"<result>{escape(_one_word(found))}</result>"
    # Intune reads one line.
    return json.dumps(found, indent=None if form == "intune" else 2)


def fleet_status(found: Mapping[str, Any]) -> int:
    """0: nothing to mend; 1: look here (Intune: *with issue*)."""
    well = found["running"] and set(found["channels"].values()) == {"guarded"}
    mended = found["rules"] == "good" and not found["alerts"] and not found["settings"]
    return 0 if well and mended and found["central"] != COPIED else 1


def _one_word(found: Mapping[str, Any]) -> str:
    if not found["running"]:
        return "not running"
    weak = [f"{name} {health}" for name, health in found["channels"].items() if health != "guarded"]
    if found["central"] == COPIED:
        weak.append("device key copied")
    return ", ".join(weak) or "guarded"

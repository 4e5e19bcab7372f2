"""`python -m agent.uplink.fetch_rules --home FOLDER`: one look for signed rules, told in JSON."""

from __future__ import annotations

import json
import secrets
import signal
import time
from pathlib import Path
from typing import Any

import click
import truststore

from agent.report.enrolment import Enrolment, EnrolmentError, parse_enrolment
from agent.report.randomness import fraction
from agent.settings import load_settings
from agent.signed.place import SignedPlace, read_json, write_whole
from agent.uplink.fetcher import Fetcher
from agent.uplink.rules import RulesRefused, RulesUnreachable, RulesVisit
from agent.uplink.send import make_session
from agent.words import gettext as _

#: Seconds between two looks: at random within this, so that devices do not come together.
OFTEN, SELDOM = 3_600.0, 4 * 3_600.0
#: The same after a look that failed.
SOON, LATER = 600.0, 3_600.0
#: In a demonstration nobody wants to wait.
DEMONSTRATION = 10.0


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--home",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=_("The state folder."),
)
@click.option(
    "--install-values",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("A JSON file of settings, as an installation leaves them."),
)
@click.option("--enrolment", default="", help=_("Instead of the string in the settings."))
def fetch_rules(home: Path, install_values: Path | None, enrolment: str) -> None:
    """Fetch what is new. Exit status 0: whatever came of it stands in the JSON."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    truststore.inject_into_ssl()
    try:
        told = parse_enrolment(enrolment or load_settings(home, install_values).enrolment)
        summary = look(home, told)
    except (EnrolmentError, OSError) as fault:
        summary = {"state": "failed", "words": str(fault)}
    click.echo(json.dumps(summary))


def look(home: Path, enrolment: Enrolment) -> dict[str, Any]:
    """One look, and what came of it: `state` is current, refused or unreachable."""
    place = SignedPlace.of(home, enrolment.rules_root)
    place.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    before = read_json(place.check_file)
    now = time.time()
    with make_session(enrolment.rules) as session:
        visit = RulesVisit(place, enrolment.rules, enrolment.rules_root, Fetcher(session))
        try:
            found = {"state": "current", "set": visit.run(), "confirmed": now}
        except RulesRefused as fault:
            found = {"state": "refused", "reason": str(fault)}
        except RulesUnreachable as fault:
            found = {"state": "unreachable", "reason": str(fault)}
    confirmed = found.get("confirmed", before.get("confirmed", 0))
    summary = {**found, "confirmed": confirmed, "next": now + _pause(found, enrolment)}
    write_whole(place.check_file, json.dumps(summary).encode())
    return summary


def _pause(found: dict[str, Any], enrolment: Enrolment) -> float:
    if enrolment.demonstration:
        return DEMONSTRATION
    low, high = (OFTEN, SELDOM) if found["state"] == "current" else (SOON, LATER)
    return low + (high - low) * fraction(secrets.token_bytes)


if __name__ == "__main__":
    fetch_rules()

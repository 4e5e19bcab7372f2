"""`python -m agent.uplink --home FOLDER`: one visit to central, and a summary in one JSON line."""

from __future__ import annotations

import json
import secrets
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
import truststore

from agent.clocks import read_clocks
from agent.report.closing import Closing
from agent.report.enrolment import EnrolmentError, parse_enrolment
from agent.report.group import Group
from agent.report.metrics import RegistryError, load_registry
from agent.report.store import NAME, Store, StoreError
from agent.report.vault import Vault
from agent.settings import load_settings
from agent.uplink.errand import Errand
from agent.uplink.ledger_key import read_or_make
from agent.uplink.send import exchange
from agent.uplink.visit import Visit
from agent.words import gettext as _


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
@click.option(
    "--key-from-input",
    is_flag=True,
    help=_("The key that hides the list comes in one line of input, not out of the key ring."),
)
def uplink(home: Path, install_values: Path | None, enrolment: str, key_from_input: bool) -> None:
    """Send what is due. Exit status: 0 done or to be tried again, 1 it cannot be tried."""
    # The agent may end us at any moment; whatever we do survives that.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    truststore.inject_into_ssl()
    try:
        line = enrolment or load_settings(home, install_values).enrolment
        summary = _visit(home, line, _vault(home, key_from_input))
    except (EnrolmentError, RegistryError, StoreError) as fault:
        summary = {"state": "failed", "words": str(fault)}
    click.echo(json.dumps(summary))
    sys.exit(1 if summary["state"] == "failed" else 0)


def _vault(home: Path, from_input: bool) -> Vault | None:
    if from_input:
        return Vault(bytes.fromhex(sys.stdin.readline()))
    _place, key = read_or_make(home)
    return Vault(key) if key else None


def _visit(home: Path, line: str, vault: Vault | None) -> dict[str, Any]:
    if vault is None:
        # Whoever cannot read the values must not seal them.
        return {"state": "failed", "words": _("The key of the list is not here.")}
    if not line:
        return {"state": "not-enrolled", "sent": 0, "waiting": 0, "next_try": 0}
    closing = Closing(load_registry(), parse_enrolment(line), Group(0), secrets.token_bytes)
    store = Store(home / NAME, vault)
    summary = asdict(Visit(Errand(home, store, closing, exchange, read_clocks)).run())
    store.close()
    return summary

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
from agent.report.metrics import RegistryError, load_registry
from agent.report.store import NAME, Store, StoreError
from agent.settings import load_settings
from agent.uplink.errand import Errand
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
def uplink(home: Path, install_values: Path | None, enrolment: str) -> None:
    """Send what is due. Exit status: 0 done or to be tried again, 1 it cannot be tried."""
    # The agent may end us at any moment; whatever we do survives that.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    truststore.inject_into_ssl()
    try:
        summary = _visit(home, enrolment or load_settings(home, install_values).enrolment)
    except (EnrolmentError, RegistryError, StoreError) as fault:
        summary = {"state": "failed", "words": str(fault)}
    click.echo(json.dumps(summary))
    sys.exit(1 if summary["state"] == "failed" else 0)


def _visit(home: Path, line: str) -> dict[str, Any]:
    if not line:
        return {"state": "not-enrolled", "sent": 0, "waiting": 0, "next_try": 0}
    closing = Closing(load_registry(), parse_enrolment(line), 0, secrets.token_bytes)
    store = Store(home / NAME)
    summary = asdict(Visit(Errand(home, store, closing, exchange, read_clocks)).run())
    store.close()
    return summary

"""plimsoll-central enrol: the line that a device needs."""

from __future__ import annotations

import json
import time
from dataclasses import astuple
from pathlib import Path
from urllib.parse import urlsplit

import click

from central.calendar import DAY, Calendar
from central.commands import options
from central.loopback import is_loopback
from central.roles import Role
from central.store.engine import open_store, sqlite_url
from central.words import gettext as _


@click.command(name="enrol")
@options.home
@click.option("--issuer", help=_("Where devices enrol. By default where this was served last."))
@click.option("--relay", help=_("Where devices send. By default where this was served last."))
@click.option("--rules", help=_("Where devices fetch rules. By default where served last."))
@click.option("--incidents", help=_("Where devices report incidents. By default the console."))
@click.option(
    "--uses",
    default=1,
    show_default=True,
    type=click.IntRange(1, 1_000_000),
    help=_("How many devices may enrol with it."),
)
@click.option(
    "--days",
    default=7,
    show_default=True,
    type=click.IntRange(1, 365),
    help=_("How long they may."),
)
@options.as_json
@options.in_words
def command(
    home: Path,
    issuer: str | None,
    relay: str | None,
    rules: str | None,
    incidents: str | None,
    uses: int,
    days: int,
    as_json: bool,
) -> None:
    """Print an enrolment string: all that a device needs."""
    from central.enrol import Addresses, make_enrolment, make_token, rules_at
    from central.issuer.enrolments import Enrolments
    from central.operator import PUBLIC, Offices
    from central.store.terms import agree, remembered

    offices = Offices(home)
    offices.introduce()
    own = offices.home(Role.ISSUER)
    engine = open_store(sqlite_url(own.folder), "issuer")
    calendar = agree(engine, None)
    host = f"http://{options.HOST}"
    found_issuer = issuer or remembered(engine, "issuer") or f"{host}:{options.PORT + 1}"
    found_incidents = incidents or remembered(engine, "incidents") or ""
    if not incidents and _is_local(found_incidents) and not _is_local(found_issuer):
        # Devices that come from elsewhere would report to themselves.
        found_incidents = ""
    addresses = Addresses(
        found_issuer.rstrip("/"),
        (relay or remembered(engine, "relay") or f"{host}:{options.PORT + 2}").rstrip("/"),
        found_incidents,
    )
    found_rules = rules or remembered(engine, "rules") or f"{host}:{options.PORT + 4}/rules"
    root = rules_at(home, found_rules.rstrip("/"))
    for address in filter(None, (*astuple(addresses), root.address)):
        _refuse_strange(address, calendar)
    token = make_token(Enrolments(engine), uses, int(time.time()) // DAY + days)
    line = make_enrolment(addresses, own.read(PUBLIC) or b"", token, calendar, root).line()
    engine.dispose()
    found = {"enrolment": line, "issuer": addresses.issuer, "relay": addresses.relay}
    click.echo(json.dumps(found | {"uses": uses, "days": days}) if as_json else line)


def _is_local(address: str) -> bool:
    return is_loopback(urlsplit(address).hostname or "")


def _refuse_strange(address: str, calendar: Calendar) -> None:
    try:
        parts = urlsplit(address)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise click.BadParameter(_("“{text}” is no web address.").format(text=address))
    if calendar.demonstration and not is_loopback(parts.hostname or ""):
        raise click.BadParameter(_("A demonstration enrols on this machine only."))

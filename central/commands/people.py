"""plimsoll-central link, token, audit, verify: who may look at the console, and what they did."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

import click
from sqlalchemy import Engine

from central.calendar import DAY
from central.commands import options
from central.operator import Offices
from central.roles import Role
from central.store.engine import open_store, sqlite_url, writing
from central.words import gettext as _

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _store(home: Path, database: str | None) -> Engine:
    own = Offices(home).home(Role.COLLECTOR)
    own.make()
    return open_store(database or sqlite_url(own.folder))


@click.command()
@options.home
@click.option("--role", default="iso", show_default=True, help=_("What the new person is."))
@click.option("--email", default="", help=_("Whom it is for; also gives a new password."))
@options.as_json
@options.database
@options.in_words
def link(home: Path, role: str, email: str, as_json: bool, database: str | None) -> None:
    """Print a one-time link: the first person signs in with it, and whoever is locked out."""
    from central.access import links
    from central.access.roles import Role as PersonRole
    from central.audit import log
    from central.store.terms import remembered

    if role not in set(PersonRole):
        message = _("There is no role “{name}”. There are: {known}.")
        known = ", ".join(PersonRole)
        raise click.BadParameter(message.format(name=role, known=known), param_hint="--role")
    engine = _store(home, database)
    now = int(time.time())
    with writing(engine) as connection:
        made = links.make(connection, PersonRole(role), email, now)
        log.write(connection, log.CENTRAL, "person.invited", email, now, role=role)
    place = remembered(engine, "address") or f"http://{options.HOST}:{options.PORT}"
    engine.dispose()
    address = f"{place}/welcome/{made}"
    click.echo(json.dumps({"link": address, "role": role}) if as_json else address)


@click.command()
@options.home
@click.option("--name", required=True, help=_("What the token is for."))
@click.option("--role", default="viewer", show_default=True, help=_("What it may read."))
@click.option("--days", default=90, show_default=True, type=click.IntRange(1, 365))
@options.database
@options.in_words
def token(home: Path, name: str, role: str, days: int, database: str | None) -> None:
    """Print a token with which a program reads the API."""
    from central.access import api_tokens
    from central.access.roles import Role as PersonRole
    from central.audit import log

    if role not in set(PersonRole):
        raise click.BadParameter(_("There is no such role."), param_hint="--role")
    engine = _store(home, database)
    now = int(time.time())
    with writing(engine) as connection:
        made_by = log.CENTRAL[0]
        made = api_tokens.make(connection, name, PersonRole(role), made_by, now, now // DAY + days)
        log.write(connection, log.CENTRAL, "token.made", name, now, role=role)
    engine.dispose()
    click.echo(made)


@click.command()
@click.argument("export", type=click.File("r", encoding="utf-8"))
@options.as_json
def audit(export: TextIO, as_json: bool) -> None:
    """Check an exported audit log. Exit status 1 when a line was changed, removed or added."""
    from central.audit.verify import read_export, verify

    try:
        verdict = verify(read_export(export))
    except (ValueError, KeyError, TypeError) as error:
        raise click.ClickException(_("This is no export of an audit log.")) from error
    if as_json:
        click.echo(json.dumps(asdict(verdict), ensure_ascii=False))
    elif verdict.wrong is None:
        words = _("{lines} lines hold. Hash of the last: {head}")
        click.echo(words.format(lines=verdict.lines, head=verdict.head))
    else:
        click.echo(verdict.wrong)
    if verdict.wrong is not None:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("pack", type=_FILE)
@click.option("--key", help=_("Who should have signed it: the key that the page Evidence shows."))
@options.as_json
def verify(pack: Path, key: str | None, as_json: bool) -> None:
    """Check an evidence pack. Exit status 1 when it was changed or is by somebody else."""
    from central.evidence.pack import BadPack
    from central.evidence.pack import verify as check

    try:
        found = check(pack, key)
    except BadPack as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        click.echo(json.dumps(dict(found.manifest), ensure_ascii=False))
        return
    words = _("The pack holds: {count} files, {first} to {last}, signed with {key}.")
    told = found.manifest
    count, first, last = len(told["files"]), told.get("first"), told.get("last")
    click.echo(words.format(count=count, first=first, last=last, key=found.key))

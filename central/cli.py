"""plimsoll-central: serve, enrol, doctor. Each command imports its part only when it is used."""

from __future__ import annotations

import functools
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import ParamSpec, TextIO

import click

from central.backup import BackupError
from central.home import Home, HomeError
from central.registry import RegistryError
from central.settings import SettingsError
from central.store.engine import StoreError, open_store, sqlite_url
from central.weeks import DAY, WEEK, Weeks
from central.words import gettext as _

P = ParamSpec("P")

#: Where `serve` listens, and what an enrolment string names before anything was served.
HOST, PORT = "127.0.0.1", 8460

_home = click.option(
    "--home",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help=_("Central's folder: its key, and its store unless --database names another."),
)
_database = click.option(
    "--database",
    envvar="PLIMSOLL_CENTRAL_DATABASE",
    help=_("Address of another store, such as postgresql+psycopg://central@db/plimsoll."),
)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_json = click.option("--json", "as_json", is_flag=True, help=_("Print JSON, for a program."))


def _in_words(command: Callable[P, None]) -> Callable[P, None]:
    """Turns what a person can cause into one line and exit status 1."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except (HomeError, StoreError, RegistryError, SettingsError, BackupError) as error:
            raise click.ClickException(str(error)) from error

    return run


class _Commands(click.Group):
    """The commands of this file, and those of keys/ once they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*super().list_commands(ctx), "keys"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name != "keys":
            return super().get_command(ctx, cmd_name)
        from central.keys.commands import keys

        return keys


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="plimsoll", prog_name="plimsoll-central")
def central() -> None:
    """Enrols devices, counts what they say, and shows the figures."""


@central.command()
@_home
@click.option("--host", default=HOST, show_default=True, help=_("The address to listen on."))
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535))
@click.option("--roles", default="issuer,collector,console,rules", show_default=True)
@click.option("--demonstration", is_flag=True, help=_("Single counts, on this machine only."))
@click.option("--week-seconds", type=click.IntRange(1, WEEK), help=_("Length of a week shown."))
@click.option("--certificate", type=_FILE, help=_("PEM file of a certificate: TLS of its own."))
@click.option("--key", type=_FILE, help=_("PEM file of the certificate's key."))
@click.option(
    "--public", default="", help=_("How others reach it, such as https://central.example.")
)
@_database
@_in_words
def serve(
    home: Path,
    host: str,
    port: int,
    roles: str,
    demonstration: bool,
    week_seconds: int | None,
    certificate: Path | None,
    key: Path | None,
    public: str,
    database: str | None,
) -> None:
    """Serve until Ctrl-C."""
    from central.roles import read_roles
    from central.serve import Options, ServeError
    from central.serve import serve as run
    from central.settings import load_settings

    if (certificate is None) != (key is None):
        raise click.UsageError(_("--certificate and --key belong together."))
    if week_seconds is not None and not demonstration:
        raise click.UsageError(_("--week-seconds is for --demonstration only."))
    try:
        parts = read_roles(roles)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--roles") from error
    weeks = Weeks(week_seconds or WEEK, demonstration)
    place = Home(home)
    options = Options(
        place,
        host,
        port,
        parts,
        weeks,
        database or sqlite_url(home),
        settings=load_settings(home / "central.toml"),
        certificate=(certificate, key) if certificate and key else None,
        public=public.rstrip("/"),
    )
    try:
        # Printed at once: whoever started us may be reading a pipe.
        run(options, click.echo)
    except ServeError as error:
        raise click.ClickException(str(error)) from error


@central.command()
@_home
@click.option("--issuer", help=_("Where devices enrol. By default where this was served last."))
@click.option("--collector", help=_("Where devices send. By default the issuer's address."))
@click.option("--rules", help=_("Where devices fetch rules. By default the issuer's /rules."))
@click.option("--uses", default=1, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 365))
@_json
@_database
@_in_words
def enrol(
    home: Path,
    issuer: str | None,
    collector: str | None,
    rules: str | None,
    uses: int,
    days: int,
    as_json: bool,
    database: str | None,
) -> None:
    """Print an enrolment string: all that a device needs."""
    from central.enrol import Addresses, make_enrolment, make_token, rules_at
    from central.store.enrolments import Enrolments
    from central.store.terms import agree, last_address

    place = Home(home)
    place.make()
    engine = open_store(database or sqlite_url(home))
    weeks = agree(engine, None)
    issuer = issuer or last_address(engine) or f"http://{HOST}:{PORT}"
    addresses = Addresses(issuer.rstrip("/"), (collector or issuer).rstrip("/"))
    _refuse_strange_addresses(addresses.issuer, addresses.collector, weeks)
    last_day = int(time.time()) // DAY + days
    token = make_token(Enrolments(engine), uses, last_day)
    root = rules_at(home, (rules or f"{addresses.issuer}/rules").rstrip("/"))
    line = make_enrolment(addresses, place.key().public_key(), token, weeks, root).line()
    engine.dispose()
    found = {"enrolment": line, "issuer": addresses.issuer, "collector": addresses.collector}
    click.echo(json.dumps(found | {"uses": uses, "days": days}) if as_json else line)


def _refuse_strange_addresses(issuer: str, collector: str, weeks: Weeks) -> None:
    from urllib.parse import urlsplit

    from central.loopback import is_loopback

    for address in (issuer, collector):
        try:
            parts = urlsplit(address)
            good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            good = False
        if not good:
            raise click.BadParameter(_("“{text}” is no web address.").format(text=address))
        if weeks.demonstration and not is_loopback(parts.hostname or ""):
            raise click.BadParameter(_("A demonstration enrols on this machine only."))


@central.command()
@_home
@_json
@_database
@_in_words
def doctor(home: Path, as_json: bool, database: str | None) -> None:
    """Check the folder, the store and the registry. Changes nothing; exit status 1 when unwell."""
    from central.doctor import examine

    found = examine(Home(home), database, time.time())
    if as_json:
        click.echo(json.dumps([check.as_json() for check in found], ensure_ascii=False))
    else:
        for check in found:
            click.echo(check.line())
    if not all(check.good for check in found):
        raise click.exceptions.Exit(1)


@central.command()
@_home
@click.option("--role", default="iso", show_default=True, help=_("What the new person is."))
@click.option("--email", default="", help=_("Whom it is for; also gives a new password."))
@_json
@_database
@_in_words
def link(home: Path, role: str, email: str, as_json: bool, database: str | None) -> None:
    """Print a one-time link: the first person signs in with it, and whoever is locked out."""
    from central.access import links
    from central.access.roles import Role
    from central.audit import log
    from central.store.engine import writing
    from central.store.terms import last_address

    if role not in set(Role):
        message = _("There is no role “{name}”. There are: {known}.")
        known = ", ".join(Role)
        raise click.BadParameter(message.format(name=role, known=known), param_hint="--role")
    Home(home).make()
    engine = open_store(database or sqlite_url(home))
    now = int(time.time())
    with writing(engine) as connection:
        token = links.make(connection, Role(role), email, now)
        log.write(connection, log.CENTRAL, "person.invited", email, now, role=role)
    place = last_address(engine) or f"http://{HOST}:{PORT}"
    engine.dispose()
    address = f"{place}/welcome/{token}"
    click.echo(json.dumps({"link": address, "role": role}) if as_json else address)


@central.command()
@_home
@click.option("--name", required=True, help=_("What the token is for."))
@click.option("--role", default="viewer", show_default=True, help=_("What it may read."))
@click.option("--days", default=90, show_default=True, type=click.IntRange(1, 365))
@_database
@_in_words
def token(home: Path, name: str, role: str, days: int, database: str | None) -> None:
    """Print a token with which a program reads the API."""
    from central.access import api_tokens
    from central.access.roles import Role
    from central.audit import log
    from central.store.engine import writing

    if role not in set(Role):
        raise click.BadParameter(_("There is no such role."), param_hint="--role")
    engine = open_store(database or sqlite_url(home))
    now = int(time.time())
    with writing(engine) as connection:
        made_by = log.CENTRAL[0]
        made = api_tokens.make(connection, name, Role(role), made_by, now, now // DAY + days)
        log.write(connection, log.CENTRAL, "token.made", name, now, role=role)
    engine.dispose()
    click.echo(made)


@central.command()
@click.argument("export", type=click.File("r", encoding="utf-8"))
@_json
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


@central.command()
@_home
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_in_words
def backup(home: Path, file: Path) -> None:
    """Copy the folder, keys and all, while it is served. The copy is as secret as the folder."""
    from central.backup import backup as copy

    count = copy(home, file)
    click.echo(_("{count} files in {file}.").format(count=count, file=file))


@central.command()
@_home
@click.argument("file", type=_FILE)
@_in_words
def restore(home: Path, file: Path) -> None:
    """Make a new folder from a copy."""
    from central.backup import restore as bring_back

    bring_back(file, home)
    click.echo(_("Restored. Now: plimsoll-central doctor --home {home}").format(home=home))


@central.command()
@_home
@click.argument("step")
@_database
@_in_words
def downgrade(home: Path, step: str, database: str | None) -> None:
    """Take the store back to an older step, for an older central. Newer tables are lost."""
    from central.store.engine import writing
    from central.store.migrate import UnknownStep, steps
    from central.store.migrate import downgrade as take_back

    engine = open_store(database or sqlite_url(home))
    try:
        with writing(engine) as connection:
            take_back(connection, step)
    except UnknownStep as error:
        known = ", ".join(steps())
        raise click.BadParameter(_("There are: {known}.").format(known=known)) from error
    finally:
        engine.dispose()
    click.echo(_("The store is at step {step}. Start the older central now.").format(step=step))


@central.command()
@_home
@click.option("--people", default=2000, show_default=True, type=click.IntRange(60, 100_000))
@_database
@_in_words
def demo(home: Path, people: int, database: str | None) -> None:
    """Fill an empty store with a synthetic company and its year. Then: serve --home …"""
    from central.demo.fill import fill

    Home(home).make()
    engine = open_store(database or sqlite_url(home))
    fill(engine, home / "central.toml", people, time.time())
    engine.dispose()
    click.echo(
        _("A synthetic company of {people} people. Look at it: {command}").format(
            people=people, command=f"plimsoll-central serve --home {home}"
        )
    )


@central.command()
@click.argument("pack", type=_FILE)
@click.option("--key", help=_("Who should have signed it: the key that the page Evidence shows."))
@_json
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


def main() -> None:
    """The console script. Exit status: 0 done, 1 cannot, 2 not understood."""
    try:
        central(prog_name="plimsoll-central")
    except OSError as fault:
        # Such as a full disk under the output. Python would try once more as it ends.
        with open(os.devnull, "wb") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        click.echo(_("The answer cannot be written: {why}").format(why=fault.strerror), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()

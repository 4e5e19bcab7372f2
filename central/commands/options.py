"""What several commands have in common: options, and faults in words."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec

import click

from central.backup import BackupError
from central.calendar import WEEK, Calendar
from central.home import HomeError
from central.place import Place, ServeError
from central.registry import RegistryError
from central.settings import SettingsError
from central.store.engine import StoreError
from central.words import gettext as _

P = ParamSpec("P")

#: What a person can cause, or mend.
FAULTS = (HomeError, StoreError, RegistryError, ServeError, SettingsError, BackupError)

HOST, PORT = "127.0.0.1", 8460
#: The last port from which four more can follow.
LAST_PORT = 65_531

home = click.option(
    "--home",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help=_("Central's folder; each role has a folder of its own in it."),
)
database = click.option(
    "--database",
    envvar="PLIMSOLL_CENTRAL_DATABASE",
    help=_("Another store for the figures, such as postgresql+psycopg://central@db/plimsoll."),
)
as_json = click.option("--json", "as_json", is_flag=True, help=_("Print JSON, for a program."))
host = click.option("--host", default=HOST, show_default=True, help=_("The address to listen on."))
port = click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, LAST_PORT))
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_certificate = click.option(
    "--certificate", type=_FILE, help=_("PEM file of a certificate: the console's own TLS.")
)
_key = click.option("--key", type=_FILE, help=_("PEM file of the certificate's key."))
_public = click.option(
    "--public", default="", help=_("How people reach the console, such as https://central.example.")
)
_demonstration = click.option(
    "--demonstration", is_flag=True, help=_("Single counts, on this machine only.")
)
_week_seconds = click.option(
    "--week-seconds", type=click.IntRange(1, WEEK), help=_("Length of a week shown.")
)


def calendar(command: Callable[..., None]) -> Callable[..., None]:
    """Adds `--demonstration` and `--week-seconds`, and hands over the calendar they make."""

    @_demonstration
    @_week_seconds
    @functools.wraps(command)
    def run(demonstration: bool, week_seconds: int | None, **others: Any) -> None:
        if week_seconds is not None and not demonstration:
            raise click.UsageError(_("--week-seconds is for --demonstration only."))
        command(calendar=Calendar(week_seconds or WEEK, demonstration), **others)

    return run


def place(command: Callable[..., None]) -> Callable[..., None]:
    """Adds host, port, certificate and public address, and hands over the place they make."""

    @host
    @port
    @_certificate
    @_key
    @_public
    @functools.wraps(command)
    def run(
        host: str, port: int, certificate: Path | None, key: Path | None, public: str, **others: Any
    ) -> None:
        if (certificate is None) != (key is None):
            raise click.UsageError(_("--certificate and --key belong together."))
        both = (certificate, key) if certificate and key else None
        command(place=Place(host, port, both, public.rstrip("/")), **others)

    return run


def in_words(command: Callable[P, None]) -> Callable[P, None]:
    """Turns what a person can cause into one line and exit status 1."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except FAULTS as error:
            raise click.ClickException(str(error)) from error

    return run

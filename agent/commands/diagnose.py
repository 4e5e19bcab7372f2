"""plimsoll diagnose: a zip for whoever helps, without a word about the person.

It holds what `doctor` says, versions, names and sizes of Plimsoll's own files, and logs. It does
not hold the ledger, a count, a tool that was used, a setting's value, a key or an address.
"""

from __future__ import annotations

import json
import stat
import sys
import time
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import click

from agent import __version__
from agent.commands.doctor import examine
from agent.commands.fleet import fleet_report
from agent.commands.redacted import Redaction
from agent.native import machine
from agent.settings import load_settings
from agent.words import gettext as _

#: Bytes of the end of each log.
MOST_LOG = 200_000
_LIBRARIES = ("cryptography", "google-re2", "keyring", "psutil", "PySide6-Essentials", "requests")


@click.command(name="diagnose", help=_("Write a zip for whoever helps; it says nothing about you."))
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("The file to write. By default plimsoll-diagnose-DAY.zip in this folder."),
)
@click.pass_obj
def command(home: Path, output: Path | None) -> None:
    """Exit status: 0 written, 1 it cannot be."""
    file = output or Path(f"plimsoll-diagnose-{time.strftime('%Y-%m-%d')}.zip")
    try:
        with zipfile.ZipFile(file, "x", zipfile.ZIP_DEFLATED) as bundle:
            for name, text in contents(home):
                bundle.writestr(name, text)
                click.echo(f"  {name}")
    except FileExistsError:
        message = _("{file} is there already; name another with --output.")
        raise click.ClickException(message.format(file=file)) from None
    except OSError as fault:
        raise click.ClickException(f"{file}: {fault.strerror}") from None
    click.echo(_("Written: {file}. Please look into it before you hand it on.").format(file=file))


def contents(home: Path) -> Iterator[tuple[str, str]]:
    """Name and text of each file of the bundle."""
    redaction = Redaction(machine.names())
    yield "doctor.json", _json(fleet_report(examine(home)))
    yield "versions.json", _json(_versions())
    yield "settings.json", _json(dict(load_settings(home).sources))
    yield "files.txt", "\n".join(_files(home))
    for log in sorted(home.rglob("*.log")):
        text = log.read_bytes()[-MOST_LOG:].decode("utf-8", "replace")
        yield f"logs/{log.name}", "\n".join(map(redaction.line, text.splitlines()))


def _versions() -> dict[str, str]:
    return {
        "plimsoll": __version__,
        "python": sys.version.partition(" ")[0],
        "system": machine.kind(),
        "frozen": str(getattr(sys, "frozen", False)),
        **{name: _version(name) for name in _LIBRARIES},
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _files(home: Path) -> Iterator[str]:
    """Plimsoll's own files by name, size and mode. What others put there is only counted."""
    for file in sorted(home.iterdir()):
        if file.is_file():
            told = file.stat()
            yield f"{stat.filemode(told.st_mode)} {told.st_size:>10} {file.name}"


def _json(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1)

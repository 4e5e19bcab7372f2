"""A copy of central's folder while it is served, and a folder made from such a copy.

Stores are copied with SQLite's own backup, so that each is whole; keys and signed files as they
are. A PostgreSQL is copied with its own tools (docs/operations.md).
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from central.words import gettext as _

#: Files that belong to a running server and mean nothing in a copy.
_LIVE = ("-wal", "-shm", "-journal", ".lock")


class BackupError(Exception):
    """It cannot be copied or restored so. The message says why."""


def backup(folder: Path, target: Path) -> int:
    """Writes the copy (a gzipped tar, readable by its owner only); returns how many files."""
    if not folder.is_dir():
        raise BackupError(_("{folder} is not there.").format(folder=folder))
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        message = _("{file} cannot be written: {reason}")
        raise BackupError(message.format(file=target, reason=error.strerror)) from error
    count = 0
    try:
        with open(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w:gz") as archive:
            for path in _files(folder, target):
                _add(archive, folder, path)
                count += 1
            file.flush()
    except (OSError, sqlite3.Error) as error:
        target.unlink()
        raise BackupError(_("The copy failed: {reason}").format(reason=error)) from error
    return count


def restore(source: Path, folder: Path) -> None:
    """Makes a folder from a copy. Raises BackupError where something is there already."""
    if folder.exists() and any(folder.iterdir()):
        message = _("{folder} is not empty. A copy is restored into a new folder.")
        raise BackupError(message.format(folder=folder))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with tarfile.open(source, "r:gz") as archive:
            for member in archive:
                _extract(archive, member, folder.resolve())
    except (OSError, tarfile.TarError, EOFError, zlib.error) as error:
        raise BackupError(
            _("This is no copy of a central: {reason}").format(reason=error)
        ) from error
    for path in folder.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)


def _extract(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    """One file. Nothing may lead out of the folder, be a link, or be anything but a file.

    The filters of `tarfile` would see to that; Python 3.11.2, which Debian 12 has, lacks them.
    """
    target = (folder / member.name).resolve()
    source = archive.extractfile(member) if member.isreg() else None
    if source is None or not target.is_relative_to(folder):
        raise tarfile.ExtractError(member.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with source, open(descriptor, "wb") as file:
        shutil.copyfileobj(source, file)


def _files(folder: Path, target: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.endswith(_LIVE) and path.resolve() != target.resolve():
            yield path


def _add(archive: tarfile.TarFile, folder: Path, path: Path) -> None:
    name = path.relative_to(folder).as_posix()
    if path.suffix != ".sqlite":
        archive.add(path, name, recursive=False)
        return
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / path.name
        old, new = sqlite3.connect(f"file:{path}?mode=ro", uri=True), sqlite3.connect(whole)
        try:
            old.backup(new)
        finally:
            old.close()
            new.close()
        archive.add(whole, name, recursive=False)

"""A PostgreSQL of our own: on a free port, in a temporary folder, gone with the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.central.server import free_port

#: Where Debian keeps the programs that are not on the PATH.
DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


class Postgres:
    """A running server; `database()` makes a new, empty database on it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.port = folder, port
        self._count = 0

    def database(self) -> str:
        """The address of a new database."""
        self._count += 1
        name = f"central{self._count}"
        _run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "central", name)
        return f"postgresql+psycopg://central@127.0.0.1:{self.port}/{name}"


@contextmanager
def postgres(*settings: str) -> Iterator[Postgres]:
    """Serves while the block lasts. `settings`: such as `wal_recycle=off`."""
    folder = Path(tempfile.mkdtemp(prefix="plimsoll-postgres-"))
    if os.geteuid() == 0:
        # PostgreSQL does not run as root.
        shutil.chown(folder, "postgres", "postgres")
    try:
        server = Postgres(folder / "data", free_port())
        _run("initdb", "-D", str(server.folder), "-U", "central", "-A", "trust", "-N", "-E", "UTF8")
        options = f"-p {server.port} -c listen_addresses=127.0.0.1 -k {folder}"
        options += "".join(f" -c {setting}" for setting in settings)
        log = str(folder / "log")
        _run("pg_ctl", "-D", str(server.folder), "-w", "-l", log, "-o", options, "start")
        try:
            yield server
        finally:
            _run("pg_ctl", "-D", str(server.folder), "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(program: str, *arguments: str) -> None:
    command: Sequence[str] = [_found(program), *arguments]
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        command = ["setpriv", "--reuid", str(account.pw_uid), "--regid", str(account.pw_gid)] + [
            "--clear-groups",
            *command,
        ]
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=60)


def _found(program: str) -> str:
    for folder in DEBIAN:
        if (folder / program).exists():
            return str(folder / program)
    return program

"""A role's own folder: its secrets, its store, and the lock that keeps a second server out."""

from __future__ import annotations

import os
import secrets
import sqlite3
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from central.encoding import base64url, from_base64url
from central.words import gettext as _

#: The folder of the signed rules that central publishes, and that of the keys it signs with.
REPOSITORY, KEYS = "repository", "keys"

#: Seconds in which a server that was just ended may let go of its folder.
_PATIENCE = 3.0


class HomeError(Exception):
    """The folder cannot be used. The message says why in words."""


class Home:
    """A folder that only its owner may read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def make(self) -> None:
        """Makes the folder where it is missing. Raises HomeError."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)
        except OSError as error:
            raise _unusable(self.folder, error) from error

    def sealing_key(self) -> X25519PrivateKey:
        """The key that opens messages; made at the first call. Raises HomeError."""
        return X25519PrivateKey.from_private_bytes(self.secret("collector"))

    def signing_key(self, name: str) -> Ed25519PrivateKey:
        """The key in `<name>.key`; made at the first call. Raises HomeError."""
        return Ed25519PrivateKey.from_private_bytes(self.secret(name))

    def secret(self, name: str) -> bytes:
        """The 32 random bytes in `<name>.key`; made at the first call. Raises HomeError."""
        file = self.folder / f"{name}.key"
        try:
            if not file.exists():
                _put_once(file, base64url(secrets.token_bytes(32)).encode() + b"\n")
            found = from_base64url(file.read_text("ascii").strip().rstrip("="))
        except OSError as error:
            raise _unusable(file, error) from error
        except ValueError:
            found = b""
        if len(found) != 32:
            message = _("{file} holds no key. What was made for the old key needs the old file.")
            raise HomeError(message.format(file=file))
        return found

    def read(self, name: str) -> bytes | None:
        """A file of the folder, or None where it is not there. Raises HomeError."""
        file = self.folder / name
        try:
            return file.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _unusable(file, error) from error

    def write(self, name: str, content: bytes) -> None:
        """Puts a file there, whole or not at all, for the owner alone. Raises HomeError."""
        file = self.folder / name
        try:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            aside = _written_aside(file, content)
            aside.replace(file)
        except OSError as error:
            raise _unusable(file, error) from error

    def lock(self) -> sqlite3.Connection:
        """Holds the folder until the connection is closed or the process ends.

        SQLite's own lock is used because it works alike on every system and ends with the process.
        Raises HomeError when another server holds it.
        """
        lock = sqlite3.connect(
            self.folder / "serving.lock", timeout=_PATIENCE, check_same_thread=False
        )
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            lock.close()
            message = _("Central is being served from {folder} already. Nothing was changed.")
            raise HomeError(message.format(folder=self.folder)) from error
        return lock

    def is_served(self) -> bool:
        """Whether a server holds this folder now."""
        if not (self.folder / "serving.lock").exists():
            return False
        try:
            self.lock().close()
        except HomeError:
            return True
        return False


def _put_once(file: Path, content: bytes) -> None:
    # Written aside and linked: whoever comes second reads a whole key, and the first one's.
    aside = _written_aside(file, content)
    try:
        file.hardlink_to(aside)
    except FileExistsError:
        return
    finally:
        aside.unlink()


def _written_aside(file: Path, content: bytes) -> Path:
    aside = file.with_name(f"{file.name}.{secrets.token_hex(8)}")
    with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as draft:
        draft.write(content)
        draft.flush()
        os.fsync(draft.fileno())
    return aside


def _unusable(path: Path, error: OSError) -> HomeError:
    return HomeError(_("{path} cannot be used: {reason}").format(path=path, reason=error.strerror))

"""Central's folder: the collector's key, the store, and the lock that keeps a second server out."""

from __future__ import annotations

import base64
import os
import secrets
import sqlite3
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from central.words import gettext as _

#: The folder of the signed rules that central publishes, and that of the keys it signs with.
REPOSITORY, KEYS = "repository", "keys"


class HomeError(Exception):
    """The folder cannot be used. The message says why in words."""


class Home:
    """The folder `--home`. Only its owner may read it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def key_file(self) -> Path:
        return self.folder / "collector.key"

    def make(self) -> None:
        """Makes the folder where it is missing. Raises HomeError."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.folder.chmod(0o700)
        except OSError as error:
            raise _unusable(self.folder, error) from error

    def key(self) -> X25519PrivateKey:
        """The collector's key; made at the first call. Raises HomeError."""
        try:
            if not self.key_file.exists():
                self._make_file(self.key_file, X25519PrivateKey.generate().private_bytes_raw())
            return X25519PrivateKey.from_private_bytes(
                base64.urlsafe_b64decode(self.key_file.read_bytes())
            )
        except OSError as error:
            raise _unusable(self.key_file, error) from error
        except ValueError as error:
            message = _("{file} holds no key. Messages sealed to the old key need the old file.")
            raise HomeError(message.format(file=self.key_file)) from error

    def console_seed(self) -> bytes:
        """What the console's keys are made from; made at the first call. Raises HomeError."""
        file = self.folder / "console.key"
        try:
            if not file.exists():
                self._make_file(file, secrets.token_bytes(32))
            seed = base64.urlsafe_b64decode(file.read_bytes())
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or _("it holds no key")
            message = _("{path} cannot be used: {reason}")
            raise HomeError(message.format(path=file, reason=reason)) from error
        if len(seed) != 32:
            raise HomeError(_("{path} cannot be used: it holds no key").format(path=file))
        return seed

    def lock(self) -> sqlite3.Connection:
        """Holds the folder until the connection is closed or the process ends.

        SQLite's own lock is used because it works alike on every system and ends with the process.
        Raises HomeError when another server holds it.
        """
        lock = sqlite3.connect(self.folder / "serving.lock", timeout=0, check_same_thread=False)
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

    def _make_file(self, file: Path, raw: bytes) -> None:
        # Written aside and linked: whoever comes second reads a whole key, and the first one's.
        aside = file.with_suffix(f".{secrets.token_hex(8)}")
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
            opened.write(base64.urlsafe_b64encode(raw) + b"\n")
            opened.flush()
            os.fsync(opened.fileno())
        try:
            file.hardlink_to(aside)
        except FileExistsError:
            return
        finally:
            aside.unlink()


def _unusable(path: Path, error: OSError) -> HomeError:
    return HomeError(_("{path} cannot be used: {reason}").format(path=path, reason=error.strerror))

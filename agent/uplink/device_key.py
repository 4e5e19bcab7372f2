"""The device's own key: 32 random bytes, in the system's keyring, else in a file of mode 0600."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import keyring
from keyring.errors import KeyringError, NoKeyringError, PasswordDeleteError

from agent.report.randomness import Randomness
from agent.words import gettext as _

SERVICE = "plimsoll"
KEY_BYTES = 32

_FILE = "device-key"


class KeyUnreachable(Exception):
    """The keyring does not answer now, such as before it is unlocked. A sentence for a person."""


def read_key(home: Path) -> bytes | None:
    """The key of this state folder, or None where there is none.

    Raises KeyUnreachable, also where there is no keyring: the key may be in one that this process
    cannot see, such as one of a desktop that it does not belong to.
    """
    file = home / _FILE
    try:
        kept = file.read_text("ascii") if file.exists() else _from_keyring(home)
    except (OSError, ValueError, KeyringError):
        raise KeyUnreachable(_("The device's key cannot be read now.")) from None
    return _key(kept)


def make_key(home: Path, randomness: Randomness) -> bytes:
    """Make a key and keep it. Raises KeyUnreachable where it can be kept nowhere."""
    key = randomness(KEY_BYTES)
    try:
        keyring.set_password(SERVICE, entry("device key", home), key.hex())
        if _key(_from_keyring(home)) == key:
            return key
    except KeyringError:
        # No keyring here, or one that nobody unlocks: the file is what remains.
        pass
    _write(home / _FILE, key)
    return key


def forget_key(home: Path) -> None:
    """Take the key away from wherever it is."""
    (home / _FILE).unlink(missing_ok=True)
    try:
        keyring.delete_password(SERVICE, entry("device key", home))
    except (PasswordDeleteError, KeyringError):
        # It was not there, or there is no keyring.
        return


def where_is_the_key(home: Path) -> str:
    """`keyring`, `file`, `nowhere` (not made yet) or `unreachable`, as this process sees it."""
    if (home / _FILE).exists():
        return "file"
    try:
        return "keyring" if _key(_from_keyring(home)) else "nowhere"
    except NoKeyringError:
        return "nowhere"
    except (OSError, ValueError, KeyringError):
        return "unreachable"


def key_digest(key: bytes) -> bytes:
    """What central keeps of the key: its SHA-256."""
    return hashlib.sha256(key).digest()


def _from_keyring(home: Path) -> str | None:
    return keyring.get_password(SERVICE, entry("device key", home))


def entry(what: str, home: Path) -> str:
    """The name of an entry in the key ring.

    One account may have several state folders, and each is a device of its own.
    """
    return f"{what} " + hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:16]


def _key(kept: str | None) -> bytes | None:
    try:
        key = bytes.fromhex(kept or "")
    except ValueError:
        return None
    return key if len(key) == KEY_BYTES else None


def _write(file: Path, key: bytes) -> None:
    draft = file.with_suffix(".new")
    try:
        draft.unlink(missing_ok=True)
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as out:
            out.write(key.hex())
            out.flush()
            os.fsync(out.fileno())
        draft.replace(file)
    except OSError:
        raise KeyUnreachable(_("The device's key can be kept nowhere.")) from None

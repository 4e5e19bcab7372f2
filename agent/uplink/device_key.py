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
CODE_DIGITS = 12

_FILE, _ENTRY = "device-key", "device key"
#: The key that shall take its place, in the same kind of place, until central has it.
_NEXT_FILE, _NEXT_ENTRY = "device-key.next", "next device key"


class KeyUnreachable(Exception):
    """The keyring does not answer now, such as before it is unlocked. A sentence for a person."""


def read_key(home: Path) -> bytes | None:
    """The key of this state folder, or None where there is none.

    Raises KeyUnreachable, also where there is no keyring: the key may be in one that this process
    cannot see, such as one of a desktop that it does not belong to.
    """
    return _read(home / _FILE, home, _ENTRY)


def make_key(home: Path, randomness: Randomness) -> bytes:
    """Make a key and keep it. Raises KeyUnreachable where it can be kept nowhere."""
    key = randomness(KEY_BYTES)
    try:
        keyring.set_password(SERVICE, entry(_ENTRY, home), key.hex())
        if _key(_from_keyring(home)) == key:
            return key
    except KeyringError:
        # No keyring here, or one that nobody unlocks: the file is what remains.
        pass
    _write(home / _FILE, key)
    return key


def forget_key(home: Path) -> None:
    """Take the key away from wherever it is, and one that was to take its place."""
    forget_next_key(home)
    _forget(home / _FILE, home, _ENTRY)


def read_next_key(home: Path) -> bytes | None:
    """The key that shall take this one's place, or None where no change was begun.

    Raises KeyUnreachable.
    """
    if (home / _FILE).exists():
        file = home / _NEXT_FILE
        return _read(file, home, _NEXT_ENTRY) if file.exists() else None
    return _read(home / _NEXT_FILE, home, _NEXT_ENTRY)


def make_next_key(home: Path, randomness: Randomness) -> bytes:
    """Make a key that shall take this one's place, and keep it where this one is.

    Raises KeyUnreachable where it is not there afterwards: then the old one stays.
    """
    key = randomness(KEY_BYTES)
    if (home / _FILE).exists():
        _write(home / _NEXT_FILE, key)
    else:
        _put(home, _NEXT_ENTRY, key)
    return key


def take_next_key(home: Path, key: bytes) -> None:
    """The next key is the key from now on. May be killed anywhere, and called again.

    Raises KeyUnreachable, and then both are still there.
    """
    if (home / _FILE).exists():
        _write(home / _FILE, key)
    else:
        _put(home, _ENTRY, key)
    forget_next_key(home)


def forget_next_key(home: Path) -> None:
    """Give up a change of keys."""
    _forget(home / _NEXT_FILE, home, _NEXT_ENTRY)


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


def device_code(key: bytes) -> str:
    """By which IT can revoke the device: the first digits of what central keeps."""
    return key_digest(key).hex()[:CODE_DIGITS]


def _read(file: Path, home: Path, name: str) -> bytes | None:
    try:
        kept = file.read_text("ascii") if file.exists() else _from_keyring(home, name)
    except (OSError, ValueError, KeyringError):
        raise KeyUnreachable(_("The device's key cannot be read now.")) from None
    return _key(kept)


def _put(home: Path, name: str, key: bytes) -> None:
    try:
        keyring.set_password(SERVICE, entry(name, home), key.hex())
        kept = _key(_from_keyring(home, name))
    except KeyringError:
        kept = None
    if kept != key:
        raise KeyUnreachable(_("The device's key can be kept nowhere."))


def _forget(file: Path, home: Path, name: str) -> None:
    file.unlink(missing_ok=True)
    try:
        keyring.delete_password(SERVICE, entry(name, home))
    except (PasswordDeleteError, KeyringError):
        # It was not there, or there is no keyring.
        return


def _from_keyring(home: Path, name: str = _ENTRY) -> str | None:
    return keyring.get_password(SERVICE, entry(name, home))


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

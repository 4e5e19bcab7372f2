"""A signing key as two files: `NAME.key`, which its holder keeps, and `NAME.pub`, which travels."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from securesystemslib.signer import CryptoSigner, Key, SSlibKey

from central.words import gettext as _

#: Who holds the key, in a field of the key that TUF passes over and signs all the same.
HOLDER = "x-plimsoll-holder"


class KeyFileError(Exception):
    """A key file cannot be used. The message says why and repeats nothing of the key."""


def make_key(holder: str, folder: Path, passphrase: str) -> Path:
    """Make `HOLDER.key` (mode 0600) and `HOLDER.pub` in `folder`; the path of the second.

    An empty passphrase leaves the key open, for a machine that signs by itself.
    Raises KeyFileError where a key of this name is there already.
    """
    secret, public = folder / f"{holder}.key", folder / f"{holder}.pub"
    if secret.exists() or public.exists():
        raise KeyFileError(_("{file} is there already. Nothing was changed.").format(file=secret))
    key = Ed25519PrivateKey.generate()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(secret, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, _lock(passphrase)))
        told = SSlibKey.from_crypto(key.public_key())
        document = {"holder": holder, "keyid": told.keyid, "key": told.to_dict()}
        public.write_text(json.dumps(document, indent=1) + "\n", "utf-8")
    except OSError as fault:
        raise _unusable(secret, fault) from None
    return public


def read_public(file: Path) -> SSlibKey:
    """The public key, with its holder's name in it. Raises KeyFileError."""
    try:
        document = json.loads(file.read_text("utf-8"))
        key = SSlibKey.from_dict(document["keyid"], dict(document["key"]))
        key.unrecognized_fields[HOLDER] = str(document["holder"])
    except OSError as fault:
        raise _unusable(file, fault) from None
    except (ValueError, KeyError, TypeError):
        raise KeyFileError(_("{file} is no public key of Plimsoll.").format(file=file)) from None
    return key


def read_signer(file: Path, passphrase: Callable[[], str]) -> CryptoSigner:
    """What signs with the key in `file`. `passphrase` is asked only where the key is locked.

    Raises KeyFileError, also for a wrong passphrase.
    """
    try:
        pem = file.read_bytes()
        secret = passphrase().encode() if b"ENCRYPTED" in pem else None
        key = load_pem_private_key(pem, secret)
    except OSError as fault:
        raise _unusable(file, fault) from None
    except (ValueError, TypeError):
        message = _("{file} does not open: it is no key, or the passphrase is another.")
        raise KeyFileError(message.format(file=file)) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise KeyFileError(_("{file} is a key of another kind.").format(file=file))
    return CryptoSigner(key)


def holder_of(key: Key) -> str:
    """The name that was given to whoever holds the key."""
    return str(key.unrecognized_fields.get(HOLDER, key.keyid[:8]))


def _lock(passphrase: str) -> KeySerializationEncryption:
    return BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()


def _write(file: Path, content: bytes) -> None:
    with open(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _unusable(file: Path, fault: OSError) -> KeyFileError:
    return KeyFileError(_("{file}: {reason}").format(file=file, reason=fault.strerror))

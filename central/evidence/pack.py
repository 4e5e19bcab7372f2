"""Makes a signed pack, and verifies one.

A pack is a ZIP file. `manifest.json` names each file with its SHA-256, and `manifest.sig` is the
Ed25519 signature (RFC 8032) of exactly the manifest's bytes, in hexadecimal digits.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from central.words import gettext as _

MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
#: Bytes of one file that a verifier unpacks at most.
LARGEST = 512_000_000


class BadPack(Exception):
    """The pack does not hold. The message says what is wrong."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A pack that holds: the key that signed it, and what its manifest says."""

    key: str
    manifest: Mapping[str, Any]


def pack(files: Mapping[str, bytes], about: Mapping[str, Any], signer: Ed25519PrivateKey) -> bytes:
    """The ZIP file."""
    manifest = {
        **about,
        "key": signer.public_key().public_bytes_raw().hex(),
        "files": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
    }
    told = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()
    signed = signer.sign(told).hex().encode()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {MANIFEST: told, SIGNATURE: signed, **files}.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return file.getvalue()


def verify(path: Path, key: str | None = None) -> Verified:
    """Checks signature and every file. `key` is who should have signed, 64 hexadecimal digits.

    Raises BadPack.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _manifest(archive, key)
            _check_files(archive, manifest["files"])
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise BadPack(_("This is no evidence pack, or it is damaged.")) from error
    return Verified(manifest["key"], manifest)


def _manifest(archive: zipfile.ZipFile, key: str | None) -> dict[str, Any]:
    try:
        told, signed = archive.read(MANIFEST), bytes.fromhex(archive.read(SIGNATURE).decode())
        manifest: dict[str, Any] = json.loads(told)
        by = bytes.fromhex(key or manifest["key"])
        Ed25519PublicKey.from_public_bytes(by).verify(signed, told)
        if by.hex() != manifest["key"] or not isinstance(manifest["files"], dict):
            raise ValueError
    except InvalidSignature as error:
        raise BadPack(
            _("The signature is not by this key, or the manifest was changed.")
        ) from error
    except (KeyError, TypeError, ValueError) as error:
        raise BadPack(_("The pack has no manifest that can be read.")) from error
    return manifest


def _check_files(archive: zipfile.ZipFile, files: Mapping[str, Any]) -> None:
    there = [name for name in archive.namelist() if name not in (MANIFEST, SIGNATURE)]
    for name in sorted(set(there) | set(files)):
        if name not in files:
            raise BadPack(_("{name} was put in after signing.").format(name=name))
        if there.count(name) != 1:
            raise BadPack(_("{name} is missing, or is there twice.").format(name=name))
        if archive.getinfo(name).file_size > LARGEST:
            raise BadPack(_("{name} is too large.").format(name=name))
        if hashlib.sha256(archive.read(name)).hexdigest() != files[name]:
            raise BadPack(_("{name} was changed after signing.").format(name=name))

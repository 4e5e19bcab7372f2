"""Our extension as browsers know it: its ids, and where they fetch it from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from agent.words import gettext as _

#: The extension's source, which a developer loads unpacked.
SOURCE = (Path(__file__).parent.parent.parent / "ui" / "browser").resolve()
#: What `packaging/browsers/packages.py` leaves beside the packages.
DESCRIPTION = "extension.json"
#: The name of Chromium's update file. It tells our entries from those of others in any policy.
UPDATES = "plimsoll-updates.xml"


class ExtensionError(Exception):
    """Why the packages cannot be used, in a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Extension:
    """Who may talk to the host, and what a policy installs."""

    #: Chromium's: of the packages, and of the source where it is loaded unpacked.
    chromium_ids: tuple[str, ...]
    gecko_id: str
    #: Where Chromium finds its update file, and Firefox its package. None: nothing to install.
    updates_address: str | None = None
    xpi_address: str | None = None

    @property
    def forced_item(self) -> str:
        """As in Chromium's policy ExtensionInstallForcelist."""
        return f"{self.chromium_ids[0]};{self.updates_address}"


def read_extension(packages: Path | None = None) -> Extension:
    """The extension of a folder of packages; without one, the unpacked source alone.

    Raises ExtensionError.
    """
    unpacked = chromium_id(str(SOURCE).encode())
    if packages is None:
        return Extension((unpacked,), gecko_id())
    file = packages / DESCRIPTION
    try:
        told = json.loads(file.read_text("utf-8"))
        return Extension(
            (str(told["chromium_id"]), unpacked),
            str(told["gecko_id"]),
            str(told["updates_address"]),
            str(told["xpi_address"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        raise ExtensionError(
            _(
                "{file} cannot be read. Make the packages with packaging/browsers/packages.py."
            ).format(file=file)
        ) from None


def chromium_id(public: bytes) -> str:
    """Chromium's id of a public key (SubjectPublicKeyInfo), or of an unpacked folder's path.

    The first 128 bits of the SHA-256, each hexadecimal digit as a letter of a to p (Chromium,
    components/crx_file/id_util.cc).
    """
    digest = hashlib.sha256(public).hexdigest()[:32]
    return "".join(chr(ord("a") + int(digit, 16)) for digit in digest)


def gecko_id() -> str:
    """The id that it has in Firefox."""
    manifest = json.loads((SOURCE / "manifest.json").read_text("utf-8"))
    return str(manifest["browser_specific_settings"]["gecko"]["id"])

"""Makes the extension's packages and all that a web server needs to offer them.

python packaging/browsers/packages.py build/browsers --key extension-key.pem --new-key
python packaging/browsers/packages.py build/browsers --key extension-key.pem \\
    --address https://central.example/browsers

The key decides Chromium's id: docs/decisions/extension-key.md says how it is kept. Without
--address the packages are installed from the folder itself, which Linux allows.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

sys.path.insert(0, str(Path(__file__).parent))

import crx
import source
import updates

from agent.browsers.extension import DESCRIPTION, SOURCE, UPDATES, chromium_id
from agent.setting import declared_settings

FIREFOX_UPDATES = "plimsoll-updates.json"


def main() -> None:
    """Print the path of each file that was made."""
    options = _options()
    key = _key(options.key, options.new_key)
    address = (options.address or options.folder.resolve().as_uri()).rstrip("/")
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, content in packages(key, address).items():
        file = options.folder / name
        file.write_bytes(content)
        sys.stdout.write(f"{file}\n")


def packages(key: rsa.RSAPrivateKey, address: str, from_folder: Path = SOURCE) -> dict[str, bytes]:
    """Every file by its name. `address` is the folder that browsers will fetch them from."""
    manifest = json.loads((from_folder / "manifest.json").read_text("utf-8"))
    version, gecko = manifest["version"], manifest["browser_specific_settings"]["gecko"]
    chromium = chromium_id(crx.public_bytes(key))
    crx_name, xpi_name = f"plimsoll-{version}.crx", f"plimsoll-{version}.xpi"
    for_chromium = source.chromium_files(from_folder, declared_settings(), f"{address}/{UPDATES}")
    for_firefox = source.firefox_files(from_folder, f"{address}/{FIREFOX_UPDATES}")
    xpi = source.archive(for_firefox)
    description = {
        "version": version,
        "chromium_id": chromium,
        "gecko_id": gecko["id"],
        "updates_address": f"{address}/{UPDATES}",
        "xpi_address": f"{address}/{xpi_name}",
    }
    return {
        crx_name: crx.crx3(source.archive(for_chromium), key),
        xpi_name: xpi,
        UPDATES: updates.chromium_updates(chromium, version, f"{address}/{crx_name}"),
        FIREFOX_UPDATES: updates.firefox_updates(
            gecko["id"], version, f"{address}/{xpi_name}", xpi, gecko["strict_min_version"]
        ),
        DESCRIPTION: json.dumps(description, indent=2).encode() + b"\n",
    }


def _key(file: Path, new: bool) -> rsa.RSAPrivateKey:
    if new:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        # A key that is there already is not overwritten: with it the extension's id would be lost.
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as made:
            made.write(pem)
        return key
    found = serialization.load_pem_private_key(file.read_bytes(), None)
    if not isinstance(found, rsa.RSAPrivateKey):
        sys.exit(f"{file} is no RSA key: Chromium needs one.")
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--key", type=Path, required=True, help="The signing key, in PEM.")
    parser.add_argument("--new-key", action="store_true", help="Make the key; it must not exist.")
    parser.add_argument("--address", help="Where browsers will find the folder.")
    return parser.parse_args()


if __name__ == "__main__":
    main()

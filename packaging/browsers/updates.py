"""What browsers ask for to learn of a new version. Any web server can host it."""

from __future__ import annotations

import hashlib
import json
from xml.sax.saxutils import quoteattr


def chromium_updates(extension_id: str, version: str, address: str) -> bytes:
    """The update manifest of Chromium's family (developer.chrome.com, "Self-host for Linux")."""
    return (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        "<gupdate xmlns='http://www.google.com/update2/response' protocol='2.0'>\n"
        f"  <app appid={quoteattr(extension_id)}>\n"
        f"    <updatecheck codebase={quoteattr(address)} version={quoteattr(version)} />\n"
        "  </app>\n"
        "</gupdate>\n"
    ).encode()


def firefox_updates(
    extension_id: str, version: str, address: str, package: bytes, oldest: str
) -> bytes:
    """Firefox's update manifest (extensionworkshop.com, "Updating your extension")."""
    update = {
        "version": version,
        "update_link": address,
        "update_hash": f"sha256:{hashlib.sha256(package).hexdigest()}",
        "applications": {"gecko": {"strict_min_version": oldest}},
    }
    document = {"addons": {extension_id: {"updates": [update]}}}
    return json.dumps(document, indent=2).encode() + b"\n"

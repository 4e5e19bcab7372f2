"""Packs Plimsoll.app as an installer package for macOS, on any system.

python packaging/macos/pkg.py build/macos/Plimsoll.app build/macos/plimsoll.pkg

The package holds the bundle in /Applications, the LaunchAgent that starts it at sign-in, and the
scripts that end and start it around an upgrade. The same input makes the same bytes. It is signed
afterwards, by `productsign` on a Mac or by `rcodesign` anywhere.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import bom
import cpio
import tree
import xar

from agent import __version__

HERE = Path(__file__).parent
IDENTIFIER = "plimsoll.companion"
#: The oldest macOS that the libraries run on.
OLDEST = "12.0"


def package(app: Path, moment: int) -> bytes:
    """The package's bytes. `moment`: seconds since 1970, for every time in it."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(scratch) / "root"
        shutil.copytree(app, root / "Applications" / "Plimsoll.app", symlinks=True)
        agents = root / "Library" / "LaunchAgents"
        agents.mkdir(parents=True)
        shutil.copy(HERE / "files" / f"{IDENTIFIER}.plist", agents)
        nodes = list(tree.walk(root))
    scripts = list(tree.walk(HERE / "scripts"))
    size = sum(len(node.content) for node in nodes) // 1024
    files = {
        "Distribution": _distribution(size),
        "base.pkg/Bom": bom.bill(nodes),
        "base.pkg/PackageInfo": _package_info(len(nodes), size),
        "base.pkg/Payload": cpio.payload(nodes, moment),
        "base.pkg/Scripts": cpio.payload(scripts, moment),
    }
    created = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(moment))
    return xar.archive(files, created)


def _package_info(count: int, size: int) -> bytes:
    root = ET.Element(
        "pkg-info",
        {
            "format-version": "2",
            "identifier": IDENTIFIER,
            "version": __version__,
            "install-location": "/",
            "auth": "root",
            "overwrite-permissions": "true",
            # Never to a copy of the bundle that somebody moved elsewhere.
            "relocatable": "false",
            "postinstall-action": "none",
        },
    )
    ET.SubElement(root, "payload", numberOfFiles=str(count), installKBytes=str(size))
    bundle = {"path": "./Applications/Plimsoll.app", "id": IDENTIFIER}
    ET.SubElement(root, "bundle", bundle, CFBundleShortVersionString=__version__)
    ET.SubElement(root, "bundle-version")
    ET.SubElement(root, "upgrade-bundle")
    ET.SubElement(root, "relocate")
    scripts = ET.SubElement(root, "scripts")
    ET.SubElement(scripts, "preinstall", file="./preinstall")
    ET.SubElement(scripts, "postinstall", file="./postinstall")
    return _xml(root)


def _distribution(size: int) -> bytes:
    root = ET.Element("installer-gui-script", minSpecVersion="1")
    ET.SubElement(root, "title").text = "Plimsoll"
    options = {"customize": "never", "hostArchitectures": "x86_64,arm64"}
    ET.SubElement(root, "options", options | {"require-scripts": "false"})
    ET.SubElement(root, "domains", enable_anywhere="false", enable_localSystem="true")
    allowed = ET.SubElement(ET.SubElement(root, "volume-check"), "allowed-os-versions")
    ET.SubElement(allowed, "os-version", min=OLDEST)
    outline = ET.SubElement(root, "choices-outline")
    ET.SubElement(outline, "line", choice="companion")
    choice = ET.SubElement(root, "choice", id="companion", visible="false", title="Plimsoll")
    ET.SubElement(choice, "pkg-ref", id=IDENTIFIER)
    reference = ET.SubElement(root, "pkg-ref", id=IDENTIFIER, version=__version__)
    reference.set("installKBytes", str(size))
    reference.text = "#base.pkg"
    return _xml(root)


def _xml(root: ET.Element) -> bytes:
    ET.indent(root)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body + b"\n"


if __name__ == "__main__":
    moment = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    Path(sys.argv[2]).write_bytes(package(Path(sys.argv[1]), moment))

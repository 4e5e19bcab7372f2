"""Profiles that real browsers made, with an extension that they installed themselves."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from agent.catalogue import Catalogue, Tool, load_catalogue
from agent.events import ToolClass
from agent.sense.tools.chromium_extensions import ChromiumExtensionPlace
from agent.sense.tools.find import Finding
from agent.sense.tools.firefox_extensions import FirefoxExtensionPlace
from agent.sense.tools.seen import Seen

MANIFEST = {"manifest_version": 3, "name": "A stand-in", "version": "1.0"}
LANGUAGE_TOOL = "languagetool-webextension@languagetool.org"


@contextmanager
def running(home: Path, *command: str) -> Iterator[None]:
    environment = {**os.environ, "HOME": str(home), "MOZ_HEADLESS": "1"}
    quiet = subprocess.DEVNULL
    browser = subprocess.Popen(
        command, env=environment, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        yield
    finally:
        os.killpg(browser.pid, 9)
        browser.wait()


def packed(folder: Path) -> tuple[Path, str]:
    """An archive as Chromium packs it, and the id that its key gives it."""
    source = folder / "stand-in"
    source.mkdir()
    (source / "manifest.json").write_text(json.dumps(MANIFEST))
    command = ["chromium", "--no-sandbox", f"--pack-extension={source}", "--headless"]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    key = load_pem_private_key(source.with_suffix(".pem").read_bytes(), None)
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    digest = hashlib.sha256(public).hexdigest()[:32]
    return source.with_suffix(".crx"), "".join(chr(ord("a") + int(sign, 16)) for sign in digest)


def test_an_extension_that_chromium_installed_is_found(
    tmp_path: Path, until: Callable[[Callable[[], object]], None]
) -> None:
    archive, extension = packed(tmp_path)
    profiles = tmp_path / ".config" / "chromium"
    external = profiles / "External Extensions" / f"{extension}.json"
    external.parent.mkdir(parents=True)
    external.write_text(
        json.dumps({"external_crx": str(archive), "external_version": MANIFEST["version"]})
    )
    tool = Tool(
        *("stand-in", 1, "Stand-in", "Nobody", "assistant", ToolClass.PUBLIC, "For this test."),
        extensions={"chrome": (extension,)},
    )
    place = ChromiumExtensionPlace(Catalogue([tool]), tmp_path, {})

    options = ("--no-sandbox", "--headless=new", "--no-first-run", "--password-store=basic")
    with running(tmp_path, "chromium", *options, f"--user-data-dir={profiles}", "about:blank"):
        until(lambda: list(place.look()))

    (found,) = place.look()
    assert (found.tool.id, found.sign) == ("stand-in", f"{extension} (chromium, Default)")


def add_on(file: Path, name: str, extension: str) -> None:
    gecko = {"browser_specific_settings": {"gecko": {"id": extension}}}
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("manifest.json", json.dumps({**MANIFEST, "name": name, **gecko}))


def test_add_ons_that_firefox_registered_are_found(
    tmp_path: Path, until: Callable[[Callable[[], object]], None]
) -> None:
    profile = tmp_path / ".mozilla" / "firefox" / "abcd.default-esr"
    (profile / "extensions").mkdir(parents=True)
    add_on(profile / "extensions" / f"{LANGUAGE_TOOL}.xpi", "A stand-in", LANGUAGE_TOOL)
    add_on(profile / "extensions" / "x@acme.example.xpi", "Acme chatbot", "x@acme.example")
    wishes = {"xpinstall.signatures.required": False, "extensions.autoDisableScopes": 0}
    lines = (f'user_pref("{key}", {json.dumps(value)});' for key, value in wishes.items())
    (profile / "user.js").write_text("\n".join(lines))
    place = FirefoxExtensionPlace(load_catalogue(), tmp_path)

    with running(tmp_path, "firefox-esr", "--headless", "--profile", str(profile), "about:blank"):
        until(lambda: len(_ours(place.look())) == 2)

    assert _ours(place.look()) == [
        ("Acme chatbot", "x@acme.example (abcd.default-esr)"),
        ("languagetool", f"{LANGUAGE_TOOL} (abcd.default-esr)"),
    ]


def _ours(found: Iterator[Finding]) -> list[tuple[str, str]]:
    return sorted((one.tool.id if isinstance(one, Seen) else one.name, one.sign) for one in found)

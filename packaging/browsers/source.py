"""The files of a package: the source of the extension, with a manifest for each family."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from agent.setting import Setting

#: Development's own: browsers have no use for them.
_LEFT_OUT = frozenset({"tsconfig.json", "types.d.ts", "mark.svg"})
#: When each file was changed, so that the same source makes the same archive.
_MOMENT = (1980, 1, 1, 0, 0, 0)
_SCHEMA = "managed_schema.json"


def chromium_files(
    source: Path, settings: Mapping[str, Setting], updates_address: str
) -> dict[str, bytes]:
    """Path in the package to content, for Chromium's family."""
    manifest = _manifest(source)
    del manifest["browser_specific_settings"]
    del manifest["background"]["scripts"]
    manifest["storage"] = {"managed_schema": _SCHEMA}
    manifest["update_url"] = updates_address
    return _files(source) | {
        "manifest.json": _json(manifest),
        _SCHEMA: _json(managed_schema(settings)),
    }


def firefox_files(source: Path, updates_address: str) -> dict[str, bytes]:
    """The same for Firefox, which takes managed storage without a schema.

    It refuses a package whose updates do not come over HTTPS. Without an address for updates it
    takes a new package when the policy names one.
    """
    manifest = _manifest(source)
    del manifest["minimum_chrome_version"]
    del manifest["background"]["service_worker"]
    if updates_address.startswith("https://"):
        manifest["browser_specific_settings"]["gecko"]["update_url"] = updates_address
    return _files(source) | {"manifest.json": _json(manifest)}


def managed_schema(settings: Mapping[str, Setting]) -> dict[str, Any]:
    """What the company may tell the extension, of `rules/settings.toml`.

    In the dialect of chrome.storage.managed, which knows few words of JSON Schema.
    """
    told = {key: setting for key, setting in settings.items() if setting.extension}
    return {
        "type": "object",
        "properties": {
            key: {
                "title": setting.title,
                "description": setting.description,
                "type": {"text": "string", "number": "integer", "table": "object"}[setting.type],
            }
            for key, setting in told.items()
        },
    }


def archive(files: Mapping[str, bytes]) -> bytes:
    """A ZIP archive; the same files make the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, content in sorted(files.items()):
            about = zipfile.ZipInfo(name, _MOMENT)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o644 << 16
            about.create_system = 3  # as made on Unix, wherever it is made
            packed.writestr(about, content)
    return made.getvalue()


def _files(source: Path) -> dict[str, bytes]:
    return {
        file.relative_to(source).as_posix(): file.read_bytes()
        for file in source.rglob("*")
        if file.is_file() and file.name not in _LEFT_OUT
    }


def _manifest(source: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((source / "manifest.json").read_text("utf-8"))
    return manifest


def _json(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, indent=2, ensure_ascii=False).encode() + b"\n"

"""What browsers read on macOS: JSON files of hosts, and property lists of policies."""

from __future__ import annotations

import json
import plistlib
from contextlib import suppress
from pathlib import Path
from typing import Any

SYSTEM = "macos"


def read(place: str) -> dict[str, Any] | None:
    """The document of a file. OSError; ValueError where it is no object."""
    try:
        content = Path(place).read_bytes()
    except FileNotFoundError:
        return None
    try:
        document = plistlib.loads(content) if place.endswith(".plist") else json.loads(content)
    except plistlib.InvalidFileException as fault:
        raise ValueError(str(fault)) from None
    if not isinstance(document, dict):
        raise ValueError("not an object")
    return document


def write(place: str, document: dict[str, Any] | None) -> None:
    """Put a document there, whole or not at all; None removes it."""
    file = Path(place)
    if document is None:
        file.unlink(missing_ok=True)
        with suppress(OSError):  # others keep files there
            file.parent.rmdir()
        return
    file.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.new")
    if place.endswith(".plist"):
        new.write_bytes(plistlib.dumps(document))
    else:
        new.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", "utf-8")
    new.chmod(0o644)
    new.replace(file)


def documents_in(folder: str) -> list[str]:
    """Policies stand in one file for each browser here."""
    return [folder] if Path(folder).exists() else []


def own_document(folder: str) -> str:
    """There is one document for each browser, which we share."""
    return folder


def host_documents(folder: str, name: str, manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What registers a native messaging host: each place and its document."""
    return {f"{folder}/{name}.json": manifest}


def exists(place: str) -> bool:
    """Whether an application or a folder is there."""
    return Path(place).exists()

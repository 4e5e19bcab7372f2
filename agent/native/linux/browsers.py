"""What browsers read on Linux: JSON files."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

SYSTEM = "linux"


def read(place: str) -> dict[str, Any] | None:
    """The document of a file. OSError; ValueError where it is no object."""
    try:
        document = json.loads(Path(place).read_text("utf-8"))
    except FileNotFoundError:
        return None
    if not isinstance(document, dict):
        raise ValueError("not a JSON object")
    return document


def write(place: str, document: dict[str, Any] | None) -> None:
    """Put a document there, whole or not at all; None removes it and the folder it leaves empty."""
    file = Path(place)
    if document is None:
        file.unlink(missing_ok=True)
        with suppress(OSError):  # others keep files there
            file.parent.rmdir()
        return
    file.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    new = file.with_name(f".{file.name}.new")
    new.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", "utf-8")
    if file.exists():
        shutil.copystat(file, new)
        found = file.stat()
        os.chown(new, found.st_uid, found.st_gid)
    else:
        new.chmod(0o644)
    new.replace(file)


def documents_in(folder: str) -> list[str]:
    """The policy files of a folder, the weakest first; Chromium reads those of any ending."""
    return [str(file) for file in sorted(Path(folder).glob("*")) if file.is_file()]


def own_document(folder: str) -> str:
    """Our own file in a folder of policies."""
    return f"{folder}/plimsoll.json"


def host_documents(folder: str, name: str, manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What registers a native messaging host: each place and its document."""
    return {f"{folder}/{name}.json": manifest}


def exists(place: str) -> bool:
    """Whether a command, or a folder, is there."""
    return Path(place).exists() if "/" in place else shutil.which(place) is not None

"""What browsers read on Windows: the registry, and JSON files of hosts that it names.

A key is a document: its values by their names, its keys as documents of their own.
"""

from __future__ import annotations

import json
import os
import winreg
from contextlib import suppress
from pathlib import Path
from typing import Any

SYSTEM = "windows"

_ROOTS = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}
_READ = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
_WRITE = winreg.KEY_READ | winreg.KEY_WRITE | winreg.KEY_WOW64_64KEY


def read(place: str) -> dict[str, Any] | None:
    """The document of a key or of a file; None where there is none. OSError, ValueError."""
    if not _is_key(place):
        return _read_file(Path(place))
    root, path = _split(place)
    try:
        with winreg.OpenKey(root, path, access=_READ) as key:
            return _document(key)
    except FileNotFoundError:
        return None


def write(place: str, document: dict[str, Any] | None) -> None:
    """Make a key or a file say exactly this. None removes it."""
    if not _is_key(place):
        _write_file(Path(place), document)
        return
    root, path = _split(place)
    if document is None:
        _delete_key(root, path)
        return
    with winreg.CreateKeyEx(root, path, access=_WRITE) as key:
        _fill(key, document)


def documents_in(place: str) -> list[str]:
    """Policies stand in one key for each browser here."""
    return [place] if exists(place) else []


def own_document(folder: str) -> str:
    """There is one document for each browser, which we share."""
    return folder


def host_documents(folder: str, name: str, manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """A file, and the key that names it. Firefox's file and Chromium's differ."""
    base = os.environ["LOCALAPPDATA"] if folder.startswith("HKCU") else os.environ["PROGRAMDATA"]
    family = "firefox" if "allowed_extensions" in manifest else "chromium"
    file = rf"{base}\Plimsoll\{name}.{family}.json"
    return {file: manifest, rf"{folder}\{name}": {"": file}}


def exists(place: str) -> bool:
    """Whether a key or a file is there."""
    if not _is_key(place):
        return Path(place).exists()
    root, path = _split(place)
    try:
        winreg.OpenKey(root, path, access=_READ).Close()
    except OSError:
        return False
    return True


def _is_key(place: str) -> bool:
    return place.partition("\\")[0] in _ROOTS


def _split(place: str) -> tuple[int, str]:
    root, _backslash, path = place.partition("\\")
    return _ROOTS[root], path


def _document(key: winreg.HKEYType) -> dict[str, Any]:
    keys, values, _changed = winreg.QueryInfoKey(key)
    document: dict[str, Any] = {}
    for number in range(values):
        name, value, _kind = winreg.EnumValue(key, number)
        document[name] = value
    for number in range(keys):
        name = winreg.EnumKey(key, number)
        with winreg.OpenKey(key, name, access=_READ) as below:
            document[name] = _document(below)
    return document


def _fill(key: winreg.HKEYType, document: dict[str, Any]) -> None:
    found = _document(key)
    for name in found.keys() - document.keys():
        if isinstance(found[name], dict):
            _delete_key(key, name)
        else:
            winreg.DeleteValue(key, name)
    for name, value in document.items():
        if isinstance(value, dict):
            with winreg.CreateKeyEx(key, name, access=_WRITE) as below:
                _fill(below, value)
        elif found.get(name) != value:
            _set(key, name, value)


def _set(key: winreg.HKEYType, name: str, value: object) -> None:
    if isinstance(value, int):
        winreg.SetValueEx(key, name, 0, winreg.REG_DWORD, int(value))
    elif isinstance(value, str):
        winreg.SetValueEx(key, name, 0, winreg.REG_SZ, value)
    else:
        raise ValueError(f"no registry value: {type(value).__name__}")


def _delete_key(above: winreg.HKEYType | int, path: str) -> None:
    with suppress(FileNotFoundError):
        with winreg.OpenKey(above, path, access=_WRITE) as key:
            for name in [n for n, value in _document(key).items() if isinstance(value, dict)]:
                _delete_key(key, name)
        winreg.DeleteKeyEx(above, path, access=winreg.KEY_WOW64_64KEY)


def _read_file(file: Path) -> dict[str, Any] | None:
    try:
        document = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return None
    if not isinstance(document, dict):
        raise ValueError("not a JSON object")
    return document


def _write_file(file: Path, document: dict[str, Any] | None) -> None:
    if document is None:
        file.unlink(missing_ok=True)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_suffix(".new")
    new.write_text(json.dumps(document, indent=2, ensure_ascii=False), "utf-8")
    new.replace(file)

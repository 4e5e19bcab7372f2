"""What the start menu and the list of installed applications say of a program."""

from __future__ import annotations

import re
import winreg
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PureWindowsPath

from agent.native.contract import Application

#: How the name of an entry ends.
ENDING = ".lnk"

#: *Settings, Apps* lists these keys (Microsoft, "Uninstall Registry Key"): everybody's in both
#: views of the registry, then the account's own.
_UNINSTALL = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall"
_LISTS = (
    ("HKEY_LOCAL_MACHINE", winreg.HKEY_LOCAL_MACHINE, winreg.KEY_WOW64_64KEY),
    ("HKEY_LOCAL_MACHINE", winreg.HKEY_LOCAL_MACHINE, winreg.KEY_WOW64_32KEY),
    ("HKEY_CURRENT_USER", winreg.HKEY_CURRENT_USER, 0),
)
#: What installers add to a name: "Cursor (User)", "Ollama version 0.5.1", "Jan 0.6.4 (x64)".
_ADDED = re.compile(
    r"\s+(?:version\s+)?v?\d+(?:\.\d+)+\S*|\s+\([^()]*\)|\s+version$", re.IGNORECASE
)


def application_in(file: Path) -> Application | None:
    """An entry's name is the program's; what stands in it need not be read."""
    return Application(file.stem, file.stem)


def registered() -> Iterator[tuple[str, Application]]:
    """The list of installed applications, without parts of Windows and of other applications."""
    for root, key, view in _LISTS:
        access = winreg.KEY_READ | view
        with suppress(OSError), winreg.OpenKey(key, _UNINSTALL, access=access) as applications:
            for name in _names(applications):
                found = _registered(applications, name, access)
                if found is not None:
                    yield rf"{root}\{_UNINSTALL}\{name}", found


def _registered(applications: winreg.HKEYType, name: str, access: int) -> Application | None:
    try:
        with winreg.OpenKey(applications, name, access=access) as key:
            shown = str(_value(key, "DisplayName") or "")
            if not shown or _value(key, "SystemComponent") == 1 or _value(key, "ParentKeyName"):
                return None
            return Application(_ADDED.sub("", shown), name, _program(key))
    except OSError:  # removed while we looked
        return None


def _program(key: winreg.HKEYType) -> str:
    """The icon is the program's own, mostly: `"C:\\Program Files\\Jan\\Jan.exe",0`."""
    icon = str(_value(key, "DisplayIcon") or "").rpartition(",")
    path = (icon[0] if icon[2].strip().lstrip("-").isdigit() else "".join(icon)).strip(' "')
    return path if PureWindowsPath(path).suffix.lower() == ".exe" else ""


def _value(key: winreg.HKEYType, name: str) -> str | int | None:
    try:
        value: str | int = winreg.QueryValueEx(key, name)[0]
    except OSError:
        return None
    return value


def _names(key: winreg.HKEYType) -> list[str]:
    return [winreg.EnumKey(key, index) for index in range(winreg.QueryInfoKey(key)[0])]

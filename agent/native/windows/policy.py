r"""What the company set on this machine: values of the registry, in its 64-bit view.

A text is a string, a number a DWORD, a table a key of its own whose values are texts.
Group Policy and MDM write below `Policies`; the installer writes beside it, never there.
"""

from __future__ import annotations

import winreg
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from agent.native.given import Given

_MANAGED = r"SOFTWARE\Policies\Plimsoll"
_INSTALLED = r"SOFTWARE\Plimsoll"
_RECOMMENDED = "Recommended"
#: What the installer notes for itself beside the settings, such as for Intune's detection.
_NO_SETTINGS = frozenset({"Version", "InstallFolder"})
_READ = winreg.KEY_READ | winreg.KEY_WOW64_64KEY


def managed() -> tuple[Given, ...]:
    """What is enforced."""
    return (_given(_MANAGED),)


def recommended() -> tuple[Given, ...]:
    """What is proposed, and the person may change."""
    return (_given(rf"{_MANAGED}\{_RECOMMENDED}"),)


def installed() -> tuple[Given, ...]:
    """What was given at installation. An empty property is not configured."""
    given = _given(_INSTALLED)
    told = {k: v for k, v in given.values.items() if k not in _NO_SETTINGS and v != ""}
    return (replace(given, values=told, as_texts=True),)


def _given(path: str) -> Given:
    where = rf"HKEY_LOCAL_MACHINE\{path}"
    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path, access=_READ) as key:
            values: dict[str, Any] = dict(_values(key))
            values |= {name: _table(key, name) for name in _names(key) if name != _RECOMMENDED}
    except FileNotFoundError:
        return Given(where)
    except OSError as fault:
        return Given(where, problem=f"{where}: {fault.strerror}")
    return Given(where, values)


def _table(parent: winreg.HKEYType, name: str) -> dict[str, Any]:
    with winreg.OpenKey(parent, name, access=_READ) as key:
        return dict(_values(key))


def _values(key: winreg.HKEYType) -> Iterator[tuple[str, Any]]:
    for index in range(winreg.QueryInfoKey(key)[1]):
        name, value, _kind = winreg.EnumValue(key, index)
        yield name, value


def _names(key: winreg.HKEYType) -> list[str]:
    return [winreg.EnumKey(key, index) for index in range(winreg.QueryInfoKey(key)[0])]

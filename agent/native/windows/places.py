"""Where programs, packages, browsers and editors keep themselves on Windows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

#: Below the account's local folder: browser, and the store its extensions come from.
_CHROMIUM = {
    r"Google\Chrome\User Data": "chrome",
    r"Google\Chrome Beta\User Data": "chrome",
    r"Google\Chrome SxS\User Data": "chrome",
    r"Chromium\User Data": "chrome",
    r"BraveSoftware\Brave-Browser\User Data": "chrome",
    r"Vivaldi\User Data": "chrome",
    r"Microsoft\Edge\User Data": "edge",
    r"Microsoft\Edge Beta\User Data": "edge",
    r"Microsoft\Edge Dev\User Data": "edge",
}
_FIREFOX = (r"Mozilla\Firefox", "librewolf", "zen", "Floorp", "Waterfox")


def application_folders(home: Path, environment: Mapping[str, str]) -> tuple[Path, ...]:
    """The start menus: the account's own, then everybody's. Programs stand in folders there."""
    bases = (_roaming(home, environment), Path(environment.get("PROGRAMDATA", r"C:\ProgramData")))
    menus = [base / "Microsoft" / "Windows" / "Start Menu" / "Programs" for base in bases]
    return tuple(folder for menu in menus for folder in (menu, *_folders_in(menu)))


def program_folders(home: Path, environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Everybody's programs, of 64 and of 32 bits, and the account's own."""
    bases = (environment.get("PROGRAMFILES"), environment.get("PROGRAMFILES(X86)"))
    return (*(Path(base) for base in bases if base), _local(home, environment) / "Programs")


def package_folders(home: Path) -> Mapping[Path, tuple[str, str]]:
    """winget and the store keep their lists where a program without rights cannot read them."""
    return {}


def chromium_folders(home: Path, environment: Mapping[str, str]) -> Mapping[Path, str]:
    """The folder that holds a browser's profiles, to the store of its extensions."""
    found = {_local(home, environment) / below: store for below, store in _CHROMIUM.items()}
    # Opera keeps its profile where it roams.
    found[_roaming(home, environment) / r"Opera Software\Opera Stable"] = "chrome"
    return found


def firefox_folders(home: Path) -> tuple[Path, ...]:
    """Folders that hold profiles of Firefox and its kin."""
    return tuple(_roaming(home, {}) / below for below in _FIREFOX)


def jetbrains_folder(home: Path, environment: Mapping[str, str]) -> Path:
    """Has one folder for each IDE and version, and in it one for each plugin."""
    return _roaming(home, environment) / "JetBrains"


def _local(home: Path, environment: Mapping[str, str]) -> Path:
    return Path(environment.get("LOCALAPPDATA") or home / "AppData" / "Local")


def _roaming(home: Path, environment: Mapping[str, str]) -> Path:
    return Path(environment.get("APPDATA") or home / "AppData" / "Roaming")


def _folders_in(menu: Path) -> list[Path]:
    try:
        return sorted(entry for entry in menu.iterdir() if entry.is_dir())
    except OSError:
        return []

"""Where programs, packages, browsers and editors keep themselves on macOS."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

#: Below `~/Library/Application Support`: browser, and the store its extensions come from.
_CHROMIUM = {
    "Google/Chrome": "chrome",
    "Google/Chrome Beta": "chrome",
    "Google/Chrome Canary": "chrome",
    "Chromium": "chrome",
    "BraveSoftware/Brave-Browser": "chrome",
    "Vivaldi": "chrome",
    "com.operasoftware.Opera": "chrome",
    "net.imput.helium": "chrome",
    "Microsoft Edge": "edge",
    "Microsoft Edge Beta": "edge",
    "Microsoft Edge Dev": "edge",
}
_FIREFOX = ("Firefox", "librewolf", "zen", "Floorp", "Waterfox")


def application_folders(home: Path, environment: Mapping[str, str]) -> tuple[Path, ...]:
    """Folders of bundles, the account's own first."""
    return (home / "Applications", Path("/Applications"), Path("/Applications/Utilities"))


def program_folders(home: Path, environment: Mapping[str, str]) -> tuple[Path, ...]:
    """None: an installation that is in no list has an entry."""
    return ()


def package_folders(home: Path) -> Mapping[Path, tuple[str, str]]:
    """Folder to an ecosystem, and the ending of the names that stand for a package there."""
    found = {}
    for prefix in (Path("/opt/homebrew"), Path("/usr/local")):
        found[prefix / "Cellar"] = ("brew", "")
        found[prefix / "Caskroom"] = ("brew", "")
    return found


def chromium_folders(home: Path, environment: Mapping[str, str]) -> Mapping[Path, str]:
    """The folder that holds a browser's profiles, to the store of its extensions."""
    return {_support(home) / below: store for below, store in _CHROMIUM.items()}


def firefox_folders(home: Path) -> tuple[Path, ...]:
    """Folders that hold profiles of Firefox and its kin."""
    return tuple(_support(home) / below for below in _FIREFOX)


def jetbrains_folder(home: Path, environment: Mapping[str, str]) -> Path:
    """Has one folder for each IDE and version, and in it one for each plugin."""
    return _support(home) / "JetBrains"


def _support(home: Path) -> Path:
    return home / "Library" / "Application Support"

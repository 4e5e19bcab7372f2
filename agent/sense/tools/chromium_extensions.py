"""Extensions in the profiles of Chromium and its kin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from agent.catalogue import Catalogue
from agent.events import Channel
from agent.native import places
from agent.sense.tools.listing import names_in
from agent.sense.tools.seen import Seen


class ChromiumExtensionPlace:
    """Knows an extension by the name of its folder. History, cookies and settings stay closed."""

    name = "chromium-extensions"

    def __init__(self, catalogue: Catalogue, home: Path, environment: Mapping[str, str]) -> None:
        self._catalogue = catalogue
        self._browsers = places.chromium_folders(home, environment)

    def watched(self) -> tuple[Path, ...]:
        here = [folder for browser in self._browsers for _name, folder in _profiles(browser)]
        return (*self._browsers, *here)

    def look(self) -> Iterator[Seen]:
        for browser, store in self._browsers.items():
            for profile, extensions in _profiles(browser):
                for extension in names_in(extensions):
                    tool = self._catalogue.by_extension(store, extension)
                    if tool is not None:
                        sign = f"{extension} ({browser.name}, {profile})"
                        yield Seen(tool, "extension", sign, Channel.BROWSER)


def _profiles(browser: Path) -> Iterator[tuple[str, Path]]:
    """Each profile's name and the folder of its extensions."""
    for name in names_in(browser):
        if (browser / name / "Preferences").is_file():
            yield name, browser / name / "Extensions"

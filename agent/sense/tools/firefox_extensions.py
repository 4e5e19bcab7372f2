"""Extensions in the profiles of Firefox and its kin."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from agent.catalogue import Catalogue
from agent.catalogue.likely import likely_name
from agent.events import Channel
from agent.native import places
from agent.sense.tools.find import Finding
from agent.sense.tools.jsonc import read_jsonc
from agent.sense.tools.listing import names_in, text_of
from agent.sense.tools.proposal import Proposal
from agent.sense.tools.seen import Seen

#: Where Firefox writes down which add-ons a profile has.
_LIST = "extensions.json"


class FirefoxExtensionPlace:
    """Reads the list of add-ons of each profile: id, kind, name, and whether it is active."""

    name = "firefox-extensions"

    def __init__(self, catalogue: Catalogue, home: Path) -> None:
        self._catalogue = catalogue
        self._browsers = places.firefox_folders(home)

    def watched(self) -> tuple[Path, ...]:
        return (*self._browsers, *(list_ for _name, list_ in self._lists()))

    def look(self) -> Iterator[Finding]:
        for profile, list_ in self._lists():
            addons = read_jsonc(text_of(list_)).get("addons")
            for addon in addons if isinstance(addons, list) else ():
                if isinstance(addon, dict) and addon.get("active") is True:
                    yield from self._judge(addon, profile)

    def _judge(self, addon: dict[str, object], profile: str) -> Iterator[Finding]:
        extension = addon.get("id")
        if not isinstance(extension, str) or addon.get("type") != "extension":
            return
        tool = self._catalogue.by_extension("firefox", extension)
        sign = f"{extension} ({profile})"
        if tool is not None:
            yield Seen(tool, "extension", sign, Channel.BROWSER)
            return
        locale = addon.get("defaultLocale")
        name = locale.get("name") if isinstance(locale, dict) else None
        if isinstance(name, str) and (reason := likely_name(name)):
            yield Proposal(name, "extension", sign, reason)

    def _lists(self) -> Iterator[tuple[str, Path]]:
        for browser in self._browsers:
            for profile in names_in(browser):
                if (browser / profile / _LIST).is_file():
                    yield profile, browser / profile / _LIST

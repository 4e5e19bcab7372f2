"""Plugins of the IDEs made by JetBrains."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from agent.catalogue import Catalogue
from agent.catalogue.likely import likely_name
from agent.events import Channel
from agent.native import places
from agent.sense.tools.find import Finding
from agent.sense.tools.listing import names_in
from agent.sense.tools.proposal import Proposal
from agent.sense.tools.seen import Seen

_DESCRIPTION = "META-INF/plugin.xml"
_LONGEST = 1 << 20


class JetBrainsPluginPlace:
    """Reads the id in each plugin's description, which lies in one of its archives."""

    name = "jetbrains-plugins"

    def __init__(self, catalogue: Catalogue, home: Path, environment: Mapping[str, str]) -> None:
        self._catalogue = catalogue
        self._folder = places.jetbrains_folder(home, environment)

    def watched(self) -> tuple[Path, ...]:
        return (self._folder, *(self._folder / name for name in names_in(self._folder)))

    def look(self) -> Iterator[Finding]:
        for ide in names_in(self._folder):
            for plugin in names_in(self._folder / ide):
                yield from self._judge(self._folder / ide / plugin, ide)

    def _judge(self, plugin: Path, ide: str) -> Iterator[Finding]:
        plugin_id = _id_of(plugin)
        tool = self._catalogue.by_extension("jetbrains", plugin_id) if plugin_id else None
        sign = f"{plugin_id} ({ide})"
        if tool is not None:
            yield Seen(tool, "extension", sign, Channel.IDE)
        elif plugin_id and (reason := likely_name(plugin.name)):
            yield Proposal(plugin.name, "extension", sign, reason)


def _id_of(plugin: Path) -> str:
    library = plugin / "lib"
    archives = [plugin] if plugin.suffix == ".jar" else [library / n for n in names_in(library)]
    # The archive that is named like the plugin has the description, as a rule.
    archives.sort(key=lambda file: not file.name.startswith(plugin.name))
    ids = (_id_in(file) for file in archives if file.suffix == ".jar")
    return next((one for one in ids if one), "")


def _id_in(archive: Path) -> str:
    try:
        with zipfile.ZipFile(archive) as jar, jar.open(_DESCRIPTION) as description:
            text = description.read(_LONGEST).decode("utf-8", "replace")
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return ""
    # A description without an id has its name for one.
    for name in ("id", "name"):
        value = text.partition(f"<{name}>")[2].partition(f"</{name}>")[0].strip()
        if value:
            return value
    return ""

"""The state of the companion as one document (docs/door.md, *State*)."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from agent.catalogue import Catalogue, Tool
from agent.events import Sighting, ToolClass
from agent.service.coverage import Coverage, documents, icon
from agent.service.guide import Guide
from agent.settings import DEFAULT
from agent.words import gettext as _

#: Tools that are listed: what was seen since the agent began.
MOST_TOOLS = 200


class StateReport:
    """Gathers what the tray and `plimsoll doctor` show."""

    def __init__(
        self,
        coverage: Coverage,
        guide: Guide,
        catalogue: Catalogue,
        central: Callable[[], dict[str, Any]],
        rules: Callable[[], dict[str, Any]],
        own_list: Callable[[], Mapping[str, Any]],
        armed: Callable[[], bool],
        settings: Sequence[dict[str, Any]],
        proposals: Callable[[], list[dict[str, Any]]],
        policy: Callable[[], dict[str, Any]],
    ) -> None:
        """`settings`: the rows of agent/setting_words.py."""
        self._coverage = coverage
        self._guide = guide
        self._catalogue = catalogue
        self._central = central
        self._rules = rules
        self._armed = armed
        self._list = own_list
        self._settings = [row for row in settings if row["source"] != DEFAULT]
        self._proposals = proposals
        self._policy = policy
        self._seen: dict[Sighting, None] = {}
        self._lock = threading.Lock()

    def saw(self, sighting: Sighting) -> None:
        """List this tool from now on."""
        with self._lock:
            if len(self._seen) < MOST_TOOLS:
                self._seen[sighting] = None

    def document(self) -> dict[str, Any]:
        """Everything, as JSON can hold it."""
        channels = self._coverage.channels()
        central = self._central()
        return {
            "icon": icon(channels, self._armed(), central["state"] == "unreachable"),
            "channels": documents(channels),
            "tools": self._tools(),
            "proposals": self._proposals(),
            "central": central,
            "rules": self._rules(),
            "list": dict(self._list()),
            "policy": self._policy(),
            "settings": self._settings,
        }

    def _tools(self) -> list[dict[str, str]]:
        with self._lock:
            seen = tuple(self._seen)
        return [self._tool(sighting, tool) for sighting in seen if (tool := self._find(sighting))]

    def _find(self, sighting: Sighting) -> Tool | None:
        return self._catalogue.get(sighting.tool)

    def _tool(self, sighting: Sighting, tool: Tool) -> dict[str, str]:
        here = self._guide.decided(self._catalogue.destination(tool=tool.id))
        safe = here.tool_class not in (ToolClass.PUBLIC, ToolClass.UNKNOWN)
        told = tool.account_untold and here.tool_class == ToolClass.APPROVED
        return {
            "tool": tool.id,
            "name": tool.name,
            "class": here.tool_class.value,
            "channel": sighting.channel.value,
            "standing": self._guide.standing(here),
            "account": _("Use your work account: which one is open cannot be told.")
            if told
            else "",
            "approved": "" if safe else self._guide.instead_of(here),
        }

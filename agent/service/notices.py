"""The small notice by the tray: the clipboard holds marked text and a public tool is in front."""

from __future__ import annotations

from typing import Any

from agent.events import Channel, Destination, Level, ToolClass
from agent.pipe import Pipe
from agent.service.guide import Guide
from agent.service.originals import Originals
from agent.service.watchers import Watchers
from agent.warn.arming import Clipboard
from agent.warn.standing import level_words
from agent.words import gettext as _


class Notices:
    """Tells the watchers to show the notice, and to take it away."""

    def __init__(self, pipe: Pipe, guide: Guide, watchers: Watchers, originals: Originals) -> None:
        self._pipe = pipe
        self._guide = guide
        self._watchers = watchers
        self._originals = originals

    def arm(self, clipboard: Clipboard, destination: Destination) -> None:
        """Show the notice. It is counted as a warning, like any other."""
        here = self._guide.decided(destination)
        flow = self._pipe.hold(clipboard.verdict, here, clipboard.digest, Channel.DESKTOP)
        self._originals.offered(flow, self._guide.copied)
        self._watchers.tell(
            "arm",
            flow=flow,
            notice=_words(clipboard.verdict.level, here, self._guide.standing(here)),
            redacted=self._guide.copied.text,
        )

    def disarm(self) -> None:
        """Take the notice away: something else is in front, or on the clipboard."""
        self._watchers.tell("disarm")


def _words(level: Level, tool: Destination, standing: str) -> dict[str, Any]:
    public = _("{tool} is a public tool.").format(tool=tool.name)
    decided = _("{tool}: {standing}.").format(tool=tool.name, standing=standing)
    return {
        "title": _("Your clipboard holds {level} text.").format(level=level_words(level)),
        "body": public if tool.tool_class == ToolClass.PUBLIC else decided,
        "clear": _("Clear clipboard"),
        "redact": _("Redact"),
        "leave": _("Leave it"),
    }

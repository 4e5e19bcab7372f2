"""The words a person reads, in that person's language.

English stands in the source; `ui/locale/<language>/LC_MESSAGES/plimsoll.mo` holds the others.
The agent hands finished sentences to the tray and to the page, so there is one catalogue.
"""

from __future__ import annotations

import gettext as _gettext
from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "ui" / "locale"
_CATALOGUE = _gettext.translation("plimsoll", _FOLDER, fallback=True)


def gettext(message: str) -> str:
    """The message in the person's language. No words stay no words: "" names a catalogue's head."""
    return _CATALOGUE.gettext(message) if message else ""


ngettext = _CATALOGUE.ngettext

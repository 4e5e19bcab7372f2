"""The words a person reads, in that person's language.

English stands in the source; `ui/locale/<language>/LC_MESSAGES/plimsoll.mo` holds the others.
The agent hands finished sentences to the tray and to the page, so there is one catalogue.
"""

from __future__ import annotations

import gettext as _gettext
from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "ui" / "locale"
_CATALOGUE = _gettext.translation("plimsoll", _FOLDER, fallback=True)

gettext = _CATALOGUE.gettext
ngettext = _CATALOGUE.ngettext

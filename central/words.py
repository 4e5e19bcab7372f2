"""The words a person reads on the console and at the command line, in the server's language."""

from __future__ import annotations

import gettext as _gettext
from pathlib import Path

_FOLDER = Path(__file__).parent / "locale"
_CATALOGUE = _gettext.translation("plimsoll-central", _FOLDER, fallback=True)

gettext = _CATALOGUE.gettext
ngettext = _CATALOGUE.ngettext

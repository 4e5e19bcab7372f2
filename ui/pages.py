"""The pages of the tray's window."""

from __future__ import annotations

#: In their order, as the menu names them.
NOW, TOOLS, LETTERS, SENT, POLICY = range(5)

"""The page *Policy*: the text that the warnings rest on."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from agent.words import gettext as _
from ui.page import Page
from ui.parts import label
from ui.state import State
from ui.theme import Colours


class PolicyPage(Page):
    """Title and text, as the company wrote them."""

    def fill(self, state: State, colours: Colours) -> list[QWidget]:
        """The policy, or what will stand there."""
        if not state.policy_text:
            return [label(_("The policy will stand here as soon as the agent has read it."))]
        paragraphs = [part.strip() for part in state.policy_text.split("\n\n") if part.strip()]
        return [label(state.policy_title, "title"), *(label(text) for text in paragraphs)]

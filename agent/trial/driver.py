"""What a trial asks of a browser: what it uses of Selenium's WebDriver, and a little more.

Chromium is driven by Selenium itself, Firefox by `agent/trial/firefox.py`, which speaks as Selenium
does: a scene that is written once plays in both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

#: Seconds a browser may take for a command while it starts. After that it is started anew.
START_PATIENCE = 40.0
#: Seconds for any later command. A machine whose disk stands still takes more than half a minute.
PATIENCE = 90.0
#: Width and height of its window, which stands in the upper left corner of the screen.
WINDOW = (1280, 765)


@dataclass(frozen=True, slots=True)
class Site:
    """Where the stand-in pages are, and the pin of their certificate."""

    port: int
    pin: str


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a document, with what stands in shadow roots and frames, closed ones too."""

    #: A tag in small letters, or "#text".
    name: str
    text: str
    attributes: frozenset[str]
    children: tuple[Node, ...]
    #: How its browser calls it.
    key: Any


class Element(Protocol):
    """A place in the page that can be clicked."""

    @property
    def rect(self) -> Mapping[str, Any]: ...

    def click(self) -> None: ...

    def get_property(self, name: str, /) -> Any: ...


class Switch(Protocol):
    """Which tab or frame the driver speaks to."""

    def window(self, window_name: str, /) -> None: ...

    def new_window(self, type_hint: str, /) -> None: ...

    def frame(self, frame_reference: Any, /) -> None: ...

    def default_content(self) -> None: ...


class Driver(Protocol):
    """A running browser with our extension."""

    @property
    def name(self) -> str:
        """ "chromium" or "firefox"."""

    @property
    def window_class(self) -> str:
        """What names its windows under X11."""

    @property
    def extension(self) -> str:
        """The address of our extension's folder."""

    @property
    def current_url(self) -> str: ...

    @property
    def current_window_handle(self) -> str: ...

    @property
    def window_handles(self) -> list[str]: ...

    @property
    def switch_to(self) -> Switch: ...

    def get(self, url: str, /) -> None: ...

    def close(self) -> None: ...

    def execute_script(self, script: str, /, *args: Any) -> Any: ...

    def find_element(self, by: str, value: str, /) -> Element: ...

    def be_patient(self, seconds: float, /) -> None:
        """Give the browser so long for each command from now on."""

    def document(self) -> Node:
        """The document in front, read past the page: it knows nothing of it."""

    def edges(self, node: Node, /) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a node in its window, in CSS pixels."""

    def click(self, node: Node, /) -> None:
        """Click a node with the mouse, also one that no page can reach."""

    def drop(self, text: str, x: int, y: int, /) -> None:
        """Drop a text from another window at a point of the page."""

"""A lean share of the matrix: a redacted paste in editors, as the browser would have left it.

`python -m bench.browser_matrix` plays every way with every answer.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from agent.trial.browsing import BrowserName
from bench.browser_matrix import playing
from bench.editors.build import EDITORS
from bench.editors.play import Player


@pytest.fixture(scope="module")
def player(browser: BrowserName) -> Iterator[Player]:
    """Hands on the pages of the matrix."""
    with playing(browser) as ready:
        yield ready


#: In Firefox one of each kind: a field, plain markup, and the editors that large sites are made of.
ALSO_IN_FIREFOX = ("textarea", "contenteditable", "prosemirror", "lexical", "quill", "codemirror")
CELLS = [
    *(("chromium", editor) for editor in EDITORS),
    *(("firefox", editor) for editor in ALSO_IN_FIREFOX),
]


@pytest.mark.parametrize(("browser", "editor"), CELLS, indirect=["browser"])
def test_a_redacted_paste_is_left_as_the_browser_leaves_a_paste(
    player: Player, editor: str
) -> None:
    assert player.play(editor, "paste", "redact") == ""

"""A lean share of the matrix: a redacted paste in each editor, as the browser would have left it.

`python -m bench.browser_matrix` plays every way with every answer.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from agent.trial.browsing import BROWSERS, BrowserName
from bench.browser_matrix import playing
from bench.editors.build import EDITORS
from bench.editors.play import Player


@pytest.fixture(scope="module")
def player(browser: BrowserName) -> Iterator[Player]:
    """Hands on the pages of the matrix."""
    with playing(browser) as ready:
        yield ready


@pytest.mark.parametrize("browser", BROWSERS, indirect=True)
@pytest.mark.parametrize("editor", EDITORS)
def test_a_redacted_paste_is_left_as_the_browser_leaves_a_paste(
    player: Player, editor: str
) -> None:
    assert player.play(editor, "paste", "redact") == ""

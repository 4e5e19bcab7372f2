"""The live picture is whole, for one account's eyes, and gone in the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from agent.trial.display import open_display
from agent.trial.screenshot import live_screenshot


def test_a_picture_of_the_screen_is_there_while_the_block_lasts(
    tmp_path: Path, no_desktop: dict[str, str], until: Callable[[Callable[[], object]], None]
) -> None:
    file = tmp_path / "screen.png"
    with (
        open_display(no_desktop, tmp_path) as display,
        live_screenshot(display.name, file, every=0.05),
    ):
        until(file.exists)
        assert file.read_bytes().startswith(b"\x89PNG\r\n")
        assert file.stat().st_mode & 0o777 == 0o600

    assert not file.exists()


def test_a_screen_that_goes_away_ends_the_picture_quietly(
    tmp_path: Path, no_desktop: dict[str, str]
) -> None:
    file = tmp_path / "screen.png"
    with open_display(no_desktop, tmp_path) as display:
        name = display.name

    with live_screenshot(name, file, every=0.05):
        pass

    assert not file.exists()

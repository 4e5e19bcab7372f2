"""The overview as a browser gets it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import requests

from central.console.routes import STATIC
from tests.central.device import COUNTED, result
from tests.central.server import Server, figures

CSS = (STATIC / "console.css").read_text("utf-8")


def test_the_page_tells_how_to_begin_and_then_shows_what_came(tmp_path: Path) -> None:
    with Server(tmp_path / "home") as server:
        visitor = server.visitor()
        empty = visitor.get(server.address, timeout=20).text
        sealed = server.device().message(server.week, 66, 2)
        assert result(server.collector, sealed, server.week) == COUNTED
        figures(server)
        page = visitor.get(server.address, timeout=20)
    assert "plimsoll-central enrol" in empty
    assert "Demonstration." in empty
    assert "Demonstration." in page.text
    assert "Received from 1 of 1 enrolled devices (100 %)." in page.text
    assert re.search(r'<p class="big"><span class="count">2</span>', page.text)


def test_nothing_is_loaded_from_elsewhere_and_nothing_stands_inline(tmp_path: Path) -> None:
    with Server(tmp_path / "home") as server:
        page = server.visitor().get(server.address, timeout=20)
        files = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
        statuses = [requests.get(server.address + one, timeout=20).status_code for one in files]
        strange = requests.get(server.address, headers={"Host": "elsewhere.example"}, timeout=20)
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert files
    assert set(statuses) == {200}
    assert " style=" not in page.text
    assert "<style" not in page.text
    assert strange.status_code == 400


def colours(dark: bool) -> dict[str, str]:
    found = re.findall(r":root \{([^}]*)\}", CSS)[int(dark)]
    return dict(re.findall(r"--(\w+): (#\w{6})", found))


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4 for x in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("ink", "paper"),
        ("quiet", "paper"),
        ("sea", "paper"),
        ("amber", "paper"),
        ("amber", "glow"),
        ("ink", "glow"),
    ],
)
def test_every_text_stands_out_from_its_paper(dark: bool, ink: str, paper: str) -> None:
    found = colours(dark)
    low, high = sorted((luminance(found[ink]), luminance(found[paper])))
    assert (high + 0.05) / (low + 0.05) >= 4.5


def test_htmx_is_the_file_that_npm_locked() -> None:
    locked = Path("node_modules/htmx.org/dist/htmx.min.js")
    assert (STATIC / "htmx.min.js").read_bytes() == locked.read_bytes()

"""The page of the rules, and a text that is tried and forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from central.console import trying
from tests.central.console.visiting import Office, words

TEXT = "TLP:RED\n\nThe offer <b>to</b> Harbour."


def test_a_text_is_judged_as_on_a_device_and_left_nowhere(console: Office, tmp_path: Path) -> None:
    page = console.visitor().post("/rules/try", {"text": TEXT, "to": "public"})
    assert "Blocked" in words(page)
    assert "<mark>TLP:RED</mark>" in page.text
    assert "&lt;b&gt;" in page.text
    kept = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert b"console" not in kept or b"Harbour" not in kept
    assert b"The offer" not in kept


def test_what_is_found_twice_is_marked_once() -> None:
    found = tuple(
        trying.Finding("r", "s", "secret", start, end, 1.0, "") for start, end in ((2, 6), (4, 8))
    )
    pieces = trying._pieces("0123456789", found)
    assert pieces == (("01", False), ("2345", True), ("67", True), ("89", False))


def test_without_the_companion_it_says_so(console: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "COMMAND", ("/nowhere/plimsoll",))
    page = console.visitor().post("/rules/try", {"text": TEXT, "to": "public"})
    assert "is not on this server" in words(page)


def test_the_packs_are_listed(console: Office) -> None:
    page = words(console.visitor().get("/rules"))
    assert "corporate" in page
    assert "No release was signed yet" in page

"""The extension's own files agree with each other."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

FOLDER = Path(__file__).parent.parent.parent.parent / "ui" / "browser"
MANIFEST = json.loads((FOLDER / "manifest.json").read_text("utf-8"))
SCRIPTS = sorted(FOLDER.glob("**/*.js"))
LANGUAGES = sorted(path.parent.name for path in FOLDER.glob("_locales/*/messages.json"))

THEMES = {
    "light": r"dialog, \.note \{(.*?)\}",
    "dark": r"scheme: dark\) \{\s*dialog, \.note \{(.*?)\}",
}
#: Words and the ground they stand on.
PAIRS = [
    *(("ink", "paper"), ("soft", "paper"), ("sea-words", "paper"), ("stop", "paper")),
    *(("ink", "quote"), ("on-amber", "amber"), ("on-sea", "sea"), ("on-sea", "sea-over")),
]


def _messages(language: str) -> dict[str, dict[str, str]]:
    text = (FOLDER / "_locales" / language / "messages.json").read_text("utf-8")
    messages: dict[str, dict[str, str]] = json.loads(text)
    return messages


def test_the_manifest_asks_for_no_more_than_it_needs() -> None:
    assert MANIFEST["manifest_version"] == 3
    assert MANIFEST["permissions"] == [
        *("alarms", "nativeMessaging", "scripting", "storage", "webRequest", "webRequestBlocking")
    ]
    assert "web_accessible_resources" not in MANIFEST
    assert "content_scripts" not in MANIFEST  # registered only where the agent says so


def test_the_background_runs_in_both_browsers() -> None:
    background = MANIFEST["background"]
    assert [background["service_worker"]] == background["scripts"]
    assert (FOLDER / background["service_worker"]).is_file()


@pytest.mark.parametrize("size", ["16", "32", "48", "128"])
def test_each_icon_has_its_size(size: str) -> None:
    icon = QImage(str(FOLDER / MANIFEST["icons"][size]))
    assert (icon.width(), icon.height()) == (int(size), int(size))


def test_every_script_of_a_page_is_loaded_and_exists() -> None:
    source = (FOLDER / "background" / "guarded_hosts.js").read_text("utf-8")
    named = set(re.findall(r'"(page/[a-z_]+\.js)"', source))
    assert named == {str(path.relative_to(FOLDER)) for path in (FOLDER / "page").glob("*.js")}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_can_turn_text_into_markup_or_code(script: Path) -> None:
    source = script.read_text("utf-8")
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "fetch(",
    ):
        assert word not in source


def test_english_and_german_say_the_same_things() -> None:
    assert {"en", "de"} <= set(LANGUAGES)
    for language in LANGUAGES:
        assert _messages(language).keys() == _messages("en").keys()


def test_a_page_knows_every_word() -> None:
    source = (FOLDER / "page" / "words.js").read_text("utf-8")
    assert set(re.findall(r'"(\w+)"', source)) == _messages("en").keys() - {"description"}


def test_every_word_that_is_asked_for_is_there() -> None:
    asked = set()
    for script in SCRIPTS:
        asked |= set(re.findall(r'words\("(\w+)"\)', script.read_text("utf-8")))
    assert asked
    assert asked <= _messages("en").keys()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("words", "ground"), PAIRS)
def test_words_stand_out_from_their_ground(theme: str, words: str, ground: str) -> None:
    style = (FOLDER / "page" / "style.js").read_text("utf-8")
    block = re.search(THEMES[theme], style, re.DOTALL)
    assert block
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block[1]))
    assert _contrast(colours[words], colours[ground]) >= 4.5


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2, contrast ratio."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

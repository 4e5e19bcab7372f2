"""The words of each language: complete, up to date, and with the same places for values."""

from __future__ import annotations

import gettext
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent.parent
CATALOGUES = sorted((ROOT / "ui" / "locale").glob("*/LC_MESSAGES/*.po"))
PLACE = re.compile(r"\{\w*\}|%\(\w+\)\w|%%")


@pytest.fixture(params=CATALOGUES, ids=lambda file: f"{file.stem}-{file.parts[-3]}")
def messages(request: pytest.FixtureRequest) -> list[Message]:
    with request.param.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def test_german_is_there() -> None:
    assert [file.parts[-3] for file in CATALOGUES] == ["de"]


def test_each_translation_has_the_places_of_its_original(messages: list[Message]) -> None:
    assert len(messages) > 400
    for message in messages:
        for original, translation in _pairs(message):
            assert not translation or _places(translation) == _places(original), original


def test_the_catalogues_hold_the_words_of_the_source() -> None:
    command = [sys.executable, "packaging/words.py", "--check"]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (made.returncode, made.stdout) == (0, ""), "run packaging/words.py, add the German"


def test_a_german_reads_german() -> None:
    german = gettext.translation("plimsoll", ROOT / "ui" / "locale", ["de"])
    assert german.gettext("Cancel") == "Abbrechen"
    assert german.ngettext("{count} rule.", "{count} rules.", 2) == "{count} Regeln."


def _pairs(message: Message) -> list[tuple[str, str]]:
    if message.pluralizable:
        return list(zip(message.id, message.string, strict=True))
    return [(str(message.id), str(message.string))]


def _places(words: str) -> list[str]:
    return sorted(PLACE.findall(words))

"""The published policy is read whole, or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from agent.signed.published_policy import NONE_PUBLISHED, Lesson, published_policy

GOOD: dict[str, Any] = {
    "number": 3,
    "title": "AI usage policy",
    "text": "# One\n\nUse it well.",
    "changes": "Shorter.",
    "published": 1_795_608_000,
    "lessons": [{"number": 1, "title": "Marks", "text": "Look *up*.", "about": "secret"}],
}


def put(folder: Path, content: object) -> Path:
    (folder / "policy.json").write_text(
        content if isinstance(content, str) else json.dumps(content), "utf-8"
    )
    return folder


def test_a_version_and_its_lessons_are_read(tmp_path: Path) -> None:
    found = published_policy(put(tmp_path, GOOD))
    assert (found.number, found.title, found.changes) == (3, "AI usage policy", "Shorter.")
    assert found.lesson(1) == Lesson(1, "Marks", "Look *up*.", "secret")
    assert found.lesson(2) is None


@pytest.mark.parametrize(
    "content",
    [
        *("", "{", "[]", "3", "null", "[" * 100_000),
        *({**GOOD, key: value} for key, value in (("number", -1), ("number", "3"), ("text", None))),
        *({**GOOD, key: value} for key, value in (("published", 2**60), ("lessons", {"a": 1}))),
        {**GOOD, "lessons": [{"number": 1}]},
        {"number": 3},
        {**GOOD, "text": "x" * 1_000_000},
    ],
)
def test_a_file_of_another_form_is_no_policy(tmp_path: Path, content: object) -> None:
    assert published_policy(put(tmp_path, content)) == NONE_PUBLISHED


def test_without_a_file_or_a_folder_nothing_is_published(tmp_path: Path) -> None:
    assert published_policy(tmp_path) == NONE_PUBLISHED
    assert published_policy(None) == NONE_PUBLISHED

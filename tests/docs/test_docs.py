from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_page_of_metrics_is_the_registry() -> None:
    made = subprocess.run(
        [sys.executable, "packaging/metrics_page.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert (ROOT / "docs" / "metrics.md").read_text("utf-8") == made.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_question_at_the_door_is_documented() -> None:
    page = (ROOT / "docs" / "door.md").read_text("utf-8")
    source = (ROOT / "agent" / "service" / "questions.py").read_text("utf-8")
    table = source.split("self._asks", 1)[1].split("\n        }", 1)[0]
    asks = re.findall(r'^            "([a-z]+)": ', table, re.MULTILINE)

    assert len(asks) > 8
    assert [ask for ask in asks if f"| `{ask}` |" not in page] == []


def test_the_examples_of_the_wire_are_json() -> None:
    page = (ROOT / "docs" / "protocol.md").read_text("utf-8")

    for example in re.findall(r"```json\n(.*?)```", page, re.DOTALL):
        json.loads(example)


def test_every_file_that_the_guarantees_name_is_there() -> None:
    page = (ROOT / "docs" / "guarantees.md").read_text("utf-8")
    named = re.findall(r"`((?:tests|bench)/[^`]*)`", page)

    assert len(named) > 15
    assert [name for name in named if not (ROOT / name).exists()] == []

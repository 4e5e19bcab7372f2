"""A new version is offered until it was read; only the version in force can be acknowledged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.door import Refusal
from agent.judge.policy import Policy
from agent.report.reporter import Reporter
from agent.service.company_policy import CompanyPolicy
from tests.agent.report.device import Clock, reporter
from tests.agent.signed.test_published_policy import GOOD

SHIPPED = Policy({}, {}, {}, None, "", title="The text that came along", text="Rule one.")


class Tray:
    """Somebody to be told, or nobody."""

    def __init__(self) -> None:
        self.notices: list[dict[str, Any]] = []
        self.here = True

    def __call__(self, notice: dict[str, Any]) -> int:
        self.notices += [notice] * self.here
        return int(self.here)


def ask(policy: CompanyPolicy, name: str, **fields: Any) -> None:
    policy.asks[name](fields, None)  # type: ignore[arg-type]


@pytest.fixture
def report(tmp_path: Path) -> Iterator[Reporter]:
    found = reporter(tmp_path, Clock())
    yield found
    found.close()


def published(folder: Path, **changes: Any) -> Path:
    """A new folder of signed decisions."""
    place = folder / f"decisions-{len(list(folder.iterdir()))}"
    place.mkdir()
    (place / "policy.json").write_text(json.dumps(GOOD | changes), "utf-8")
    return place


def made(report: Reporter, tray: Tray) -> CompanyPolicy:
    return CompanyPolicy(report.readings, report.counter, lambda: SHIPPED, tray, lambda: None)


def test_without_a_published_version_the_shipped_text_stands(report: Reporter) -> None:
    tray = Tray()
    policy = made(report, tray)
    policy.look(None)
    document = policy.document()
    assert (document["title"], document["text"]) == (SHIPPED.title, SHIPPED.text)
    assert (document["number"], document["to_acknowledge"]) == (0, False)
    assert tray.notices == []
    with pytest.raises(Refusal):
        ask(policy, "policy-acknowledge", number=0)


def test_a_new_version_is_offered_once_and_until_it_was_read(
    report: Reporter, tmp_path: Path
) -> None:
    tray = Tray()
    tray.here = False
    policy = made(report, tray)
    place = published(tmp_path)
    policy.look(place)
    tray.here = True
    policy.look(place)
    policy.look(place)
    assert [notice["body"] for notice in tray.notices] == ["Shorter."]
    assert policy.document()["to_acknowledge"]

    again = made(report, tray)  # the agent starts anew
    again.look(place)
    assert len(tray.notices) == 2
    with pytest.raises(Refusal):
        ask(again, "policy-acknowledge", number=2)
    ask(again, "policy-acknowledge", number=3)
    assert not again.document()["to_acknowledge"]
    assert "You acknowledged it" in again.document()["words"]

    third = made(report, tray)
    third.look(place)
    assert len(tray.notices) == 2
    third.look(published(tmp_path, number=4, changes="Longer."))
    assert tray.notices[-1]["body"] == "Longer."


def test_a_lesson_is_done_once_offered(report: Reporter, tmp_path: Path) -> None:
    policy = made(report, Tray())
    policy.look(published(tmp_path))
    assert [one["done"] for one in policy.document()["lessons"]] == [False]
    ask(policy, "lesson-done", lesson=1)
    assert [one["done"] for one in policy.document()["lessons"]] == [True]
    for other in (2, None, "1"):
        with pytest.raises(Refusal):
            ask(policy, "lesson-done", lesson=other)

"""The door's questions about letters: judged, written, taken back, refused in words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.door import Refusal
from agent.events import Answer, Choice, Finding, Level, Reason, Verdict
from agent.report.reporter import Reporter
from agent.rulebook import RulebookKeeper
from agent.service.guide import Guide
from agent.service.letters import Letters
from agent.settings import Settings
from agent.signed.catalogue import signed_catalogue
from tests.agent.report.device import Clock, line, reporter

FINDING = Finding("corporate.internal", "corporate", Level.INTERNAL, 0, 8, 0.9, "A mark.")


class Desk:
    """Letters as the agent makes them; `told` is what the tray would hear."""

    def __init__(self, report: Reporter) -> None:
        guide = Guide(RulebookKeeper().current, signed_catalogue(None), Settings())
        self.told: list[tuple[str, str]] = []
        self.letters = Letters(
            report.correspondence,
            guide,
            lambda: None,
            lambda event, rule: self.told.append((event, rule)),
        )

    def ask(self, ask: str, **fields: Any) -> dict[str, Any]:
        return dict(self.letters.asks[ask](fields, None))  # type: ignore[arg-type]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    report = reporter(tmp_path, Clock(), line(incidents="http://127.0.0.1:9/v1/incidents"))
    yield Desk(report)
    report.close()


def test_a_letter_with_a_mark_or_a_secret_is_warned_about(desk: Desk) -> None:
    marked = desk.ask("letter-check", subject="", name="", text="CONFIDENTIAL\n\nProject Heron.")
    assert marked["found"] and marked["level"] == "confidential"
    assert "CONFIDENTIAL" not in marked["redacted"]
    named = desk.ask("letter-check", subject="Acme", name="Ada", text="CONFIDENTIAL\n\nHeron.")
    assert named["found"] == marked["found"] and "CONFIDENTIAL" not in named["redacted"]
    plain = desk.ask("letter-check", subject="Acme", name="Ada", text="May we?")
    assert (plain["found"], plain["bytes"]) == ([], 7)


def test_it_is_written_listed_and_taken_back(desk: Desk) -> None:
    fields = {"subject": "Acme Writer", "name": "", "text": "May we?"}
    kept = desk.ask("letter-write", kind="tool", **fields)["letter"]
    (row,) = desk.ask("letters")["letters"]
    assert (row["id"], row["kind"], row["state"]) == (kept, "tool", "written")
    assert row["leaves"].startswith("leaves at ")
    desk.ask("letter-take-back", letter=kept)
    assert desk.ask("letters")["letters"] == []
    with pytest.raises(Refusal, match="no such letter"):
        desk.ask("letter-take-back", letter=kept)


def test_what_cannot_be_kept_is_refused_in_words(desk: Desk) -> None:
    fields = {"subject": "", "name": "", "text": "?"}
    for _again in range(4):
        desk.ask("letter-write", kind="question", **fields)
    with pytest.raises(Refusal, match="Four letters wait"):
        desk.ask("letter-write", kind="question", **fields)
    with pytest.raises(Refusal, match="must be one of"):
        desk.ask("letter-write", kind="gossip", **fields)
    with pytest.raises(Refusal, match="too long"):
        desk.ask("letter-write", kind="question", **fields | {"text": "x" * 4097})
    with pytest.raises(Refusal, match="missing"):
        desk.ask("incident", kind="data", name="", contact="", tool="", text="It happened.")


def test_a_warning_that_was_called_wrong_is_offered_to_it_once(desk: Desk) -> None:
    verdict = Verdict(action=None, level=Level.INTERNAL, findings=(FINDING,), clause="")  # type: ignore[arg-type]
    for answer in (
        Answer(Choice.CANCELLED),
        Answer(Choice.NOT_SENSITIVE),
        Answer(Choice.CONTINUED, Reason.WRONG_FINDING),
    ):
        desk.letters.answered(verdict, answer)
    assert desk.told == [("dispute", "corporate.internal")]

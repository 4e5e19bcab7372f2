"""A quarter whose keys were signed before letters: nothing is held up, and no letter is lost."""

from __future__ import annotations

from pathlib import Path

from agent.report.letter import Letter, LetterKind
from tests.agent.report.device import Clock, reporter
from tests.agent.uplink.stand_in import StandIn
from tests.agent.uplink.visiting import visit_until_sent


def test_numbers_are_told_and_what_was_written_waits(tmp_path: Path) -> None:
    clock = Clock.real()
    with StandIn(kinds=("week",)) as central:
        clock.now -= 60
        report = reporter(tmp_path, clock, central.string)
        report.correspondence.write(Letter(LetterKind.QUESTION, "", "", "Is anybody there?"))
        clock.now += 60
        report.tick()
        summary = visit_until_sent(tmp_path, central.string)
    assert (summary["state"], summary["sent"], summary["waiting"]) == ("reached", 117, 0)
    assert [one.state for one in report.correspondence.written()] == ["written"]
    report.close()

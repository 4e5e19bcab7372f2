"""plimsoll doctor where no companion runs; tests/agent/trial starts one."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from agent.cli import plimsoll


def doctor(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(plimsoll, ["--home", str(home), "doctor", *arguments])


def test_a_companion_that_does_not_run_is_said_in_one_line(tmp_path: Path) -> None:
    result = doctor(tmp_path)

    assert result.exit_code == 1
    assert result.output.splitlines() == [
        "Plimsoll does not run on this desktop. Start it with: plimsoll start"
    ]


def test_settings_that_cannot_be_used_are_named_also_when_nothing_runs(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('colour = "red"\n', "utf-8")

    said = doctor(tmp_path).output
    told = json.loads(doctor(tmp_path, "--json").output)

    assert "there is no setting “colour”." in said
    assert told["settings"] == [f"{tmp_path / 'settings.toml'}: there is no setting “colour”."]

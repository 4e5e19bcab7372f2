"""plimsoll policy: what an administrator looks at after a setting was made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from agent.cli import plimsoll


def policy(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(plimsoll, ["--home", str(home), "policy", *arguments])


def test_settings_that_can_be_used_are_shown_and_nothing_else(tmp_path: Path) -> None:
    shown = policy(tmp_path)

    assert shown.exit_code == 0
    assert "quiet_minutes" in shown.output
    assert "!" not in shown.output


@pytest.mark.parametrize("line", ["plimsoll1.", "plimsoll1.eyJ2IjoyLCJpc3N1", "not one at all"])
def test_an_enrolment_string_that_was_cut_off_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "settings.toml").write_text(f"enrolment = {json.dumps(line)}\n", "utf-8")

    shown, told = policy(tmp_path), policy(tmp_path, "--json")

    assert (shown.exit_code, told.exit_code) == (3, 3)
    assert "! " in shown.output
    (problem,) = json.loads(told.output)["problems"]
    assert "enrolment string" in problem.lower()
    assert line not in problem


def test_what_programs_read_is_the_same_in_every_code_page(tmp_path: Path) -> None:
    """A pipe on Windows has a code page: a dash would arrive as a byte that is no UTF-8."""
    (tmp_path / "settings.toml").write_text('"größe" = "—"\n', "utf-8")

    told = policy(tmp_path, "--json").output

    assert told.isascii()
    assert "größe" in json.loads(told)["problems"][0]

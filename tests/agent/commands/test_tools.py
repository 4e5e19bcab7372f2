"""plimsoll tools: as a person and as a program call it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parent.parent.parent.parent


def plimsoll(home: Path, *words: str, given: bytes = b"", path: str = "") -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "agent.cli", "--home", str(home), "tools", *words],
        input=given,
        capture_output=True,
        cwd=REPOSITORY,
        env={**os.environ, "PATH": path or os.environ["PATH"]},
        timeout=60,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_each_line_is_answered_in_order(tmp_path: Path) -> None:
    lines = b'{"id": 1, "kind": "host", "value": "claude.ai"}\n{"kind": "port", "value": 80}\n'
    status, out, complaints = plimsoll(tmp_path, "match", "--jsonl", given=lines)
    assert (status, complaints) == (0, "")
    first, second = (json.loads(line) for line in out.splitlines())
    assert (first["id"], first["tool"], first["class"]) == (1, "anthropic-claude", "public")
    assert (second["tool"], second["class"]) == (None, None)


def test_a_broken_line_is_named_and_the_others_are_answered(tmp_path: Path) -> None:
    file = tmp_path / "lines"
    file.write_bytes(b'oops\n\n{"kind": "host", "value": "claude.ai"}\n{"kind": "\xff"}\n')
    status, out, complaints = plimsoll(tmp_path, "match", "--jsonl", str(file))
    assert status == 1
    assert len(out.splitlines()) == 1
    assert [line.partition(":")[0] for line in complaints.splitlines()] == ["line 1", "line 4"]


def test_an_answer_comes_before_the_next_line_is_written(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "agent.cli", "--home", tmp_path, "tools", "match", "--jsonl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=REPOSITORY,
    )
    with process:
        assert process.stdin and process.stdout
        for host, tool in (("claude.ai", "anthropic-claude"), ("example.com", None)):
            process.stdin.write(json.dumps({"kind": "host", "value": host}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["tool"] == tool
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_a_line_with_half_a_character_pair_comes_back_as_it_was(tmp_path: Path) -> None:
    line = b'{"id": "\\ud800", "kind": "host", "value": "claude.ai"}\n'
    status, out, _complaints = plimsoll(tmp_path, "match", "--jsonl", given=line)
    assert (status, json.loads(out)["id"]) == (0, "\ud800")


def test_an_installed_command_is_listed_for_people_and_for_programs(tmp_path: Path) -> None:
    command = tmp_path / "aider"
    command.touch(mode=0o755)
    _status, out, _complaints = plimsoll(tmp_path, "--json", path=str(tmp_path))
    installed = [one for one in json.loads(out) if one["where"] == "installed"]
    assert [(one["tool"], one["sign"]) for one in installed] == [("aider", str(command))]
    _status, table, _complaints = plimsoll(tmp_path, path=str(tmp_path))
    assert str(command) in table


def test_a_shared_name_on_the_path_is_told_by_what_its_link_leads_to(tmp_path: Path) -> None:
    package = tmp_path / "node_modules" / "@github" / "copilot"
    package.mkdir(parents=True)
    (package / "index.js").touch()
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "copilot").symlink_to(package / "index.js")
    (folder / "goose").touch(mode=0o755)
    _status, out, _complaints = plimsoll(tmp_path, "--json", path=str(folder))
    installed = [one["tool"] for one in json.loads(out) if one["where"] == "installed"]
    assert installed == ["github-copilot-cli"]


def test_a_person_cannot_approve_a_tool_for_themselves(tmp_path: Path) -> None:
    (tmp_path / "aider").touch(mode=0o755)
    (tmp_path / "settings.toml").write_text('[tool_classes]\naider = "approved"\n')
    _status, out, _complaints = plimsoll(tmp_path, "--json", path=str(tmp_path))
    installed = [one["class"] for one in json.loads(out) if one["where"] == "installed"]
    assert installed == ["public"]

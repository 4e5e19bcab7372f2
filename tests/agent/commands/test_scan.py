"""plimsoll scan, as a person and as a program uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from agent.cli import plimsoll
from agent.judge.judge import LIMIT

MARKED = "STRICTLY CONFIDENTIAL\n\nThe harbour plan."


def scan(tmp_path: Path, *arguments: str, text: str | bytes = "") -> Result:
    return CliRunner().invoke(plimsoll, ["--home", str(tmp_path), "scan", *arguments], input=text)


@pytest.mark.parametrize(
    ("text", "status"),
    [("The sea is blue.", 0), ("INTERNAL USE ONLY\nRota", 3), (MARKED, 3), ("SECRET//NOFORN", 4)],
)
def test_the_exit_status_says_what_would_happen(tmp_path: Path, text: str, status: int) -> None:
    assert scan(tmp_path, "-", text=text).exit_code == status


def test_a_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text(MARKED, "utf-8")
    assert scan(tmp_path, str(file)).exit_code == 3


def test_a_missing_file_is_a_matter_of_usage(tmp_path: Path) -> None:
    assert scan(tmp_path, "nowhere.txt").exit_code == 2


def test_explain_says_why_without_the_text(tmp_path: Path) -> None:
    result = scan(tmp_path, "--explain", text=MARKED)
    assert "stands alone on its line" in result.output
    assert "harbour" not in result.output


def test_json_is_one_object(tmp_path: Path) -> None:
    verdict = json.loads(scan(tmp_path, "--json", text=MARKED).output)
    assert (verdict["action"], verdict["level"], verdict["clause"]) == (
        "justify",
        "restricted",
        "3.2",
    )
    assert verdict["findings"][0]["start"] == 0


def test_lines_are_answered_with_their_own_id(tmp_path: Path) -> None:
    ids = [7, "a", None, [1, {"b": 2.5}], {"c": True}]
    lines = "\n".join(json.dumps({"id": each, "text": MARKED}) for each in ids)
    result = scan(tmp_path, "--jsonl", text=lines)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ids
    assert set(answers[0]) == {"id", "action", "level", "findings"}
    assert set(answers[0]["findings"][0]) == {
        "rule",
        "scheme",
        "level",
        "start",
        "end",
        "confidence",
    }
    assert result.exit_code == 0


def test_a_broken_line_is_named_and_the_others_are_answered(tmp_path: Path) -> None:
    good = json.dumps({"id": 1, "text": "sea"})
    result = scan(tmp_path, "--jsonl", text=f"{good}\nnonsense\n[1]\n\n{good}\n")
    assert len(result.stdout.splitlines()) == 2
    assert "line 2: it is no JSON." in result.stderr
    assert "line 3: it needs a “text”." in result.stderr
    assert result.exit_code == 1


def test_lone_surrogates_in_a_line_are_judged(tmp_path: Path) -> None:
    result = scan(tmp_path, "--jsonl", text='{"id": 1, "text": "CONFIDENTIAL\\n\\ud800"}\n')
    assert json.loads(result.stdout)["level"] == "confidential"


def test_undecodable_bytes_do_not_hide_a_mark(tmp_path: Path) -> None:
    assert scan(tmp_path, text=b"CONFIDENTIAL\n\n\xff\xfe\x80 plan").exit_code == 3


def test_utf_16_is_read(tmp_path: Path) -> None:
    assert scan(tmp_path, text=MARKED.encode("utf-16")).exit_code == 3


@pytest.mark.parametrize("data", [b"\x00\x01\x02PNG", b"a" * (LIMIT + 1)])
def test_what_is_no_text_or_too_large_is_said_to_be_unchecked(tmp_path: Path, data: bytes) -> None:
    result = scan(tmp_path, text=data)
    assert result.exit_code == 1
    assert result.stderr.startswith("Not checked")


def test_the_destination_matters(tmp_path: Path) -> None:
    assert scan(tmp_path, "--to", "chatgpt.com", text=MARKED).exit_code == 3


def test_an_unknown_destination_is_a_matter_of_usage(tmp_path: Path) -> None:
    assert scan(tmp_path, "--to", "nowhere.example", text=MARKED).exit_code == 2


def test_lines_and_json_do_not_go_together(tmp_path: Path) -> None:
    assert scan(tmp_path, "--jsonl", "--json").exit_code == 2


def test_sensitive_data_is_told_by_its_scheme(tmp_path: Path) -> None:
    text = "key AKIAQ4ZR7TBXW2MHVC6D, PESEL 44051401359"
    result = scan(tmp_path, "--jsonl", text=json.dumps({"id": 1, "text": text}))
    told = [(f["scheme"], f["start"], f["end"]) for f in json.loads(result.stdout)["findings"]]
    assert told == [("secrets", 4, 24), ("personal", 32, 43)]

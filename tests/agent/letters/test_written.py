"""Letters on the device: hidden, of one size, one a week, lost by no kill, answered."""

from __future__ import annotations

import json
import secrets
import sqlite3
from pathlib import Path

import pytest

from agent.report.answers import read_answer
from agent.report.incident import Incident, IncidentKind
from agent.report.letter import BODY_BYTES, Letter, LetterKind, plain
from agent.report.reporter import Reporter
from agent.report.store import NAME, StoreError
from agent.report.written import MOST_WAITING, LettersFull
from central.collector.letter import read_letter
from tests.agent.report.device import WEEK, Clock, line, reporter

WORD = "zanzibar-quill-7731"
LETTER = Letter(LetterKind.DISPUTE, "corporate.internal", "Ada Quill", f"It is a menu. {WORD}")


def of_the_week(report: Reporter, epoch: int) -> dict[str, object]:
    (one,) = [m for m in report.sent() if m["metric"] == "letter" and m["epoch"] == epoch]
    return dict(one)


def next_week(report: Reporter, clock: Clock) -> int:
    epoch = int(clock.now // WEEK)
    clock.now += WEEK
    report.tick()
    return epoch


def test_each_week_has_one_letter_in_the_order_of_writing(tmp_path: Path) -> None:
    clock = Clock()
    report = reporter(tmp_path, clock)
    texts = [f"Letter {number}." for number in range(MOST_WAITING)]
    for text in texts:
        report.correspondence.write(Letter(LetterKind.QUESTION, "", "", text))
    with pytest.raises(LettersFull):
        report.correspondence.write(LETTER)
    for text in texts:
        shown = of_the_week(report, next_week(report, clock))
        assert text in str(shown["plain"]) and shown["value"] == 1
    empty = of_the_week(report, next_week(report, clock))
    assert (empty["value"], empty["words"]) == (0, "Letter to the company — empty")
    report.close()


def test_who_reads_the_disk_cannot_tell_whether_anybody_wrote(tmp_path: Path) -> None:
    sizes = []
    for name, write in (("writer", True), ("silent", False)):
        home = tmp_path / name
        home.mkdir()
        clock = Clock()
        report = reporter(home, clock)
        if write:
            report.correspondence.write(LETTER)
            report.correspondence.write(Letter(LetterKind.QUESTION, "", "", "x" * 4096))
        next_week(report, clock)
        report.close()
        db = sqlite3.connect(home / NAME)
        found = db.execute("SELECT count(*), min(length(content)) FROM letters").fetchall()
        found += db.execute(
            "SELECT state, label, length(value), length(plain) FROM messages WHERE metric = 0"
        ).fetchall()
        db.close()
        sizes.append(found)
        content = b"".join(part.read_bytes() for part in home.iterdir() if part.is_file())
        for word in (WORD, "Ada Quill", "corporate.internal"):
            assert word.encode() not in content
    assert sizes[0] == sizes[1]


def test_a_letter_that_waits_can_be_taken_back_and_one_that_left_cannot(tmp_path: Path) -> None:
    clock = Clock()
    report = reporter(tmp_path, clock)
    desk = report.correspondence
    kept = desk.write(LETTER)
    assert desk.take_back(kept) and desk.written() == []
    assert of_the_week(report, next_week(report, clock))["value"] == 0

    left = desk.write(LETTER)
    next_week(report, clock)
    assert not desk.take_back(left)
    assert [one.state for one in desk.written()] == ["leaving"]
    report.close()


def test_a_letter_that_was_dropped_on_its_way_leaves_in_another_week(tmp_path: Path) -> None:
    clock = Clock()
    report = reporter(tmp_path, clock)
    report.correspondence.write(LETTER)
    next_week(report, clock)
    db = sqlite3.connect(tmp_path / NAME)
    db.execute("UPDATE messages SET state = 'dropped', settled = 0 WHERE metric = 0")
    db.commit()
    db.close()
    assert [one.state for one in report.correspondence.written()] == ["written"]
    assert WORD in str(of_the_week(report, next_week(report, clock))["plain"])
    report.close()


def test_without_the_key_a_letter_is_lost_and_an_empty_one_goes(tmp_path: Path) -> None:
    clock = Clock()
    report = reporter(tmp_path, clock)
    report.correspondence.write(LETTER)
    report.close()
    other = reporter(tmp_path, clock, key=bytes(32))
    assert other.correspondence.written() == []
    assert of_the_week(other, next_week(other, clock))["value"] == 0
    other.close()


@pytest.mark.parametrize(
    "letter",
    [
        LETTER,
        Letter(LetterKind.TOOL, "界" * 100, "Ł" * 100, "界" * 1365),
        Letter(LetterKind.QUESTION, '"\\' * 50, '"' * 100, "\n\t “quotes” \\ and\n\nlines"),
        None,
    ],
)
def test_central_reads_to_the_byte_what_was_written(letter: Letter | None) -> None:
    identity = secrets.token_bytes(16)
    body = plain(letter, identity, 2967) + secrets.token_bytes(32 + 256)
    assert len(body) == BODY_BYTES
    read = read_letter(body)
    assert read.epoch == 2967
    if letter is None:
        assert read.letter is None
    else:
        assert read.letter
        assert (read.letter.id, read.letter.kind) == (identity, letter.kind)
        assert read.letter.subject == letter.subject and read.letter.name == letter.name
        assert read.letter.text == letter.text.rstrip(" ")


@pytest.mark.parametrize(
    ("subject", "name", "text"),
    [
        ("x" * 101, "", ""),
        ("", "A\nB", ""),
        ("", "", "x" * 4097),
        ("", "", "界" * 1366),
        ("", "", "a\x00b"),
        ("", "", "\ud800"),
    ],
)
def test_what_does_not_fit_is_no_letter(subject: str, name: str, text: str) -> None:
    with pytest.raises(ValueError, match="letter|lines"):
        Letter(LetterKind.QUESTION, subject, name, text)


def test_nothing_of_it_is_in_a_repr(tmp_path: Path) -> None:
    clock = Clock()
    report = reporter(tmp_path, clock)
    report.correspondence.write(LETTER)
    (written,) = report.correspondence.written()
    incident = Incident(IncidentKind.DATA, "Ada Quill", "7", "Acme", WORD, 0)
    for shown in (repr(LETTER), repr(written), repr(incident)):
        assert WORD not in shown and "Ada" not in shown and "corporate" not in shown
    report.close()


def test_an_answer_that_is_damaged_or_anothers_is_none() -> None:
    assert read_answer({}, bytes(16)) is None
    assert read_answer({"x": "y"}, bytes(16)) is None
    for sealed in ("", "%%%", "AAAA", 7, None):
        assert read_answer(json.loads(json.dumps({"a": sealed})), bytes(16)) is None


def test_a_device_that_is_not_enrolled_has_nobody_to_write_to(tmp_path: Path) -> None:
    report = reporter(tmp_path, Clock(), "", told=False)
    assert not report.correspondence.takes_letters and not report.correspondence.takes_incidents
    with pytest.raises(StoreError, match="not enrolled"):
        report.correspondence.write(LETTER)
    report.close()


def test_a_letter_on_its_way_to_another_central_waits_again(tmp_path: Path) -> None:
    clock = Clock()
    report = reporter(tmp_path, clock)
    report.correspondence.write(LETTER)
    next_week(report, clock)
    report.close()
    other = reporter(tmp_path, clock, line(relay="http://127.0.0.1:9"))
    assert [one.state for one in other.correspondence.written()] == ["written"]
    other.close()

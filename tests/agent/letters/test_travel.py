"""A letter's whole way, against a real central: written, one in a crowd, read, answered, found."""

from __future__ import annotations

import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agent.report.answers import answers_in
from agent.report.enrolment import parse_enrolment
from agent.report.incident import Incident, IncidentKind
from agent.report.letter import Letter, LetterKind
from agent.report.reporter import Reporter
from agent.signed.place import SignedPlace
from agent.uplink.fetcher import Fetcher
from agent.uplink.rules import RulesVisit
from agent.uplink.send import make_session
from central.console.forgery import token_for
from tests.agent.report.device import Clock, reporter
from tests.agent.uplink.visiting import visit, visit_until_sent
from tests.central.server import COMMAND, LONG, ROOT, Server, free_ports
from tests.privacy.search import Search

CANARY = "zanzibar-quill-7731"
LETTER = Letter(LetterKind.TOOL, "Acme Writer", "", f"We translate with it. {CANARY}\nMay we?")


def device(home: Path, line: str, *letters: Letter) -> Reporter:
    """A device whose week ended just now, with what its person wrote in it."""
    home.mkdir()
    clock = Clock.real()
    clock.now -= LONG
    report = reporter(home, clock, line)
    for letter in letters:
        report.correspondence.write(letter)
    clock.now += LONG
    report.tick()
    return report


def kept(central: Path) -> list[sqlite3.Row]:
    db = sqlite3.connect(f"{(central / 'collector/central.sqlite').as_uri()}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    rows = db.execute("SELECT * FROM letters").fetchall()
    db.close()
    return rows


def fetched(home: Path, line: str) -> dict[str, str]:
    """The answers, as the uplink fetches and verifies them."""
    told = parse_enrolment(line)
    place = SignedPlace.of(home, told.rules_root)
    place.folder.mkdir(parents=True, exist_ok=True)
    with make_session(told.rules) as session:
        RulesVisit(place, told.rules, told.rules_root, Fetcher(session)).run()
    return dict(answers_in(place.current / "decisions" if place.current else None))


def test_a_letter_is_read_and_its_writer_finds_the_answer(tmp_path: Path) -> None:
    with Server(tmp_path / "central") as central:
        line = central.enrolment("--uses", "2")
        writer = device(tmp_path / "writer", line, LETTER)
        silent = device(tmp_path / "silent", line)
        for home in ("writer", "silent"):
            assert visit_until_sent(tmp_path / home, line)["sent"] == 118

        (row,) = kept(central.home)
        assert (row["kind"], row["subject"], row["name"]) == ("tool", "Acme Writer", "")
        assert row["text"] == LETTER.text
        (mine,) = writer.correspondence.written()
        assert (mine.state, mine.id) == ("received", row["id"].hex())

        visitor = central.visitor()
        form = {"csrf": token_for(visitor.cookies["plimsoll"]), "status": "agreed"}
        form["answer"] = "Yes, for internal data."
        page = visitor.post(f"{central.address}/letters/{row['number']}", form, timeout=20)
        assert page.status_code == 200 and CANARY in page.text

        for home, report in (("writer", writer), ("silent", silent)):
            answers = fetched(tmp_path / home, line)
            assert len(answers) == 1 and "internal" not in str(answers)
            assert report.correspondence.take_answers(answers) == (home == "writer")
        (mine,) = writer.correspondence.written()
        assert (mine.state, mine.answer) == ("agreed", "Yes, for internal data.")
        audit = visitor.get(f"{central.address}/audit", timeout=20).text
        assert "letter.answered" in audit and CANARY not in audit and "internal data" not in audit
    writer.close()
    silent.close()
    assert CANARY not in central.output + central.errors
    # In the clear it is where it should be read, and nowhere else.
    found = Search([CANARY]).in_files(tmp_path)
    assert {file.parent.name for file in found} == {"collector"}


@contextmanager
def lonely_relay(home: Path) -> Iterator[str]:
    """A relay whose collector is out of reach: all that it gets stays in its store."""
    port = free_ports()
    command = [*COMMAND, "relay", "serve", "--home", str(home), "--port", str(port)]
    command += ["--collector", "http://127.0.0.1:9", "--demonstration"]
    command += ["--week-seconds", str(LONG)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout and process.stdout.readline().startswith("http")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.communicate(timeout=20)


def in_the_relay(home: Path) -> Counter[tuple[str, int]]:
    """Kind of box and size of each message in the relay's store."""
    db = sqlite3.connect(f"{(home / 'relay/central.sqlite').as_uri()}?mode=ro", uri=True)
    tables = db.execute("SELECT name FROM sqlite_master WHERE name GLOB 'box_*'").fetchall()
    found: Counter[tuple[str, int]] = Counter()
    for (table,) in tables:
        for (size,) in db.execute(f"SELECT length(sealed) FROM {table}"):  # noqa: S608
            found[table.split("_")[1], size] += 1
    db.close()
    return found


def test_the_relay_sees_the_same_of_who_writes_and_who_does_not(tmp_path: Path) -> None:
    with Server(tmp_path / "central") as central, lonely_relay(tmp_path / "apart") as relay:
        line = central.enrolment("--uses", "2", "--relay", relay)
        signed = Letter(LetterKind.QUESTION, "", "Ada Quill", "x" * 4096)
        seen = [Counter[tuple[str, int]]()]
        for name, letters in (("writer", (signed, LETTER)), ("silent", ())):
            device(tmp_path / name, line, *letters).close()
            visit(tmp_path / name, line)
            seen.append(in_the_relay(tmp_path / "apart"))

    writer, silent = seen[1] - seen[0], seen[2] - seen[1]
    print(f"the relay sees of who writes: {dict(writer)}, of who does not: {dict(silent)}")
    assert writer == silent == {("week", 432): 117, ("letter", 5136): 1}


def test_a_report_of_an_incident_arrives_at_once_and_waits_for_nobody(tmp_path: Path) -> None:
    said = Incident(IncidentKind.DATA, "Ada Quill", "ext. 7", "Acme Chat", f"It was {CANARY}.", 0)
    with Server(tmp_path / "central") as central:
        line = central.enrolment()
    report = device(tmp_path / "device", line)
    report.correspondence.report(said)
    assert visit(tmp_path / "device", line)["state"] == "unreachable"
    assert report.correspondence.written()[0].state == "leaving"

    with Server(tmp_path / "central", port=central.port) as central:
        visit_until_sent(tmp_path / "device", line)
        (mine,) = report.correspondence.written()
        assert (mine.state, mine.answer) == ("received", "INC-0001")
        visit(tmp_path / "device", line)
        page = central.visitor().get(f"{central.address}/incidents/1", timeout=20).text
        assert CANARY in page and "Ada Quill" in page
    shown = [m for m in report.sent() if m["kind"] == "incident"]
    assert [m["state"] for m in shown] == ["sent"] and CANARY in shown[0]["plain"]
    report.close()

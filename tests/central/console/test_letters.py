"""Letters on the console: who reads them, how they are answered, what they lead to."""

from __future__ import annotations

import json
from pathlib import Path

from agent.report.answers import read_answer
from central.access.roles import Role
from central.calendar import DAY
from central.letters import store
from central.letters.answers import answers_file, place_of
from central.letters.letter import Kind, Letter, Status
from central.letters.store import DUE, KEPT
from central.store.engine import empty_log, reading, writing
from tests.central.console.visiting import NOW, Office, words

TODAY = NOW // DAY


def letter(number: int, kind: Kind, subject: str = "", name: str = "", text: str = "") -> Letter:
    return Letter(bytes([number]) * 16, kind, subject, name, text)


def come(console: Office, *letters: Letter, days_ago: int = 0) -> None:
    with writing(console.engine) as connection:
        store.keep(connection, letters, TODAY - days_ago)


def test_a_letter_is_listed_by_its_due_date_and_filtered(console: Office) -> None:
    come(console, letter(1, Kind.QUESTION, text="May I?"), days_ago=DUE + 1)
    come(console, letter(2, Kind.TOOL, "Acme Writer", "Ada Quill"))
    iso = console.visitor()
    page = words(iso.get("/letters"))
    assert "2 letters wait for an answer. 1 is overdue." in page
    assert page.index("May I?") < page.index("Acme Writer")
    assert "Ada Quill" in page and "anonymous" in page
    assert "Acme Writer" not in words(iso.get("/letters?kind=question"))
    overview = words(iso.get("/letters?status=agreed"))
    assert "No letter fits." in overview


def test_only_who_may_reads_letters_and_only_who_may_answers(console: Office) -> None:
    come(console, letter(1, Kind.QUESTION, text="zanzibar"))
    seen = {role: console.visitor(role).get("/letters/1") for role in Role}
    readers = {role for role, page in seen.items() if page.status_code == 200}
    assert readers == {Role.ISO, Role.ISMS, Role.COUNCIL, Role.AUDITOR}
    form = {"status": "agreed", "answer": "Yes."}
    answered = {
        role for role in Role if console.visitor(role).post("/letters/1", form).status_code == 303
    }
    assert answered == {Role.ISO, Role.ISMS}
    assert "zanzibar" not in console.visitor(Role.VIEWER).get("/rules").text


def test_an_answer_can_be_read_by_its_writer_alone(console: Office) -> None:
    mine, other = letter(1, Kind.TOOL, "Acme Writer"), letter(2, Kind.QUESTION, text="Why?")
    come(console, mine, other)
    iso = console.visitor()
    refused = iso.post("/letters/1", {"status": "declined", "answer": ""})
    assert refused.status_code == 422
    iso.post("/letters/1", {"status": "declined", "answer": "It has no contract."})

    with reading(console.engine) as connection:
        file = answers_file(store.sealed_answers(connection))
    assert b"contract" not in file
    told = json.loads(file)
    assert list(told) == [place_of(mine.id)]
    answer = read_answer(told, mine.id)
    assert answer and (answer.status, answer.text) == ("declined", "It has no contract.")
    assert read_answer(told, other.id) is None
    # Short and long answers take the same room.
    iso.post("/letters/2", {"status": "in-work", "answer": "x" * 1000})
    with reading(console.engine) as connection:
        sizes = {len(sealed) for sealed in store.sealed_answers(connection).values()}
    assert len(sizes) == 1


def test_an_answer_may_be_as_long_as_it_says_in_any_script(console: Office) -> None:
    come(console, letter(1, Kind.QUESTION, text="?"))
    iso = console.visitor()
    done = iso.post("/letters/1", {"status": "agreed", "answer": "界" * 1000})
    assert done.status_code == 303
    assert iso.post("/letters/1", {"status": "agreed", "answer": "界" * 1001}).status_code == 422
    quotes = iso.post("/letters/1", {"status": "agreed", "answer": '"\\' * 500})
    assert quotes.status_code == 303


def test_a_use_case_becomes_a_draft_once(console: Office) -> None:
    come(console, letter(1, Kind.USE_CASE, "Tender answers", "Ada Quill", "From our library."))
    iso = console.visitor()
    first = iso.post("/letters/1/use-case")
    assert first.headers["location"] == "/use-cases/1/edit?said=drafted"
    assert iso.post("/letters/1/use-case").headers["location"] == "/use-cases/1"
    page = words(iso.get("/use-cases/1"))
    for part in ("Tender answers", "From our library.", "Ada Quill", "Proposed in a letter."):
        assert part in page


def test_a_tool_leads_to_its_page_and_disputes_to_the_rules(console: Office) -> None:
    come(console, letter(1, Kind.TOOL, "ChatGPT"), letter(2, Kind.TOOL, "Acme Writer"))
    come(console, letter(3, Kind.DISPUTE, "corporate.internal", text="A menu."))
    come(console, letter(4, Kind.DISPUTE, "corporate.confidential"))
    iso = console.visitor()
    assert 'href="/tools/1"' in iso.get("/letters/1").text
    assert 'href="/tools?find=Acme%20Writer"' in iso.get("/letters/2").text
    rules = words(iso.get("/rules"))
    assert "corporate corporate.confidential, corporate.internal 2 2" in rules


def test_ninety_days_after_its_decision_nothing_is_left(console: Office) -> None:
    come(console, letter(1, Kind.QUESTION, text="zanzibar"), days_ago=KEPT + 20)
    come(console, letter(2, Kind.QUESTION, text="Still open."), days_ago=KEPT + 20)
    with writing(console.engine) as connection:
        one = store.find(connection, 1)
        assert one
        store.answer(connection, one, Status.AGREED, "Yes.", "iso@company.example", TODAY - KEPT)
        store.forget(connection, TODAY - 1)
        assert store.find(connection, 1)
        store.forget(connection, TODAY)
        assert store.find(connection, 1) is None and store.find(connection, 2)
        assert store.sealed_answers(connection) == {}
    empty_log(console.engine)
    assert b"zanzibar" not in b"".join(
        file.read_bytes() for file in _files(console) if file.is_file()
    )


def _files(console: Office) -> list[Path]:
    return list(Path(str(console.engine.url.database)).parent.iterdir())


def test_a_letter_stands_in_no_log_and_no_repr(console: Office) -> None:
    written = letter(1, Kind.QUESTION, "zanzibar", "quill", "quagga")
    come(console, written)
    iso = console.visitor()
    iso.post("/letters/1", {"status": "agreed", "answer": "okapi"})
    with reading(console.engine) as connection:
        one = store.find(connection, 1)
    audit = words(iso.get("/audit"))
    assert "letter.answered" in audit
    for word in ("zanzibar", "quill", "quagga", "okapi"):
        assert word not in audit + repr(one) + repr(written)

"""What employees of the synthetic company wrote: letters, and reports of incidents."""

from __future__ import annotations

from dataclasses import dataclass

from central.incidents.incident import State
from central.letters.letter import Kind, Status


@dataclass(frozen=True, slots=True)
class LetterMade:
    """A letter: how many days ago it came, and its answer so many days later (0: not yet)."""

    days_ago: int
    kind: Kind
    subject: str
    name: str
    text: str
    status: Status = Status.OPEN
    answer: str = ""
    after: int = 0


LETTERS = (
    LetterMade(
        82, Kind.TOOL, "DeepL", "", "We translate port notices into four languages each morning.",
        Status.AGREED, "Approved for internal data, with the company account.", 9),
    LetterMade(
        75, Kind.DISPUTE, "corporate.internal", "Mara Lindqvist",
        "“Internal affairs” is the name of our department, and each of our texts warns.",
        Status.AGREED, "You are right. The rule now knows the department.", 12),
    LetterMade(
        61, Kind.QUESTION, "", "",
        "May I let an assistant summarise minutes of the works council?",
        Status.DECLINED, "No: they are confidential. Use the internal sandbox.", 6),
    LetterMade(
        33, Kind.USE_CASE, "Drafts of tender answers", "Jonas Petri",
        "We draft answers to tenders from our own library of texts. A person reads each one.",
        Status.IN_WORK, "We are looking at it with Legal.", 5),
    LetterMade(
        19, Kind.DISPUTE, "corporate.confidential", "",
        "The word stands in the footer of every mail of one supplier. It says nothing."),
    LetterMade(
        12, Kind.TOOL, "Perplexity", "",
        "For research on suppliers it names its sources; the approved assistant does not.\n"
        "Could we have it for public data?"),
    LetterMade(
        5, Kind.DISPUTE, "corporate.internal", "", "Menus of the canteen are not internal."),
    LetterMade(
        5, Kind.QUESTION, "", "Ines Amaral",
        "Who may approve a use case while our department has no head?"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class IncidentMade:
    """A report: how many days ago, how far it is, and what was noted (days after, text)."""

    days_ago: int
    kind: str
    name: str
    contact: str
    tool: str
    text: str
    state: State = State.NEW
    owner: str = ""
    notes: tuple[tuple[int, str], ...] = ()


INCIDENTS = (
    IncidentMade(
        118, "data", "Tomas Reuter", "ext. 4410", "ChatGPT",
        "I pasted a price list with customers’ names before I saw the mark. I deleted the chat.",
        State.CLOSED, "Information security",
        ((0, "Called back. No personal data beyond business addresses."),
         (2, "The vendor confirms the deletion. The DPO sees no duty to notify."),
         (9, "Lesson on price lists written; closed."))),
    IncidentMade(
        2, "account", "Lea Brandt", "lea.brandt@harbours.example", "Hugging Face",
        "A token of ours stands in a public notebook. I revoked it; others may have seen it.",
        State.IN_WORK, "IT operations", ((0, "Token revoked, access log requested."),)),
)  # fmt: skip

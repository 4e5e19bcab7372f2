"""Answers the door's questions about letters and reports (docs/door.md, *Letters*)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, TypeVar

from agent.door import Refusal, Visitor
from agent.events import (
    PLAIN,
    Answer,
    Channel,
    Content,
    Flow,
    Moment,
    Verdict,
)
from agent.frames import Frame
from agent.report.correspondence import Correspondence
from agent.report.incident import Incident, IncidentKind
from agent.report.letter import TEXT_BYTES, Letter, LetterKind, text_bytes
from agent.report.store import StoreError
from agent.report.written import INCIDENT, LettersFull, State, Written
from agent.service import parse
from agent.service.guide import Guide
from agent.service.letter_words import kind_words, state_words, window_words
from agent.words import gettext as _

_Kind = TypeVar("_Kind", bound=StrEnum)


class Letters:
    """Each ask is one method. What a person wrote is judged, shown, and kept hidden."""

    def __init__(
        self,
        correspondence: Correspondence,
        guide: Guide,
        changed: Callable[[], None],
        tell: Callable[[str, str], object],
    ) -> None:
        """`tell` hands the tray an event and the id of a rule."""
        self._correspondence = correspondence
        self._guide = guide
        self._changed = changed
        self._tell = tell
        self._offered: set[str] = set()

    @property
    def asks(self) -> Mapping[str, Callable[[Frame, Visitor], Frame]]:
        """Question to who answers it."""
        return {
            "letters": self._list,
            "letter-check": self._check,
            "letter-write": self._write,
            "letter-take-back": self._take_back,
            "incident": self._report,
        }

    def answered(self, verdict: Verdict, answer: Answer) -> None:
        """A warning was called wrong: offer, once for each rule, to tell IT so."""
        if not answer.disputes or not verdict.findings or not self._correspondence.takes_letters:
            return
        rule = max(verdict.findings, key=lambda one: (one.level, one.confidence)).rule
        if rule not in self._offered:
            self._offered.add(rule)
            self._tell("dispute", rule)

    def _list(self, _question: Frame, _visitor: Visitor) -> Frame:
        with _refusing():
            written = self._correspondence.written()
            return {
                "letters": [self._document(one, written) for one in reversed(written)],
                "letters_taken": self._correspondence.takes_letters,
                "incidents_taken": self._correspondence.takes_incidents,
                "most_bytes": TEXT_BYTES,
            }

    def _check(self, question: Frame, _visitor: Visitor) -> Frame:
        """What the judge finds in a letter or report, before it is written. Nothing is kept."""
        # Each by itself: a mark at the head of the text would be none behind a subject.
        parts = [parse.text_of(question, key) for key in ("subject", "name", "tool", "text")]
        verdicts = [self._judged(part) for part in parts]
        text = parts[-1]
        findings = [one for verdict in verdicts for one in verdict.findings]
        return {
            "bytes": text_bytes(text),
            "found": list(dict.fromkeys(one.why for one in findings)),
            "level": max(verdict.level for verdict in verdicts).name.lower(),
            "redacted": self._guide.redacted(Content({PLAIN: text}), verdicts[-1]).text,
        }

    def _judged(self, text: str) -> Verdict:
        content = Content({PLAIN: text})
        here = self._guide.anywhere_public()
        return self._guide.judge(Flow(content, here, Channel.DESKTOP, Moment.COPY))

    def _write(self, question: Frame, _visitor: Visitor) -> Frame:
        kind = _kind_of(question, LetterKind)
        subject, name, text = (
            parse.text_of(question, key).strip() for key in ("subject", "name", "text")
        )
        with _refusing():
            identity = self._correspondence.write(Letter(kind, subject, name, text))
        self._changed()
        return {"letter": identity}

    def _take_back(self, question: Frame, _visitor: Visitor) -> Frame:
        with _refusing():
            if not self._correspondence.take_back(parse.text_of(question, "letter")):
                raise Refusal(
                    "unknown-letter", _("There is no such letter here, or it is on its way.")
                )
        self._changed()
        return {}

    def _report(self, question: Frame, _visitor: Visitor) -> Frame:
        if not self._correspondence.takes_incidents:
            raise Refusal("no-address", _("Your company takes no reports this way."))
        kind = _kind_of(question, IncidentKind)
        name, contact, tool, text = (
            parse.text_of(question, key).strip() for key in ("name", "contact", "tool", "text")
        )
        happened = question.get("happened")
        moment = int(happened) if isinstance(happened, int | float) else 0
        with _refusing():
            report = Incident(kind, name, contact, tool, text, moment)
            identity = self._correspondence.report(report)
        self._changed()
        return {"letter": identity}

    def _document(self, one: Written, all_written: list[Written]) -> dict[str, Any]:
        waiting = [other for other in all_written if other.state == State.WRITTEN]
        leaving = self._correspondence.leaving(waiting.index(one)) if one in waiting else None
        return {
            "id": one.id,
            "kind": one.kind,
            "kind_words": kind_words(one.kind),
            "subject": one.subject,
            "name": one.name,
            "text": one.text,
            "written": one.written,
            "state": one.state,
            "words": state_words(one),
            "leaves": window_words(leaving.begins, leaving.ends) if leaving else "",
            "answer": "" if one.kind == INCIDENT else one.answer,
            "reference": one.answer if one.kind == INCIDENT else "",
        }


def _kind_of(question: Frame, kinds: type[_Kind]) -> _Kind:
    return parse.word_of(question, "kind", kinds)


@contextmanager
def _refusing() -> Iterator[None]:
    """What cannot be done is a refusal in words."""
    try:
        yield
    except LettersFull:
        words = _("Four letters wait already. One leaves each week; withdraw one first.")
        raise Refusal("full", words) from None
    except StoreError as fault:
        raise Refusal("fault", str(fault)) from None
    except ValueError:
        raise Refusal(
            "unreadable", _("This does not fit: something is missing or too long.")
        ) from None

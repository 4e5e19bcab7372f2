"""Answers the questions of docs/door.md: each ask is one method here."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from agent import __version__
from agent.catalogue.likely import likely_host, likely_pattern
from agent.door import Refusal, Visitor
from agent.events import Action, Channel, Content, Destination, Flow, Moment
from agent.frames import Frame
from agent.pipe import Judged, Pipe
from agent.proposals.proposals import Proposals
from agent.proposals.proposed import Thing
from agent.service import parse
from agent.service.company_policy import CompanyPolicy
from agent.service.device_key import DeviceKey
from agent.service.documents import verdict_document
from agent.service.guests import Guests
from agent.service.guide import Guide
from agent.service.letters import Letters
from agent.service.originals import Originals
from agent.service.own_list import OwnList
from agent.service.tried import tried_of
from agent.service.waiting import WaitingAskers
from agent.service.watchers import Watchers
from agent.warn.arming import Arming, Clipboard
from agent.warn.unread import unread_note

#: What the tray says of a clipboard that it did not read.
UNREAD = frozenset({"empty", "concealed", "too-large", "stuck"})
#: Seconds in which every browser must have tried its ways: they call twice a minute.
PATIENCE = 60.0


class Questions:
    """Dispatches a question to the part that knows the answer."""

    def __init__(
        self,
        pipe: Pipe,
        guide: Guide,
        arming: Arming,
        tab: Callable[[str | None], None],
        watchers: Watchers,
        guests: Guests,
        waiting: WaitingAskers,
        state: Callable[[], dict[str, Any]],
        own_list: OwnList,
        proposals: Proposals,
        originals: Originals,
        letters: Letters,
        policy: CompanyPolicy,
        device_key: DeviceKey,
        stop: Callable[[], None],
    ) -> None:
        self._pipe = pipe
        self._guide = guide
        self._arming = arming
        self._tab = tab
        self._watchers = watchers
        self._guests = guests
        self._waiting = waiting
        self._state = state
        self._list = own_list
        self._proposals = proposals
        self._originals = originals
        self._letters = letters
        self._stop = stop
        self._asks: dict[str, Callable[[Frame, Visitor], Frame]] = {
            "hello": self._hello,
            "judge": self._judge,
            "scan": self._scan,
            "guard": self._guard,
            "try": self._try,
            "try-browsers": self._try_browsers,
            "answer": self._answer,
            "copied": self._copied,
            "restore": self._restore,
            "originals": self._originals_of,
            "tab": self._tab_changed,
            "state": lambda _question, _visitor: self._state(),
            "sent": lambda _question, _visitor: {"messages": self._list.sent()},
            "pause": self._pause,
            "clear": lambda _question, _visitor: {"cleared": self._list.clear()},
            "propose": self._propose,
            "watch": self._watch,
            "stop": self._stop_agent,
            **letters.asks,
            **policy.asks,
            **device_key.asks,
        }

    def __call__(self, question: Frame, visitor: Visitor) -> Frame:
        """The answer's fields. Raises Refusal for what cannot be answered."""
        answer = self._asks.get(str(question.get("ask")))
        if answer is None:
            raise Refusal("unreadable", "There is no such question.")
        return answer(question, visitor)

    def _hello(self, question: Frame, visitor: Visitor) -> Frame:
        visitor.client = parse.text_of(question, "client")
        shall_try = self._guests.came(visitor, tried_of(question))
        return {
            "try": shall_try,
            "version": __version__,
            "hosts": list(self._guide.governed_hosts()),
            "tenants": self._guide.tenant_parts(),
            "likely": likely_pattern(),
        }

    def _judge(self, question: Frame, _visitor: Visitor) -> Frame:
        flow = self._flow(question)
        at_focus = flow.moment is Moment.FOCUS
        judged = self._judged_at_focus(flow) if at_focus else self._pipe.question(flow)
        if judged.flow:
            self._arming.asked()
        return self._judged_document(flow, judged)

    def _judged_at_focus(self, flow: Flow) -> Judged:
        """What a paste would bring here, where none can be held: what the clipboard holds."""
        clipboard = self._arming.clipboard
        if clipboard is None:
            return Judged(self._guide.weighed(flow, ()))
        verdict = self._guide.weighed(flow, clipboard.verdict.findings)
        judged = self._pipe.judged(verdict, flow, clipboard.digest)
        # The passages themselves are not kept, so there is nothing to show or to redact.
        return replace(judged, verdict=replace(judged.verdict, findings=()))

    def _scan(self, question: Frame, _visitor: Visitor) -> Frame:
        flow = Flow(
            parse.content_of(question), self._destination(question), Channel.CLI, Moment.PASTE
        )
        verdict = self._guide.judge(flow)
        return {
            "verdict": verdict_document(verdict),
            "redacted": self._guide.redacted(flow.content, verdict).text,
        }

    def _try(self, question: Frame, _visitor: Visitor) -> Frame:
        """As `judge` for the extension's own page; nothing is counted or kept."""
        flow = Flow(
            parse.content_of(question),
            self._guide.anywhere_public(),
            Channel.BROWSER,
            Moment.PASTE,
        )
        return self._judged_document(flow, Judged(self._guide.judge(flow)))

    def _try_browsers(self, question: Frame, _visitor: Visitor) -> Frame:
        waits = question.get("wait") is not False
        done = self._guests.try_again(PATIENCE if waits else 0.0)
        return {"all": done, "browsers": len(self._guests.browsers())}

    def _guard(self, question: Frame, _visitor: Visitor) -> Frame:
        """As `judge`, and the desktop dialog asks on the asker's behalf."""
        flow = self._flow(question)
        judged = self._pipe.question(flow)
        document = self._judged_document(flow, judged)
        if not judged.flow:
            return document
        future = self._waiting.expect(judged.flow)
        ask = {key: document[key] for key in ("flow", "warning", "redacted")}
        # The dialog shows before and after side by side, so it needs the text itself.
        if not self._watchers.tell("ask", content=dict(flow.content.flavours), **ask):
            raise Refusal("fault", "There is no tray to ask the person.")
        answer = future.result()
        return {**document, "choice": answer.choice, "reason": answer.reason}

    def _answer(self, question: Frame, _visitor: Visitor) -> Frame:
        flow, answer = parse.text_of(question, "flow"), parse.answer_of(question)
        verdict = self._pipe.answer(flow, answer)
        if verdict is None:
            raise Refusal("unknown-flow", "Nobody waits for this answer any more.")
        self._originals.answered(flow, answer.choice)
        self._waiting.answered(flow, answer)
        self._letters.answered(verdict, answer)
        return {}

    def _copied(self, question: Frame, _visitor: Visitor) -> Frame:
        """Judge at copy, so that the notice can come at focus, before Ctrl+V."""
        if question.get("state") in UNREAD:
            self._arming.copied(None)
            return {"level": None, "placeholders": 0}
        flow = Flow(
            parse.content_of(question), self._guide.anywhere_public(), Channel.DESKTOP, Moment.COPY
        )
        verdict = self._guide.judge(flow)
        self._guide.remember_copy(flow.content, verdict)
        self._arming.copied(Clipboard(verdict, self._pipe.digest(flow)))
        placeholders = self._originals.found_in(flow.content.text)
        return {"level": verdict.level.name.lower(), "placeholders": placeholders}

    def _restore(self, question: Frame, _visitor: Visitor) -> Frame:
        """An answer that came back, with what its placeholders stand for."""
        return {"text": self._originals.put_back(parse.content_of(question).text)}

    def _originals_of(self, question: Frame, _visitor: Visitor) -> Frame:
        """For the person's eyes, in the page that took the redacted text."""
        return {"originals": dict(self._originals.of(parse.text_of(question, "flow")))}

    def _tab_changed(self, question: Frame, _visitor: Visitor) -> Frame:
        host = parse.text_of(question, "host")
        self._tab(host or None)
        if host and not self._guide.knows(host) and (reason := likely_host(host)):
            self._proposals.found(host, Thing.SITE, reason)
        return {}

    def _propose(self, question: Frame, _visitor: Visitor) -> Frame:
        try:
            known = self._proposals.answer(
                parse.text_of(question, "proposal"), question.get("propose") is True
            )
        except OSError:
            raise Refusal("fault", "It could not be written down.") from None
        if not known:
            raise Refusal("unknown-proposal", "It was answered already.")
        return {}

    def _watch(self, _question: Frame, visitor: Visitor) -> Frame:
        self._watchers.add(visitor)
        visitor.send({"event": "state", **self._state()})
        return {}

    def _pause(self, question: Frame, _visitor: Visitor) -> Frame:
        """Whether to pause; no reason is asked for."""
        self._list.pause(question.get("paused") is True)
        return {}

    def _stop_agent(self, _question: Frame, _visitor: Visitor) -> Frame:
        # On a thread of its own: stopping closes the connection this answer goes out on.
        threading.Timer(0.1, self._stop).start()
        return {}

    def _flow(self, question: Frame) -> Flow:
        moment = parse.moment_of(question)
        return Flow(
            Content({}) if moment is Moment.FOCUS else parse.content_of(question),
            self._destination(question),
            parse.channel_of(question),
            moment,
        )

    def _destination(self, question: Frame) -> Destination:
        return self._guide.destination(parse.table_of(question, "destination"))

    def _judged_document(self, flow: Flow, judged: Judged) -> Frame:
        verdict = judged.verdict
        document: Frame = {
            "verdict": verdict_document(verdict),
            "flow": judged.flow,
            "quiet": judged.quiet,
            "warning": None,
            "redacted": None,
            "placeholders": [],
            "note": "",
        }
        if verdict.action == Action.NOTE:
            document["note"] = unread_note(flow.content.unread)
        if verdict.action >= Action.WARN:
            redacted = self._guide.redacted(flow.content, verdict)
            self._originals.offered(judged.flow, redacted)
            document["redacted"] = redacted.text
            document["placeholders"] = list(redacted.originals)
            document["warning"] = self._guide.warning(flow, verdict, redacted.count)
        return document

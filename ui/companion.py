"""What the tray does when something happens: the agent's events, a copy, a choice in the menu."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from agent.door_client import DoorClient
from agent.events import PLAIN, Answer, Channel, Choice, Moment
from agent.words import gettext as _
from agent.words import ngettext
from ui import reading
from ui.arming import Arming, Everything
from ui.asking import Asking
from ui.bridge import Lane
from ui.clipboard import Clipboard, Unread
from ui.correspondence import Correspondence
from ui.messages import Message, read_messages
from ui.notice import Offer
from ui.question import Question, read_question
from ui.reading import Table
from ui.state import NO_AGENT, STARTING, State, read_state
from ui.surfaces import Surfaces

log = logging.getLogger(__name__)

#: *Check the clipboard* judges as if the text went here, unless a public tool was seen.
ANY_PUBLIC_TOOL = "openai-chatgpt"


class Companion(QObject):
    """Connects what is shown with the agent. Reading and asking happen on lanes."""

    def __init__(
        self,
        questions: Lane,
        copies: Lane,
        clipboard: Clipboard,
        asking: Asking,
        arming: Arming,
        surfaces: Surfaces,
        letters: Correspondence,
    ) -> None:
        """`questions` for what is short, `copies` for the clipboard, which may take its time."""
        super().__init__()
        self._questions = questions
        self._copies = copies
        self._clipboard = clipboard
        self._asking = asking
        self._arming = arming
        self._surfaces = surfaces
        self._letters = letters
        self._state = STARTING
        clipboard.copied.connect(self.tell_copy)
        arming.chosen.connect(self._answer_notice)
        arming.replaced.connect(self._tell_replaced)

    def happened(self, event: Table) -> None:
        """One event of docs/door.md."""
        kind = event.get("event")
        if kind == "state":
            self._show(read_state(event))
        elif kind == "arm":
            self._arming.arm(event)
        elif kind == "disarm":
            self._arming.disarm()
        elif kind == "ask":
            self._asking.ask(read_question(event), self._answer)
        elif kind == "propose":
            self._offer_proposal(reading.table(event, "notice"))
        elif kind == "policy":
            self._offer_policy(reading.table(event, "notice"))
        elif kind == "letters":
            self._offer_answer()
        elif kind == "dispute":
            self._offer_dispute(reading.text(event, "rule"))

    def agent_came(self) -> None:
        """A new agent knows nothing of the clipboard yet."""
        log.info("agent.came")
        if not self._clipboard.ours:
            self.tell_copy()

    def agent_went(self) -> None:
        """Say so at once, and take away what nobody waits for any more."""
        log.info("agent.went")
        self._asking.forget()
        self._arming.disarm()
        self._show(NO_AGENT)

    def tell_copy(self) -> None:
        """Tell the agent what is on the clipboard, or why it was not read."""
        self._arming.copied()
        formats = self._clipboard.formats()
        self._copies.run(partial(self._tell, formats), self._copy_told, _not_told)

    def check_clipboard(self) -> None:
        """The menu's way to ask before pasting."""
        formats = self._clipboard.formats()
        self._copies.run(partial(self._judge, formats, self._tool()), self._checked, self._unread)

    def try_browsers(self) -> None:
        """Let each browser try its ways in again. The state that follows says how it went."""
        self._questions.run(
            lambda door: int(door.ask("try-browsers", wait=False).get("browsers") or 0),
            self._trying,
            _not_told,
        )

    def _trying(self, browsers: int) -> None:
        if browsers:
            words = _("Within half a minute each browser opens a tab, tries, and closes it.")
        else:
            words = _("No browser with the Plimsoll extension is open.")
        self._arming.say(words)

    def fetch_messages(self) -> None:
        """Read the ledger for the page *Sent*."""
        self._questions.run(
            lambda door: read_messages(door.ask("sent")), self._surfaces.show_messages, _not_told
        )

    def answer_proposal(self, number: str, propose: bool) -> None:
        """Whether IT shall hear of a thing that looks like an AI tool."""
        self._questions.run(
            lambda door: door.ask("propose", proposal=number, propose=propose), _told, _not_told
        )

    def _offer_proposal(self, notice: Table) -> None:
        number, words = reading.text(notice, "id"), partial(reading.text, notice)
        offers: list[Offer] = []
        if number:
            offers.append((words("propose"), lambda: self.answer_proposal(number, True)))
            offers.append((words("no"), lambda: self.answer_proposal(number, False)))
        else:
            offers.append((words("show"), self._surfaces.show_tools))
            offers.append((words("no"), lambda: None))
        if self._arming.offer(words("title"), words("body"), offers):
            log.info("proposal.shown")

    def acknowledge_policy(self, number: int) -> None:
        """The person has read this version of the policy."""
        self._questions.run(
            lambda door: door.ask("policy-acknowledge", number=number), _told, _not_told
        )

    def finish_lesson(self, number: int) -> None:
        """The person has done this lesson."""
        self._questions.run(lambda door: door.ask("lesson-done", lesson=number), _told, _not_told)

    def _offer_policy(self, notice: Table) -> None:
        words = partial(reading.text, notice)
        read: Offer = (words("read"), self._surfaces.show_policy)
        if self._arming.offer(words("title"), words("body"), [read, (words("later"), _nothing)]):
            log.info("policy.shown")

    def _offer_answer(self) -> None:
        """The company has said something of a letter."""
        self._letters.fetch()
        read: Offer = (_("Read it"), self._surfaces.show_my_letters)
        title = _("The company has answered a letter of yours.")
        if self._arming.offer(title, "", [read, (_("Later"), lambda: None)]):
            log.info("answer.shown")

    def _offer_dispute(self, rule: str) -> None:
        """The person called a warning wrong: IT would like to hear of it."""
        tell: Offer = (
            _("Tell IT…"),
            lambda: self._letters.write_letter("dispute", rule),
        )
        title = _("You said that a warning was wrong.")
        body = _("Tell IT, so that it gets better? Your text is not part of it.")
        if self._arming.offer(title, body, [tell, (_("No, thanks"), lambda: None)]):
            log.info("dispute.offered")

    def pause(self, paused: bool) -> None:
        """Begin or lift a pause. The state that follows shows it."""
        self._questions.run(lambda door: door.ask("pause", paused=paused), _told, _not_told)

    def clear_messages(self) -> None:
        """Delete what was received, and read the rest."""

        def clear(door: DoorClient) -> tuple[Message, ...]:
            door.ask("clear")
            return read_messages(door.ask("sent"))

        self._questions.run(clear, self._surfaces.show_messages, _not_told)

    def keep(self, then: Callable[[Everything], None]) -> None:
        """Read everything on the clipboard, so that it can be put back."""
        formats = self._clipboard.formats()
        self._copies.run(lambda _door: self._clipboard.everything(formats), then, self._unread)

    def _show(self, state: State) -> None:
        self._state = state
        self._surfaces.show_state(state)

    def _tell(self, formats: list[str], door: DoorClient) -> tuple[str, int]:
        """On a lane. The word that was told, for the log, and how many placeholders came back."""
        try:
            texts = self._clipboard.texts(formats)
        except Unread as unread:
            door.ask("copied", state=unread.state)
            return unread.state, 0
        answer = door.ask("copied", content=texts)
        return "read", int(answer.get("placeholders") or 0)

    def _copy_told(self, told: tuple[str, int]) -> None:
        word, placeholders = told
        _told(word)
        if placeholders:
            self._offer_originals(placeholders)

    def _offer_originals(self, count: int) -> None:
        """The answer that came back has placeholders of a redaction: offer to fill them."""
        title = ngettext(
            "The copied text has {count} placeholder of yours.",
            "The copied text has {count} placeholders of yours.",
            count,
        ).format(count=count)
        body = _("What they stand for is still in memory, on this machine only.")
        back: Offer = (_("Put the originals back"), self._put_originals_back)
        if self._arming.offer(title, body, [back, (_("Leave it"), lambda: None)]):
            log.info("originals.offered")

    def _put_originals_back(self) -> None:
        formats = self._clipboard.formats()
        self._copies.run(partial(self._restored, formats), self._originals_back, self._unread)

    def _restored(self, formats: list[str], door: DoorClient) -> str:
        """On a lane. The clipboard's text with the originals in it; the agent judges it anew."""
        texts = self._clipboard.texts(formats)
        text = str(door.ask("restore", content={PLAIN: texts.get(PLAIN, "")})["text"])
        door.ask("copied", content={PLAIN: text})
        return text

    def _originals_back(self, text: str) -> None:
        self._clipboard.put_text(text)
        self._arming.say(_("The clipboard now holds the text with its originals."))
        log.info("originals.put-back")

    def _judge(self, formats: list[str], tool: str, door: DoorClient) -> Question | None:
        """On a lane. None where there is nothing to warn about."""
        texts = self._clipboard.texts(formats)
        judged = door.ask(
            "judge",
            content=texts,
            destination={"tool": tool},
            channel=Channel.DESKTOP,
            moment=Moment.COPY,
        )
        if not judged.get("warning"):
            return None
        return read_question(judged, before=texts.get(PLAIN, ""))

    def _tool(self) -> str:
        return next((t.id for t in self._state.tools if t.tool_class == "public"), ANY_PUBLIC_TOOL)

    def _checked(self, question: Question | None) -> None:
        if question is None:
            self._arming.say(_("No mark was found in the text on the clipboard."))
        else:
            self._asking.ask(question, self._answer_check)

    def _unread(self, reason: Exception) -> None:
        state = reason.state if isinstance(reason, Unread) else "fault"
        self._arming.say(
            {
                "empty": _("There is no text on the clipboard."),
                "concealed": _("A password manager asks not to look. It was not read."),
                "too-large": _("The clipboard is over 16 MB. It was not checked."),
                "stuck": _("The program you copied from does not answer. It was not checked."),
            }.get(state, _("Plimsoll could not check the clipboard."))
        )

    def _answer_check(self, question: Question, answer: Answer) -> None:
        if answer.choice == Choice.REDACTED:
            self._arming.redact(question.after)
        self._answer(question, answer)

    def _answer(self, question: Question, answer: Answer) -> None:
        self._send_answer(question.flow, answer)

    def _answer_notice(self, flow: str, choice: Choice) -> None:
        self._send_answer(flow, Answer(choice))

    def _send_answer(self, flow: str, answer: Answer) -> None:
        self._questions.run(
            lambda door: door.ask("answer", flow=flow, choice=answer.choice, reason=answer.reason),
            _told,
            _not_told,
        )

    def _tell_replaced(self) -> None:
        """What stands there now is ours and holds no mark: the agent need not judge it."""
        self._copies.run(lambda door: door.ask("copied", state="empty"), _told, _not_told)


def _nothing() -> None:
    """What *Later* does."""


def _told(what: object) -> None:
    log.info("agent.told%s", f": {what}" if isinstance(what, str) else "")


def _not_told(reason: Exception) -> None:
    log.warning("agent.not-told: %s", getattr(reason, "code", type(reason).__name__))

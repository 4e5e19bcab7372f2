"""The whole agent, readable from here: every part is made once and handed to those who need it.

browser host, tray, command line ──► door ──► questions ──► pipe ──► reporter
           sensors: focus, processes, installed ──► arming ──► notices ──► tray
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import psutil

from agent.children.tray import TrayProcess
from agent.children.uplink import UplinkProcess
from agent.door import Door, Visitor
from agent.making import make_catalogue, make_pasting, make_pipe, make_reporter
from agent.native import display
from agent.proposals.proposals import Proposals
from agent.proposals.proposed import ProposedTools, Thing
from agent.rule_changes import RuleChanges
from agent.rule_watch import watch
from agent.rulebook import RulebookKeeper
from agent.sense.browser import ToolInFocus
from agent.sense.dwell import ENOUGH, Dwell
from agent.sense.focus import FocusSensor
from agent.sense.lock import LockSensor
from agent.sense.tools.installed import InstalledSensor
from agent.sense.tools.places import all_places
from agent.sense.tools.processes import ProcessSensor
from agent.sense.tools.proposal import Proposal
from agent.service.company_policy import CompanyPolicy
from agent.service.coverage import Coverage
from agent.service.device_key import DeviceKey
from agent.service.guests import Guests
from agent.service.guide import Guide
from agent.service.letters import Letters
from agent.service.notices import Notices
from agent.service.originals import Originals
from agent.service.own_list import OwnList
from agent.service.proposing import carrier
from agent.service.questions import Questions
from agent.service.rule_state import RuleState
from agent.service.state import StateReport
from agent.service.waiting import WaitingAskers
from agent.service.watchers import Watchers
from agent.setting_words import setting_rows
from agent.settings import Settings
from agent.sightings import Sightings
from agent.signed.beginning import begin_signed_rules
from agent.warn.arming import Arming

log = logging.getLogger(__name__)

#: Seconds between two looks at the clock: questions that nobody answers, a state that changed.
TICK = 1.0
#: Seconds in front that are use in a demonstration, whose whole week lasts a minute.
GLANCE = 1.0
#: Looks at the clock until memory is given back that a start or a large text took.
TIDY = 30


class Agent:
    """Every part of the agent, joined. `run` returns when it was told to stop."""

    def __init__(
        self,
        home: Path,
        settings: Settings,
        uplink_options: Sequence[str] = (),
        tray: TrayProcess | None = None,
    ) -> None:
        """`tray` has begun already and ends with the agent.

        Raises OSError where another agent has this home, RuleError for broken shipped rules.
        """
        self._told = threading.Event()
        self._settings, self._tray = settings, tray
        self._signed = begin_signed_rules(home, settings.enrolment, settings.ring)
        layer = self._signed.layer
        self._keeper = RulebookKeeper(
            company_folder=Path(settings.rules_folder) if settings.rules_folder else None,
            signed=self._signed,
        )
        self._catalogue = make_catalogue(settings, layer)
        self._guide = Guide(self._keeper.current, self._catalogue, settings)
        self._reporter = make_reporter(
            home,
            settings,
            self._catalogue,
            layer,
            lambda number: self._keeper.current.rule_id(number),
        )
        self._pasting = make_pasting(self._guide, settings.quiet_minutes * 60.0)
        self._pipe = make_pipe(
            self._pasting, self._guide, self._reporter, settings.quiet_minutes * 60.0
        )
        self._watchers, self._guests, waiting = Watchers(), Guests(), WaitingAskers()
        self._originals = Originals(time.monotonic)
        notices = Notices(self._pipe, self._guide, self._watchers, self._originals)
        self._arming = Arming(self._guide.action_for, notices.arm, notices.disarm)
        self._focus = FocusSensor(self._catalogue)
        self._lock = LockSensor()
        self._processes = ProcessSensor(self._catalogue)
        self._proposals = Proposals(
            ProposedTools(home / "proposals.json"),
            lambda notice: self._watchers.tell("propose", notice=notice),
            time.monotonic,
            carrier(self._reporter.correspondence),
        )
        self._installed = InstalledSensor(
            all_places(self._catalogue), propose=self._looks_like_a_tool
        )
        self._list = OwnList(home, self._reporter, self._tell_state)
        self._policy = CompanyPolicy(
            self._reporter.readings,
            self._reporter.counter,
            lambda: self._guide.policy,
            lambda notice: self._watchers.tell("policy", notice=notice),
            self._tell_state,
        )
        self._state = self._state_report()
        self._sightings = Sightings(
            self._catalogue,
            self._guide,
            self._pipe,
            Dwell(time.monotonic, GLANCE if self._reporter.demonstration else ENOUGH),
            self._arming.focused,
            self._state.saw,
        )
        self._in_focus = ToolInFocus(self._catalogue, self._sightings.in_front)
        self._rule_changes = RuleChanges(
            self._keeper,
            self._signed,
            self._guide,
            self._reporter,
            self._policy,
            self._tell_state,
            lambda news: self._watchers.tell("letters", news=news),
        )
        questions = Questions(
            pipe=self._pipe,
            guide=self._guide,
            arming=self._arming,
            tab=self._in_focus.tab,
            watchers=self._watchers,
            guests=self._guests,
            waiting=waiting,
            state=self._state.document,
            own_list=self._list,
            proposals=self._proposals,
            originals=self._originals,
            letters=Letters(
                self._reporter.correspondence,
                self._guide,
                self._tell_state,
                lambda event, rule: self._watchers.tell(event, rule=rule),
            ),
            policy=self._policy,
            device_key=DeviceKey(self._reporter.own_key),
            stop=self.stop,
        )
        self._door = self._opened_door(home, questions)
        self._uplink = UplinkProcess(
            home,
            self._uplink_due,
            self._uplink_ended,
            uplink_options,
            every=self._reporter.pace,
            secret=self._list.key_line,
        )
        self._rules_uplink = UplinkProcess(
            home,
            lambda: self._signed.due(time.time()),
            self._rules_looked_for,
            uplink_options,
            program="fetch-rules",
        )

    def run(self) -> None:
        """Everything begins, and ends in the opposite order."""
        self._pipe.start()
        # Before the door opens: a rule that changes from now on is seen.
        stop_watch = watch(self._keeper, self._rule_changes.take_up)
        self._door.open()
        self._focus.start(self._in_focus.focused)
        self._lock.start(self._screen_locked)
        self._processes.start(self._sightings.started)
        self._installed.start(self._state.saw)
        self._list.start()
        self._uplink.start()
        self._rules_uplink.start()
        log.info("agent.started")
        self._guide.warm()
        self._tick_until_told()
        self._end(stop_watch)

    def stop(self) -> None:
        """May be called from any thread, and from a signal."""
        self._told.set()

    def _end(self, stop_watch: Callable[[], None]) -> None:
        self._watchers.tell("end")
        if self._tray:
            self._tray.stop()
        stop_watch()
        self._rules_uplink.stop()
        self._uplink.stop()
        self._list.stop()
        self._installed.stop()
        self._processes.stop()
        self._lock.stop()
        self._focus.stop()
        self._door.close()
        self._pipe.stop()
        self._reporter.close()
        self._signed.end()
        log.info("agent.ended")

    def _tick_until_told(self) -> None:
        last: dict[str, Any] = {}
        looks = 0
        while not self._told.wait(TICK):
            looks += 1
            if looks % TIDY == 0:
                psutil.heap_trim()
                # Also where nothing changed: a new quarter knows nothing of the old one.
                self._reporter.counter.count_present(*self._installed.present())
            self._pipe.sweep()
            self._proposals.tick()
            self._rule_changes.tick()
            self._sightings.tick()
            state = self._state.document()
            if not self._reporter.counts or looks % self._reporter.pace == 0:
                self._reporter.tick()
                # Also where nothing changed: a new epoch knows nothing of the old one.
                self._reporter.counter.count_coverage(
                    {channel["name"]: channel["health"] for channel in state["channels"]}
                )
            if state != last:
                self._watchers.tell("state", **state)
                last = state

    def _tell_state(self) -> None:
        self._watchers.tell("state", **self._state.document())

    def _screen_locked(self, _locked: bool) -> None:
        """Whoever comes back need not be who left: nothing of what was pasted is remembered."""
        self._pasting.forget()
        self._originals.forget()

    def _looks_like_a_tool(self, found: Proposal) -> None:
        thing = Thing.EXTENSION if found.where == "extension" else Thing.APPLICATION
        self._proposals.found(found.name, thing, found.reason)

    def _rules_looked_for(self, summary: dict[str, Any]) -> None:
        log.info("rules.looked-for: %s", summary.get("state"))
        self._tell_state()

    def _opened_door(self, home: Path, questions: Questions) -> Door:
        try:
            return Door(home / "door", questions, self._visitor_left)
        except OSError:
            # Another agent runs: that this one ends is no fault of its rules.
            self._signed.end()
            raise

    def _visitor_left(self, visitor: Visitor) -> None:
        self._watchers.left(visitor)
        self._guests.left(visitor)

    def _uplink_due(self) -> bool:
        return self._reporter.due()

    def _uplink_ended(self, summary: dict[str, Any]) -> None:
        log.info("uplink.ended: %s", summary.get("state"))
        self._tell_state()

    def _state_report(self) -> StateReport:
        coverage = Coverage(
            focus=self._focus.health,
            processes=self._processes.health,
            installed=self._installed.health,
            clients=self._guests.clients,
            browsers=self._guests.browsers,
            clipboard_readable=lambda: display.session_kind() in ("x11", "native"),
        )
        return StateReport(
            coverage=coverage,
            guide=self._guide,
            catalogue=self._catalogue,
            central=self._reporter.state,
            rules=RuleState(self._keeper, self._signed.words, time.time).document,
            own_list=self._list.document,
            armed=lambda: self._arming.armed,
            settings=setting_rows(self._settings),
            proposals=self._proposals.documents,
            policy=self._policy.document,
        )

"""The whole agent, readable from here: every part is made once and handed to those who need it.

browser host, tray, command line ──► door ──► questions ──► pipe ──► reporter
           sensors: focus, processes, installed ──► arming ──► notices ──► tray
"""

from __future__ import annotations

import errno
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from agent.children.tray import TrayProcess
from agent.children.uplink import UplinkProcess
from agent.door import Door, Visitor
from agent.events import Channel, Sighting
from agent.logs import begin_log
from agent.making import make_catalogue, make_pasting, make_pipe, make_reporter
from agent.native import display, dumps, language, paths
from agent.proposals.proposals import Proposals
from agent.proposals.proposed import ProposedTools, Thing
from agent.report.answers import answers_in
from agent.report.store import StoreError
from agent.rule_watch import watch
from agent.rulebook import RulebookKeeper
from agent.sense.browser import InFocus, ToolInFocus
from agent.sense.dwell import ENOUGH, Dwell
from agent.sense.focus import FocusSensor
from agent.sense.lock import LockSensor
from agent.sense.tools.installed import InstalledSensor
from agent.sense.tools.places import all_places
from agent.sense.tools.processes import ProcessSensor
from agent.sense.tools.proposal import Proposal
from agent.service.coverage import Coverage
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
from agent.settings import Settings, load_settings
from agent.signed.beginning import begin_signed_rules
from agent.warn.arming import Arming
from agent.words import gettext as _
from agent.words import speak

log = logging.getLogger(__name__)

#: Seconds between two looks at the clock: epochs that end, questions that nobody answers.
TICK = 1.0
#: Seconds in front that are use in a demonstration, whose whole week lasts a minute.
GLANCE = 1.0

_WINDOWLESS = frozenset({Channel.CLI, Channel.API})


class Agent:
    """Every part of the agent, joined. `run` returns when it was told to stop."""

    def __init__(
        self, home: Path, settings: Settings, with_tray: bool, uplink_options: Sequence[str] = ()
    ) -> None:
        """Raises OSError where another agent has this home, RuleError for broken shipped rules."""
        self._told = threading.Event()
        self._answers_seen: Path | None = None
        self._settings = settings
        self._signed = begin_signed_rules(home, settings.enrolment, settings.ring)
        layer = self._signed.layer
        self._keeper = RulebookKeeper(
            company_folder=Path(settings.rules_folder) if settings.rules_folder else None,
            signed=self._signed,
        )
        self._catalogue = make_catalogue(settings, layer)
        self._guide = Guide(self._keeper.current, self._catalogue, settings)
        self._reporter = make_reporter(home, settings, self._catalogue, layer)
        self._pasting = make_pasting(self._guide, settings.quiet_minutes * 60.0)
        self._pipe = make_pipe(self._pasting, self._reporter, settings.quiet_minutes * 60.0)
        self._watchers, self._guests, waiting = Watchers(), Guests(), WaitingAskers()
        self._originals = Originals(time.monotonic)
        notices = Notices(self._pipe, self._guide, self._watchers, self._originals)
        self._arming = Arming(self._guide.action_for, notices.arm, notices.disarm)
        self._in_focus = ToolInFocus(self._catalogue, self._focus_moved)
        self._dwell = Dwell(time.monotonic, GLANCE if self._reporter.demonstration else ENOUGH)
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
        self._state = self._state_report()
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
            stop=self.stop,
        )
        self._door = self._opened_door(home, questions)
        self._uplink = UplinkProcess(
            home,
            self._uplink_due,
            self._uplink_ended,
            uplink_options,
            every=TICK,
            secret=self._list.key_line,
        )
        self._rules_uplink = UplinkProcess(
            home,
            lambda: self._signed.due(time.time()),
            self._rules_looked_for,
            uplink_options,
            program="fetch-rules",
        )
        self._tray = TrayProcess(home, time.monotonic, self._tell_state) if with_tray else None

    def run(self) -> None:
        """Everything begins, and ends in the opposite order."""
        self._pipe.start()
        # Before the door opens: a rule that changes from now on is seen.
        stop_watch = watch(self._keeper, self._rules_changed)
        self._door.open()
        self._focus.start(self._in_focus.focused)
        self._lock.start(self._screen_locked)
        self._processes.start(self._started)
        self._installed.start(self._state.saw)
        self._list.start()
        self._uplink.start()
        self._rules_uplink.start()
        if self._tray:
            self._tray.start()
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
        while not self._told.wait(TICK):
            self._reporter.tick()
            self._pipe.sweep()
            self._proposals.tick()
            self._look_at_signed_rules()
            for sighting in self._dwell.used():
                self._used(sighting)
            state = self._state.document()
            # Each second, also where nothing changed: a new epoch knows nothing of the old one.
            self._reporter.counter.count_coverage(
                {channel["name"]: channel["health"] for channel in state["channels"]}
            )
            if state != last:
                self._watchers.tell("state", **state)
                last = state

    def _tell_state(self) -> None:
        self._watchers.tell("state", **self._state.document())

    def _focus_moved(self, now: InFocus | None) -> None:
        self._arming.focused(now.destination if now else None)
        front = (
            Sighting(now.destination.tool, now.channel) if now and now.destination.tool else None
        )
        self._dwell.moved(front)
        if front is not None:
            self._state.saw(front)

    def _screen_locked(self, _locked: bool) -> None:
        """Whoever comes back need not be who left: nothing of what was pasted is remembered."""
        self._pasting.forget()
        self._originals.forget()

    def _started(self, sighting: Sighting) -> None:
        """What has no window is used when it runs; what has one, when it was in front."""
        self._state.saw(sighting)
        if sighting.channel in _WINDOWLESS:
            self._used(sighting)

    def _looks_like_a_tool(self, found: Proposal) -> None:
        thing = Thing.EXTENSION if found.where == "extension" else Thing.APPLICATION
        self._proposals.found(found.name, thing, found.reason)

    def _used(self, sighting: Sighting) -> None:
        if self._catalogue.get(sighting.tool) is not None:
            here = self._guide.decided(self._catalogue.destination(tool=sighting.tool))
            self._pipe.sighting(sighting, here.tool_class)

    def _rules_changed(self) -> None:
        self._guide.use(self._keeper.current)
        self._guide.warm()
        self._tell_state()

    def _look_at_signed_rules(self) -> None:
        """A set that has come, or a new day, may bring another layer."""
        self._signed.tick()
        if self._signed.changed():
            self._signed.choose()
            self._keeper.reload()
            self._rules_changed()
        self._look_for_answers()
        for _again in range(self._signed.take_rolled_back()):
            self._reporter.counter.count_fault("rollback")

    def _look_for_answers(self) -> None:
        """What the company says of the person's letters, in a signed file that everybody has."""
        folder = self._signed.layer.decisions
        if folder is None or folder == self._answers_seen:
            return
        try:
            news = self._reporter.correspondence.take_answers(answers_in(folder))
        except StoreError:
            return  # the list is not open yet
        self._answers_seen = folder
        if news:
            self._watchers.tell("letters", news=news)

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
        )


@click.command()
@click.option("--home", type=click.Path(file_okay=False, path_type=Path), help=_("State folder."))
@click.option("--tray/--no-tray", default=True, help=_("Whether to show a tray."))
@click.option(
    "--install-values",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("A JSON file of settings, as an installation leaves them."),
)
def main(home: Path | None, tray: bool, install_values: Path | None) -> None:
    """The agent. `plimsoll run` starts it; so does the desktop's autostart."""
    home = home or paths.state_folder()
    dumps.forbid()
    speak(language.preferred())
    try:
        begin_log(home / "agent.log")
        settings = load_settings(home, install_values)
        options = ["--install-values", str(install_values)] if install_values else []
        agent = Agent(home, settings, tray and display.session_kind() != "none", options)
    except OSError as fault:
        running = fault.errno == errno.EADDRINUSE
        why = ": ".join(str(part) for part in (fault.filename, fault.strerror) if part)
        click.echo(_("Plimsoll is running already.") if running else why or str(fault), err=True)
        sys.exit(0 if running else 1)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: agent.stop())
    agent.run()
    logging.shutdown()
    # Everything is closed. Threads that still wait on a socket would make Python's own end fail
    # now and then (SIGABRT), so the process ends here.
    os._exit(0)


if __name__ == "__main__":
    main()

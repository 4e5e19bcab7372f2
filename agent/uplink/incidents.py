"""Reports of incidents go out before all else, and wait for nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from agent.report.errands import incident_due
from agent.report.facts import Facts
from agent.report.incident import incident_request
from agent.report.outbox import Outbox, Report
from agent.report.written import WrittenLetters
from agent.uplink.backoff import pause
from agent.uplink.errand import Errand, Later, said
from agent.uplink.send import Request

#: Seconds between two tries, at most: it is urgent.
_LONGEST = 60.0


@dataclass(frozen=True, slots=True)
class Incidents:
    """Everything here survives being killed at any moment: the next visit goes on."""

    errand: Errand

    def send_all(self) -> None:
        """Send what waits. What cannot be sent now is tried again; that stops nothing else."""
        errand = self.errand
        now = errand.now()
        with errand.store.transaction() as db:
            waiting = Outbox(db).incidents() if incident_due(db, errand.enrolment, now) else []
        try:
            for report in waiting:
                self._send(report)
            self._put_off(0)
        except Later as later:
            self._put_off(later.seconds, failed=True)

    def _send(self, report: Report) -> None:
        errand = self.errand
        address, headers = incident_request(errand.enrolment.incidents, report.body)
        with errand.store.transaction() as db:
            Outbox(db).address(report.id, address, headers)
        reply = errand.ask(Request(address, headers, report.body))
        if reply.status != 201:
            raise Later
        reference = str(said(reply).get("reference", ""))[:40]
        now = errand.now()
        with errand.store.transaction() as db:
            Outbox(db).settle(report.id, "sent", now)
            WrittenLetters(db).acknowledge(report.identity, reference, now)

    def _put_off(self, seconds: float, failed: bool = False) -> None:
        errand = self.errand
        now = errand.now()
        with errand.store.transaction() as db:
            facts = Facts(db)
            failures = int(facts.number("incident_failures")) + 1 if failed else 0
            if failures == facts.number("incident_failures"):
                return
            wait = pause(failures, seconds, errand.closing.randomness) if failed else 0.0
            facts.put("incident_failures", failures)
            facts.put("next_incident", now + min(wait, _LONGEST) if failed else 0)

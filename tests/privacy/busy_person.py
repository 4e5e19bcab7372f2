"""A child in a session of its own: HOME and `does` or `reads`. Says in JSON what the list says.

`does`: a week of warnings and tools, hidden with the key out of the session's key ring.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from agent.children.ledger_key import ask_for_vault
from agent.events import Answer, Channel, Choice, Level, Reason, Sighting, ToolClass
from tests.agent.report.device import WEEK, Clock, reporter, told

home, what = Path(sys.argv[1]), sys.argv[2]
place, vault = ask_for_vault(home)
said: dict[str, int] = {}
if vault is not None:
    clock = Clock()
    report = reporter(home, clock, key=vault.key)
    if what == "does":
        report.counter.count_sighting(Sighting("other", Channel.DESKTOP), ToolClass.UNKNOWN)
        for _again in range(5):
            report.counter.count_warning(Level.SECRET, ToolClass.PUBLIC, Channel.CLI)
        report.counter.count_answer(Answer(Choice.CONTINUED, Reason.OTHER), Level.SECRET)
        clock.now += WEEK
        report.tick()
        # And the next week is open, with something in it.
        report.counter.count_warning(Level.CONFIDENTIAL, ToolClass.PUBLIC, Channel.BROWSER)
    said = told(report)
    report.close()
print(json.dumps({"place": place, "said": said}))

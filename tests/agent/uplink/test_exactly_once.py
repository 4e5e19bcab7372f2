"""Against a real central: however often either side is killed, each message counts once."""

from __future__ import annotations

import signal
import time
from pathlib import Path

from agent.events import Channel, Level, ToolClass
from agent.report.store import NAME
from tests.agent.report.device import REGISTRY, Clock, reporter
from tests.agent.uplink.visiting import run_uplink, visit, visit_until_sent
from tests.central.server import LONG, Server, cells

#: Where a visit is killed: how an SQL statement begins, and the how manieth of them.
STEPS = [
    ("INSERT OR REPLACE INTO facts VALUES ('true_time'", 1),
    ("INSERT INTO messages", 1),
    ("INSERT INTO tokens", 60),
    ("UPDATE tokens SET signature", 117),
    ("UPDATE messages SET state = 'waiting'", 60),
    ("UPDATE messages SET state = 'posted'", 1),
    ("UPDATE messages SET state = 'posted'", 30),
    ("SELECT * FROM messages WHERE id", 20),
    ("UPDATE messages SET state = 'sent'", 1),
    ("UPDATE messages SET state = 'sent'", 20),
]


def make_week(home: Path, line: str) -> int:
    """Yesterday, with three warnings, closed and waiting. Its number."""
    clock = Clock.real()
    clock.now -= LONG
    report = reporter(home, clock, line)
    for _again in range(3):
        report.counter.count_warning(Level.SECRET, ToolClass.PUBLIC, Channel.CLI)
    week = int(clock.now // LONG)
    clock.now += LONG
    report.tick()
    report.close()
    return week


def is_counted_once(central: Path, week: int) -> None:
    counted = cells(central, week)
    assert set(counted) == {metric.number for metric in REGISTRY.of_epoch("week")}
    assert {messages for messages, _total in counted.values()} == {1}
    warnings = REGISTRY.find("warn.secret.public")
    assert warnings and counted[warnings.number] == (1, 3)
    assert sum(total for _messages, total in counted.values()) == 6


def test_a_visit_killed_at_every_step_counts_each_message_once(tmp_path: Path) -> None:
    device, company = tmp_path / "device", tmp_path / "central"
    device.mkdir()
    with Server(company) as central:
        line = central.enrolment()
        week = make_week(device, line)
        for statement, number in STEPS:
            time.sleep(0.3)
            died = run_uplink(device, line, [statement, str(number)])
            assert died.returncode == -signal.SIGKILL, (statement, number, died.stderr)
        summary = visit_until_sent(device, line)
        is_counted_once(company, week)

    assert (summary["state"], summary["waiting"]) == ("reached", 0)


def test_a_central_killed_in_the_middle_counts_each_message_once(tmp_path: Path) -> None:
    device, company = tmp_path / "device", tmp_path / "central"
    device.mkdir()
    with Server(company) as central:
        line = central.enrolment()
        week = make_week(device, line)
        run_uplink(device, line, ["UPDATE messages SET state = 'posted'", "40"])
        central.kill()
    dead = visit(device, line)
    assert (dead["state"], dead["sent"]) == ("unreachable", 0)

    # It comes back where devices know it.
    with Server(company, port=central.port):
        summary = visit_until_sent(device, line)
        is_counted_once(company, week)
    assert (summary["state"], summary["waiting"]) == ("reached", 0)


def test_a_token_that_another_device_used_is_refused(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for home in (first, second):
        home.mkdir()
    with Server(tmp_path / "central") as central:
        line = central.enrolment()
        make_week(first, line)
        make_week(second, line)

        assert visit_until_sent(first, line)["sent"] == 118
        refused = visit(second, line)
        assert (refused["state"], refused["sent"], refused["waiting"]) == ("refused", 0, 119)
        assert visit_until_sent(second, central.enrolment())["sent"] == 118


def test_a_device_that_lost_its_file_enrols_again_with_its_key(tmp_path: Path) -> None:
    device = tmp_path / "device"
    device.mkdir()
    with Server(tmp_path / "central") as central:
        line = central.enrolment()
        make_week(device, line)
        visit(device, line)
        (device / NAME).write_bytes(b"damaged")
        summary = visit(device, line)

    assert summary["state"] == "reached"
    assert (device / f"{NAME}.damaged-1").exists()

"""A fortnight after its receipt, a message is in no byte of the device's files any more."""

from __future__ import annotations

from pathlib import Path

from agent.report.outbox import Outbox
from agent.report.store import NAME, Store
from agent.report.vault import Vault
from tests.agent.report.device import KEY, WEEK, Clock, reporter
from tests.central.test_retention import found

FORTNIGHT = 14 * 86_400


def test_a_message_is_gone_from_tables_free_pages_and_log(tmp_path: Path) -> None:
    clock = Clock()
    report = reporter(tmp_path, clock)
    clock.now += WEEK
    report.tick()
    store = Store(tmp_path / NAME, Vault(KEY))
    with store.transaction() as db:
        rows = db.execute("SELECT id, value FROM messages").fetchall()
        for row in rows:
            Outbox(db).settle(row["id"], "sent", clock.now)
    store.close()
    hidden = [row["value"] for row in rows]
    assert found(tmp_path, hidden) == len(hidden) >= 117

    clock.now += FORTNIGHT + WEEK
    report.tick()

    assert found(tmp_path, hidden) == 0
    report.close()

"""Where a PostgreSQL keeps what was deleted longer than central does: its settings, one by one."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

from central.store.erasure import may_end_log
from central.words import gettext as _


def leftovers(connection: Connection) -> Iterator[str]:
    """A sentence for each; none where it is set as docs/operations.md says."""
    if not may_end_log(connection):
        yield _("this account may not end the log, so it is overwritten in PostgreSQL's own time")
    if _setting(connection, "wal_recycle") == "on":
        yield _("wal_recycle is on: old segments of the log are kept under new names")
    if _setting(connection, "wal_init_zero") == "off":
        yield _("wal_init_zero is off: a new segment of the log shows what the disk held before")
    if _setting(connection, "archive_mode") != "off":
        yield _("archive_mode is on: the archive of the log keeps what it keeps")
    if _setting(connection, "wal_keep_size") not in ("0", "0MB"):
        yield _("wal_keep_size keeps old segments of the log")
    if connection.scalar(text("SELECT count(*) FROM pg_replication_slots")):
        yield _("a replication slot holds the log back until somebody has read it")
    if _setting(connection, "log_statement") not in ("none", "ddl"):
        yield _("log_statement writes what is stored into the server's log")
    if _logs_slow_values(connection):
        yield _("log_min_duration_statement writes values into the server's log")


def _logs_slow_values(connection: Connection) -> bool:
    slow = _setting(connection, "log_min_duration_statement") != "-1"
    return slow and _setting(connection, "log_parameter_max_length") != "0"


def _setting(connection: Connection, name: str) -> str:
    found = connection.scalar(text("SELECT current_setting(:name)"), {"name": name})
    return str(found)

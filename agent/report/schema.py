"""The tables of `report.sqlite`, and how a file of an older version becomes one of this."""

from __future__ import annotations

#: What version 2 began. In version 3 `counts`, `days` and `tools` are in `hidden`; `value`, and a
#: message's `plain`, are hidden too (agent/report/vault.py).
#: A message is `counted` (its epoch ended), `waiting` (sealed, with its final bytes), `posted` (the
#: relay has it), and in the end `sent` (the collector signed for it) or `dropped`.
#: `period` is day, week, month or quarter; `name` is the SHA-256 of the sealed bytes, `box` the
#: relay's box in which it waits.
SCHEMA = """
CREATE TABLE facts (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE counts (metric INTEGER PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE days (day INTEGER PRIMARY KEY);
CREATE TABLE tools (period TEXT, number INTEGER, PRIMARY KEY (period, number)) WITHOUT ROWID;
CREATE TABLE open (period TEXT PRIMARY KEY, epoch INTEGER NOT NULL, tokens_at REAL NOT NULL)
  WITHOUT ROWID;
CREATE TABLE closed (central TEXT, period TEXT, epoch INTEGER, PRIMARY KEY (central, period, epoch))
  WITHOUT ROWID;
CREATE TABLE tokens (
  central TEXT,
  period TEXT,
  epoch INTEGER,
  metric INTEGER,
  nonce BLOB NOT NULL,
  request BLOB NOT NULL,
  unblind BLOB NOT NULL,
  signature BLOB,
  PRIMARY KEY (central, period, epoch, metric)
) WITHOUT ROWID;
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  central TEXT NOT NULL,
  address TEXT NOT NULL,
  headers TEXT NOT NULL,
  period TEXT NOT NULL,
  epoch INTEGER,
  metric INTEGER,
  label INTEGER NOT NULL DEFAULT 0,
  value INTEGER,
  plain BLOB NOT NULL,
  sealed BLOB NOT NULL,
  name BLOB,
  box INTEGER,
  not_before REAL NOT NULL,
  settled REAL,
  UNIQUE (central, epoch, metric)
);
CREATE INDEX by_state ON messages (state, not_before)
"""

FROM_1 = """
DROP INDEX by_state;
ALTER TABLE facts RENAME TO old_facts;
ALTER TABLE counts RENAME TO old_counts;
ALTER TABLE days RENAME TO old_days;
ALTER TABLE tools RENAME TO old_tools;
ALTER TABLE closed RENAME TO old_closed;
ALTER TABLE messages RENAME TO old_messages;
"""

#: What waited then was sealed in another form, which no central takes any more.
INTO_2 = """;
INSERT INTO facts SELECT * FROM old_facts;
INSERT INTO counts SELECT * FROM old_counts;
INSERT INTO days SELECT * FROM old_days;
INSERT INTO tools SELECT 'week', number FROM old_tools;
INSERT INTO closed SELECT central, 'week', epoch FROM old_closed;
INSERT INTO messages
  (id, kind, state, central, address, headers, period, epoch, metric, value, plain, sealed,
   not_before, settled)
  SELECT id, kind, iif(state = 'waiting', 'dropped', state), central, address, headers, 'week',
  epoch, metric, value, plain, sealed, not_before, coalesce(settled, not_before) FROM old_messages;
DROP TABLE old_facts;
DROP TABLE old_counts;
DROP TABLE old_days;
DROP TABLE old_tools;
DROP TABLE old_closed;
DROP TABLE old_messages
"""

#: The open counts as one hidden piece (agent/report/hidden_counts.py).
HIDDEN = "CREATE TABLE hidden (id INTEGER PRIMARY KEY, revision INTEGER, content BLOB NOT NULL)"

#: The person's letters as one hidden piece (agent/report/written.py); since version 4.
LETTERS = "CREATE TABLE letters (id INTEGER PRIMARY KEY, content BLOB NOT NULL)"

#: The tables that anybody could read until version 2.
OPEN_BEFORE = ("counts", "days", "tools")

HIDE_VALUES = """
UPDATE messages SET value = hide(value);
UPDATE messages SET plain = hide(plain) WHERE kind = 'message' AND plain != x''
"""

-- report.sqlite as version 1 of the file made it, with an open week and a message that waits.
CREATE TABLE facts (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE counts (metric INTEGER PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE days (day INTEGER PRIMARY KEY);
CREATE TABLE tools (number INTEGER PRIMARY KEY);
CREATE TABLE closed (central TEXT, epoch INTEGER, PRIMARY KEY (central, epoch)) WITHOUT ROWID;
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  central TEXT NOT NULL,
  address TEXT NOT NULL,
  headers TEXT NOT NULL,
  epoch INTEGER,
  metric INTEGER,
  value INTEGER,
  plain BLOB NOT NULL,
  sealed BLOB NOT NULL,
  not_before REAL NOT NULL,
  settled REAL,
  UNIQUE (central, epoch, metric)
);
CREATE INDEX by_state ON messages (state, not_before);
PRAGMA user_version=1;
INSERT INTO facts VALUES ('open_epoch', 1000), ('counting_for', 'CENTRAL'), ('enrolled', 'CENTRAL');
INSERT INTO counts VALUES (1, 2), (20, 3);
INSERT INTO days VALUES (7);
INSERT INTO tools VALUES (99);
INSERT INTO closed VALUES ('CENTRAL', 999);
INSERT INTO messages (kind, state, central, address, headers, epoch, metric, value, plain, sealed, not_before, settled)
VALUES ('message', 'sent', 'CENTRAL', 'http://127.0.0.1/v1/messages', '{}', 999, 20, 3, CAST('{"v":3}' AS BLOB), x'00', 0, 60000),
('enrolment', 'sent', 'CENTRAL', 'http://127.0.0.1/v1/enrol', '{}', NULL, NULL, NULL, CAST('{"token":"x"}' AS BLOB), x'', 0, 60000);

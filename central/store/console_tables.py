"""What the console keeps: who may sign in, what was decided, and the log of it.

Times are Unix seconds, days are Unix time // 86400. `body` columns hold JSON of one type
each, which the room that owns the table reads and writes.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Integer, LargeBinary, Table, Text

from central.store.tables import metadata

#: People of the console. `totp` is sealed with the console's key; `subject` names the person at the
#: sign-in service.
accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("password", Text),
    Column("totp", LargeBinary),
    Column("totp_step", BigInteger, nullable=False, server_default="0"),
    Column("subject", Text, unique=True),
    Column("active", Boolean, nullable=False),
)

#: Open sessions: SHA-256 of what the cookie holds.
sessions = Table(
    "sessions",
    metadata,
    Column("hash", LargeBinary(32), primary_key=True),
    Column("account", Integer, ForeignKey("accounts.id"), nullable=False, index=True),
    Column("began", BigInteger, nullable=False),
    Column("seen", BigInteger, nullable=False),
)

#: One-time links: SHA-256 of the token, whom it makes, and until when. A used one is deleted.
links = Table(
    "links",
    metadata,
    Column("hash", LargeBinary(32), primary_key=True),
    Column("role", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("until", BigInteger, nullable=False),
)

#: How often a sign-in failed: keyed digest of the account's or the visitor's name, per window.
attempts = Table(
    "attempts",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),
    Column("window", BigInteger, primary_key=True, autoincrement=False),
    Column("count", Integer, nullable=False),
)

#: Tokens of programs: SHA-256 of the token, what for, whose rights, until which day.
api_tokens = Table(
    "api_tokens",
    metadata,
    Column("hash", LargeBinary(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made", BigInteger, nullable=False),
    Column("last_day", Integer, nullable=False),
)

#: The audit log. `hash` covers the row and `previous`, the hash of the row before.
audit_log = Table(
    "audit_log",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("moment", BigInteger, nullable=False),
    Column("who", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", LargeBinary(32), nullable=False),
    Column("hash", LargeBinary(32), nullable=False),
)

#: The newest state of each use case; what a list needs stands in columns.
use_cases = Table(
    "use_cases",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("review_day", Integer, nullable=False),
    Column("body", Text, nullable=False),
)

#: Every state that a use case ever had.
use_case_versions = Table(
    "use_case_versions",
    metadata,
    Column("number", Integer, ForeignKey("use_cases.number"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("moment", BigInteger, nullable=False),
    Column("who", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("body", Text, nullable=False),
)

#: Versions of the AI usage policy. Without `published` it is a draft.
policy_versions = Table(
    "policy_versions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("changes", Text, nullable=False),
    Column("written", BigInteger, nullable=False),
    Column("written_by", Text, nullable=False),
    Column("published", BigInteger),
    Column("published_by", Text),
)

#: Reviews of the policy that are due or done.
reviews = Table(
    "reviews",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("cause", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("due_day", Integer, nullable=False),
    Column("done_day", Integer),
    Column("outcome", Text),
    Column("who", Text),
)

#: Short lessons that a person can be shown after a warning.
lessons = Table(
    "lessons",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("shown", Boolean, nullable=False),
)

#: What was decided about a tool; the newest row of a tool holds.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("tool", Integer, nullable=False, index=True),
    Column("moment", BigInteger, nullable=False),
    Column("who", Text, nullable=False),
    Column("body", Text, nullable=False),
)

#: Changes that need a second signature, by the works council or the data protection officer.
countersigned = Table(
    "countersigned",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
    Column("proposed", BigInteger, nullable=False),
    Column("proposed_by", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("decided", BigInteger),
    Column("decided_by", Text),
    Column("answer", Text),
)

#: Letters from employees (central/letters). `arrived` and `decided` are days; `sealed` is the
#: answer as devices read it.
letters = Table(
    "letters",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", LargeBinary(16), nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("arrived", Integer, nullable=False),
    Column("status", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("sealed", LargeBinary),
    Column("use_case", Integer, nullable=False),
    Column("decided", Integer),
    Column("decided_by", Text),
)

#: Incident reports, which are named and come at once (central/incidents).
incidents = Table(
    "incidents",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", LargeBinary(16), nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("contact", Text, nullable=False),
    Column("tool", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("happened", Integer, nullable=False),
    Column("came", BigInteger, nullable=False),
    Column("state", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("due", Integer, nullable=False),
)

#: What was noted about an incident, by whom and when.
incident_notes = Table(
    "incident_notes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident", Integer, ForeignKey("incidents.number"), nullable=False, index=True),
    Column("moment", BigInteger, nullable=False),
    Column("who", Text, nullable=False),
    Column("text", Text, nullable=False),
)

"""What is due now: for the webhook, and for whoever opens the console."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from central.deciding import store as deciding
from central.policies import reviews
from central.register import store as register


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that waits for somebody: what it is, its title, its page, and its day."""

    what: str
    title: str
    path: str
    day: int
    tool: int = 0


def what_is_due(connection: Connection, today: int) -> list[Due]:
    """Reviews of policy and use cases, and approvals of tools that ended."""
    found = [
        Due("policy-review", one.reason or one.cause, "/policy", one.due_day)
        for one in reviews.due(reviews.everything(connection), today)
    ]
    for case in register.due(connection, today):
        path = f"/use-cases/{case.number}"
        found.append(Due("use-case-review", case.title, path, case.review_day))
    for tool, one in deciding.in_force(connection).items():
        if 0 < one.decision.until_day < today:
            path, day = f"/tools/{tool}", one.decision.until_day
            found.append(Due("approval-ended", f"tool {tool}", path, day, tool))
    return found

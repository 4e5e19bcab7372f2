"""How central says no to a device: problem details in JSON (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus

from litestar.plugins.problem_details import ProblemDetailsException


def problem(
    status: int, detail: str, retry_after: int | None = None, kind: str | None = None
) -> ProblemDetailsException:
    """An answer to raise. `detail` is one sentence; `retry_after` is in seconds.

    `kind` tells a program what no status tells, which a proxy on the way may have made as well.
    """
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    title = HTTPStatus(status).phrase
    return ProblemDetailsException(
        status_code=status,
        title=title,
        detail=detail,
        headers=headers,
        type_=kind and f"urn:plimsoll:{kind}",
    )

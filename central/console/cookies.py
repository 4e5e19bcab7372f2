"""The console's one cookie."""

from __future__ import annotations

from litestar.datastructures import Cookie


def cookie_name(secure: bool) -> str:
    """`__Host-` ties a cookie to this host and to TLS (RFC 6265bis); plain loopback has neither."""
    return "__Host-plimsoll" if secure else "plimsoll"


def session_cookie(secret: str, secure: bool, seconds: int) -> Cookie:
    """Sent to us only, never to another site's request, never readable by a script."""
    return Cookie(
        cookie_name(secure),
        value=secret,
        path="/",
        max_age=seconds,
        secure=secure,
        httponly=True,
        samesite="strict",
    )


def no_cookie(secure: bool) -> Cookie:
    """Makes the browser forget it."""
    return session_cookie("", secure, 0)

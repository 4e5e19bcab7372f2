"""Keeps other sites from acting in a person's name.

Three walls: the cookie stays at home (SameSite=Strict), the browser says where a request comes from
(Fetch Metadata, Origin), and a form carries a token that only a page of this session could know.
"""

from __future__ import annotations

import hashlib
import hmac
from urllib.parse import urlsplit

from litestar import Request
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from central.console.web import Asked, Connected
from central.words import gettext as _

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
FIELD, HEADER = "csrf", "x-csrf-token"


def token_for(secret: str) -> str:
    """The token of a session. It tells nothing of the cookie that it is made from."""
    return hashlib.sha256(f"form\0{secret}".encode()).hexdigest()


async def no_forgery(connection: Connected, _handler: BaseRouteHandler) -> None:
    """Refuses a change that did not begin on a page of ours."""
    if connection.scope.get("method") in SAFE or not isinstance(connection, Request):
        return
    if not _from_here(connection):
        raise PermissionDeniedException(_("This came from another site. Nothing was changed."))
    person = connection.user
    if person is None:
        return
    given = connection.headers.get(HEADER) or str((await connection.form()).get(FIELD, ""))
    if not hmac.compare_digest(given.encode(), token_for(person.secret).encode()):
        raise PermissionDeniedException(
            _("This form is from an older sign-in. Nothing was changed; load the page anew.")
        )


def _from_here(request: Asked) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")

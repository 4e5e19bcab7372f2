"""Who may come to a page. Every route of the console names a guard or says that it is open."""

from __future__ import annotations

from collections.abc import Callable

from litestar.exceptions import NotAuthorizedException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler

from central.access.roles import Permission
from central.console.web import Connected
from central.words import gettext as _

Guard = Callable[[Connected, BaseRouteHandler], None]


def needs(permission: Permission) -> Guard:
    """Lets through who is signed in and may do that."""

    def guard(connection: Connected, _handler: BaseRouteHandler) -> None:
        person = connection.scope.get("user")
        if person is None:
            raise NotAuthorizedException(_("Please sign in."))
        if not person.may(permission):
            raise PermissionDeniedException(_("Your role does not include this."))

    # So that a test can hold each route against the table of roles.
    guard.permission = permission  # type: ignore[attr-defined]
    return guard


#: For pages that are about nobody but who asks.
SIGNED_IN = needs(Permission.SEE)

"""Lets in whom the sign-in service named, and keeps their role as the service says it."""

from __future__ import annotations

from sqlalchemy import Connection

from central.access import accounts
from central.access.accounts import Account
from central.access.oidc import OidcError, Visitor
from central.words import gettext as _


def admit(connection: Connection, visitor: Visitor) -> Account:
    """The visitor's account; made at the first visit. Raises OidcError."""
    account = accounts.by_subject(connection, visitor.subject)
    if account is None:
        if accounts.by_email(connection, visitor.email):
            # Whoever may name addresses at the service must not take over an account made here.
            raise OidcError(_("Your address has an account with a password. Sign in with it."))
        number = accounts.add(
            connection, visitor.email, visitor.name, visitor.role, subject=visitor.subject
        )
    elif not account.active:
        raise OidcError(_("Your account is closed. Ask your administrator."))
    else:
        number = account.id
        accounts.change(connection, number, role=str(visitor.role), name=visitor.name)
    found = accounts.by_id(connection, number)
    assert found is not None  # noqa: S101 - added or found in this transaction
    return found

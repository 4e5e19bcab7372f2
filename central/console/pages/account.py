"""A person's own page: password and sessions."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.types import ControllerRouterHandler

from central.access import accounts, sessions
from central.access.passwords import hashed, matches, why_not
from central.access.person import Person
from central.access.roles import Role
from central.access.sign_in import has_code
from central.audit import log
from central.console.fields import Fields
from central.console.guards import SIGNED_IN
from central.console.site import Site, go
from central.console.web import Asked, Form
from central.store.engine import reading, writing
from central.words import gettext as _


def role_names() -> dict[str, str]:
    """What the roles are called."""
    return {
        Role.VIEWER: _("Viewer"),
        Role.ISO: _("Information security officer"),
        Role.ISMS: _("ISMS manager"),
        Role.IT: _("IT"),
        Role.COUNCIL: _("Works council or data protection officer"),
        Role.AUDITOR: _("Auditor"),
    }


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/account", guards=[SIGNED_IN], sync_to_thread=True)
    def account_page(request: Asked) -> Response[str]:
        return _page(site, request, {})

    @post("/account/password", guards=[SIGNED_IN], sync_to_thread=True)
    def change_password(request: Asked, data: Form) -> Response[Any]:
        form = Fields(data)
        person: Person = request.user
        errors = _changed(site, person, form)
        return _page(site, request, errors) if errors else go("/account", "password")

    @post("/account/sessions", guards=[SIGNED_IN], sync_to_thread=True)
    def end_sessions(request: Asked) -> Response[Any]:
        person: Person = request.user
        with writing(site.engine) as connection:
            sessions.end_all(connection, person.account or 0, but=person.secret)
            log.write(connection, person, "session.others-ended", person.email, site.now())
        return go("/account", "ended")

    return [account_page, change_password, end_sessions]


def _page(site: Site, request: Asked, errors: dict[str, str]) -> Response[str]:
    with reading(site.engine) as connection:
        account = accounts.by_id(connection, request.user.account or 0)
    return site.page(
        request,
        "account.html",
        422 if errors else 200,
        role=role_names()[request.user.role],
        has_password=account is not None and account.password is not None,
        errors=errors,
    )


def _changed(site: Site, person: Person, form: Fields) -> dict[str, str]:
    """Changes the password, or says what keeps it from being changed."""
    wrong = why_not(form.secret("new"), *person.name.split(), *person.email.split("@"))
    if wrong:
        return {"new": wrong}
    with writing(site.engine) as connection:
        account = accounts.by_id(connection, person.account or 0)
        if account is None or not matches(account.password, form.secret("old")):
            return {"old": _("This is not your password.")}
        if not has_code(connection, site.keys, account, form.text("code"), site.clock()):
            return {
                "code": _("The code that your app shows now has six digits; each is good once.")
            }
        accounts.change(connection, account.id, password=hashed(form.secret("new")))
        sessions.end_all(connection, account.id, but=person.secret)
        log.write(connection, person, "person.password-changed", person.email, site.now())
    return {}

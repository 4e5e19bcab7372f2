"""Who may use the console, and which programs may read it."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler
from sqlalchemy import Connection

from central.access import accounts, api_tokens, links, sessions
from central.access.person import Person
from central.access.roles import Permission, Role
from central.audit import log
from central.calendar import DAY
from central.console.fields import Fields
from central.console.guards import needs
from central.console.pages.account import role_names
from central.console.site import Site, go
from central.console.web import Asked, Form
from central.days import day_text
from central.store.engine import reading, writing
from central.words import gettext as _

PEOPLE, TOKENS = needs(Permission.MANAGE_PEOPLE), needs(Permission.MANAGE_TOKENS)


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/people", guards=[PEOPLE], sync_to_thread=True)
    def people_page(request: Asked) -> Response[str]:
        return _page(site, request)

    @post("/people/invite", guards=[PEOPLE], sync_to_thread=True)
    def invite(request: Asked, data: Form) -> Response[Any]:
        form = Fields(data)
        email, role = form.text("email", 320), form.choice("role", Role)
        if "@" not in email:
            form.errors.setdefault("email", _("An address such as anna@company.example."))
        if form.errors:
            return _page(site, request, 422, errors=form.errors, typed={"email": email})
        with writing(site.engine) as connection:
            token = links.make(connection, Role(role), email, site.now())
            log.write(connection, request.user, "person.invited", email, site.now(), role=role)
        return _page(site, request, link=f"{site.address}/welcome/{token}", email=email)

    @post("/people/{number:int}", guards=[PEOPLE], sync_to_thread=True)
    def change(request: Asked, number: FromPath[int], data: Form) -> Response[Any]:
        form = Fields(data)
        role, active = form.choice("role", Role), form.flag("active")
        if form.errors:
            return _page(site, request, 422, wrong=_("Please choose a role."))
        with writing(site.engine) as connection:
            wrong = _changed(connection, request.user, number, Role(role), active, site.now())
        return _page(site, request, 422, wrong=wrong) if wrong else go("/people", "person-changed")

    return [people_page, invite, change, *_token_routes(site)]


def _token_routes(site: Site) -> list[ControllerRouterHandler]:
    @post("/people/tokens", guards=[TOKENS], sync_to_thread=True)
    def make_token(request: Asked, data: Form) -> Response[Any]:
        form = Fields(data)
        name, days = form.text("name", 80), form.number("days", 1, api_tokens.LONGEST)
        if form.errors:
            return _page(site, request, 422, token_errors=form.errors)
        now, person = site.now(), request.user
        last_day = now // DAY + days
        with writing(site.engine) as connection:
            # A program never sees more than whoever lets it in.
            token = api_tokens.make(connection, name, person.role, person.email, now, last_day)
            log.write(connection, person, "token.made", name, now, until=day_text(last_day))
        return _page(site, request, token=token, token_name=name)

    @post("/people/tokens/{key:str}/revoke", guards=[TOKENS], sync_to_thread=True)
    def revoke_token(request: Asked, key: FromPath[str]) -> Response[Any]:
        with writing(site.engine) as connection:
            name = api_tokens.revoke(connection, key)
            if name is not None:
                log.write(connection, request.user, "token.revoked", name, site.now())
        return go("/people", "revoked")

    return [make_token, revoke_token]


def _changed(
    connection: Connection, person: Person, number: int, role: Role, active: bool, now: int
) -> str:
    """Changes role and access; returns what keeps it from being done."""
    account = accounts.by_id(connection, number)
    if account is None:
        return _("There is no such person.")
    if account.id == person.account:
        return _("Nobody changes their own role. Ask somebody else who manages people.")
    accounts.change(connection, number, role=str(role), active=active)
    # A new role begins with a new sign-in.
    sessions.end_all(connection, number)
    log.write(connection, person, "person.changed", account.email, now, role=role, active=active)
    return ""


def _page(site: Site, request: Asked, status: int = 200, **values: object) -> Response[str]:
    with reading(site.engine) as connection:
        people, tokens = accounts.everyone(connection), api_tokens.everything(connection)
    nothing: dict[str, object] = {"errors": {}, "token_errors": {}, "typed": {}, "link": ""}
    nothing |= {"email": "", "wrong": "", "token": "", "token_name": ""}
    shown = {"people": people, "tokens": tokens, "roles": role_names(), "day_text": day_text}
    return site.page(request, "people.html", status, **nothing | shown | values)

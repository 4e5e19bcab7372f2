"""Reports of incidents: the list, and one with its state, owner, due date and notes."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.types import ControllerRouterHandler
from sqlalchemy import Connection

from central.access.roles import Permission
from central.audit import log
from central.calendar import DAY
from central.console.fields import LONG, Fields
from central.console.guards import needs
from central.console.site import Site, go
from central.console.web import Asked, Form
from central.days import day_text
from central.incidents import names, store
from central.incidents.incident import State
from central.incidents.store import Incident
from central.policies import reviews
from central.policies.reviews import Cause
from central.store.engine import reading, writing
from central.words import gettext as _

READ = needs(Permission.READ_INCIDENTS)
SEE_TO = needs(Permission.ANSWER_LETTERS)
REVIEW = needs(Permission.EDIT_POLICY)
#: Days until a review that an incident asks for.
REVIEW_DAYS = 30


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/incidents", guards=[READ], sync_to_thread=True)
    def list_page(request: Asked) -> Response[str]:
        with reading(site.engine) as connection:
            everything = store.everything(connection)
        today = site.now() // DAY
        waiting = [one for one in everything if one.is_open]
        late = [one for one in waiting if one.due < today]
        shown = {"incidents": everything, "waiting": waiting, "late": late, "today": today}
        return site.page(request, "incidents.html", **shown, **_names())

    @get("/incidents/{number:int}", guards=[READ], sync_to_thread=True)
    def one_page(request: Asked, number: FromPath[int]) -> Response[str]:
        return _page(site, request, number, {})

    return [list_page, one_page, *_seeing_to(site)]


def _seeing_to(site: Site) -> list[ControllerRouterHandler]:
    @post("/incidents/{number:int}", guards=[SEE_TO], sync_to_thread=True)
    def change(request: Asked, number: FromPath[int], data: Form) -> Response[Any]:
        form = Fields(data)
        state, owner = form.choice("state", State), form.text("owner", needed=False)
        due = form.day("due")
        if form.errors:
            return _page(site, request, number, form.errors, data)
        person, now = request.user, site.now()
        with writing(site.engine) as connection:
            one = _found(connection, number)
            store.change(connection, number, State(state), owner, due)
            log.write(
                connection,
                person,
                "incident.changed",
                one.reference,
                now,
                state=state,
                due=day_text(due),
            )
        return go(f"/incidents/{number}", "saved")

    @post("/incidents/{number:int}/notes", guards=[SEE_TO], sync_to_thread=True)
    def add_note(request: Asked, number: FromPath[int], data: Form) -> Response[Any]:
        form = Fields(data)
        text = form.text("note", LONG)
        if form.errors:
            return _page(site, request, number, form.errors, data)
        person, now = request.user, site.now()
        with writing(site.engine) as connection:
            one = _found(connection, number)
            store.note(connection, number, text, person.email, now)
            log.write(connection, person, "incident.noted", one.reference, now)
        return go(f"/incidents/{number}", "noted")

    @post("/incidents/{number:int}/review", guards=[REVIEW], sync_to_thread=True)
    def review(request: Asked, number: FromPath[int]) -> Response[Any]:
        """An incident is a cause to review the policy (AI usage policy, 5)."""
        person, now = request.user, site.now()
        with writing(site.engine) as connection:
            one = _found(connection, number)
            reason = _("Incident {reference}").format(reference=one.reference)
            day = now // DAY + REVIEW_DAYS
            known = {done.reason for done in reviews.everything(connection)}
            if reason not in known:
                reviews.add(connection, Cause.INCIDENT, reason, day)
                log.write(
                    connection, person, "policy.review-set", "incident", now, due=day_text(day)
                )
        return go("/policy", "review")

    return [change, add_note, review]


def _found(connection: Connection, number: int) -> Incident:
    one = store.find(connection, number) if number < 2**31 else None
    if one is None:
        raise NotFoundException(_("There is no such incident."))
    return one


def _names() -> dict[str, object]:
    return {"kinds": names.kinds(), "states": names.states()}


def _page(
    site: Site, request: Asked, number: int, errors: dict[str, str], typed: Any = None
) -> Response[str]:
    with reading(site.engine) as connection:
        one = _found(connection, number)
        notes = store.notes(connection, number)
    values = {"state": one.state, "owner": one.owner, "due": day_text(one.due), **(typed or {})}
    shown = {"one": one, "notes": notes, "values": values, "errors": errors, **_names()}
    return site.page(request, "incident.html", 422 if errors else 200, **shown)

"""Letters from employees: the list by due date, one letter, and its answer."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.types import ControllerRouterHandler
from sqlalchemy import Connection

from central.access.roles import Permission
from central.audit import log
from central.calendar import DAY
from central.console.fields import Fields
from central.console.guards import needs
from central.console.site import Site, go
from central.console.web import Asked, Form
from central.letters import names, store
from central.letters.answers import LONGEST
from central.letters.letter import Kind, Status
from central.letters.store import Received
from central.register import store as register
from central.register.use_case import UseCase
from central.store.engine import reading, writing
from central.tools import Tool
from central.words import gettext as _

READ = needs(Permission.READ_LETTERS)
ANSWER = needs(Permission.ANSWER_LETTERS)
DRAFT = needs(Permission.EDIT_REGISTER)


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/letters", guards=[READ], sync_to_thread=True)
    def list_page(
        request: Asked, kind: FromQuery[str] = "", status: FromQuery[str] = ""
    ) -> Response[str]:
        with reading(site.engine) as connection:
            everything = store.everything(connection)
        today = site.now() // DAY
        shown = [
            one
            for one in everything
            if (not kind or one.letter.kind == kind) and (not status or one.status == status)
        ]
        waiting = [one for one in everything if one.is_open]
        late = [one for one in waiting if one.due < today]
        listed = {"letters": shown, "waiting": waiting, "late": late, "today": today}
        listed |= {"kind": kind, "status": status, "kept": len(everything)}
        return site.page(request, "letters.html", **listed, **_names())

    @get("/letters/{number:int}", guards=[READ], sync_to_thread=True)
    def one_page(request: Asked, number: FromPath[int]) -> Response[str]:
        with reading(site.engine) as connection:
            one = _found(connection, number)
        return _page(site, request, one, {"status": one.status, "answer": one.answer}, {})

    return [list_page, one_page, *_answering(site)]


def _answering(site: Site) -> list[ControllerRouterHandler]:
    @post("/letters/{number:int}", guards=[ANSWER], sync_to_thread=True)
    def answer(request: Asked, number: FromPath[int], data: Form) -> Response[Any]:
        form = Fields(data)
        status = form.choice("status", Status)
        decided = status in (Status.AGREED, Status.DECLINED)
        text = form.text("answer", LONGEST, needed=decided)
        with reading(site.engine) as connection:
            one = _found(connection, number)
        if form.errors:
            return _page(site, request, one, data, form.errors)
        person, now = request.user, site.now()
        with writing(site.engine) as connection:
            store.answer(connection, one, Status(status), text, person.email, now // DAY)
            # What was written, and by whom, stays out of the log: it outlives the letter.
            subject, kind = f"letter {number}", one.letter.kind
            log.write(connection, person, "letter.answered", subject, now, kind=kind, status=status)
        site.release()
        return go(f"/letters/{number}", "answered")

    @post("/letters/{number:int}/use-case", guards=[DRAFT], sync_to_thread=True)
    def draft(request: Asked, number: FromPath[int]) -> Response[Any]:
        person, now = request.user, site.now()
        with writing(site.engine) as connection:
            one = _found(connection, number)
            if one.use_case:
                return go(f"/use-cases/{one.use_case}")
            letter = one.letter
            title = letter.subject or _("Proposed in letter {number}").format(number=number)
            case = UseCase(title=title, purpose=letter.text, owner=letter.name)
            made = register.add(connection, case, person.email, _("Proposed in a letter."), now)
            store.lead_to(connection, number, made)
            subject = f"use case {made}"
            log.write(connection, person, "use-case.registered", subject, now, letter=number)
        return go(f"/use-cases/{made}/edit", "drafted")

    return [answer, draft]


def _found(connection: Connection, number: int) -> Received:
    one = store.find(connection, number) if number < 2**31 else None
    if one is None:
        raise NotFoundException(_("There is no such letter; a decided one goes after 90 days."))
    return one


def _names() -> dict[str, object]:
    return {"kinds": names.kinds(), "statuses": names.statuses()}


def _page(
    site: Site, request: Asked, one: Received, values: Any, errors: dict[str, str]
) -> Response[str]:
    shown = {"one": one, "values": dict(values), "errors": errors, "longest": LONGEST}
    shown |= {"today": site.now() // DAY, "tool": _tool(site, one), **_names()}
    return site.page(request, "letter.html", 422 if errors else 200, **shown)


def _tool(site: Site, one: Received) -> Tool | None:
    """The tool of the catalogue that a letter proposes, where one has this name."""
    if one.letter.kind is not Kind.TOOL:
        return None
    sought = one.letter.subject.casefold()
    return next((tool for tool in site.tools.values() if tool.name.casefold() == sought), None)

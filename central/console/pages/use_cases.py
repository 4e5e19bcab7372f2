"""The register of use cases: the list, one use case with its history, and the form."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.types import ControllerRouterHandler
from sqlalchemy import Connection

from central.access.person import Person
from central.access.roles import Permission
from central.audit import log
from central.calendar import DAY
from central.console.fields import Fields
from central.console.guards import SIGNED_IN, needs
from central.console.on_shelves import newest_shelved
from central.console.published_weeks import newest_history
from central.console.site import Site, go
from central.console.use import used_tools
from central.console.use_case_form import form_values, read_form
from central.console.web import Asked, Form
from central.register import names, store
from central.register.store import Registered, Stale
from central.register.use_case import Status, UseCase
from central.store.engine import reading, writing
from central.words import gettext as _

EDIT = needs(Permission.EDIT_REGISTER)
#: What the shelves begin with that say for which use cases tools were used.
SHELVES = "usecase.shelf."
#: Use cases on one page.
PAGE = 100


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/use-cases", guards=[SIGNED_IN], sync_to_thread=True)
    def list_page(
        request: Asked,
        find: FromQuery[str] = "",
        status: FromQuery[str] = "",
        page: FromQuery[int] = 1,
    ) -> Response[str]:
        with reading(site.engine) as connection:
            cases = store.everything(connection)
        registered = {one.case.tool for one in cases}
        used = used_tools(newest_history(site), site.tools)
        unknown = [one for one in used if one.seen and one.tool.number not in registered]
        listed = _list(site, cases, find, status) | {"page": max(page, 1), "size": PAGE}
        return site.page(request, "use_cases.html", unknown=unknown, **listed)

    @get("/use-cases/{number:int}", guards=[SIGNED_IN], sync_to_thread=True)
    def one_page(request: Asked, number: FromPath[int]) -> Response[str]:
        with reading(site.engine) as connection:
            case = _found(connection, number)
            versions = store.history(connection, number)
        changes = [
            (new, list(store.differences(old.case, new.case)))
            for new, old in zip(versions, versions[1:], strict=False)
        ]
        shown = {"one": case, "changes": changes, "first": versions[-1], **_names(site)}
        store_of = site.engine, site.registry, site.weeks
        shelved = newest_shelved(*store_of, "quarter", SHELVES, site.clock())
        shown |= {"shelved": shelved, "used": shelved.found.get(number) if shelved else None}
        return site.page(request, "use_case.html", today=site.now() // DAY, **shown)

    return [list_page, one_page, *_editing(site)]


def _editing(site: Site) -> list[ControllerRouterHandler]:
    @get("/use-cases/new", guards=[EDIT], sync_to_thread=True)
    def new_page(request: Asked, tool: FromQuery[int] = 0) -> Response[str]:
        return _form(site, request, None, form_values(UseCase(title="", tool=tool)), {})

    @post("/use-cases/new", guards=[EDIT], sync_to_thread=True)
    def register(request: Asked, data: Form) -> Response[Any]:
        case, errors = read_form(Fields(data), site.tools)
        if errors or case is None:
            return _form(site, request, None, data, errors)
        person, now = request.user, site.now()
        with writing(site.engine) as connection:
            number = store.add(connection, case, person.email, _("Registered."), now)
            _tell(connection, person, "use-case.registered", number, case, now)
        site.release()
        return go(f"/use-cases/{number}", "registered")

    @get("/use-cases/{number:int}/edit", guards=[EDIT], sync_to_thread=True)
    def edit_page(request: Asked, number: FromPath[int]) -> Response[str]:
        with reading(site.engine) as connection:
            old = _found(connection, number)
        return _form(site, request, old, form_values(old.case), {})

    @post("/use-cases/{number:int}/edit", guards=[EDIT], sync_to_thread=True)
    def change(request: Asked, number: FromPath[int], data: Form) -> Response[Any]:
        form = Fields(data)
        case, errors = read_form(form, site.tools)
        why = form.text("why", 500)
        errors |= form.errors
        with reading(site.engine) as connection:
            old = _found(connection, number)
        # The state that the form was filled from; another one means that somebody was quicker.
        shown = Registered(number, form.number("version", 1, 10**9), old.case)
        if errors or case is None:
            return _form(site, request, shown, data, errors)
        try:
            with writing(site.engine) as connection:
                store.change(connection, shown, case, request.user.email, why, site.now())
                _tell(connection, request.user, "use-case.changed", number, case, site.now())
        except Stale:
            wrong = {"why": _("Somebody else changed this use case meanwhile. Look at it first.")}
            return _form(site, request, shown, data, wrong)
        site.release()
        return go(f"/use-cases/{number}", "saved")

    return [new_page, register, edit_page, change]


def _tell(
    connection: Connection, person: Person, action: str, number: int, case: UseCase, now: int
) -> None:
    subject, status = f"use case {number}", case.status
    log.write(connection, person, action, subject, now, title=case.title, status=status)


def _found(connection: Connection, number: int) -> Registered:
    case = store.find(connection, number) if number < 2**31 else None
    if case is None:
        raise NotFoundException(_("There is no such use case."))
    return case


def _names(site: Site) -> dict[str, object]:
    return {
        "fields": names.field_names(),
        "statuses": names.statuses(),
        "risks": names.risks(),
        "eu_classes": names.eu_classes(),
        "bases": names.bases(),
        "kinds": names.kinds_of_data(),
        "tools": site.tools,
    }


def _list(site: Site, cases: list[Registered], find: str, status: str) -> dict[str, object]:
    today = site.now() // DAY
    sought = find.casefold().strip()
    shown = [
        one
        for one in cases
        if (not status or one.case.status == status) and _speaks_of(one.case, sought, site)
    ]
    living = [one for one in cases if one.case.status is Status.APPROVED]
    due = [one for one in living if 0 < one.case.review_day <= today]
    waiting = [one for one in cases if one.case.status in (Status.PROPOSED, Status.IN_REVIEW)]
    numbers = {"all": len(cases), "approved": len(living), "due": due, "waiting": waiting}
    return {"cases": shown, "find": find, "status": status, "today": today} | numbers | _names(site)


def _speaks_of(case: UseCase, sought: str, site: Site) -> bool:
    tool = site.tools.get(case.tool)
    words = (case.title, case.purpose, case.owner, case.model, tool.name if tool else "")
    return not sought or any(sought in word.casefold() for word in words)


def _form(
    site: Site, request: Asked, old: Registered | None, values: Any, errors: dict[str, str]
) -> Response[str]:
    status = 422 if errors else 200
    # A choice of a thousand one-line records would weigh more than the rest of the page.
    chosen = str(values.get("tool", ""))
    tool_names = {
        number: tool.name
        for number, tool in site.tools.items()
        if tool.vendor or str(number) == chosen
    }
    shown = {"old": old, "values": values, "errors": errors, "tool_names": tool_names}
    shown |= _names(site)
    return site.page(request, "use_case_form.html", status, **shown)

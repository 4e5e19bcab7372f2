"""The tools: what is used, what was decided about it, and the form to decide."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from litestar.types import ControllerRouterHandler

from central.access.roles import Permission
from central.audit import log
from central.console.dates import week_in_words
from central.console.decision_form import form_values, read_form
from central.console.fields import Fields
from central.console.guards import SIGNED_IN, needs
from central.console.on_shelves import newest_shelved
from central.console.policy_names import levels
from central.console.published_weeks import newest_history
from central.console.site import Site, go
from central.console.tool_names import classes, verbs
from central.console.use import undecided, used_tools
from central.console.web import Asked, Form
from central.days import DAY
from central.deciding import store
from central.deciding.decision import Decision, Verb
from central.register import store as register
from central.store.engine import reading, writing
from central.tools import Tool
from central.words import gettext as _

DECIDE = needs(Permission.DECIDE)
#: What the shelves begin with that say what is set up.
PRESENT = "present.shelf."
#: Tools that one search shows.
MOST = 60


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/tools", guards=[SIGNED_IN], sync_to_thread=True)
    def tools_page(request: Asked, find: FromQuery[str] = "") -> Response[str]:
        with reading(site.engine) as connection:
            decided = store.in_force(connection)
        sought = find.casefold().strip()
        found = [tool for tool in site.tools.values() if sought and _is(tool, sought)]
        history = newest_history(site)
        used = used_tools(history, site.tools)
        today = site.now() // DAY
        over = [one for one in decided.values() if 0 < one.decision.until_day < today]
        shown: dict[str, object] = {
            "decided": decided,
            "found": found[:MOST],
            "more": len(found) - MOST,
        }
        shown |= {"used": [one for one in used if one.now.count != 0]}
        shown |= {"queue": undecided(used, decided)}
        shown["week"] = week_in_words(site.weeks, history.week) if history else ""
        shown |= _present(site)
        return site.page(request, "tools.html", find=find, over=over, **shown, **_names(site))

    @get("/tools/{number:int}", guards=[SIGNED_IN], sync_to_thread=True)
    def tool_page(request: Asked, number: FromPath[int]) -> Response[str]:
        return _tool(site, request, _known(site, number), None, {})

    @post("/tools/{number:int}/decide", guards=[DECIDE], sync_to_thread=True)
    def decide(request: Asked, number: FromPath[int], data: Form) -> Response[Any]:
        tool = _known(site, number)
        decision, errors = read_form(Fields(data), site.tools, number)
        if decision is None:
            return _tool(site, request, tool, data, errors)
        with writing(site.engine) as connection:
            store.add(connection, number, decision, request.user.email, site.now())
            log.write(
                connection,
                request.user,
                "tool.decided",
                tool.name,
                site.now(),
                tool=number,
                verb=decision.verb,
                up_to=decision.up_to,
            )
        site.release()
        said = "withdrawn" if decision.verb is Verb.WITHDRAW else "decided"
        return go(f"/tools/{number}", said)

    return [tools_page, tool_page, decide]


def _is(tool: Tool, sought: str) -> bool:
    return sought in tool.name.casefold() or sought in tool.vendor.casefold()


def _known(site: Site, number: int) -> Tool:
    tool = site.tools.get(number)
    if tool is None:
        raise NotFoundException(_("The catalogue has no such tool."))
    return tool


def _names(site: Site) -> dict[str, object]:
    return {
        "tools": site.tools,
        "classes": classes(),
        "verbs": verbs(),
        "levels": levels(),
        "groups": site.settings.groups,
        "today": site.now() // DAY,
    }


def _present(site: Site) -> dict[str, object]:
    """Tool servers, extensions and models that are set up, the most common first."""
    store = site.engine, site.registry, site.weeks
    shelved = newest_shelved(*store, "quarter", PRESENT, site.clock())
    found = shelved.found.items() if shelved else ()
    known = [(site.tools[number], figure) for number, figure in found if number in site.tools]
    known.sort(key=lambda one: (-(one[1].count or 0), one[0].name.casefold()))
    return {"present": known, "until": shelved.until if shelved else ""}


def _alternatives(site: Site, tool: Tool, chosen: int) -> dict[int, str]:
    """What may be used instead: what the company or the catalogue approves."""
    with reading(site.engine) as connection:
        decided = store.in_force(connection)
    approved = {one.tool for one in decided.values() if one.decision.verb is Verb.APPROVE}
    approved |= {one.number for one in site.tools.values() if one.tool_class == "approved"}
    approved |= {chosen}
    return {
        one.number: one.name
        for one in site.tools.values()
        if one.number in approved and one.number != tool.number
    }


def _tool(
    site: Site, request: Asked, tool: Tool, typed: dict[str, Any] | None, errors: dict[str, str]
) -> Response[str]:
    with reading(site.engine) as connection:
        history = store.history(connection, tool.number)
        cases = [one for one in register.everything(connection) if one.case.tool == tool.number]
    current = history[0].decision if history else None
    begin = current or Decision(verb=Verb.APPROVE, up_to="internal")
    used = used_tools(newest_history(site), {tool.number: tool})
    return site.page(
        request,
        "tool.html",
        422 if errors else 200,
        tool=tool,
        used=used[0] if used else None,
        history=history,
        current=current if current and current.verb is not Verb.WITHDRAW else None,
        cases=cases,
        alternatives=_alternatives(site, tool, begin.instead),
        values=typed or form_values(begin),
        errors=errors,
        **_names(site),
    )

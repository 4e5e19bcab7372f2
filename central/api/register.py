"""The register, the decisions and the policy, for a program."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import get
from litestar.exceptions import NotFoundException
from litestar.params import PathParameter
from litestar.types import ControllerRouterHandler

from central.console.guards import SIGNED_IN
from central.console.site import Site
from central.days import day_text
from central.deciding import store as deciding
from central.policies import reviews, versions
from central.register import store
from central.register.store import Registered
from central.store.engine import reading

Number = Annotated[int, PathParameter(ge=1, lt=2**31)]


def routes(site: Site) -> list[ControllerRouterHandler]:
    @get("/use-cases", guards=[SIGNED_IN], sync_to_thread=True)
    def use_cases() -> list[dict[str, Any]]:
        """Every use case of the register, by number."""
        with reading(site.engine) as connection:
            return [_case(one) for one in store.everything(connection)]

    @get(
        "/use-cases/{number:int}",
        guards=[SIGNED_IN],
        sync_to_thread=True,
        raises=[NotFoundException],
    )
    def use_case(number: Number) -> dict[str, Any]:
        """One use case with every state that it had, newest first."""
        with reading(site.engine) as connection:
            found = store.find(connection, number)
            if found is None:
                raise NotFoundException("There is no such use case.")
            history = [msgspec.to_builtins(one) for one in store.history(connection, number)]
        return {**_case(found), "history": history}

    @get("/decisions", guards=[SIGNED_IN], sync_to_thread=True)
    def decisions() -> list[dict[str, Any]]:
        """What holds now for each tool that was decided about."""
        with reading(site.engine) as connection:
            found = deciding.in_force(connection)
        return [
            {"name": site.tools[number].name if number in site.tools else ""}
            | msgspec.to_builtins(one)
            for number, one in sorted(found.items())
        ]

    @get("/policy", guards=[SIGNED_IN], sync_to_thread=True)
    def policy() -> dict[str, Any]:
        """The version in force, and the reviews of the policy."""
        with reading(site.engine) as connection:
            current = versions.in_force(versions.everything(connection))
            found = reviews.everything(connection)
        return {
            "version": msgspec.to_builtins(current),
            "reviews": [
                msgspec.to_builtins(one)
                | {"due_day": day_text(one.due_day), "done_day": day_text(one.done_day or 0)}
                for one in found
            ],
        }

    return [use_cases, use_case, decisions, policy]


def _case(one: Registered) -> dict[str, Any]:
    content: dict[str, Any] = msgspec.to_builtins(one.case)
    content["review_day"] = day_text(one.case.review_day)
    return {"number": one.number, "version": one.version, **content}

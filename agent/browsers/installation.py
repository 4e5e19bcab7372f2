"""The extension in a machine's browsers: what has to stand where, and what stands there now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from agent.browsers import policies
from agent.browsers.browser import Browser
from agent.browsers.draft import Draft, Store
from agent.browsers.extension import Extension
from agent.browsers.policies import Document

#: The name under which browsers find plimsoll-host.
HOST_NAME = "plimsoll.host"
MACOS_SWITCH = "EnterprisePoliciesEnabled"


@dataclass(frozen=True, slots=True)
class Wish:
    """What shall be there."""

    extension: Extension
    #: plimsoll-host, as browsers start it.
    program: Path
    #: For every account, with the policy that installs the extension. Otherwise for one account.
    machine_wide: bool
    #: The extension's managed storage.
    settings: Document
    #: Firefox shall take packages that Mozilla did not sign.
    unsigned: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a browser has now."""

    browser: Browser
    here: bool
    #: Whom plimsoll-host is registered for. `broken`: the program is not where it says.
    host: Literal["account", "machine", "broken", ""]
    #: `overruled`: several policy files list extensions, and only one of them counts.
    extension: Literal["installed", "overruled", ""]


class Installation:
    """One machine. `root` is another folder than / for tests and for images of systems."""

    def __init__(self, store: Store, home: Path, root: Path = Path("/")) -> None:
        self._store = store
        self._home = home
        self._root = root

    def has(self, browser: Browser) -> bool:
        return any(self._store.exists(self._place(sign)) for sign in browser.found)

    def to_install(self, browsers: Iterable[Browser], wish: Wish) -> Draft:
        """What has to change; empty where all is there already."""
        draft = Draft(self._store)
        for browser in browsers:
            for place, document in self._host(browser, wish).items():
                draft.put(place, document)
            if wish.machine_wide and wish.extension.updates_address:
                self._force(draft, browser, wish)
        return draft

    def to_remove(self, browsers: Iterable[Browser], wish: Wish) -> Draft:
        """What has to change so that nothing of ours is left, for an account or for all."""
        draft = Draft(self._store)
        for browser in browsers:
            for place in self._host(browser, wish):
                draft.put(place, None)
            if wish.machine_wide:
                self._release(draft, browser, wish.extension)
        return draft

    def found(self, browser: Browser, extension: Extension) -> Found:
        """Reads, and changes nothing."""
        draft = Draft(self._store)
        host = self._host_now(draft, browser, extension)
        return Found(browser, self.has(browser), host, self._forced(draft, browser, extension))

    def _place(self, named: str) -> str:
        if named.startswith("~"):
            return str(self._home) + named[1:]
        return str(self._root / named[1:]) if named.startswith("/") else named

    def _host(self, browser: Browser, wish: Wish) -> dict[str, Document]:
        folder = browser.machine_hosts if wish.machine_wide else browser.user_hosts
        manifest: Document = {"name": HOST_NAME, "description": "Plimsoll", "type": "stdio"}
        manifest["path"] = str(wish.program)
        if browser.family == "firefox":
            manifest["allowed_extensions"] = [wish.extension.gecko_id]
        else:
            ids = wish.extension.chromium_ids
            manifest["allowed_origins"] = [f"chrome-extension://{name}/" for name in ids]
        return self._store.host_documents(self._place(folder), HOST_NAME, manifest)

    def _host_now(
        self, draft: Draft, browser: Browser, extension: Extension
    ) -> Literal["account", "machine", "broken", ""]:
        for machine_wide in (False, True):  # a browser looks into the account first
            wish = Wish(extension, Path(), machine_wide, {})
            manifest = draft.read(next(iter(self._host(browser, wish))))
            if manifest:
                works = Path(str(manifest.get("path"))).is_file()
                return ("machine" if machine_wide else "account") if works else "broken"
        return ""

    def _force(self, draft: Draft, browser: Browser, wish: Wish) -> None:
        extension, settings = wish.extension, wish.settings
        if browser.family == "firefox":
            place = self._firefox_place(browser)
            draft.edit(
                place,
                lambda document: _firefox(
                    place,
                    document,
                    lambda p: policies.with_firefox(p, extension, settings, wish.unsigned),
                ),
            )
            return
        own = self._store.own_document(self._place(browser.policies[0]))
        others = [place for place in self._listing(draft, browser) if place != own]
        self._release(draft, browser, extension)
        listing = others[-1] if others else own
        draft.edit(listing, lambda document: policies.with_chromium(document, extension))
        if own.endswith(".json"):  # elsewhere they have a place of their own
            draft.edit(own, lambda document: policies.with_settings(document, extension, settings))

    def _release(self, draft: Draft, browser: Browser, extension: Extension) -> None:
        if browser.family == "firefox":
            for place in map(self._place, browser.policies):
                draft.edit(
                    place,
                    lambda document, place=place: _firefox(  # type: ignore[misc]
                        place, document, lambda p: policies.without_firefox(p, extension)
                    ),
                )
            return
        for place in self._store.documents_in(self._place(browser.policies[0])):
            draft.edit(
                place,
                lambda document: policies.without_settings(
                    policies.without_chromium(document), extension
                ),
            )

    def _forced(
        self, draft: Draft, browser: Browser, extension: Extension
    ) -> Literal["installed", "overruled", ""]:
        if browser.family == "firefox":
            document = draft.read(self._firefox_place(browser))
            inner = document.get("policies", document)
            return "installed" if policies.forces_firefox(inner, extension) else ""
        listing = self._listing(draft, browser)
        if not any(policies.forces_chromium(draft.read(place)) for place in listing):
            return ""
        return "installed" if len(listing) == 1 else "overruled"

    def _listing(self, draft: Draft, browser: Browser) -> list[str]:
        """The documents that list extensions to install, the weakest first.

        Only the last one's list holds: Chromium takes a policy from one file and does not join
        lists (components/policy, ConfigDirPolicyLoader). So ours goes into that of the company.
        """
        places = self._store.documents_in(self._place(browser.policies[0]))
        return [place for place in places if policies.FORCED in draft.read(place)]

    def _firefox_place(self, browser: Browser) -> str:
        places = [self._place(named) for named in browser.policies]
        return next((place for place in places if self._store.exists(place)), places[0])


def _firefox(place: str, document: Document, change: policies.Edit) -> Document:
    """A change of Firefox's policies. In `policies.json` they stand below a name of their own."""
    if place.endswith(".json"):
        inner = change(document.get("policies", {}))
        rest = {name: value for name, value in document.items() if name != "policies"}
        return {**rest, "policies": inner} if inner else rest
    changed = change(document)
    if place.endswith(".plist"):  # Firefox reads its property list only where this says so
        changed.pop(MACOS_SWITCH, None)
        return {**changed, MACOS_SWITCH: True} if changed else {}
    return changed

"""A real Firefox with our extension, for a trial: its own profile, its own home, nothing shared.

Every host name leads to the stand-in pages on loopback, so no trial reaches a real site.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from agent.browsers.extension import SOURCE, gecko_id
from agent.trial.bidi import Bidi, BidiError, our_value
from agent.trial.child import TrialError, child, last_words
from agent.trial.driver import START_PATIENCE, WINDOW, Node, Site
from agent.trial.overlay import overlaid
from agent.trial.typist import Typist
from agent.words import gettext as _

PROGRAM = "/usr/bin/firefox-esr"
#: Seconds between two looks.
PAUSE = 0.05
#: The address that the extension has in the trial's profile; Firefox draws one by chance otherwise.
ADDRESS = "2f1d7c3e-5b8a-4f6d-9c40-7e1a2b3c4d5e"

_BOX = "e => (({ x, y, width, height }) => [x, y, width, height])(e.getBoundingClientRect())"
_LEFT_BUTTON = [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]


@contextmanager
def firefox(
    place: Path, site: Site, environment: Mapping[str, str], system: Path | None = None
) -> Iterator[Firefox]:
    """A running Firefox while the block lasts; `place` is its home. Raises TrialError.

    `system` is a folder whose `etc` and `usr/lib` it sees laid over the machine's: then a policy
    there brings the extension. Otherwise it is loaded for this run.
    """
    profile = _profile(place, site)
    log = place / "firefox.log"
    program = str(overlaid(PROGRAM, system, place)) if system else PROGRAM
    command = (program, "--no-remote", "--profile", str(profile), "--remote-debugging-port=0")
    # Only so may a trial look into an extension's own pages.
    running = child(
        (*command, "--remote-allow-system-access"),
        environment={**environment, "HOME": str(place), "LANGUAGE": "en"},
        log=log,
    )
    with running as process:
        bidi = Bidi(_address(profile, log, process.poll))
        try:
            driver = Firefox(bidi, Typist(environment, place), place)
            if system is None:
                driver.load(SOURCE)
            yield driver
        finally:
            bidi.close()


def _profile(place: Path, site: Site) -> Path:
    """A new profile, with its preferences and where its window stands."""
    profile = place / "profile"
    profile.mkdir(parents=True)
    lines = (
        f"user_pref({json.dumps(n)}, {json.dumps(v)});\n" for n, v in _preferences(site).items()
    )
    (profile / "user.js").write_text("".join(lines), "utf-8")
    width, height = map(str, WINDOW)
    window = {"screenX": "0", "screenY": "0", "width": width, "height": height}
    kept = {"chrome://browser/content/browser.xhtml": {"main-window": window}}
    (profile / "xulstore.json").write_text(json.dumps(kept), "utf-8")
    return profile


def _address(profile: Path, log: Path, ended: Any) -> str:
    """Where it listens: it writes that into its profile."""
    file = profile / "WebDriverBiDiServer.json"
    end = time.monotonic() + START_PATIENCE
    while time.monotonic() < end and ended() is None:
        with suppress(OSError, ValueError):
            told = json.loads(file.read_text("utf-8"))
            return f"ws://{told['ws_host']}:{told['ws_port']}"
        time.sleep(PAUSE)
    raise TrialError(_("Firefox did not start: {reason}").format(reason=last_words(log)))


def _preferences(site: Site) -> dict[str, str | int | bool]:
    return {
        "network.dns.forceResolve": "127.0.0.1",
        "network.socket.forcePort": f"443={site.port}",
        "extensions.webextensions.uuids": json.dumps({gecko_id(): ADDRESS}),
        "browser.shell.checkDefaultBrowser": False,
        "browser.aboutwelcome.enabled": False,
        "browser.startup.page": 0,
        "browser.tabs.warnOnClose": False,
        "datareporting.policy.dataSubmissionEnabled": False,
        "network.captive-portal-service.enabled": False,
        "network.connectivity-service.enabled": False,
        "signon.rememberSignons": False,
    }


class Firefox:
    """Speaks as Selenium's WebDriver does, over BiDi."""

    name = "firefox"
    window_class = "Navigator"
    extension = f"moz-extension://{ADDRESS}/"

    def __init__(self, bidi: Bidi, hands: Typist, place: Path) -> None:
        """`hands` drag from other windows; `place` is a folder for what they drag."""
        self._bidi = bidi
        self._hands = hands
        self._place = place
        bidi.ask("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})
        self.tab = self.window_handles[0]
        #: The tab, or a frame in it.
        self.context = self.tab

    def load(self, extension: Path) -> None:
        """Load an extension from its folder, for this run."""
        about = {"type": "path", "path": str(extension)}
        self._bidi.ask("webExtension.install", extensionData=about)

    @property
    def switch_to(self) -> FirefoxSwitch:
        return FirefoxSwitch(self, self._bidi)

    @property
    def current_window_handle(self) -> str:
        return self.tab

    @property
    def window_handles(self) -> list[str]:
        tree = self._bidi.ask("browsingContext.getTree", maxDepth=0)
        return [str(context["context"]) for context in tree["contexts"]]

    @property
    def current_url(self) -> str:
        tree = self._bidi.ask("browsingContext.getTree", root=self.tab, maxDepth=0)
        return str(tree["contexts"][0]["url"])

    def get(self, url: str, /) -> None:
        self.context = self.tab
        self._bidi.ask("browsingContext.navigate", context=self.tab, url=url, wait="complete")
        self._leave_address_bar()

    def close(self) -> None:
        self._bidi.ask("browsingContext.close", context=self.tab)

    def execute_script(self, script: str, /, *arguments: Any) -> Any:
        function = f"function () {{ {script}\n}}"
        return our_value(self._bidi.call(self.context, function, *arguments))

    def find_element(self, by: str, value: str, /) -> FirefoxElement:
        selector = f"#{value}" if by == "id" else value
        found = self.execute_script("return document.querySelector(arguments[0])", selector)
        if found is None:
            raise TrialError(_("Nothing on the page is {selector}.").format(selector=selector))
        return FirefoxElement(self._bidi, self.context, {"sharedId": found["sharedId"]})

    def be_patient(self, seconds: float, /) -> None:
        self._bidi.be_patient(seconds)

    def document(self) -> Node:
        """The tab's document and, as further children, those of its frames."""
        tree = self._bidi.ask("browsingContext.getTree", root=self.tab)["contexts"][0]
        roots = tuple(root for context in _contexts(tree) for root in self._root(context))
        return Node("#document", "", frozenset(), roots, None)

    def edges(self, node: Node, /) -> tuple[float, float, float, float]:
        context, shared = node.key
        x, y, width, height = our_value(self._bidi.call(context, _BOX, shared))
        return x, y, x + width, y + height

    def click(self, node: Node, /) -> None:
        context, shared = node.key
        self._bidi.call(context, "e => e.scrollIntoView({ block: 'nearest' })", shared)
        _click(self._bidi, context, shared)

    def drop(self, text: str, x: int, y: int, /) -> None:
        """Drop a text from another window at a point of the page, with a real mouse."""
        left, top = self.execute_script("return [mozInnerScreenX, mozInnerScreenY]")
        file = self._place / "dragged.txt"
        file.write_text(text, "utf-8")
        self._hands.drag(file, int(left) + x, int(top) + y)

    def _leave_address_bar(self) -> None:
        """Keys go to the page from now on; a click that BiDi makes does not see to that."""
        own = self._bidi.ask("browsingContext.getTree", maxDepth=0, **{"moz:scope": "chrome"})
        for window in own["contexts"]:
            self._bidi.call(window["context"], "() => gBrowser.selectedBrowser.focus()")

    def _root(self, context: str) -> Iterator[Node]:
        everything = {"maxDomDepth": None, "includeShadowTree": "all"}
        with suppress(BidiError):  # the frame went away while we looked
            function = "() => document.documentElement"
            found = self._bidi.call(context, function, serializationOptions=everything)
            if found["type"] == "node":
                yield _node(found, context)


class FirefoxElement:
    """One element of a page."""

    def __init__(self, bidi: Bidi, context: str, shared: dict[str, str]) -> None:
        self._bidi = bidi
        self._context = context
        self._shared = shared

    @property
    def rect(self) -> dict[str, Any]:
        x, y, width, height = our_value(self._bidi.call(self._context, _BOX, self._shared))
        return {"x": x, "y": y, "width": width, "height": height}

    def click(self) -> None:
        _click(self._bidi, self._context, self._shared)

    def get_property(self, name: str, /) -> Any:
        return our_value(self._bidi.call(self._context, "(e, n) => e[n]", self._shared, name))


class FirefoxSwitch:
    """Chooses which tab or frame the driver speaks to."""

    def __init__(self, driver: Firefox, bidi: Bidi) -> None:
        self._driver = driver
        self._bidi = bidi

    def window(self, handle: str, /) -> None:
        self._bidi.ask("browsingContext.activate", context=handle)
        self._driver.tab = self._driver.context = handle

    def new_window(self, kind: str, /) -> None:
        self.window(str(self._bidi.ask("browsingContext.create", type=kind)["context"]))

    def frame(self, name: str, /) -> None:
        """The frame whose element has this id."""
        script = "return document.getElementById(arguments[0])?.contentWindow ?? null"
        found = self._bidi.call(self._driver.context, f"function () {{ {script} }}", name)
        if found["type"] != "window":
            raise TrialError(_("No frame is called {name}.").format(name=name))
        self._driver.context = found["value"]["context"]

    def default_content(self) -> None:
        self._driver.context = self._driver.tab


def _click(bidi: Bidi, context: str, shared: dict[str, str]) -> None:
    origin = {"type": "element", "element": shared}
    move = {"type": "pointerMove", "x": 0, "y": 0, "origin": origin}
    mouse = {"type": "pointer", "id": "mouse", "actions": [move, *_LEFT_BUTTON]}
    bidi.ask("input.performActions", context=context, actions=[mouse])


def _contexts(tree: dict[str, Any]) -> Iterator[str]:
    yield str(tree["context"])
    for inner in tree["children"] or ():
        yield from _contexts(inner)


def _node(remote: dict[str, Any], context: str) -> Node:
    about = remote["value"]
    children = about.get("children", [])
    if about.get("shadowRoot"):
        children = [*children, about["shadowRoot"]]
    return Node(
        about.get("localName", "#text" if about["nodeType"] == 3 else "#other"),
        about.get("nodeValue", "") if about["nodeType"] == 3 else "",
        frozenset(about.get("attributes", {})),
        tuple(_node(inner, context) for inner in children),
        (context, {"sharedId": remote["sharedId"]}) if "sharedId" in remote else None,
    )

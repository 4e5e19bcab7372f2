"""The page's scripts in node, without a browser: what they need of one stands in `STAND_IN`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[3] / "ui" / "browser" / "page"

#: The names that the scripts use of a browser, as far as the tests go. An element is its words.
STAND_IN = """
const listeners = {};
const dispatched = [];
const told = [];
let answer = { ok: true };
class Element {
  attributes = {};
  children = [];
  isConnected = true;
  constructor(tag) { this.tag = tag; }
  setAttribute(name, value) { this.attributes[name] = value; }
  addEventListener() {}
  append(...children) { this.children.push(...children); }
  get textContent() { return this.children.map((c) => c.textContent ?? c).join(""); }
  toJSON() { return { [this.tag]: this.textContent }; }
}
class HTMLElement extends Element {}
class HTMLInputElement extends HTMLElement {}
class HTMLTextAreaElement extends HTMLElement {}
const document = { createElement: (tag) => new Element(tag) };
const location = { hostname: "chatgpt.com" };
const addEventListener = (kind, hear) => (listeners[kind] = hear);
globalThis.dispatchEvent = (event) => dispatched.push([event.type, JSON.parse(event.detail)]);
const chrome = {
  i18n: { getMessage: (name) => `<${name}>` },
  runtime: {
    id: "ours",
    sendMessage: async (message) => {
      told.push(message);
      if (answer instanceof Error) throw answer;
      return answer;
    },
  },
};
// A file under test may bring its own.
globalThis.extensionLives = () => true;
globalThis.isTextField = (field) => field instanceof HTMLTextAreaElement;
"""


#: The page's own world: an event bus that is the window. Tests add what their script finds there.
PAGE_WORLD = """
const bus = new EventTarget();
globalThis.window = globalThis;
globalThis.addEventListener = bus.addEventListener.bind(bus);
globalThis.dispatchEvent = bus.dispatchEvent.bind(bus);
const soon = () => new Promise((done) => setTimeout(done, 5));
const isPage = (name, value) => Object.defineProperty(globalThis, name, { value, writable: true });
"""


@pytest.fixture
def in_page() -> Callable[..., Any]:
    """`in_page(script, *files)`: what an async script returns after these files of page/.

    `found` is JavaScript for what else of a browser the files find before them.
    """

    def run(script: str, *files: str, found: str = "") -> Any:
        return _in_node([STAND_IN, found, *(_source(name) for name in files)], script)

    return run


@pytest.fixture
def in_page_world() -> Callable[..., Any]:
    """`in_page_world(found, name, script)`: as `in_page`, for a script of page/in_page/.

    `found` is JavaScript that makes what the script finds in the page before it runs.
    """

    def run(found: str, name: str, script: str) -> Any:
        return _in_node([PAGE_WORLD, found, _source(f"in_page/{name}")], script)

    return run


def _source(name: str) -> str:
    return (PAGE / f"{name}.js").read_text("utf-8")


def _in_node(sources: list[str], script: str) -> Any:
    program = "\n".join([*sources, f"(async () => {{ {script} }})()"])
    shown = "out => console.log(JSON.stringify(out ?? null))"
    done = subprocess.run(
        ["node", "--input-type=commonjs", "--eval", f"{program}.then({shown})"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)

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
const dispatchEvent = (event) => dispatched.push([event.type, JSON.parse(event.detail)]);
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
const extensionLives = () => true;
const isTextField = (field) => field instanceof HTMLTextAreaElement;
"""


@pytest.fixture
def in_page() -> Callable[..., Any]:
    """`in_page(script, *files)`: what an async script returns after these files of page/."""

    def run(script: str, *files: str) -> Any:
        sources = [(PAGE / f"{name}.js").read_text("utf-8") for name in files]
        program = "\n".join([STAND_IN, *sources, f"(async () => {{ {script} }})()"])
        shown = "out => console.log(JSON.stringify(out ?? null))"
        done = subprocess.run(
            ["node", "--input-type=commonjs", "--eval", f"{program}.then({shown})"],
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return run

"""The warning as people see it: each picture is kept in build/pictures, and fits its window."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from agent.trial.scenes import Stage

PICTURES = Path(__file__).parent.parent.parent / "build" / "pictures"


@dataclass(frozen=True, slots=True)
class Look:
    """A window, how its person likes it, and what was pasted. `scale` 2 is text at 200 %."""

    text: str
    width: int = 1200
    height: int = 720
    scale: int = 1
    theme: str = "light"
    #: Whether the person has set colours of their own (forced colours, such as High Contrast).
    forced: bool = False


OFFER = (
    "Notes for Monday\n\nCONFIDENTIAL: our offer for Harbour stands at 41 million.\n\nLunch: {}\n"
)
MANY = "\n\n".join(f"CONFIDENTIAL: item {n} of the price list." for n in range(40))
MANY += "\n\n{}"
TABLE = "TLP:RED\nname\tprice\tmargin\n" + "bolt\t0.41\t12 %\n" * 2000 + "{}"

LOOKS = {
    "light": Look(OFFER),
    "dark": Look(OFFER, theme="dark"),
    "narrow": Look(OFFER, width=360, height=640),
    "high-contrast": Look(OFFER, theme="dark", forced=True),
    "large-text": Look(OFFER, width=640, height=400, scale=2),
    "many": Look(MANY),
    "many-dark-narrow": Look(MANY, width=360, height=640, theme="dark"),
    "table": Look(TABLE),
    "right-to-left": Look("سري للغاية\n\nTLP:RED عرضنا للميناء واحد وأربعون مليونا {}\n"),
    "japanese": Look("社外秘\n\n港湾案件の見積もりは四千百万です。{}\n"),
}


@pytest.mark.parametrize("name", LOOKS)
def test_the_warning_fits_its_window(stage: Stage, name: str) -> None:
    look = LOOKS[name]
    with _window(stage, look), stage.copied(look.text.format(name)):
        stage.paste("plain")
        stage.dialog.wait()
        _keep(stage, name)
        left, top, right, bottom = stage.dialog.edges()
        assert left >= 0
        assert top >= 0
        assert right <= look.width
        assert bottom <= look.height
        stage.typist.press("Escape")
        stage.dialog.wait_gone()


def test_the_result_and_the_reasons_fit_too(stage: Stage) -> None:
    look = LOOKS["light"]
    with _window(stage, look), stage.copied(look.text.format("result")):
        stage.paste("plain")
        stage.dialog.wait()
        stage.typist.press("Down", "Return")
        stage.dialog.wait("After")
        _keep(stage, "result")
        assert stage.dialog.edges()[3] <= look.height
        stage.typist.press("Down", "Down", "Return")
        stage.dialog.wait("Why is it fine to continue?")
        _keep(stage, "reasons")
        assert stage.dialog.edges()[3] <= look.height
        stage.typist.press("Escape")
        stage.dialog.wait_gone()


@contextmanager
def _window(stage: Stage, look: Look) -> Iterator[None]:
    size = {"width": look.width, "height": look.height, "deviceScaleFactor": look.scale}
    likes = [
        {"name": "prefers-color-scheme", "value": look.theme},
        {"name": "forced-colors", "value": "active" if look.forced else "none"},
        {"name": "prefers-reduced-motion", "value": "reduce"},  # a picture stands still
    ]
    command = stage.driver.execute_cdp_cmd
    command("Emulation.setDeviceMetricsOverride", {**size, "mobile": False})
    command("Emulation.setEmulatedMedia", {"features": likes})
    try:
        yield
    finally:
        command("Emulation.clearDeviceMetricsOverride", {})
        command("Emulation.setEmulatedMedia", {"features": []})


def _keep(stage: Stage, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    taken = stage.driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    (PICTURES / f"warning-{name}.png").write_bytes(base64.b64decode(taken["data"]))

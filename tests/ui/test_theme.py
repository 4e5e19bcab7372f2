from __future__ import annotations

import pytest

from ui.theme import DARK, LIGHT, Colours

TEXT_ON_GROUND = [
    *[(ink, ground) for ink in ("ink", "quiet", "sea", "red") for ground in ("paper", "sheet")],
    ("on_sea", "sea"),
    ("on_amber", "amber"),
]


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read_on_its_ground(colours: Colours, text: str, ground: str) -> None:
    assert _contrast(getattr(colours, text), getattr(colours, ground)) >= 4.5


def test_the_formula_gives_black_on_white_21() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)

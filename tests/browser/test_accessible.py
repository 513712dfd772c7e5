"""What every kind of page promises to those who see, steer or read it in another way."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.everything import Site, standing_for_all

# Every rule of these tags; what must be is told from what is merely advised, and both hold here.
_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RULES = {"runOnly": {"type": "tag", "values": _TAGS}, "resultTypes": ["violations"]}
_STYLE = Path(__file__).resolve().parents[2] / "site" / "assets" / "style.css"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(
    browser: Browser, everything: Site, scheme: Literal["light", "dark"]
) -> None:
    """On a phone as on a desk, in both schemes, no rule of axe-core is broken.

    What a small page lacks is not the scheme's doing: in the dark the large ones are enough.
    """
    # What looks at the page is a script that the page's own policy would refuse.
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    found = {}
    large = standing_for_all(everything.folder, small=False)
    for path in everything.pages if scheme == "light" else large:
        page.goto(everything.url(path))
        page.evaluate(Axe().axe_script)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            broken = page.evaluate("async (given) => (await axe.run(given)).violations", _RULES)
            found |= {(path, width): _told(broken)} if broken else {}
    context.close()
    assert found == {}


def _told(broken: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Each rule that is broken, with the first element that breaks it."""
    return [(rule["id"], rule["nodes"][0]["html"]) for rule in broken]


_ON_PAPER = ("text", "quiet", "faint", "accent", "present", "absent", "unknown")
_CODE = ("code-key", "code-text", "code-number", "code-name", "code-quiet")
PAIRS = [
    *((front, back) for front in _ON_PAPER for back in ("paper", "raised")),
    *((front, "raised") for front in _CODE),
    ("present", "present-paper"),
    ("absent", "absent-paper"),
    ("unknown", "unknown-paper"),
    ("quiet", "unknown-paper"),
    ("old", "old-paper"),
    ("text", "old-paper"),
    ("absent", "old-paper"),
    ("accent", "old-paper"),
    ("paper", "accent"),
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_every_pair_of_colours_can_be_told_apart(scheme: str, front: str, back: str) -> None:
    """Text on any ground it stands on, in both schemes, has the contrast of WCAG's level AA.

    Axe-core leaves out what a scrolled table hides, and what stands in a picture.
    """
    style = _STYLE.read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[scheme == "dark"]))
    assert _contrast(colours[front], colours[back]) >= 4.5


def _contrast(one: str, other: str) -> float:
    """The ratio as WCAG 2 reckons it."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

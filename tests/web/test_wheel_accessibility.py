"""The wheel's page in a real browser: WCAG 2.2 AA, narrow, and no network."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from command_line import Anhorig
from conftest import PLANS

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("kind", ["months", "rings"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("plans", [PLANS / "salem.yaml", PLANS])
def test_the_page_of_a_wheel_has_no_flaw(
    kind: str, scheme: str, width: int, plans: Path, tab: Page, anhorig: Anhorig, tmp_path: Path
) -> None:
    file = tmp_path / "wheel.html"
    anhorig("wheel", plans, "--kind", kind, "--as-of", "2024-06-01", "-o", file)
    tab.emulate_media(media="screen", color_scheme="dark" if scheme == "dark" else "light")
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(file.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(tab, options={"runOnly": TAGS, "resultTypes": ["violations"]}).response["violations"]
    assert [flaw["id"] for flaw in found] == []

"""The page of how plans serve a strategy in a real browser: WCAG 2.2 AA, narrow, and no network."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from command_line import Anhorig

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STRATEGY = """\
titel: Länets strategi för stöd till anhöriga
områden:
  - {id: stod, titel: Stöd till anhöriga}
  - {id: unga, titel: Barn och unga som anhöriga, del_av: stod}
  - {id: arbete, titel: Förvärvsarbete}
"""


@pytest.fixture
def page_of_many(tmp_path: Path, anhorig: Anhorig) -> Path:
    """The page of a strategy and twelve plans."""
    (tmp_path / "lanet.yaml").write_text(STRATEGY, encoding="utf-8")
    for n in range(12):
        judged = f"bedömningar: [{{datum: 2026-01, status: {('uppfyllt', 'bedöms inte uppfyllas')[n % 2]}}}]"
        plan = f"titel: Kommunens plan {n}\ndelmål: [{{id: d, titel: D, bidrar_till: lanet/unga, {judged}}}]\n"
        (tmp_path / f"kommun-{n}.yaml").write_text(plan, encoding="utf-8")
    file = tmp_path / "coverage.html"
    assert anhorig("coverage", tmp_path / "lanet.yaml", tmp_path, "--as-of", "2026-06-01", "-o", file).code == 0
    return file


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 320])
def test_the_page_has_no_flaw(scheme: str, width: int, tab: Page, page_of_many: Path) -> None:
    tab.emulate_media(media="screen", color_scheme="dark" if scheme == "dark" else "light")
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(page_of_many.as_uri())
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.evaluate("document.scripts.length") == 0
    found = Axe().run(tab, options={"runOnly": TAGS, "resultTypes": ["violations"]}).response["violations"]
    assert [flaw["id"] for flaw in found] == []


def test_every_cell_is_reached_with_the_keyboard_alone(tab: Page, page_of_many: Path) -> None:
    tab.set_viewport_size({"width": 700, "height": 900})
    tab.goto(page_of_many.as_uri())
    region = tab.locator("[role=region]")
    region.focus()
    assert region.evaluate("e => e.scrollWidth > e.clientWidth")
    tab.keyboard.press("ArrowRight")
    tab.wait_for_function("document.querySelector('[role=region]').scrollLeft > 0")

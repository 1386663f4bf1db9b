"""The page of how plans contribute to a strategy in a real browser: WCAG 2.2 AA, narrow, and no network."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from chromium import IN_TWO_WINDOWS, flaws, show
from command_line import Anhorig

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


@IN_TWO_WINDOWS
def test_the_page_has_no_flaw(scheme: str, width: int, tab: Page, page_of_many: Path) -> None:
    show(tab, page_of_many, width, scheme)
    assert tab.evaluate("document.scripts.length") == 0
    assert flaws(tab) == []


def test_every_cell_is_reached_with_the_keyboard_alone(tab: Page, page_of_many: Path) -> None:
    tab.set_viewport_size({"width": 700, "height": 900})
    tab.goto(page_of_many.as_uri())
    region = tab.locator("[role=region]")
    region.focus()
    assert region.evaluate("e => e.scrollWidth > e.clientWidth")
    tab.keyboard.press("ArrowRight")
    tab.wait_for_function("document.querySelector('[role=region]').scrollLeft > 0")

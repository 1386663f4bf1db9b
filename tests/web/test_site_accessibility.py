"""The pages of a site in a real browser: WCAG 2.2 AA, narrow, dark, and no network."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from chromium import IN_TWO_WINDOWS, flaws, show
from command_line import Anhorig
from conftest import PLANS
from effort import TORTURE
from past import Past

PAGES = [
    "index", "andrat", "planer/salem", "planer/trelleborg", "omraden/lanet/barn", "omraden/lanet/arbete",
    "data", "om", "tackning/lanet", "indikatorer/n21813",
]  # fmt: skip
STRATEGY = """\
titel: Länets strategi
områden: [{id: barn, titel: Barn som anhöriga}, {id: arbete, titel: Arbete och anhörigskap}]
"""
SERVING = """\
titel: Plan för {name}
organisation: {name} kommun
delmål: [{{id: b, titel: Grupper för barn, senast: 2024-12-31, bidrar_till: lanet/barn}}]
indikatorer:
  - {{id: n, titel: Nöjda, kolada: N21813, måttenhet: "%", mätningar: [{{datum: 2023-12-31, värde: 40}}]}}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture
def site(folder: Path, anhorig: Anhorig) -> Path:
    """A site of the real plans, and of a strategy in git with two plans that contribute to it; made once."""
    if (folder / "webb").exists():
        return folder / "webb"
    county = folder / "county"
    past = Past(county)
    (county / "lanet.yaml").write_text(STRATEGY, encoding="utf-8")
    for name in ("Ale", "Berga"):
        (county / f"{name.lower()}.yaml").write_text(SERVING.format(name=name), encoding="utf-8")
    past.commit("2024-01-10")
    ale = (county / "ale.yaml").read_text(encoding="utf-8")
    past.commit("2024-02-10", {"ale.yaml": ale.replace("2024-12-31}", "2025-12-31}")})
    run = anhorig("site", PLANS, county, "-o", folder / "webb", "--as-of", "2024-06-01")
    assert run.code == 0, run.err
    return folder / "webb"


@IN_TWO_WINDOWS
def test_no_page_of_a_site_has_a_flaw(width: int, scheme: str, tab: Page, site: Path) -> None:
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    for name in PAGES if TORTURE else PAGES[width == 320 :: 2]:
        show(tab, site / f"{name}.html", width, scheme)
        assert flaws(tab) == [], name
    assert all(url.startswith("file://") for url in asked)


def test_the_keyboard_leads_from_page_to_page(tab: Page, site: Path) -> None:
    tab.goto((site / "index.html").as_uri())
    for _ in range(4):
        tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Data"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/data.html")
    assert tab.evaluate("document.querySelector('[aria-current]').textContent") == "Data"


def test_the_filter_is_reached_by_keyboard_shows_what_fits_and_says_how_many(tab: Page, site: Path) -> None:
    tab.set_viewport_size({"width": 320, "height": 900})
    tab.goto((site / "index.html").as_uri())
    field = tab.get_by_label("Filtrera planerna")
    for _ in range(20):
        tab.keyboard.press("Tab")
        if field.evaluate("field => field === document.activeElement"):
            break
    tab.keyboard.type("ale Grupper")
    assert tab.get_by_role("status").text_content() == "0 av 18 visas"
    field.fill("PLAN för ALE")
    assert tab.get_by_role("status").text_content() == "1 av 18 visas"
    rows = tab.locator(".plans tbody tr:visible")
    assert rows.count() == 1
    assert "Ale kommun" in (rows.first.text_content() or "")


def test_without_scripts_everything_is_there(browser: Browser, site: Path) -> None:
    with browser.new_context(java_script_enabled=False) as window:
        page = window.new_page()
        page.goto((site / "index.html").as_uri())
        assert page.locator(".plans tbody tr:visible").count() == 18
        assert page.locator("input").count() == 0

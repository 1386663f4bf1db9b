"""The pages of a site in a real browser: WCAG 2.2 AA, narrow, dark, and no network."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from command_line import Anhorig
from conftest import PLANS
from past import Past

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = [
    "index", "andrat", "data", "om", "planer/salem", "planer/trelleborg", "tackning/lanet",
    "omraden/lanet/barn", "omraden/lanet/arbete", "indikatorer/n21813",
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


def site_of(tmp_path: Path, anhorig: Anhorig) -> None:
    """Make a site of the real plans, and of a strategy in git with two plans that serve it."""
    county = tmp_path / "county"
    past = Past(county)
    (county / "lanet.yaml").write_text(STRATEGY, encoding="utf-8")
    for name in ("Ale", "Berga"):
        (county / f"{name.lower()}.yaml").write_text(SERVING.format(name=name), encoding="utf-8")
    past.commit("2024-01-10")
    ale = (county / "ale.yaml").read_text(encoding="utf-8")
    past.commit("2024-02-10", {"ale.yaml": ale.replace("2024-12-31}", "2025-12-31}")})
    run = anhorig("site", PLANS, county, "-o", tmp_path / "webb", "--as-of", "2024-06-01")
    assert run.code == 0, run.err


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 320])
def test_no_page_of_a_site_has_a_flaw(scheme: str, width: int, tab: Page, anhorig: Anhorig, tmp_path: Path) -> None:
    site_of(tmp_path, anhorig)
    tab.emulate_media(media="screen", color_scheme="dark" if scheme == "dark" else "light")
    tab.set_viewport_size({"width": width, "height": 900})
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    for name in PAGES:
        tab.goto((tmp_path / "webb" / f"{name}.html").as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(tab, options={"runOnly": TAGS, "resultTypes": ["violations"]}).response["violations"]
        assert [(name, flaw["id"]) for flaw in found] == []
    assert all(url.startswith("file://") for url in asked)


def test_the_keyboard_leads_from_page_to_page(tab: Page, anhorig: Anhorig, tmp_path: Path) -> None:
    anhorig("site", PLANS, "-o", tmp_path / "webb", "--as-of", "2024-06-01")
    tab.goto((tmp_path / "webb" / "index.html").as_uri())
    for _ in range(3):
        tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "Data"
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/data.html")
    assert tab.evaluate("document.querySelector('[aria-current]').textContent") == "Data"


def test_the_filter_is_reached_by_keyboard_shows_what_fits_and_says_how_many(
    tab: Page, anhorig: Anhorig, tmp_path: Path
) -> None:
    site_of(tmp_path, anhorig)
    tab.set_viewport_size({"width": 320, "height": 900})
    tab.goto((tmp_path / "webb" / "index.html").as_uri())
    field = tab.get_by_label("Filtrera planerna")
    for _ in range(20):
        tab.keyboard.press("Tab")
        if field.evaluate("field => field === document.activeElement"):
            break
    tab.keyboard.type("ale Grupper")
    assert tab.get_by_role("status").text_content() == "0 av 9 visas"
    field.fill("PLAN för ALE")
    assert tab.get_by_role("status").text_content() == "1 av 9 visas"
    rows = tab.locator(".plans tbody tr:visible")
    assert rows.count() == 1
    assert "Ale kommun" in (rows.first.text_content() or "")


def test_without_scripts_everything_is_there(browser: Browser, anhorig: Anhorig, tmp_path: Path) -> None:
    site_of(tmp_path, anhorig)
    with browser.new_context(java_script_enabled=False) as window:
        page = window.new_page()
        page.goto((tmp_path / "webb" / "index.html").as_uri())
        assert page.locator(".plans tbody tr:visible").count() == 9
        assert page.locator("input").count() == 0

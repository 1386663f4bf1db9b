"""Every built-in template with every plan in `plans/`, in a real browser: WCAG 2.2 AA, narrow, and no network."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request

from anhorig_cli.rendering.page_kind import PageKind
from anhorig_cli.usecases.report_plans import pages, view_plans
from anhorig_cli.usecases.select_plans import select_plans
from conftest import PLANS

TEMPLATES = ("lagesrapport",)
PLAN_IDS = ("fou-nu", "nestor", "salem", "sormland", "tibro", "trelleborg")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROWEST = 320


@cache
def _pages(template: str) -> dict[str, str]:
    reports = view_plans(select_plans([str(PLANS)]), date(2021, 9, 20), None)
    texts = pages(reports, PageKind.HTML, template=template, footer=True)
    return {view.id: text for view, text in zip(reports.views, texts, strict=True)}


@dataclass(frozen=True)
class Opened:
    """A page that is open in the tab, and what it asked for besides itself."""

    tab: Page
    requests: list[str]


@pytest.fixture(scope="module", params=[(t, p) for t in TEMPLATES for p in PLAN_IDS], ids="-".join)
def opened(request: pytest.FixtureRequest, tab: Page, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    template, plan_id = request.param
    file = tmp_path_factory.mktemp("pages") / f"{plan_id}.html"
    file.write_text(_pages(template)[plan_id], encoding="utf-8")
    asked: list[str] = []

    def note(asking: Request) -> None:
        asked.append(asking.url)

    tab.on("request", note)
    tab.emulate_media(media="screen", color_scheme="light")
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto(file.as_uri())
    yield Opened(tab, asked)
    tab.remove_listener("request", note)


def flaws(tab: Page, **options: object) -> list[str]:
    """Return what axe has against the page in the tab, each flaw with the element."""
    found = Axe().run(tab, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [f"{flaw['id']}: {node['html'][:160]}" for flaw in found for node in flaw["nodes"]]


def test_a_page_has_no_flaw_in_light_or_dark(opened: Opened) -> None:
    assert flaws(opened.tab, runOnly={"type": "tag", "values": TAGS}) == []
    opened.tab.emulate_media(color_scheme="dark")
    assert flaws(opened.tab, runOnly={"type": "rule", "values": ["color-contrast"]}) == []


def test_a_page_needs_no_scrolling_sideways_in_a_narrow_window(opened: Opened) -> None:
    opened.tab.set_viewport_size({"width": NARROWEST, "height": 640})
    assert opened.tab.evaluate("document.documentElement.scrollWidth") <= NARROWEST
    scrolled = opened.tab.evaluate(
        """[...document.querySelectorAll("body *")]
            .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== "visible")
            .filter(e => !e.querySelector("svg")) // a picture may be wider than the window
            .map(e => e.outerHTML.slice(0, 160))"""
    )
    assert scrolled == []
    assert flaws(opened.tab, runOnly={"type": "rule", "values": ["scrollable-region-focusable", "target-size"]}) == []


def test_a_page_asks_for_nothing_outside_itself_and_runs_no_script(opened: Opened) -> None:
    assert [url for url in opened.requests if not url.startswith("file:")] == []
    assert len(opened.requests) == 1
    assert opened.tab.evaluate("document.scripts.length") == 0

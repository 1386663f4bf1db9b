"""Every built-in template with the plans in `plans/`, in a real browser: WCAG 2.2 AA, narrow, and no network.

Each template is opened with each plan where all is tried, else with two of them, and each plan with one or two.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request
from pypdf import PdfReader

import large_plan
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.template_files import built_in_files
from anhorig_cli.usecases.report.make_reports import pages, view_plans
from anhorig_cli.workspace.workspace import Workspace
from chromium import flaws, show
from conftest import PLANS, REAL_PLANS
from effort import some

PLAN_IDS = ("fou-nu", "nestor", "salem", "sormland", "tibro", "trelleborg")
OF_A_PLAN = ("lagesrapport", "tjansteskrivelse", "atgardsplan", "sammanfattning")
FULL = "lagesrapport --full"
PAGES = [
    *((template, plan) for n, template in enumerate(OF_A_PLAN) for plan in some(PLAN_IDS, 2 * n)),
    ("enhet", "salem"),
]
MADE = [
    (template, plan) for n, template in enumerate((*OF_A_PLAN, FULL)) for plan in some(("large", "long-words"), n % 2)
]
LONG_WORDS = """\
titel: Kommunikationsplan för anhörigstödsverksamhetens kompetensförsörjningsstrategi
organisation: Samhällsbyggnadsförvaltningskommunen
nämnd: Arbetsmarknads- och vuxenutbildningsnämndsberedningen
mål: Verksamhetsutvecklingen ska ske genom kvalitetsledningssystemsintegrering.
roller: [{id: r, titel: Verksamhetsutvecklingssamordnare}]
delmål:
  - id: a
    titel: Kvalitetsledningssystemsintegrering för biståndshandläggarverksamheten
    senast: 2024-03-31
    ansvarig: r
    aktiviteter: [{titel: Kompetensutvecklingsinsatser, status: pågår, ansvarig: r, senast: 2024-02}]
    indikatorer: i
    bedömningar: [{datum: 2024-01, status: bedöms inte uppfyllas, orsak: Rekryteringssvårigheter}]
indikatorer:
  - id: i
    titel: Anhörigstödsverksamhetsutvärderingsenkätsvarsfrekvens
    måttenhet: uppföljningsenkätsvar
    utgångsvärde: {värde: 10, datum: 2023}
    målvärde: {minst: 90, senast: 2024-12}
    mätningar: [{datum: 2024-01, värde: 20}]
"""
NARROWEST = 320


@cache
def _made(template: str, folder: Path) -> dict[str, str]:
    """Return the pages of the plans that are made here."""
    for name, text in (("large", large_plan.large_plan(subgoals=9, indicators=8)), ("long-words", LONG_WORDS)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    reports = view_plans(Workspace.of([str(folder)]), date(2024, 6, 1), None, full=template == FULL)
    texts = pages(reports, PageKind.HTML, template=template.removesuffix(" --full"), footer=True)
    return {view.id: text for view, text in zip(reports.views, texts, strict=True)}


@cache
def _pages(template: str) -> dict[str, str]:
    unit = "enhet-3" if template == "enhet" else None
    reports = view_plans(Workspace.of([str(PLANS)]), date(2021, 9, 20), None, unit=unit)
    texts = pages(reports, PageKind.HTML, template=template, footer=True)
    return {view.id: text for view, text in zip(reports.views, texts, strict=True)}


@dataclass(frozen=True)
class Opened:
    """A page that is open in the tab, the template it is made with, and what it asked for, itself included."""

    tab: Page
    template: str
    requests: list[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("plans")


@pytest.fixture(scope="module", params=PAGES + MADE, ids="-".join)
def opened(
    request: pytest.FixtureRequest, tab: Page, made: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Opened]:
    template, plan_id = request.param
    of_plans = _made(template, made) if request.param in MADE else _pages(template)
    file = tmp_path_factory.mktemp("pages") / f"{plan_id}.html"
    file.write_text(of_plans[plan_id], encoding="utf-8")
    asked: list[str] = []

    def note(asking: Request) -> None:
        asked.append(asking.url)

    tab.on("request", note)
    tab.emulate_media(media="screen", color_scheme="light")
    tab.set_viewport_size({"width": 1280, "height": 900})
    tab.goto(file.as_uri())
    yield Opened(tab, template, asked)
    tab.remove_listener("request", note)


def test_a_page_has_no_flaw_in_light_or_dark(opened: Opened) -> None:
    assert flaws(opened.tab) == []
    opened.tab.emulate_media(color_scheme="dark")
    assert flaws(opened.tab, "color-contrast") == []


def test_a_page_needs_no_scrolling_sideways_in_a_narrow_window(opened: Opened) -> None:
    opened.tab.set_viewport_size({"width": NARROWEST, "height": 640})
    assert opened.tab.evaluate("document.documentElement.scrollWidth") <= NARROWEST
    scrolled = opened.tab.evaluate(
        """[...document.querySelectorAll("body *")]
            .filter(e => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== "visible")
            .filter(e => !e.querySelector("svg")) // a picture may be wider than the window
            .filter(e => !e.matches(".wide")) // nor need a year of many units: it takes focus and has a name
            .filter(e => !e.matches(".unseen")) // what is only for those who listen has no width
            .map(e => e.outerHTML.slice(0, 160))"""
    )
    assert scrolled == []
    assert flaws(opened.tab, "scrollable-region-focusable", "target-size") == []


def test_a_page_asks_for_nothing_outside_itself_and_runs_no_script(opened: Opened) -> None:
    assert [url for url in opened.requests if not url.startswith("file:")] == []
    assert len(opened.requests) == 1
    assert opened.tab.evaluate("document.scripts.length") == 0


def test_the_keyboard_leads_past_the_head_of_the_page(opened: Opened) -> None:
    opened.tab.reload()
    opened.tab.keyboard.press("Tab")
    skip = opened.tab.locator(":focus")
    assert skip.inner_text() == "Till innehållet"
    assert skip.bounding_box() is not None
    opened.tab.keyboard.press("Enter")
    assert opened.tab.evaluate("document.activeElement.tagName") == "MAIN"


def test_a_printed_page_has_its_number_and_the_summary_is_one_page(opened: Opened) -> None:
    opened.tab.emulate_media(media="print", color_scheme="light")
    printed = PdfReader(BytesIO(opened.tab.pdf(prefer_css_page_size=True))).pages
    for number, sheet in enumerate(printed, 1):
        assert f"{number} ({len(printed)})" in sheet.extract_text()
    if opened.template == "sammanfattning":
        assert len(printed) == 1


@pytest.mark.parametrize("full", [False, True])
def test_the_first_printed_page_of_a_large_plan_says_what_is_asked(*, full: bool, tab: Page, tmp_path: Path) -> None:
    (tmp_path / "large.yaml").write_text(large_plan.large_plan(), encoding="utf-8")
    reports = view_plans(Workspace.of([str(tmp_path)]), date.fromisoformat(large_plan.DAY), None, full=full)
    (text,) = pages(reports, PageKind.HTML, template="lagesrapport", footer=False)
    (tmp_path / "large.html").write_text(text, encoding="utf-8")
    show(tab, tmp_path / "large.html", 1280, "light")
    tab.emulate_media(media="print", color_scheme="light")
    first, *_ = PdfReader(BytesIO(tab.pdf(prefer_css_page_size=True))).pages
    assert "Det här behöver nämnden ta ställning till" in first.extract_text()


def test_every_built_in_template_is_tried() -> None:
    built_in = {name.removesuffix(".html.j2") for name in built_in_files(PageKind.HTML)} - {"page"}
    assert {template for template, _ in PAGES} == built_in
    assert {plan for _, plan in PAGES} == {one.stem for one in REAL_PLANS}


def test_a_flaw_would_be_found(tab: Page, tmp_path: Path) -> None:
    file = tmp_path / "flawed.html"
    file.write_text('<!doctype html><title>x</title><main><h1 style="color: #ccc">Svagt</h1></main>', encoding="utf-8")
    show(tab, file, 320, "light")
    assert {flaw.partition(":")[0] for flaw in flaws(tab)} == {"color-contrast", "html-has-lang"}
    assert [flaw.partition(":")[0] for flaw in flaws(tab, "color-contrast")] == ["color-contrast"]

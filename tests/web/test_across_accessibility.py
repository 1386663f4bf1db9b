"""The pages over several plans in a real browser: WCAG 2.2 AA, narrow, dark, and no network."""

from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, Request
from pypdf import PdfReader

from chromium import IN_TWO_WINDOWS, flaws, show
from command_line import Anhorig

STATUSES = ("uppfyllt", "bedöms uppfyllas", "bedöms delvis uppfyllas", "ej uppfyllt")
INDICATOR = """\
  - {{id: stod, titel: Anhöriga som har fått stöd, kolada: N21492, måttenhet: {unit},
     utgångsvärde: {{värde: 40, datum: 2024-12-31}}, målvärde: {{minst: 80, senast: 2027-12-31}},
     mätningar: [{{datum: 2025-12-31, värde: 45}}, {{datum: 2026-06-30, värde: {value}}},
       {{datum: 2026-06-30, värde: 61, jämförelse: Riket}}]}}
"""


def plan(name: str, value: int, unit: str = "anhöriga") -> str:
    """Return a plan with a subgoal of every status, half of them late."""
    subgoals = "".join(
        f"  - {{id: d{n}, titel: Anhörigstödjarnas samordningsmöte {n}, senast: {2025 + n % 2 * 2},"
        f" bedömningar: [{{datum: 2025-06, status: {status}}}]}}\n"
        for n, status in enumerate(STATUSES)
    )
    return f"titel: Plan\norganisation: {name}\ndelmål:\n{subgoals}indikatorer:\n" + INDICATOR.format(
        unit=unit, value=value
    )


@pytest.fixture(params=["overview", "compare"])
def page(request: pytest.FixtureRequest, anhorig: Anhorig, tmp_path: Path) -> Path:
    """Make a page over four plans, of which one cannot be read and one has another unit."""
    texts = {"a": plan("Åby", 60), "b": plan("Berg", 44), "c": plan("Dal", 50, "procent"), "d": "titel: [\n"}
    (tmp_path / "plans").mkdir()
    for name, text in texts.items():
        (tmp_path / "plans" / f"{name}.yaml").write_text(text, encoding="utf-8")
    words = ["N21492"] if request.param == "compare" else []
    run = anhorig(request.param, *words, tmp_path / "plans", "--as-of", "2026-11-30", "-o", tmp_path / "page.html")
    assert run.code == 1
    return tmp_path / "page.html"


@IN_TWO_WINDOWS
def test_a_page_over_several_plans_has_no_flaw(scheme: str, width: int, page: Path, tab: Page) -> None:
    asked: list[str] = []

    def note(asking: Request) -> None:
        asked.append(asking.url)

    tab.on("request", note)
    show(tab, page, width, scheme)
    tab.remove_listener("request", note)
    assert asked == [page.as_uri()]
    assert tab.evaluate("document.scripts.length") == 0
    assert flaws(tab) == []


def test_every_link_leads_to_something_on_the_page(page: Path, tab: Page) -> None:
    tab.goto(page.as_uri())
    lost = """[...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))
        .filter(href => !document.getElementById(href.slice(1)))"""
    assert tab.evaluate(lost) == []


def test_it_can_be_printed_with_page_numbers(page: Path, tab: Page) -> None:
    tab.goto(page.as_uri())
    tab.emulate_media(media="print", color_scheme="light")
    printed = PdfReader(BytesIO(tab.pdf(prefer_css_page_size=True))).pages
    for number, sheet in enumerate(printed, 1):
        assert f"{number} ({len(printed)})" in sheet.extract_text()

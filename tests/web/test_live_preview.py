"""The live preview in a real browser: it follows the plan, and is as accessible as the report."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from anhorig_cli.cli.preview import Preview, PreviewServer
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.preview_page import PreviewState
from anhorig_cli.usecases.report.make_reports import pages, view_plans
from anhorig_cli.usecases.report.preview_plan import checksum_of_files, preview_state
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.workspace import Workspace
from chromium import flaws
from plan_text import AS_OF

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PLAN = (
    "titel: Första\nmål: <script>document.title = 'annat'</script>\ndelmål: [{id: a, titel: A, senast: 2026-01-31}]\n"
)


def page_of(workspace: Workspace) -> str | None:
    reports = view_plans(workspace, AS_OF, None)
    return None if reports.errors else pages(reports, PageKind.HTML, footer=True)[0]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan-a.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def page(plan: Path, browser: "Browser") -> Iterator["Page"]:
    def show(last: str | None) -> PreviewState:
        return preview_state(str(plan), AS_OF, page_of, last)

    with (
        PreviewServer(Preview(lambda: checksum_of_files([plan]), show, Language.SV)) as server,
        browser.new_context() as window,
    ):
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        tab = window.new_page()
        tab.goto(server.address)
        yield tab
        tab.close()
        server.shutdown()
        thread.join()


def test_the_page_follows_the_plan_and_stays_where_one_reads(plan: Path, page: "Page") -> None:
    page.evaluate("scrollTo(0, 400)")
    plan.write_text(PLAN.replace("Första", "Andra"), encoding="utf-8")
    page.get_by_role("heading", name="Andra").wait_for()
    page.wait_for_function("scrollY === 400")
    plan.write_text("titel: [\n", encoding="utf-8")
    page.get_by_text("rapporten nedanför är den senaste som gick att göra.").wait_for()
    assert page.get_by_role("heading", name="Andra").count() == 1


def test_nothing_of_the_plan_runs(page: "Page") -> None:
    assert "Första" in page.title()


def test_it_is_accessible(page: "Page") -> None:
    page.emulate_media(color_scheme="light")
    assert flaws(page) == []
    page.emulate_media(color_scheme="dark")
    assert flaws(page, "color-contrast") == []

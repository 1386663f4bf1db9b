"""Pictures as SVG: well-formed, with ids of their own, and plan text stays text."""

import re
from datetime import date

import pytest

from anhorig_cli.loading.discovery import PlanFiles, find_plans
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.model.project import Project
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.page import built_in_environment, render_page
from anhorig_cli.rendering.pictures import svg
from anhorig_cli.views.pictures.drawing import Sheet
from anhorig_cli.views.report.report import report_view
from conftest import PLANS
from elements import elements
from picture_text import parsed
from plan_text import plan_in

PICTURE = re.compile(r"<svg .*?</svg>", re.DOTALL)
HOSTILE = "'</title><script>alert(1)</script> ]]> & \"x\" {{ 7*7 }}'"


def page_of(text: str) -> str:
    view = report_view(plan_in(text), date(2026, 3, 20), Project.default(), lambda _: None, full=True)
    return render_page(view, PageKind.HTML)


@pytest.mark.parametrize("files", find_plans(str(PLANS)), ids=lambda files: files.stem)
def test_the_pictures_of_a_page_are_well_formed_and_named(files: PlanFiles) -> None:
    plan = load(files).plan
    assert plan is not None
    view = report_view(plan, date(2021, 9, 20), Project.default(), lambda _: None)
    pictures = [parsed(found) for found in PICTURE.findall(render_page(view, PageKind.HTML))]
    assert pictures or not view.front.states
    for picture in pictures:
        ids = {one.get("id") for one in picture.iter() if one.get("id")}
        assert set((picture.get("aria-labelledby") or "").split()) == ids
        assert picture.get("role") == "img"
        assert all(one.text for one in picture.iter() if one.tag.endswith(("title", "desc")))


def test_text_of_a_plan_stays_text_in_every_picture() -> None:
    page = page_of(f"""\
        titel: P
        delmål:
          - {{id: d, titel: {HOSTILE}, senast: 2026}}
          - {{id: e, titel: E, bedömningar: [{{datum: 2026-01-31, status: uppfyllt}}]}}
        indikatorer:
          - id: i
            titel: {HOSTILE}
            måttenhet: {HOSTILE}
            mätningar: [{{datum: 2025, värde: 1}}, {{datum: 2026-01, värde: 2}}]
        """)
    pictures = [parsed(found) for found in PICTURE.findall(page)]
    assert len(pictures) == 3
    tags = {one.tag.rpartition("}")[2] for picture in pictures for one in picture.iter()}
    assert tags == {"svg", "title", "desc", "path", "text"}
    assert "script" not in {tag for tag, _ in elements(page)}
    assert "49" not in {one.text for picture in pictures for one in picture.iter()}


def test_a_picture_asks_for_nothing_and_uses_what_every_program_draws() -> None:
    page = page_of("titel: P\ndelmål: [{id: d, titel: D, senast: 2026}]\n")
    for picture in PICTURE.findall(page):
        assert not re.search(r"href|url\(|<image|<use|textPath|dominant-baseline|<script|style=", picture)
        assert 'fill="#' in picture


def test_a_file_has_a_ground_and_a_size_of_its_own() -> None:
    sheet = Sheet()
    sheet.words((0, 10), "Å & <b>", bold=True, turn=30)
    drawn = sheet.finished(100, 20, "Titel", "Vad den visar")
    picture = parsed(svg(drawn, "bild", is_file=True))
    assert (picture.get("width"), picture.get("height")) == ("100.0", "20.0")
    assert picture[2].attrib == {"width": "100.0", "height": "20.0", "fill": "#ffffff"}
    assert picture[3].attrib["transform"] == "rotate(30.0 0.0 10.0)"
    assert picture[3].text == "Å & <b>"
    assert parsed(svg(drawn, "bild")).get("width") is None


def test_a_template_can_draw_the_year_of_the_plan() -> None:
    plan = load(find_plans(str(PLANS / "salem.yaml"))[0]).plan
    assert plan is not None
    view = report_view(plan, date(2024, 6, 1), Project.default(), lambda _: None)
    template = built_in_environment(PageKind.HTML).from_string("{{ plan.annual_cycle | wheel_picture('hjul') }}")
    drawn = parsed(template.render(plan=view))
    assert drawn[0].text == "Uppföljning av anhörigstödet i Salem. Årshjul 2024, läget den 1 juni 2024"
    assert "1. Gå igenom enhetens uppgifter inom anhörigstödet" in (drawn[1].text or "")


def test_a_units_report_has_its_year_as_a_strip_of_months() -> None:
    plan = load(find_plans(str(PLANS / "salem.yaml"))[0]).plan
    assert plan is not None
    view = report_view(plan, date(2024, 6, 1), Project.default(), lambda _: None, unit="enhet-3")
    page = render_page(view, PageKind.HTML, template="enhet")
    assert "Vad som ska göras 2024, månad för månad</title>" in page
    assert "Oktober: Rapportera anhörigstödet till kvalitetsledningssystemet (härnäst).</desc>" in page
    assert ">1 juni 2024</text>" in page
    assert 'role="img" aria-label="inte avbockat"' in page


@pytest.mark.parametrize("kind", [PageKind.HTML, PageKind.MD])
def test_the_paper_of_a_unit_without_duties_says_so(kind: PageKind) -> None:
    plan = plan_in(
        "titel: P\nenheter: [{id: a, titel: A}, {id: b, titel: B}]\nårshjul: [{titel: T, enheter: b, när: mars}]\n"
    )

    def page(unit: str) -> str:
        view = report_view(plan, date(2026, 6, 1), Project.default(), lambda _: None, unit=unit)
        return render_page(view, kind, template="enhet")

    assert "Enheten har inga uppgifter i årets årshjul." in page("a")
    assert "Enheten har inga uppgifter" not in page("b")
    assert '<div class="lead">' not in page("a")

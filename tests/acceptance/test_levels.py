"""Goals in levels: areas and the plan are judged, and the papers say on what a verdict rests."""

from datetime import date
from pathlib import Path

import pytest

from anhorig_cli.analysis.coverage import area_of_each, by_level, covered_areas
from anhorig_cli.analysis.snapshot import Snapshot
from command_line import Anhorig
from plan_text import Found, checked, plan_in
from report_views import report

PLAN = """\
    titel: Årsbokslut
    period: 2025
    bedömningar:
      - {datum: 2025-12-31, status: delvis uppfyllt, kommentar: Vi nådde två av tre mål.}
    områden:
      - {id: namnd, titel: Nämndens mål, del_av: kf,
         bedömningar: [{datum: 2025-06-30, status: bedöms uppfyllas}, {datum: 2025-12-31, status: uppfyllt}]}
      - {id: kf, titel: Fullmäktiges mål, bedömningar: [{datum: 2025-12-31, status: delvis uppfyllt, kommentar: Nära.}]}
      - {id: matt, titel: Det som bara mäts}
    delmål:
      - {id: a, titel: Fler nås, ansvarig: X, läge: pågår, bidrar_till: [namnd, kf],
         bedömningar: [{datum: 2025-12-31, status: uppfyllt}]}
      - {id: b, titel: Kortare väntan, ansvarig: X, läge: pågår, bidrar_till: kf,
         bedömningar: [{datum: 2025-12-31, status: ej uppfyllt, orsak: Vakans}]}
    indikatorer:
      - {id: i, titel: Nöjda, bidrar_till: matt, utgångsvärde: 5, målvärde: 9,
         mätningar: [{datum: 2025-12-31, värde: 9}]}
"""
DAY = date(2026, 1, 15)


def found_in(text: str, folder: Path, day: date = DAY) -> list[Found]:
    plan = folder / "p.yaml"
    plan.write_text(text, encoding="utf-8")
    return checked(plan, day)


def test_areas_stand_each_before_its_parts() -> None:
    plan = plan_in(PLAN)
    areas = by_level(covered_areas(Snapshot(plan, DAY), plan))
    assert [(area.area.id, area.depth) for area in areas] == [("kf", 0), ("namnd", 1), ("matt", 0)]


@pytest.mark.parametrize(
    "above", ["{id: a, titel: A, del_av: b}, {id: b, titel: B, del_av: a}", "{id: a, titel: A, del_av: a}"]
)
def test_areas_in_a_circle_are_all_there(above: str) -> None:
    plan = plan_in(f"{{titel: P, områden: [{above}]}}")
    areas = covered_areas(Snapshot(plan, DAY), plan)
    assert len(by_level(areas)) == len(areas)


def test_a_subgoal_stands_under_the_area_that_it_names_first() -> None:
    assert area_of_each(Snapshot(plan_in(PLAN), DAY)) == {"a": 0, "b": 1}


def test_a_verdict_tells_on_what_it_rests_also_below() -> None:
    view = report(PLAN, DAY.isoformat())
    assert [(one.status, one.comment) for one in view.assessments] == [("partly_achieved", "Vi nådde två av tre mål.")]
    groups = [(group.title, group.level, group.rests_on, len(group.blocks)) for group in view.blocks.groups]
    assert groups == [
        ("Fullmäktiges mål", 0, "Bedömningen bygger på: Fler nås (uppfyllt) och Kortare väntan (ej uppfyllt).", 1),
        ("Nämndens mål", 1, "Bedömningen bygger på: Fler nås (uppfyllt).", 1),
    ]


def test_what_was_judged_later_is_not_known() -> None:
    view = report(PLAN, "2025-07-01")
    assert view.assessments == ()
    assert [[one.status for one in area.assessments] for area in view.areas] == [[], ["expected"], []]


def test_less_than_half_under_areas_is_no_report_by_area() -> None:
    subgoals = "{id: a, titel: A, bidrar_till: o}, {id: b, titel: B}, {id: c, titel: C}"
    text = f"titel: P\nområden: [{{id: o, titel: O}}]\ndelmål: [{subgoals}]"
    assert [group.title for group in report(text, "2025-07-01").blocks.groups] == [""]


def test_an_area_is_served_by_an_indicator_and_the_indicator_serves_it(tmp_path: Path) -> None:
    slugs = {one.slug for one in found_in(PLAN.replace("\n    ", "\n").strip(), tmp_path)}
    assert not slugs & {"uncovered-area", "unserved-indicator", "overdue-subgoal", "deviation-without-plan"}


@pytest.mark.parametrize(
    ("assessment", "slug", "period"),
    [
        ("{datum: 2025-06-30, status: bedöms uppfyllas}", "overdue-subgoal", 2025),
        ("{datum: 2025-12-31, status: ej uppfyllt}", "deviation-without-plan", 2025),
        ("{datum: 2027-12-31, status: ej uppfyllt}", "future-fact", 2025),
        ("{status: uppfyllt}", "undated-status", 2025),
        ("{datum: 2024-06-30, status: bedöms uppfyllas}", "assessed-long-ago", 2026),
    ],
)
@pytest.mark.parametrize("goal", ["bedömningar: [{}]", "områden: [{{id: o, titel: O, bedömningar: [{}]}}]"])
def test_the_judgement_of_a_goal_above_is_looked_at(
    goal: str, assessment: str, slug: str, period: int, tmp_path: Path
) -> None:
    found = found_in(f"titel: P\nperiod: {period}\n{goal.format(assessment)}\n", tmp_path)
    assert slug in {one.slug for one in found}


def test_a_heading_that_looks_like_an_assessment_points_at_the_plans_own(tmp_path: Path) -> None:
    plan = tmp_path / "p.md"
    plan.write_text("---\ntitel: P\n---\n## 2025-12-31 uppfyllt\n", encoding="utf-8")
    assert [one.slug for one in checked(plan, DAY)] == ["bad-heading"]


def test_a_subgoal_tells_which_subgoals_below_it_its_judgement_rests_on() -> None:
    text = """\
        titel: P
        delmål:
          - {id: n, titel: Nämndens, bedömningar: [{datum: 2024-01, status: delvis uppfyllt, orsak: y}]}
          - {id: e, titel: Enhetens, bidrar_till: n, bedömningar: [{datum: 2024-01, status: uppfyllt}]}
          - {id: f, titel: Avfört, bidrar_till: n, bedömningar: [{datum: 2024-01, status: avfört}]}
        """
    view = report(text, "2024-06-01")
    assert [one.rests_on for one in view.subgoals] == [("Enhetens (uppfyllt)",), (), ()]
    assert "bygger på Enhetens (uppfyllt)" in [one.text for one in view.blocks.groups[0].blocks[0].facts]


def test_a_response_is_asked_why_it_deviates(tmp_path: Path) -> None:
    subgoal = "{id: a, titel: A, bedömningar: [{datum: 2025-12-31, status: bedöms inte uppfyllas}]}"
    found = found_in(f"titel: P\ndokumenttyp: svar\ndelmål: [{subgoal}]\n", tmp_path)
    assert "deviation-without-plan" in {one.slug for one in found}


def test_the_report_of_the_council_tells_of_the_unit_below_the_committee(tmp_path: Path, anhorig: Anhorig) -> None:
    council = tmp_path / "kf.yaml"
    council.write_text("titel: Fullmäktiges mål\nområden: [{id: m4, titel: Mål 4}]\n", encoding="utf-8")
    for name, above in (("namnd", "kf/m4"), ("enhet", "namnd/mal"), ("annan", "enhet/finns-inte")):
        text = f"titel: Plan {name}\ndelmål: [{{id: mal, titel: Mål {name}, bidrar_till: {above}}}]\n"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    page = anhorig("report", council, "--as-of", "2024-06-01", "--language", "sv", "--format", "md", "-o", "-").out
    section = page.partition("## Så bidrar planerna")[2]
    assert section.strip().splitlines()[2] == (
        "| Mål 4 | ○ Plan namnd: Mål namnd (bedömning saknas)"
        "<br>○ Plan enhet: Mål enhet (bedömning saknas, genom Mål namnd) |"
    )

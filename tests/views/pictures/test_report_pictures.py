"""The pictures of a report: what they show and say, and that no word stands on another."""

from datetime import date
from random import Random

import pytest

from anhorig_cli.model.project import Project
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.page import render_page
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.pictures.deadlines import deadline_pictures
from anhorig_cli.views.pictures.drawing import Drawing, DrawnOutline, status_mark
from anhorig_cli.views.pictures.states import states_picture
from anhorig_cli.views.pictures.trend import trend_picture
from anhorig_cli.views.report.report import ReportView, report_view
from anhorig_cli.vocabulary import SCALES, Language
from picture_text import flaws
from plan_text import plan_in

AS_OF = date(2026, 3, 20)
SWEDISH = Formatter.of(Language.SV)
LONG = "Kommunikationsplaneringsarbetsgruppsammankallandefunktionen utreder anhörigkonsulentverksamhetens möjligheter"


def view(text: str) -> ReportView:
    return report_view(plan_in(text), AS_OF, Project.default(), lambda _: None)


def trend(fields: str) -> Drawing | None:
    plan = view(f"titel: P\nindikatorer: [{{id: i, titel: Stöd, måttenhet: anhöriga, {fields}}}]\n")
    return trend_picture(plan.indicators[0], AS_OF, SWEDISH)


def subgoals(*fields: str) -> ReportView:
    listed = ", ".join(f"{{id: d{n}, {field}}}" for n, field in enumerate(fields))
    return view(f"titel: P\ndelmål: [{listed}]\n")


def dashed(drawing: Drawing) -> list[str]:
    return [shape.dash for shape in drawing.shapes if shape.dash]


BASELINE = "utgångsvärde: {värde: 40, datum: 2024-12-31}"
TARGET = "målvärde: {minst: 80, senast: 2026-12-31}"
TWO = "mätningar: [{datum: 2025-06, värde: 45}, {datum: 2025-12, värde: 60}]"
GAPS = "{datum: 2025-06, värde: 4, metodbyte: ja}, {datum: 2025-07}, {datum: 2025-09, värde: 5, metodbyte: ja}"
TWELVE = ", ".join(f"{{datum: 2025-{month:02d}, värde: {40 + 3 * month}}}" for month in range(1, 13))


def test_a_trend_tells_every_line_in_words() -> None:
    drawing = trend(f"{BASELINE}, {TARGET}, {TWO}")
    assert drawing is not None
    assert drawing.title == "Utveckling: Stöd"
    assert drawing.description == (
        "Senaste värde: 60 anhöriga, december 2025. Första värde: 45 anhöriga, juni 2025. "
        "Utgångsvärde: 40 anhöriga (31 december 2024). Målvärde: minst 80 anhöriga senast 31 december 2026. "
        "Vid jämn takt: 64 anhöriga, 20 mars 2026. "
        "Prognos om utvecklingen fortsätter som hittills: 80 anhöriga, 31 december 2026. Rapportens dag: 20 mars 2026."
    )


@pytest.mark.parametrize(
    "fields",
    [
        f"{TARGET}, mätningar: [{{datum: 2025-06, värde: 45}}]",
        f"{BASELINE}, {TARGET}, {TWO}",
        f"{BASELINE}, {TARGET}, mätningar: [{TWELVE}]",
        f"målvärde: {{minst: 2500000, senast: 2035}}, utgångsvärde: {{värde: 1, datum: 2020}}, {TWO}",
        f"målvärde: {{minst: 60, högst: 90}}, utgångsvärde: 3, {TWO}",
        "mätningar: [{datum: 2025-06-01, värde: 0.0000001}, {datum: 2025-06-02, värde: 0.0000002}]",
        "mätningar: [{datum: 1900, värde: -5}, {datum: 2026-01, värde: 999999999999999}]",
        f"{BASELINE}, {TARGET}, mätningar: [{GAPS}]",
    ],
    ids=["one", "two", "twelve", "far away", "no days", "tiny", "huge", "gaps"],
)
def test_no_word_of_a_trend_stands_on_another(fields: str) -> None:
    drawing = trend(fields)
    assert drawing is not None
    assert flaws(drawing) == []


def test_a_long_unit_of_measure_is_cut_above_the_axis() -> None:
    plan = view(f"titel: P\nindikatorer: [{{id: i, titel: Stöd, måttenhet: {'ord ' * 60}, {TWO}}}]\n")
    drawing = trend_picture(plan.indicators[0], AS_OF, SWEDISH)
    assert drawing is not None
    assert flaws(drawing) == []


def test_a_single_value_with_nothing_to_hold_it_against_is_no_picture() -> None:
    assert trend("mätningar: [{datum: 2025-06, värde: 45}]") is None
    assert trend(f"{BASELINE}, {TARGET}") is None


def test_a_value_of_few_people_is_a_gap_and_nothing_is_worked_out_from_it() -> None:
    few = "mätningar: [{datum: 2025-01, värde: 9}, {datum: 2025-06, värde: 3}, {datum: 2025-12, värde: 20}]"
    drawing = trend(f"personer: ja, {TARGET}, {few}")
    assert drawing is not None
    assert "saknas ett värde, eller så visas det inte" in drawing.description
    assert "Prognos" not in drawing.description
    hidden = trend(f"personer: ja, utgångsvärde: {{värde: 3, datum: 2024}}, {TARGET}, {TWO}")
    assert hidden is not None
    assert not any(word in hidden.description for word in ("Rak väg", "Prognos"))


def test_a_change_of_method_begins_a_new_line() -> None:
    drawing = trend("mätningar: [{datum: 2025-06, värde: 45}, {datum: 2025-12, värde: 60, metodbyte: ja}]")
    assert drawing is not None
    assert "har mätmetoden ändrats" in drawing.description


def test_the_lines_of_a_trend_differ_in_how_they_are_broken() -> None:
    drawing = trend(f"{BASELINE}, {TARGET}, {TWO}")
    assert drawing is not None
    assert len(set(dashed(drawing))) == 3


@pytest.mark.parametrize("day", ["2025-06", "2026-02"])  # before the last value, and between it and the report
def test_a_target_whose_day_has_passed_has_no_forecast(day: str) -> None:
    drawing = trend(f"{BASELINE}, målvärde: {{minst: 80, senast: {day}}}, {TWO}")
    assert drawing is not None
    assert "Prognos" not in drawing.description


def test_the_states_are_counted_and_the_overdue_told_apart() -> None:
    plan = subgoals("titel: A, status: uppfyllt", "titel: B, senast: 2025", "titel: C, senast: 2027")
    drawing = states_picture(plan, SWEDISH)
    assert drawing is not None
    assert drawing.description == "Uppfyllt: 1. Bedömning saknas: 2, varav 1 försenat."
    assert [one.text for one in drawing.words] == ["1", "1", "1"]
    assert flaws(drawing) == []


@pytest.mark.parametrize(
    "status",
    [
        "uppfyllt",
        "bedöms uppfyllas",
        "delvis uppfyllt",
        "bedöms delvis uppfyllas",
        "ej uppfyllt",
        "bedöms inte uppfyllas",
    ],
)
def test_the_mark_of_a_state_has_the_colour_of_its_part_of_the_bar(status: str) -> None:
    drawing = states_picture(subgoals(f"titel: A, senast: 2030, status: {status}"), SWEDISH)
    assert drawing is not None
    part, _, *mark = drawing.shapes
    assert {ink for shape in mark for ink in (shape.fill, shape.stroke)} - {None, "page"} == {part.fill}


def test_all_subgoals_are_one_bar_as_wide_as_the_picture() -> None:
    plan = subgoals(*["titel: A, senast: 2025"] * 60, *["titel: B"] * 60)
    drawing = states_picture(plan, SWEDISH)
    assert drawing is not None
    assert [one.text for one in drawing.words] == ["60", "60"]
    assert flaws(drawing) == []
    assert drawing.height < drawing.width / 10


def test_a_plan_without_subgoals_has_no_picture_of_them() -> None:
    assert states_picture(view("titel: P\n"), SWEDISH) is None
    assert deadline_pictures(view("titel: P\n"), SWEDISH) == []
    assert deadline_pictures(subgoals("titel: A, senast: löpande"), SWEDISH) == []


def test_a_day_that_all_subgoals_share_is_no_timeline_but_a_table() -> None:
    plan = subgoals("titel: A, senast: 2027", "titel: B, senast: 2027")
    assert deadline_pictures(plan, SWEDISH) == []
    assert "<caption>Delmålens slutdatum</caption>" in render_page(plan._replace(is_full=True), PageKind.HTML)
    assert len(deadline_pictures(subgoals("titel: A, senast: 2027", "titel: B, senast: 2028"), SWEDISH)) == 1
    assert len(deadline_pictures(subgoals("titel: A, senast: 2027"), SWEDISH)) == 1


def test_a_moved_deadline_tells_where_it_was_before() -> None:
    moved = "revideringar: [{fält: senast, från: 2025-06-30, till: 2026-12-31, beslutad: 2025-05, skäl: x}]"
    (drawing,) = deadline_pictures(
        subgoals(f"titel: A, senast: 2026-12-31, påbörjas_senast: 2025-03, {moved}"), SWEDISH
    )
    assert drawing.description == (
        "A: påbörjas senast mars 2025; klart senast 31 december 2026, tidigare 30 juni 2025."
    )
    assert "Tidigare slutdatum, med en pil dit det flyttades" in {words.text for words in drawing.words}


@pytest.mark.parametrize("number", [1, 7, 30])
def test_no_word_of_the_deadlines_stands_on_another(number: int) -> None:
    random = Random(number)  # noqa: S311 - no secret
    plan = subgoals(
        *(
            f"titel: {random.choice([LONG, 'Kort', 'Nå fler anhöriga som hjälper en närstående i hemmet'])}, "
            f"senast: {random.randint(2024, 2028)}-{random.randint(1, 12):02d}, "
            f"status: {random.choice(['uppfyllt', 'bedöms uppfyllas', 'bedömning saknas'])}"
            for _ in range(number)
        )
    )
    parts = deadline_pictures(plan, SWEDISH)
    assert [flaw for part in parts for flaw in flaws(part)] == []
    assert all(part.height < 900 for part in parts)
    assert (len(parts) > 1) == (number > 1)
    if len(parts) > 1:
        assert parts[0].title == f"Delmålens slutdatum, del 1 av {len(parts)}"


def test_every_status_has_a_mark_of_its_own_shape() -> None:
    words = [word.name for word in SCALES["assessment"].words]

    def outline(shapes: tuple[DrawnOutline, ...]) -> tuple[tuple[str, bool], ...]:
        return tuple((shape.d, shape.fill is None) for shape in shapes)

    shapes = {outline(status_mark(word, 0, 0, 10)) for word in [*words, "overdue"]}
    assert len(shapes) == len(words) + 1

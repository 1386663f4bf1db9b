"""The follow-up of the annual cycle: which times are told of, whose part, and the matrix of units and months."""

from datetime import date

import pytest

from anhorig_cli.model.dates import parse_date
from anhorig_cli.model.project import Project
from anhorig_cli.views.cycle.cycle_times import MatrixView, MonthView, SumView, UnitMonthsView
from anhorig_cli.views.cycle.follow_up import CycleRequest, FollowUpView, follow_up
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.vocabulary import Language
from plan_text import plan_in

SUMMER = date(2026, 7, 1)
PLAN = """\
    titel: P
    roller: [{id: chef, titel: Enhetschef}]
    enheter: [{id: a, titel: Enhet A, ansvarig: chef}, {id: b, titel: Enhet B}, {id: c, titel: Enhet C}]
    årshjul:
      - {titel: Träff, när: kvartalsvis, enheter: [Enhet B, a], från: 2024, utfört: [2024-02-01, 2026-09-15]}
      - {titel: Enkät, när: augusti, ansvarig: Enhetschef, från: 2026}
      - {titel: Samtal, ansvarig: chef}
      - {titel: Telefon, enheter: a}
    """


def followed(wanted: CycleRequest, as_of: date = SUMMER, text: str = PLAN) -> FollowUpView:
    plan = plan_in(text)
    titles = Titles(plan, Formatter(Language.SV, Project.default().labels, 5), lambda _: None)
    return follow_up(titles, as_of, wanted)


def test_without_a_year_what_lies_a_year_back_and_some_days_ahead_is_told() -> None:
    view = followed(CycleRequest(days=31))
    assert list(dict.fromkeys((time.title, time.when) for time in view.missed)) == [
        ("Träff", f"{quarter} kvartalet {year}")
        for quarter, year in (("tredje", 2025), ("fjärde", 2025), ("första", 2026), ("andra", 2026))
    ]
    assert (view.upcoming, [time.title for time in view.nearest]) == ((), ["Enkät"])
    assert [(time.title, time.days) for time in followed(CycleRequest(days=61)).upcoming] == [("Enkät", 61)]


def test_after_the_days_ahead_all_that_is_due_the_first_day_is_told() -> None:
    text = "titel: P\nårshjul: [{titel: A, när: 1 oktober}, {titel: B, när: 1 november}, {titel: C, när: 1 oktober}]\n"
    view = followed(CycleRequest(days=31), text=text)
    assert [(time.title, time.due) for time in view.nearest] == [("A", "1 oktober 2026"), ("C", "1 oktober 2026")]


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (CycleRequest(parse_date("2026"), unit="A"), ["Träff"] * 4),
        (CycleRequest(parse_date("2026"), unit="enhet a"), ["Träff"] * 4),
        (CycleRequest(parse_date("2026"), responsible="Enhetschef"), ["Träff", "Träff", "Enkät", "Träff", "Träff"]),
        (CycleRequest(parse_date("2026"), unit="b", responsible="chef"), []),
        (CycleRequest(parse_date("2026"), unit="c"), []),
        (CycleRequest(parse_date("2023")), []),
        (CycleRequest(parse_date("2026-T2"), unit="a"), ["Träff"]),
        (CycleRequest(parse_date("2025-12/2026-06"), unit="a"), ["Träff"] * 3),
        (CycleRequest(parse_date("2026-06-30"), unit="a"), ["Träff"]),
        (CycleRequest(parse_date("2026-06-29"), unit="a"), []),
    ],
)
def test_a_part_is_a_units_or_somebodys(wanted: CycleRequest, titles: list[str]) -> None:
    assert [one.title for one in followed(wanted).occurrences] == titles


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (CycleRequest(), ["Samtal", "Telefon"]),
        (CycleRequest(unit="a"), ["Telefon"]),
        (CycleRequest(responsible="Enhetschef"), ["Samtal", "Telefon"]),
        (CycleRequest(responsible="b"), []),
    ],
)
def test_what_has_no_time_is_of_the_part_too(wanted: CycleRequest, titles: list[str]) -> None:
    assert [item.title for item in followed(wanted).timeless] == titles


def test_the_matrix_has_a_row_for_each_unit_in_the_plans_order() -> None:
    matrix = followed(CycleRequest(parse_date("2026"))).matrix
    assert [month.name for month in matrix.months[:3]] == ["jan", "feb", "mars"]
    assert [row.title for row in matrix.rows] == ["Enhet A", "Enhet B", "gemensamt"]
    assert {month.name: told(month) for month in matrix.rows[0].months if month.marks} == {
        "mars": ["1 inte utfört i tid"],
        "juni": ["1 inte utfört i tid"],
        "sep": ["1 kommande"],
        "dec": ["1 kommande"],
    }
    assert told(matrix.rows[2].months[7]) == ["1 härnäst"]
    assert (matrix.rows[0].done, matrix.rows[0].missed) == (0, 2)


def told(month: MonthView) -> list[str]:
    return [f"{mark.times} {mark.label.lower()}" for mark in month.marks]


def test_the_month_of_the_day_is_marked_and_no_month_of_another_year() -> None:
    now = [month.name for month in followed(CycleRequest()).matrix.months if month.is_now]
    assert now == [followed(CycleRequest()).matrix.months[SUMMER.month - 1].name]
    assert not any(month.is_now for month in followed(CycleRequest(parse_date("2025"))).matrix.months)


def test_the_legend_and_the_months_count_all_units_together() -> None:
    matrix = followed(CycleRequest(parse_date("2026"))).matrix
    in_months = sum(mark.times for month in matrix.months for mark in month.marks)
    assert in_months == sum(mark.times for mark in matrix.legend)
    assert sum(row.missed for row in matrix.rows) == {m.state: m.times for m in matrix.legend}["missed"]


def test_a_cell_counts_what_is_in_each_state() -> None:
    text = PLAN.replace("2026-09-15", "2026-01-15").replace("augusti", "[mars, april]")
    cells = (
        followed(CycleRequest(parse_date("2026")), text=text.replace("ansvarig: Enhetschef", "enheter: a"))
        .matrix.rows[0]
        .months
    )
    assert told(cells[2]) == ["1 utfört", "1 inte utfört i tid"]
    assert told(cells[3]) == ["1 inte utfört i tid"]


def test_how_many_times_have_only_passed_is_told() -> None:
    text = "titel: P\nårshjul: [{titel: T, när: mars, enheter: [A, B]}]\n"
    assert followed(CycleRequest(), text=text).passed.startswith("En tidigare uppgift räknas inte")
    often = text.replace("mars", "kvartalsvis")
    assert followed(CycleRequest(), text=often).passed.startswith("4 tidigare uppgifter")
    assert followed(CycleRequest()).passed == ""


def test_nothing_is_near_where_the_cycle_has_ended() -> None:
    view = followed(
        CycleRequest(), as_of=date(2035, 1, 1), text=PLAN.replace("titel: P\n", "titel: P\n    period: {till: 2030}\n")
    )
    assert (view.missed, view.upcoming, view.nearest, view.timeless) == ((), (), (), ())
    assert view.has_cycle


BELOW = """\
    titel: P
    enheter:
      - {id: omsorg, titel: Vård och omsorg}
      - {id: norr, titel: Hemtjänst norr, del_av: omsorg}
      - {id: skola, titel: Skolan}
    roller: [{id: samordnare, titel: Samordnare, enheter: omsorg}]
    årshjul:
      - {titel: Träff, när: mars, enheter: [norr, skola], från: 2024}
      - {titel: Redovisning, när: maj, ansvarig: samordnare, från: 2024}
    """


@pytest.mark.parametrize(
    ("unit", "found"),
    [
        ("omsorg", [("Träff", "norr"), ("Redovisning", "")]),
        ("norr", [("Träff", "norr")]),
        ("Skolan", [("Träff", "skola")]),
    ],
)
def test_a_units_part_has_what_the_units_below_it_do_and_what_its_roles_answer_for(
    unit: str, found: list[tuple[str, str]]
) -> None:
    view = followed(CycleRequest(parse_date("2026"), unit=unit), text=BELOW)
    assert [(one.title, one.unit) for one in view.occurrences] == found


def test_a_sum_of_nothing_is_left_out_of_the_matrix() -> None:
    late, in_time = UnitMonthsView("A", (), done=0, missed=2), UnitMonthsView("B", (), done=0, missed=0)
    assert MatrixView(2026, (), (late, in_time), ()).sums == (SumView("missed", (2, 0)),)
    assert MatrixView(2026, (), (in_time,), ()).sums == ()

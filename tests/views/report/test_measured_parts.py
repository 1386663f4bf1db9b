"""Values of single units and target groups, and what is not told of few people."""

import pytest

from anhorig_cli.views.report.indicators import IndicatorView
from report_views import report

PLACES = "enheter: [{id: norr, titel: Norr}, {id: söder, titel: Söder}]\nmålgrupper: [{id: unga, titel: Unga}]\n"


def indicator(measurements: str, fields: str = "personer: ja", as_of: str = "2026-07-01") -> IndicatorView:
    text = f"titel: P\n{PLACES}indikatorer: [{{id: i, titel: I, {fields}, mätningar: [{measurements}]}}]\n"
    return report(text, as_of).indicators[0]


def test_every_value_of_each_part_is_told() -> None:
    parts = "{datum: 2026-01, värde: 9, enhet: norr}, {datum: 2026-03, värde: 12, enhet: Norr}"
    more = "{datum: 2026-03, värde: 30, enhet: söder}, {datum: 2026-03, värde: 7, enhet: norr, målgrupp: unga}"
    view = indicator(f"{parts}, {more}, {{datum: 2026-08, värde: 99, enhet: norr}}")
    assert [(part.name, part.value, part.date) for part in view.parts] == [
        ("Norr", "9", "januari 2026"),
        ("Norr", "12", "mars 2026"),
        ("Söder", "30", "mars 2026"),
        ("Norr, Unga", "7", "mars 2026"),
    ]


def test_women_and_men_of_a_part_are_told_where_neither_are_few() -> None:
    part = "{datum: 2025, värde: 40, kvinnor: 26, män: 14, enhet: norr, notering: Ny lokal}"
    few = "{datum: 2026-01, värde: 40, kvinnor: 38, män: 2, enhet: norr}"
    view = indicator(f"{part}, {few}")
    assert [(one.value, one.details, one.note) for one in view.parts] == [
        ("40", "kvinnor 26, män 14", "Ny lokal"),
        ("visas inte, få personer", "", ""),
    ]


def test_what_is_measured_only_part_by_part_says_so_and_is_not_asked_for() -> None:
    view = indicator("{datum: 2026-01, värde: 9, enhet: norr}")
    assert (view.latest, view.reason) == ("", "bara delar av helheten har mätts")
    plan = (
        f"titel: P\n{PLACES}indikatorer: [{{id: i, titel: I, mätningar: [{{datum: 2024, värde: 9, enhet: norr}}]}}]\n"
    )
    assert report(plan).summary.asks == ()


@pytest.mark.parametrize(
    "measurements",
    [
        "{datum: 2026-01, värde: 3, enhet: norr}, {datum: 2026-01, värde: 30, enhet: söder}",
        "{datum: 2026-01, värde: 20}, {datum: 2026-01, värde: 17, enhet: norr}",
        "{datum: 2026-01, värde: 20, kvinnor: 18, enhet: norr}",
    ],
    ids=["a part is few", "those who remain are few", "women and men are few"],
)
def test_where_one_part_tells_of_few_people_none_is_told(measurements: str) -> None:
    view = indicator(measurements)
    assert {part.value for part in view.parts} == {"visas inte, få personer"}
    assert view.is_suppressed


def test_parts_that_count_no_people_are_told() -> None:
    few = "{datum: 2026-01, värde: 3, enhet: norr}, {datum: 2026-01, värde: 30, enhet: söder}"
    assert [part.value for part in indicator(few, "måttenhet: möten").parts] == ["3 möten", "30 möten"]


def test_parts_that_make_up_the_whole_are_told() -> None:
    parts = "{datum: 2026-01, värde: 12, enhet: norr}, {datum: 2026-01, värde: 8, enhet: söder}"
    assert [part.value for part in indicator(f"{{datum: 2026-01, värde: 20}}, {parts}").parts] == ["12", "8"]


def test_a_part_of_a_share_of_few_people_is_not_told() -> None:
    share = "{datum: 2024, täljare: 3, nämnare: 40, enhet: norr}, {datum: 2024, täljare: 20, nämnare: 40, enhet: söder}"
    assert {part.value for part in indicator(share).parts} == {"visas inte, få personer"}
    assert [part.value for part in indicator(share, "täljare: nöjda").parts] == [
        "7,5\u00a0% (3 av 40)",
        "50\u00a0% (20 av 40)",
    ]


@pytest.mark.parametrize(
    "measurements",
    [
        "{datum: 2024, täljare: 40, nämnare: 60}, {datum: 2024, täljare: 37, nämnare: 50, enhet: norr}",
        "{datum: 2024, täljare: 40, nämnare: 60}, {datum: 2024, täljare: 30, nämnare: 48, enhet: norr}",
        "{datum: 2024, täljare: 40, nämnare: 60}, {datum: 2024, täljare: 31, nämnare: 57, enhet: norr}",
    ],
    ids=["few of those in it remain", "few of those not in it remain", "few of all remain"],
)
def test_no_part_of_a_share_is_told_where_few_people_remain(measurements: str) -> None:
    assert [part.value for part in indicator(measurements).parts] == ["visas inte, få personer"]


def test_the_parts_of_a_share_are_told_where_many_remain() -> None:
    share = "{datum: 2024, täljare: 40, nämnare: 60}, {datum: 2024, täljare: 20, nämnare: 30, enhet: norr}"
    assert [part.value for part in indicator(share).parts] == ["66,7\u00a0% (20 av 30)"]


@pytest.mark.parametrize(
    "measurements",
    [
        "{datum: 2024, värde: 20, enhet: norr}, {datum: 2024, värde: 17, enhet: norr, målgrupp: unga}",
        "{datum: 2024, värde: 20, målgrupp: unga}, {datum: 2024, värde: 17, enhet: norr, målgrupp: unga}",
        "{datum: 2024, värde: 9}, {datum: 2024, värde: 5, enhet: norr, målgrupp: unga}",
        "{datum: 2026-02-28, värde: 20}, {datum: 2026-02, värde: 17, enhet: norr}",
        (
            "{datum: 2026, värde: 20, rapporterad: 2026-06-30}, {datum: 2026-03, värde: 17, enhet: norr}, "
            "{datum: 2026-05, värde: 9, enhet: Norr}"
        ),
    ],
    ids=["of a unit", "of a target group", "of the whole", "of a month", "of a year"],
)
def test_no_part_is_told_where_few_may_remain_of_what_it_is_a_part_of(measurements: str) -> None:
    assert {part.value for part in indicator(measurements).parts} == {"visas inte, få personer"}


def test_a_unit_measured_by_target_group_alone_counts_among_the_units() -> None:
    whole, norr = "{datum: 2024, värde: 40}", "{datum: 2024, värde: 20, enhet: norr}"
    crossed = "{datum: 2024, värde: 17, enhet: söder, målgrupp: unga}"
    assert {part.value for part in indicator(f"{whole}, {norr}, {crossed}").parts} == {"visas inte, få personer"}


def test_parts_of_another_time_are_not_held_against_the_whole() -> None:
    measurements = "{datum: 2026-01, värde: 20}, {datum: 2026-02, värde: 17, enhet: norr}"
    assert [part.value for part in indicator(measurements).parts] == ["17"]

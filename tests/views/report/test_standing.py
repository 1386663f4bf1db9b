"""How an indicator stands against its target, and what is not told of few people."""

import pytest

from anhorig_cli.views.report.indicators import IndicatorView
from report_views import report

LINE = "utgångsvärde: {värde: 100, datum: 2024-12-31}, målvärde: {minst: 200, senast: 2026-12-31}"


def indicator(fields: str, as_of: str = "2026-07-01", subgoals: str = "[]") -> IndicatorView:
    text = f"titel: P\ndelmål: {subgoals}\nindikatorer: [{{id: i, titel: I, måttenhet: anhöriga, {fields}}}]\n"
    return report(text, as_of).indicators[0]


def measured(value: str, day: str = "2025-12-31") -> str:
    return f"mätningar: [{{datum: {day}, värde: {value}}}]"


def test_what_is_better_but_behind_says_so_with_what_was_expected_and_is_foreseen() -> None:
    view = indicator(f"{LINE}, {measured('120')}")
    stands = view.standing
    assert (view.trend_label, stands.state, stands.label) == ("Bättre", "behind", "Ligger efter")
    assert (stands.expected, stands.expected_date) == ("150 anhöriga", "31 december 2025")
    assert (stands.forecast, stands.forecast_date) == ("140 anhöriga", "31 december 2026")
    assert view.is_deviating


@pytest.mark.parametrize(
    ("value", "as_of", "state", "label"),
    [
        ("145", "2026-07-01", "on_track", "Ligger i fas"),
        ("200", "2026-07-01", "met", "Målvärdet är nått"),
        ("199", "2027-01-01", "missed", "Målvärdet nåddes inte i tid"),
    ],
)
def test_an_indicator_is_on_track_meets_its_target_or_misses_it(value: str, as_of: str, state: str, label: str) -> None:
    stands = indicator(f"{LINE}, {measured(value)}", as_of).standing
    assert (stands.state, stands.label) == (state, label)
    assert bool(stands.forecast) is (state == "on_track")


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ("målvärde: 200", ""),
        (measured("120"), "det finns inget målvärde"),
        (f"målvärde: 200, {measured('120')}", "det finns inget utgångsvärde"),
        (f"utgångsvärde: {{värde: 100, datum: 2024}}, målvärde: 200, {measured('120')}", "målvärdet har inget datum"),
        (
            f"utgångsvärde: 100, målvärde: {{minst: 200, senast: 2026-12}}, {measured('120')}",
            "utgångsvärdet har inget datum",
        ),
        (f"{LINE}, {measured('90', '2024-06')}", "ingenting är uppmätt efter utgångsvärdet"),
        (f"{LINE}, mätningar: [{{datum: 2025, värde: 120, metodbyte: ja}}]", "mätmetoden har ändrats"),
    ],
)
def test_what_cannot_be_compared_says_why(fields: str, reason: str) -> None:
    stands = indicator(fields).standing
    assert (stands.state, stands.label, stands.reason) == ("unknown", "", reason)


def test_a_count_that_is_not_told_is_not_given_away_by_line_or_forecast() -> None:
    view = indicator(
        "personer: ja, utgångsvärde: {värde: 3, datum: 2024-12-31}, målvärde: {minst: 40, senast: 2026-12-31}, "
        + measured("12")
    )
    assert (view.standing.label, view.standing.expected, view.standing.forecast) == ("Ligger efter", "", "")
    few = indicator(f"personer: ja, {LINE}, {measured('4')}")
    assert (few.standing.label, few.standing.expected, few.standing.forecast) == ("Ligger efter", "150 anhöriga", "")


def test_a_target_as_small_as_the_untold_counts_does_not_say_on_which_side_a_count_lies() -> None:
    fields = "personer: ja, utgångsvärde: {värde: 0, datum: 2024-12-31}, målvärde: {minst: 4, senast: 2026-12-31}"
    for fewer in (fields, fields.replace(", datum: 2024-12-31", "")):
        for count in ("3", "4"):
            stands = indicator(f"{fewer}, {measured(count)}").standing
            assert (stands.state, stands.reason) == ("unknown", "visas inte, få personer")


@pytest.mark.parametrize(("level", "state"), [(80, "met"), (100, "unknown")])
def test_a_share_of_few_people_tells_its_side_of_the_target_but_not_that_it_is_all(level: int, state: str) -> None:
    share = f"personer: ja, täljare: nöjda, nämnare: svarande, målvärde: {{minst: {level}, senast: 2026-12-31}}"
    view = indicator(f"{share}, mätningar: [{{datum: 2026-03, täljare: 40, nämnare: 40}}]")
    assert view.standing.state == state
    assert view.change == ""


def test_the_change_is_from_the_baseline_or_else_the_first_measurement() -> None:
    several = "mätningar: [{datum: 2026-01, värde: 10}, {datum: 2026-02, värde: 15}]"
    assert indicator(several).change == "från 10 anhöriga till 15 anhöriga sedan start"
    assert indicator(f"utgångsvärde: 9, {several}").change == "från 9 anhöriga till 15 anhöriga sedan start"
    assert indicator("mätningar: [{datum: 2026-01, värde: 10}]").change == ""
    few = "personer: ja, mätningar: [{datum: 2026-01, värde: 2}, {datum: 2026-02, värde: 15}]"
    assert indicator(few).change == "från färre än 5 till 15 anhöriga sedan start"


@pytest.mark.parametrize(
    ("status", "as_of", "is_deviating"),
    [
        ("bedöms uppfyllas", "2026-07-01", True),
        ("uppfyllt", "2026-07-01", False),
        ("uppfyllt", "2027-01-01", True),
        ("avfört", "2027-01-01", False),
    ],
)
def test_an_indicator_deviates_while_it_is_followed(status: str, as_of: str, is_deviating: bool) -> None:
    subgoals = f"[{{id: d, titel: D, indikatorer: i, bedömningar: [{{datum: 2026-01, status: {status}}}]}}]"
    view = indicator(f"{LINE}, {measured('120')}", as_of, subgoals)
    assert (view.is_deviating, view.subgoals) == (is_deviating, ("D",))


def test_an_earlier_day_has_the_target_that_held_then() -> None:
    revised = (
        "[{id: d, titel: D, indikatorer: i, "
        "revideringar: [{fält: målvärde, från: 300, till: 200, beslutad: 2026-03-01}]}]"
    )
    for day, target in (("2026-02-28", "minst 300"), ("2026-03-01", "minst 200")):
        assert indicator(LINE, day, revised).target == f"{target} anhöriga senast 31 december 2026"

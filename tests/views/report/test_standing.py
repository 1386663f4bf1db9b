"""How an indicator stands against its target, and what is not told of few people."""

import re

import pytest

from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.page import render_page
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


SHORT = "utgångsvärde: {värde: 20, datum: 2024-12-31}, målvärde: {minst: 22, senast: 2026-12-31}"
FEW = "personer: ja, utgångsvärde: {värde: 10, datum: 2024-12-31}, målvärde: {högst: 2, senast: 2026-12-31}"


def test_what_a_value_is_behind_never_reads_the_same_as_the_value() -> None:
    stands = indicator(f"{SHORT}, {measured('21', '2026-06-30')}").standing
    assert (stands.state, stands.expected) == ("behind", "21,5 anhöriga")


def test_a_forecast_that_does_not_reach_the_target_never_reads_the_same_as_the_target() -> None:
    stands = indicator(f"{LINE}, {measured('176', '2026-07-10')}", "2026-09-01").standing
    assert (stands.label, stands.forecast) == ("Ligger i fas, men prognosen når inte målvärdet", "199,78 anhöriga")


def test_the_decimals_of_what_was_expected_do_not_tell_which_small_count_is_behind() -> None:
    told = {indicator(f"{FEW}, {measured(few, '2026-08-15')}", "2026-09-01").standing for few in ("3", "4")}
    assert len(told) == 1


@pytest.mark.parametrize(
    ("value", "as_of", "state", "label"),
    [
        ("150", "2026-07-01", "on_track", "Ligger i fas"),
        ("145", "2026-07-01", "on_track", "Ligger i fas, men prognosen når inte målvärdet"),
        ("200", "2026-07-01", "met", "Målvärdet är nått"),
    ],
)
def test_an_indicator_is_on_track_or_meets_its_target(value: str, as_of: str, state: str, label: str) -> None:
    stands = indicator(f"{LINE}, {measured(value)}", as_of).standing
    assert (stands.state, stands.label) == (state, label)
    assert bool(stands.forecast) is (state == "on_track")


@pytest.mark.parametrize(
    ("measurements", "state", "label"),
    [
        (measured("199", "2026-12-31"), "missed", "Målvärdet nåddes inte i tid"),
        (
            measured("199"),
            "missed",
            "Målvärdets dag har passerat, och det var inte nått vid den senaste mätningen",
        ),
        (
            "mätningar: [{datum: 2026-12-31, värde: 199}, {datum: 2027-02-28, värde: 201}]",
            "met",
            "Målvärdet nåddes, men efter sitt datum",
        ),
    ],
    ids=["by a value of its day", "as far as an older value tells", "and met later"],
)
def test_a_target_is_missed_as_far_as_the_values_tell(measurements: str, state: str, label: str) -> None:
    stands = indicator(f"{LINE}, {measurements}", "2027-04-01").standing
    assert (stands.state, stands.label, stands.forecast) == (state, label, "")


def test_what_is_worked_out_is_told_alike_wherever_it_is_told() -> None:
    share = "utgångsvärde: {värde: 50, datum: 2022}, målvärde: {minst: 60, senast: 2025}, mätningar: "
    text = f"titel: P\nindikatorer: [{{id: i, titel: I, måttenhet: procent, {share}[{{datum: 2024, värde: 51}}]}}]\n"
    view = report(text, "2025-02-01").indicators[0]
    assert view.path.forecast is not None
    assert view.standing.forecast == view.path.forecast.value == "51,5\u00a0%"


def test_a_value_beyond_a_span_is_not_said_to_have_passed_its_target() -> None:
    span = "utgångsvärde: {värde: 30, datum: 2022}, målvärde: {minst: 10, högst: 20}"
    assert indicator(f"{span}, {measured('5')}").way == "Förbi målvärdet, på andra sidan"
    assert indicator(f"{span}, {measured('15')}").way == "Målvärdet är passerat"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ("målvärde: 200", ""),
        (measured("120"), "det finns inget målvärde"),
        (f"målvärde: 200, {measured('120')}", "planen anger inget utgångsvärde"),
        (f"utgångsvärde: {{värde: 100, datum: 2024}}, målvärde: 200, {measured('120')}", "målvärdet har inget datum"),
        (
            f"utgångsvärde: 100, målvärde: {{minst: 200, senast: 2026-12}}, {measured('120')}",
            "utgångsvärdet har inget datum",
        ),
        (f"{LINE}, {measured('90', '2024-06')}", "inget har mätts efter utgångsvärdet"),
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
    latest = "till 15 anhöriga (februari 2026)"
    assert indicator(several).change == f"jämfört med den första mätningen: från 10 anhöriga (januari 2026) {latest}"
    dated = f"utgångsvärde: {{värde: 9, datum: 2024-12}}, {several}"
    assert indicator(dated).change == f"jämfört med utgångsvärdet: från 9 anhöriga (december 2024) {latest}"
    assert indicator(f"utgångsvärde: 9, {several}").change == f"jämfört med utgångsvärdet: från 9 anhöriga {latest}"
    assert indicator("mätningar: [{datum: 2026-01, värde: 10}]").change == ""
    few = "personer: ja, mätningar: [{datum: 2026-01, värde: 2}, {datum: 2026-02, värde: 15}]"
    assert indicator(few).change == f"jämfört med den första mätningen: från färre än 5 (januari 2026) {latest}"


@pytest.mark.parametrize(
    ("day", "state", "label"),
    [
        ("2025-10-30", "behind", "Ligger efter"),
        ("2025-11-01", "met", "Målvärdet är nått"),
        ("2026-06-30", "passed", "Målvärdet nåddes i tid, men det senaste värdet når det inte"),
    ],
)
def test_after_the_targets_day_there_is_no_even_pace_and_reached_is_said_as_reached(
    day: str, state: str, label: str
) -> None:
    start = "utgångsvärde: {värde: 35, datum: 2025-01-31}, målvärde: {minst: 90, senast: 2025-10-31}"
    values = "[{datum: 2025-06-30, värde: 56}, {datum: 2025-10-31, värde: 92}, {datum: 2026-04-30, värde: 85}]"
    view = indicator(f"{start}, mätningar: {values}", day)
    assert (view.standing.state, view.standing.label) == (state, label)
    assert bool(view.path.expected) is bool(view.standing.expected) is (state == "behind")


def test_nothing_is_compared_or_foreseen_across_a_change_of_method() -> None:
    changed = "{datum: 2022-12-31, värde: 60, metodbyte: ja}"
    fields = "utgångsvärde: {värde: 35, datum: 2020-12-31}, målvärde: {minst: 66, senast: 2026-12-31}"
    view = indicator(f"{fields}, mätningar: [{{datum: 2021-12-31, värde: 38}}, {changed}]", "2025-02-01")
    assert (view.trend, view.change, view.step, view.way, view.values) == ("unknown", "", "", "", (60.0,))
    assert (view.reason, view.standing.reason) == ("mätmetoden har ändrats", "mätmetoden har ändrats")
    assert (view.path.expected, view.path.forecast) == (None, None)
    since = indicator(
        f"{fields}, mätningar: [{{datum: 2021-12-31, värde: 38}}, {changed}, {{datum: 2024-12-31, värde: 61}}]",
        "2025-02-01",
    )
    assert since.change == (
        "jämfört med den första mätningen med den nya metoden: från 60 anhöriga (31 december 2022)"
        " till 61 anhöriga (31 december 2024)"
    )
    assert (since.way, since.path.expected, since.standing.reason) == ("", None, "mätmetoden har ändrats")


def test_a_target_that_is_only_a_direction_is_a_target() -> None:
    view = indicator("målvärde: öka, mätningar: [{datum: 2013, värde: 60}, {datum: 2014, värde: 63}]", "2015-01-01")
    assert view.trend == "better"
    assert view.standing.reason == "målvärdet anger åt vilket håll värdet ska gå, inte hur långt"


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


@pytest.mark.parametrize(
    ("written", "as_of", "first", "last"),
    [
        ("2021-06", "2021-09-20", "2021-06-10", "2021-06-20"),
        ("2021-09", "2021-09-20", "2021-09-10", "2021-09-20"),
        ("2021-09", "2021-09-03", "2021-09-03", "2021-09-03"),
        ("2020", "2021-09-20", "2020-12-10", "2020-12-20"),
        ("2021-06-30", "2021-09-20", "2021-06-30", "2021-06-30"),
    ],
)
def test_a_value_stands_within_its_period_and_never_after_the_reports_day(
    written: str, as_of: str, first: str, last: str
) -> None:
    reported = f"{{datum: {written}, värde: 7, rapporterad: 2021-01-01}}"
    view = indicator(f"utgångsvärde: {{värde: 5, datum: {written}}}, mätningar: [{reported}]", as_of)
    (point,) = view.path.points
    assert first <= point.day <= last
    assert view.path.baseline is not None
    assert view.path.baseline.day == point.day


def test_what_was_computed_stands_apart_from_what_was_measured_and_the_baseline_is_measured() -> None:
    plan = f"titel: P\nindikatorer: [{{id: i, titel: I, {LINE}, {measured('120')}}}]\n"
    page = render_page(report(plan, full=True), PageKind.HTML)
    of_measured, of_computed = re.findall(
        r"<caption>(?:Mätningar|Uträknat, inte mätt): I</caption>(.*?)</table>", page, re.DOTALL
    )
    assert [day for day in ("31 december 2024", "31 december 2025") if day not in of_measured] == []
    assert "Utgångsvärde" in of_measured
    assert [text for text in ("Vid jämn takt", "Prognos") if text in of_measured or text not in of_computed] == []

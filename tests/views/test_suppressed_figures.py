"""What is not told of few people in one place is not told in another, so that nobody can work it out."""

import pytest

from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Project
from anhorig_cli.views.report.report import ReportView, report_view
from plan_text import AS_OF, loaded
from report_views import report

HEAD = """\
titel: P
enheter: [{id: norr, titel: Norr}, {id: söder, titel: Söder}, {id: by, titel: Byn, del_av: norr}]
målgrupper: [{id: barn, titel: Barn}, {id: unga, titel: Unga, del_av: barn}]
delmål: [{id: d, titel: D, enheter: norr, indikatorer: i, läge: genomförd}]
"""
UNTOLD = "visas inte, få personer"


def plan_of(measurements: str, fields: str = "personer: ja") -> str:
    return f"{HEAD}indikatorer: [{{id: i, titel: I, {fields}, mätningar: [{measurements}]}}]\n"


def of_unit(measurements: str, unit: str = "norr", fields: str = "personer: ja") -> ReportView:
    plan = loaded(plan_of(measurements, fields)).plan
    assert isinstance(plan, Plan)
    return report_view(plan, AS_OF, Project.default(), lambda _: None, since=AS_OF.replace(year=2025), unit=unit)


WHOLE = "{datum: 2024, värde: 20}"


@pytest.mark.parametrize(
    "measurements",
    [
        f"{WHOLE}, {{datum: 2024, värde: 17, enhet: norr}}",
        f"{WHOLE}, {{datum: 2024, värde: 10, enhet: norr}}, {{datum: 2024, värde: 7, enhet: söder}}",
        f"{WHOLE}, {{datum: 2024, värde: 16, enhet: Norr}}, {{datum: 2024, värde: 4, enhet: söder}}",
        "{datum: 2024, värde: 20, målgrupp: unga}, {datum: 2024, värde: 17, enhet: norr, målgrupp: unga}",
        "{datum: 2024, värde: 60, kvinnor: 20, män: 40}, {datum: 2024, värde: 30, kvinnor: 18, män: 12, enhet: norr}",
        (
            "{datum: 2024, värde: 60}, {datum: 2024, värde: 30, enhet: norr}, {datum: 2024, värde: 27, enhet: söder}, "
            "{datum: 2024, värde: 3, enhet: öster}"
        ),
        (
            "{datum: 2024, värde: 90, kvinnor: 57, män: 33}, "
            "{datum: 2024, värde: 30, kvinnor: 15, män: 15, enhet: norr}, "
            "{datum: 2024, värde: 30, kvinnor: 15, män: 15, enhet: söder}, "
            "{datum: 2024, värde: 30, kvinnor: 27, män: 3, enhet: öster}"
        ),
    ],
    ids=[
        "the rest",
        "the rest of two",
        "another unit",
        "of a target group",
        "the rest of the women",
        "one of three",
        "the men of one of three",
    ],
)
def test_a_units_report_tells_nothing_that_can_be_taken_from_the_whole(measurements: str) -> None:
    view = of_unit(measurements)
    (indicator,) = view.indicators
    told = {m.value for m in indicator.measurements} | {part.value for part in indicator.parts}
    assert told == {UNTOLD}
    assert {one.details for one in indicator.measurements} <= {"", f"kvinnor och män: {UNTOLD}"}
    assert (indicator.values, indicator.change) == ((), "")
    assert view.news is not None
    assert {one.value for new in view.news.measured for one in new.measurements} <= {UNTOLD}
    assert view.suppression


@pytest.mark.parametrize(
    "measurements",
    [
        f"{WHOLE}, {{datum: 2024, värde: 12, enhet: norr}}",
        "{datum: 2024, värde: 12, enhet: norr}, {datum: 2024, värde: 3, enhet: söder}",
        "{datum: 2025, värde: 14}, {datum: 2024, värde: 12, enhet: norr}",
    ],
    ids=["many remain", "no whole", "a whole of another time"],
)
def test_a_units_report_tells_what_gives_nobody_away(measurements: str) -> None:
    assert of_unit(measurements).indicators[0].latest == "12"


def test_a_units_report_tells_of_the_whole_whatever_others_tell() -> None:
    measurements = f"{WHOLE}, {{datum: 2024, värde: 17, enhet: norr}}"
    assert of_unit(measurements, "söder", "personer: ja, enheter: söder").indicators[0].latest == "20"


def test_meetings_at_a_unit_may_be_few() -> None:
    measurements = f"{WHOLE}, {{datum: 2024, värde: 17, enhet: norr}}"
    assert of_unit(measurements, fields="måttenhet: möten").indicators[0].latest == "17 möten"


@pytest.mark.parametrize(
    "measurements",
    [
        "{datum: 2024, värde: 20, enhet: norr}, {datum: 2024, värde: 17, enhet: by}",
        "{datum: 2024, värde: 20, enhet: Norr}, {datum: 2024, värde: 17, enhet: Byn}",
        "{datum: 2024, värde: 20, målgrupp: barn}, {datum: 2024, värde: 17, målgrupp: unga}",
        "{datum: 2024, värde: 20, målgrupp: barn}, {datum: 2024, värde: 17, enhet: by, målgrupp: unga}",
        (
            "{datum: 2024, värde: 60}, {datum: 2024, värde: 40, enhet: norr}, {datum: 2024, värde: 20, enhet: by}, "
            "{datum: 2024, värde: 17, enhet: söder}"
        ),
        (
            "{datum: 2024, värde: 60}, {datum: 2024, värde: 40, enhet: norr}, "
            "{datum: 2024, värde: 20, enhet: by, målgrupp: unga}, {datum: 2024, värde: 17, enhet: söder}"
        ),
    ],
    ids=["unit", "by title", "target group", "both", "not counted twice", "nor as a group at a unit"],
)
def test_what_is_a_part_of_a_part_is_held_against_it(measurements: str) -> None:
    assert {part.value for part in report(plan_of(measurements)).indicators[0].parts} == {UNTOLD}


@pytest.mark.parametrize(
    ("measurement", "is_told"),
    [
        ("värde: 2.5, nämnare: 40", False),
        ("värde: 97.5, nämnare: 40", False),
        ("värde: 40, täljare: 4", False),
        ("värde: 90, täljare: 36", False),
        ("värde: 16.6, nämnare: 30", True),
        ("värde: 50, nämnare: 40", True),
        ("värde: 50, täljare: 20", True),
    ],
)
def test_a_share_tells_of_few_however_its_counts_are_known(measurement: str, is_told: bool) -> None:
    fields = "personer: ja, täljare: nöjda, nämnare: svarande"
    (indicator,) = report(plan_of(f"{{datum: 2024, {measurement}}}", fields)).indicators
    assert (indicator.latest != UNTOLD) is is_told


def test_those_who_answered_a_survey_are_people() -> None:
    share = "{datum: 2024, täljare: 2, nämnare: 40, enkät: e}, {datum: 2024, täljare: 2, nämnare: 40, enhet: norr}"
    indicator, *_ = report(plan_of(share, "täljare: nöjda")).indicators
    assert (indicator.latest, indicator.parts[0].value) == (UNTOLD, "5\u00a0% (2 av 40)")
    mean = "{datum: 2024, värde: 4.2, enkät: e}"
    assert report(plan_of(mean, "måttenhet: poäng")).indicators[0].latest == "4,2 poäng"


@pytest.mark.parametrize(
    ("fields", "measurements"),
    [
        ("riktning: öka", "{datum: 2026-01, värde: 2}, {datum: 2026-02, värde: 3}"),
        ("riktning: öka", "{datum: 2026-01, värde: 3}, {datum: 2026-02, värde: 3}"),
        ("riktning: öka, utgångsvärde: {värde: 4, datum: 2025-12}", "{datum: 2026-02, värde: 3}"),
    ],
)
def test_a_trend_does_not_say_which_of_two_untold_counts_is_the_larger(fields: str, measurements: str) -> None:
    view = report(plan_of(measurements, f"personer: ja, {fields}"))
    (indicator,) = view.indicators
    assert (indicator.trend, indicator.reason) == ("unknown", UNTOLD)
    assert not any(effect.is_without_effect for effect in view.effects)


@pytest.mark.parametrize(
    ("fields", "other", "shown"),
    [
        ("utgångsvärde: {värde: 94, datum: 2024}", "", UNTOLD),
        ("riktning: öka", ", {datum: 2024, värde: 94}", UNTOLD),
        ("utgångsvärde: {värde: 99, datum: 2024}", "", "kvinnor 75, män 16"),
        ("riktning: öka", "", "kvinnor 75, män 16"),
    ],
)
def test_women_and_men_who_are_more_than_all_may_be_parts_of_another_number(
    fields: str, other: str, shown: str
) -> None:
    measurements = f"{{datum: 2024-12-31, värde: 88, kvinnor: 75, män: 16}}{other}"
    (indicator,) = report(plan_of(measurements, f"personer: ja, {fields}")).indicators
    assert any(shown in row.details for row in indicator.rows)
    assert not any("75" in row.details for row in indicator.rows) or shown != UNTOLD


def test_a_trend_from_a_count_that_is_told_is_told() -> None:
    fields = "personer: ja, riktning: öka"
    (indicator,) = report(plan_of("{datum: 2026-01, värde: 9}, {datum: 2026-02, värde: 3}", fields)).indicators
    assert (indicator.trend, indicator.change) == (
        "worse",
        "jämfört med den första mätningen: från 9 (januari 2026) till färre än 5 (februari 2026)",
    )


def test_those_of_neither_a_unit_nor_a_group_are_not_worked_out_from_what_is_told() -> None:
    measurements = (
        "{datum: 2024, värde: 40}, {datum: 2024, värde: 25, enhet: norr}, {datum: 2024, värde: 24, målgrupp: barn}, "
        "{datum: 2024, värde: 12, enhet: norr, målgrupp: barn}"
    )
    (indicator,) = report(plan_of(measurements)).indicators
    assert (indicator.latest, {part.value for part in indicator.parts}) == ("40", {UNTOLD})
    assert of_unit(measurements).indicators[0].latest == UNTOLD


def test_a_share_of_a_survey_is_held_against_its_answers_in_every_report() -> None:
    share = "{datum: 2024, värde: 7.5, enkät: e}"
    text = plan_of(share, "måttenhet: '%'") + "enkäter: [{id: e, titel: E, utskickade: 80, besvarade: 40}]\n"
    view = report(text)
    assert (view.indicators[0].latest, view.surveys[0].answered) == (UNTOLD, "40")
    plan = loaded(text).plan
    assert isinstance(plan, Plan)
    sheet = report_view(plan, AS_OF, Project.default(), lambda _: None, unit="norr")
    assert sheet.indicators[0].latest == UNTOLD


@pytest.mark.parametrize("measured", ["värde: 0", "värde: 3", "värde: 4"])
def test_no_word_says_which_small_count_it_is(measured: str) -> None:
    fields = "personer: ja, utgångsvärde: {värde: 0, datum: 2025-12-31}, målvärde: {minst: 5, senast: 2026-12-31}"
    view = report(plan_of(f"{{datum: 2026-06-12, {measured}}}", fields))
    (indicator,) = view.indicators
    assert (indicator.standing.state, indicator.standing.reason) == ("unknown", UNTOLD)
    assert (indicator.trend, indicator.way, indicator.is_deviating) == ("unknown", "", False)


def test_a_units_sheet_has_no_word_of_a_value_that_it_does_not_tell() -> None:
    shares = (
        "{datum: 2025, täljare: 20, nämnare: 40}, {datum: 2025, täljare: 17, nämnare: 20, enhet: norr}, "
        "{datum: 2024, täljare: 20, nämnare: 40}, {datum: 2024, täljare: 18, nämnare: 30, enhet: norr}"
    )
    fields = "personer: ja, täljare: nöjda, nämnare: svarande, målvärde: {minst: 80, senast: 2026-05-31}"
    (indicator,) = of_unit(shares, fields=fields).indicators
    assert (indicator.latest, indicator.trend, indicator.standing.state) == (UNTOLD, "unknown", "unknown")
    assert {indicator.reason, indicator.standing.reason} == {UNTOLD}


def test_a_part_is_not_told_on_a_day_before_its_whole_is_known() -> None:
    measurements = "{datum: 2026-01, värde: 17, enhet: norr}, {datum: 2026-01-31, värde: 20, rapporterad: 2026-06-01}"
    assert report(plan_of(measurements), "2026-02-28").indicators[0].parts[0].value == UNTOLD


def test_few_who_took_part_cannot_be_worked_out_from_the_other_occasions_of_a_year() -> None:
    held = (
        "{datum: 2025, antal: 2, deltagare: 17}, {datum: 2025-04-01, deltagare: 14}, {datum: 2025-05-01, deltagare: 3}"
    )
    activity = f"{{titel: Träffar, tillfällen: {{hållna: [{held}]}}}}"
    view = report(f"titel: P\ndelmål: [{{id: d, titel: D, aktiviteter: [{activity}]}}]\n")
    (subgoal,) = view.subgoals
    assert subgoal.is_suppressed
    assert subgoal.activities[0].occasions == (
        "4 genomförda träffar",
        "2025: 2 träffar, 17 deltagare",
        f"1 april 2025: deltagare: {UNTOLD}",
        f"1 maj 2025: deltagare: {UNTOLD}",
    )

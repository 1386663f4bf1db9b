"""What of a plan is suppressed; what reports make of it stands in `tests/views/test_suppressed_figures.py`."""

from datetime import date
from decimal import Decimal

import pytest

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.analysis.standing import NOT_SHOWN, disclosed_progress, disclosed_standing, standing_is_suppressed
from anhorig_cli.analysis.unit_extract import unit_extract
from anhorig_cli.model.plan import Plan
from plan_text import plan_in

DAY = date(2026, 7, 1)
MINIMUM = 5
PEOPLE = "personer: ja"
SHARE = "personer: ja, täljare: nöjda, nämnare: svarande"
HEAD = """\
titel: P
enheter: [{id: norr, titel: Norr}, {id: söder, titel: Söder}]
målgrupper: [{id: unga, titel: Unga}]
"""


def plan_of(fields: str, *measurements: str, more: str = "") -> Plan:
    """Return a plan with an indicator; the measurements are of the years from 2020 on where they tell no date."""
    dated = (one if "datum" in one else f"datum: {year}, {one}" for year, one in enumerate(measurements, 2020))
    listed = ", ".join(f"{{{one}}}" for one in dated)
    return plan_in(f"{HEAD}{more}indikatorer: [{{id: i, titel: I, {fields}, mätningar: [{listed}]}}]\n")


def suppressed(fields: str, *measurements: str, more: str = "") -> list[bool]:
    """Tell of each measurement whether its value is suppressed."""
    plan = plan_of(fields, *measurements, more=more)
    disclosure, (indicator,) = Disclosure(plan, MINIMUM), plan.indicators
    return [disclosure.is_suppressed(indicator, one) for one in indicator.measurements]


def hides_sexes(fields: str, *measurements: str) -> list[bool]:
    """Tell of each measurement whether women and men are suppressed."""
    plan = plan_of(fields, *measurements)
    disclosure, (indicator,) = Disclosure(plan, MINIMUM), plan.indicators
    return [disclosure.sexes_are_suppressed(indicator, one) for one in indicator.measurements]


SURVEY = "enkäter: [{id: e, titel: Enkät, utskickade: 80, besvarade: 40}]\n"


@pytest.mark.parametrize(
    ("fields", "measured", "is_suppressed"),
    [
        (PEOPLE, "värde: 4", True),
        (PEOPLE, "värde: 5", False),
        (PEOPLE, "värde: 0", True),
        ("måttenhet: möten", "värde: 4", False),
        ("måttenhet: möten", "värde: 4, kvinnor: 4", True),
        ("måttenhet: '%'", "värde: 4", False),
        ("måttenhet: '%'", "värde: 4, kvinnor: 60", False),
        (SHARE, "täljare: 4, nämnare: 40", True),
        ("personer: ja, måttenhet: procent", "värde: 4", False),
        (SHARE, "täljare: 36, nämnare: 40", True),
        (SHARE, "täljare: 35, nämnare: 40", False),
        (SHARE, "värde: 4", False),
        (SHARE, "värde: 7.5, nämnare: 40", True),
        (SHARE, "värde: 92.5, nämnare: 40", True),
        (SHARE, "värde: 90, täljare: 36", True),
        (SHARE, "värde: 0, täljare: 0", True),
        (SHARE, "täljare: 4", True),
    ],
    ids=[
        "few",
        "enough",
        "none",
        "not people",
        "women show that it is people",
        "per cent",
        "per cent of women",
        "few in it",
        "per cent of people",
        "few not in it",
        "enough in and out",
        "a share of unknown counts",
        "few by the base",
        "few left by the base",
        "few left by those in it",
        "none in it",
        "few of nobody knows how many",
    ],
)
def test_few_people_are_counted(fields: str, measured: str, *, is_suppressed: bool) -> None:
    assert suppressed(fields, measured) == [is_suppressed]


@pytest.mark.parametrize("fields", ["måttenhet: '%'", "täljare: nöjda", "personer: ja, måttenhet: procent"])
@pytest.mark.parametrize(("value", "is_suppressed"), [("7.5", True), ("92.5", True), ("50", False)])
def test_those_who_answered_a_survey_are_the_base_of_its_shares(
    fields: str, value: str, *, is_suppressed: bool
) -> None:
    assert suppressed(fields, f"värde: {value}, enkät: e", more=SURVEY) == [is_suppressed]


def test_a_share_at_a_unit_is_of_no_more_than_all_who_answered_or_all_of_the_whole() -> None:
    at_unit = "datum: 2025, värde: 10, enhet: norr"
    assert suppressed("måttenhet: '%'", f"{at_unit}, enkät: e", more=SURVEY) == [True]
    assert suppressed("måttenhet: '%'", f"{at_unit.replace('10', '20')}, enkät: e", more=SURVEY) == [False]
    assert suppressed(SHARE, "datum: 2025, täljare: 20, nämnare: 40", at_unit) == [False, True]
    assert suppressed(SHARE, "datum: 2025, täljare: 200, nämnare: 400", at_unit) == [False, False]


def test_answers_to_one_question_are_suppressed_beside_a_small_one() -> None:
    shares = "".join(
        f"{{id: s{n}, titel: S, måttenhet: '%', mätningar: [{{datum: 2025, värde: {value}, enkät: e}}]}}, "
        for n, value in enumerate((80, 12.5, 7.5, 50))
    )
    plan = plan_in(f"{HEAD}{SURVEY}indikatorer: [{shares}]\n")
    disclosure = Disclosure(plan, MINIMUM)
    found = [disclosure.is_suppressed(one, one.measurements[0]) for one in plan.indicators]
    assert found == [False, True, True, False]


@pytest.mark.parametrize(
    ("measured", "are_suppressed"),
    [
        ("värde: 60, kvinnor: 4, män: 50", True),
        ("värde: 60, kvinnor: 5, män: 55", False),
        ("värde: 60, kvinnor: 26, män: 30", True),
        ("värde: 60, kvinnor: 25, män: 30", False),
        ("värde: 60, kvinnor: 60", True),
        ("värde: 60, kvinnor: 55", False),
        ("värde: 4, kvinnor: 20", True),
        ("kvinnor: 20, män: 30", False),
        ("kvinnor: 3", True),
    ],
    ids=[
        "few women",
        "enough of both",
        "few of no known sex",
        "enough of no known sex",
        "no men, though it is not said",
        "enough men, though it is not said",
        "few in all",
        "no total",
        "few, without a total",
    ],
)
def test_women_and_men_are_suppressed(measured: str, *, are_suppressed: bool) -> None:
    assert hides_sexes(PEOPLE, measured) == [are_suppressed]


@pytest.mark.parametrize(
    ("fields", "are_suppressed"),
    [
        (SHARE, True),
        ("personer: ja, måttenhet: procent", True),
        ("måttenhet: procent", False),
        ("täljare: timmar", False),
    ],
    ids=["share of people", "per cent of people", "per cent", "share of what is not people"],
)
def test_women_and_men_of_a_share_of_people_are_not_told_since_their_base_is_not_known(
    fields: str, *, are_suppressed: bool
) -> None:
    measured = "täljare: 30, nämnare: 60, kvinnor: 38, män: 68", "datum: 2025, värde: 50, kvinnor: 4, män: 68"
    assert hides_sexes(fields, *measured) == [are_suppressed, are_suppressed]


def test_shares_of_women_and_men_in_a_survey_are_not_told() -> None:
    measured = "värde: 50, kvinnor: 60, män: 40, enkät: e"
    plan = plan_of("måttenhet: procent", measured, more="enkäter: [{id: e, titel: E, besvarade: 80}]\n")
    assert Disclosure(plan, MINIMUM).sexes_are_suppressed(plan.indicators[0], plan.indicators[0].measurements[0])


def test_women_and_men_are_held_against_the_other_rows_of_their_time() -> None:
    assert hides_sexes(PEOPLE, "datum: 2025, värde: 12", "datum: 2025, kvinnor: 10") == [True, True]
    assert hides_sexes(PEOPLE, "datum: 2025, kvinnor: 10, värde: 40", "datum: 2025, män: 28") == [True, True]
    assert hides_sexes(PEOPLE, "datum: 2025, värde: 12", "datum: 2025-12-31, kvinnor: 10") == [False, True]
    assert hides_sexes(PEOPLE, "datum: 2024, värde: 12", "datum: 2025, kvinnor: 10") == [False, False]
    year = "datum: 2025, värde: 42"
    assert hides_sexes(PEOPLE, year, "datum: 2025-12, värde: 40, kvinnor: 20, män: 20") == [False, False]


def test_many_rows_of_one_day_are_not_judged_but_suppressed() -> None:
    rows = [f"datum: 2025, värde: {100 + n}, kvinnor: {50 + n}, män: {30 + n}" for n in range(5)]
    assert hides_sexes(PEOPLE, *rows) == [True] * 5


def test_too_many_times_are_not_compared_but_suppressed(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = "datum: 2025, värde: 90", "datum: 2025-12-31, kvinnor: 40", "datum: 2024, värde: 90, kvinnor: 40, män: 50"
    assert hides_sexes(PEOPLE, *rows) == [False, False, False]
    monkeypatch.setattr("anhorig_cli.analysis.disclosure_of_indicator._MOST_COMPARED", 1)
    assert hides_sexes(PEOPLE, *rows) == [False, True, True]


def test_a_baseline_is_the_whole_on_its_day() -> None:
    start = f"{PEOPLE}, utgångsvärde: {{värde: 20, datum: 2025}}"
    assert suppressed(start, "datum: 2025, värde: 17, enhet: norr") == [True]
    assert suppressed(start.replace(", datum: 2025", ""), "datum: 2025, värde: 17, enhet: norr") == [False]
    assert suppressed(start, "datum: 2024, värde: 17, enhet: norr") == [False]


def test_a_unit_is_known_by_id_and_title_and_all_units_are_the_whole() -> None:
    parts = "datum: 2025, värde: 9, enhet: norr", "datum: 2025, värde: 8, målgrupp: unga, enhet: Norr"
    assert suppressed(PEOPLE, *parts) == [False, True]
    assert suppressed(PEOPLE, "datum: 2025, värde: 20, enhet: alla", parts[0]) == [False, False]
    assert suppressed(PEOPLE, "datum: 2025, värde: 12, enhet: alla", parts[0]) == [False, True]


def test_too_many_measurements_to_be_judged_are_suppressed_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anhorig_cli.analysis.disclosure._MOST_COUNTS", 1)
    parts = "datum: 2025, värde: 90, enhet: norr", "datum: 2025, värde: 80, enhet: söder"
    assert suppressed(PEOPLE, "datum: 2025, värde: 400", *parts) == [False, True, True]


@pytest.mark.parametrize(
    ("measured", "are_suppressed", "is_settled"),
    [
        (["värde: 40", "värde: 30", "värde: 50"], False, True),
        (
            ["datum: 2025, värde: 40", "datum: 2025, enhet: norr, värde: 37", "datum: 2025, enhet: söder, värde: 3"],
            True,
            False,
        ),
        (["värde: 3"], False, True),
        (["värde: 40, kvinnor: 37, män: 3"], True, False),
        (["datum: 2025, värde: 40", "datum: 2025, enhet: norr, värde: 37"], True, False),
    ],
)
def test_of_parts_all_are_told_or_none_and_a_small_count_alone_settles_an_indicator(
    measured: list[str], *, are_suppressed: bool, is_settled: bool
) -> None:
    plan = plan_of(PEOPLE, *measured)
    disclosure, (indicator,) = Disclosure(plan, MINIMUM), plan.indicators
    parts = [one for one in indicator.own_measurements if one.is_part or one.has_sexes]
    assert disclosure.parts_are_suppressed(indicator, parts) is are_suppressed
    assert disclosure.is_settled(indicator) is is_settled


@pytest.mark.parametrize(
    ("survey", "is_settled"),
    [("utskickade: 3", True), ("utskickade: 40, besvarade: 38", False), ("utskickade: 80, besvarade: 40", True)],
)
def test_a_survey_is_settled_where_nothing_but_a_small_count_of_it_is_suppressed(
    survey: str, *, is_settled: bool
) -> None:
    plan = plan_in(f"titel: P\nenkäter: [{{id: e, titel: E, {survey}}}]\n")
    assert Disclosure(plan, MINIMUM).survey_is_settled(plan.surveys[0]) is is_settled


def test_what_is_known_later_hides_what_was_told_before_it() -> None:
    part, whole = "datum: 2025-01-31, värde: 17, enhet: norr", "datum: 2025-01, värde: 20, rapporterad: 2026-12-31"
    assert suppressed(PEOPLE, part, whole) == [True, False]


def test_the_sheet_of_a_unit_tells_nothing_that_leaves_few_of_the_whole() -> None:
    whole, norr = "datum: 2025, värde: 20, kvinnor: 10, män: 10", "datum: 2025, värde: 17, enhet: norr"
    plan = plan_of("personer: ja, enheter: norr", whole, norr)
    part = unit_extract(plan, "norr", DAY)
    disclosure = Disclosure(plan, MINIMUM).of_unit(part, "norr")
    (own,) = part.indicators
    assert disclosure.is_suppressed(own, own.measurements[0])
    assert not disclosure.is_small_count(own, own.measurements[0])


def test_the_sheet_of_a_unit_that_is_not_measured_tells_of_the_whole_as_the_report_does() -> None:
    whole, norr = "datum: 2025, värde: 20", "datum: 2025, värde: 17, enhet: norr"
    plan = plan_of("personer: ja, enheter: söder", whole, norr)
    part = unit_extract(plan, "söder", DAY)
    disclosure = Disclosure(plan, MINIMUM).of_unit(part, "söder")
    (same,) = part.indicators
    assert [disclosure.is_suppressed(same, one) for one in same.measurements] == [False, True]
    assert [disclosure.sexes_are_suppressed(same, one) for one in same.measurements] == [False, True]


@pytest.mark.parametrize(
    ("survey", "is_suppressed"),
    [
        ("utskickade: 40, besvarade: 36", True),
        ("utskickade: 40, besvarade: 35", False),
        ("utskickade: 4", True),
        ("utskickade: 40", False),
        ("besvarade: 36", False),
    ],
)
def test_few_did_not_answer_a_survey(survey: str, *, is_suppressed: bool) -> None:
    plan = plan_in(f"titel: P\nenkäter: [{{id: e, titel: Enkät, {survey}}}]\n")
    assert Disclosure(plan, MINIMUM).sent_is_suppressed(plan.surveys[0]) is is_suppressed


# Words


def judged(fields: str, *measurements: str, more: str = "", minimum: int = MINIMUM) -> tuple[str, bool, object]:
    """Return the trend that is disclosed, whether the standing is suppressed, and what it is."""
    plan = plan_of(fields, *measurements, more=more)
    disclosure, (indicator,) = Disclosure(plan, minimum), plan.indicators
    snapshot = Snapshot(plan, DAY)
    found = disclosed_standing(disclosure, snapshot, indicator)
    return (
        disclosed_progress(disclosure, snapshot, indicator).trend,
        standing_is_suppressed(disclosure, snapshot, indicator),
        found.state if found else None,
    )


UP = f"{PEOPLE}, riktning: öka"


@pytest.mark.parametrize(
    ("fields", "values", "trend"),
    [
        (UP, (3, 2), "unknown"),
        (UP, (3, 3), "unknown"),
        (UP, (9, 2), "worse"),
        (UP, (3, 9), "better"),
        (f"{UP}, utgångsvärde: {{värde: 4, datum: 2019}}", (3,), "unknown"),
        (f"{UP}, utgångsvärde: {{värde: 9, datum: 2019}}", (3,), "worse"),
        (f"{PEOPLE}, riktning: behålla, målvärde: 2", (9, 3), "better"),
        (f"{PEOPLE}, riktning: behålla, målvärde: 6", (9, 3), "unknown"),
        (f"{PEOPLE}, utgångsvärde: 2, målvärde: 3", (20, 30), "unknown"),
        (f"{PEOPLE}, utgångsvärde: 2, målvärde: 7", (20, 30), "better"),
    ],
    ids=[
        "two small counts",
        "two small counts that are the same",
        "down to a small count",
        "up from one",
        "a small baseline",
        "from a baseline",
        "nearer to what is to be held, however small",
        "nearer or not",
        "which way, by a small baseline",
        "the same way from any small baseline",
    ],
)
def test_a_trend_is_told_where_it_is_the_same_of_every_small_count(
    fields: str, values: tuple[int, ...], trend: str
) -> None:
    assert judged(fields, *(f"värde: {value}" for value in values))[0] == trend


FROM_NONE = f"{PEOPLE}, utgångsvärde: {{värde: 0, datum: 2025-12-31}}"


@pytest.mark.parametrize(
    ("fields", "measured", "state"),
    [
        (f"{FROM_NONE}, målvärde: {{minst: 5, senast: 2026-12-31}}", "datum: 2026-06-01, värde: 3", "suppressed"),
        (f"{FROM_NONE}, målvärde: {{minst: 5, senast: 2026-12-31}}", "datum: 2026-06-01, värde: 0", "suppressed"),
        (f"{FROM_NONE}, målvärde: {{minst: 5, senast: 2026-05-31}}", "datum: 2026-06-01, värde: 3", "missed"),
        (f"{FROM_NONE}, målvärde: {{minst: 4, senast: 2026-05-31}}", "datum: 2026-06-01, värde: 3", "suppressed"),
        (f"{FROM_NONE}, målvärde: {{högst: 9, senast: 2026-05-31}}", "datum: 2026-06-01, värde: 3", "met"),
        (
            f"{FROM_NONE}, målvärde: {{minst: 2, högst: 3, senast: 2026-05-31}}",
            "datum: 2026-06-01, värde: 0",
            "suppressed",
        ),
        (f"{FROM_NONE}, målvärde: {{minst: 90, senast: 2026-12-31}}", "datum: 2026-06-01, värde: 3", "behind"),
        (f"{FROM_NONE}, målvärde: {{minst: 90, senast: 2026-12-31}}", "datum: 2026-06-01, värde: 80", "on_track"),
        (f"{FROM_NONE}, målvärde: {{minst: 90, senast: 2026-12-31}}", "datum: 2026-06-01, värde: 30", "suppressed"),
        (f"{PEOPLE}, målvärde: {{minst: 4, senast: 2026-12-31}}", "datum: 2026-06-01, värde: 3", "suppressed"),
        (f"{PEOPLE}, målvärde: öka", "datum: 2026-06-01, värde: 3", None),
    ],
    ids=[
        "on track or not",
        "none at all",
        "missed, whatever small count it is",
        "met or not",
        "met, whatever small count it is",
        "within or not",
        "behind, whatever small count it is",
        "far from a small baseline's line",
        "near to a small baseline's line",
        "met or not known",
        "no level",
    ],
)
def test_a_standing_is_told_where_it_is_the_same_of_every_small_count(
    fields: str, measured: str, state: str | None
) -> None:
    _, is_suppressed, found = judged(fields, measured)
    assert (is_suppressed, found) == (state == "suppressed", None if state == "suppressed" else state)


@pytest.mark.parametrize(
    ("level", "share", "state"),
    [
        (80, "täljare: 2, nämnare: 40", "missed"),
        (100, "täljare: 40, nämnare: 40", "suppressed"),
        (92, "täljare: 38, nämnare: 40", "suppressed"),
        (80, "täljare: 3, nämnare: 6", "suppressed"),
        (80, "täljare: 2, nämnare: 8", "suppressed"),
        (80, "värde: 20, täljare: 3", "missed"),
        (80, "täljare: 3", None),
    ],
    ids=["not in it", "all or not", "which of few", "few in and out", "a small base", "a base by per cent", "no value"],
)
def test_a_share_of_few_tells_its_side_where_any_small_count_would(level: int, share: str, state: str | None) -> None:
    target = f"{SHARE}, målvärde: {{minst: {level}, senast: 2026-05-31}}"
    _, is_suppressed, found = judged(target, f"datum: 2026-03, {share}")
    assert (is_suppressed, found) == (state == "suppressed", None if state == "suppressed" else state)


def test_with_a_large_minimum_count_words_of_suppressed_values_are_left_out() -> None:
    fields = f"{UP}, målvärde: {{minst: 90, senast: 2026-05-31}}"
    assert judged(fields, "värde: 50", "värde: 11", minimum=10) == ("worse", False, "missed")
    assert judged(fields, "värde: 50", "värde: 11", minimum=12) == ("unknown", True, None)
    start = f"{UP}, utgångsvärde: {{värde: 11, datum: 2019}}"
    assert judged(start, "värde: 50", "värde: 60", minimum=12)[0] == "unknown"


def test_that_target_and_baseline_are_the_same_is_not_told_of_a_small_baseline() -> None:
    plan = plan_of(f"{PEOPLE}, utgångsvärde: {{värde: 3, datum: 2019}}, målvärde: 3", "värde: 20")
    (indicator,) = plan.indicators
    found = disclosed_progress(Disclosure(plan, MINIMUM), Snapshot(plan, DAY), indicator)
    assert (found.way, found.way_unknown_because) == (None, NOT_SHOWN)


def test_no_share_of_the_way_leads_to_a_small_count() -> None:
    fields = f"{UP}, utgångsvärde: {{värde: 50, datum: 2019}}, målvärde: 90"
    ways: list[Decimal | None] = []
    for value in (60, 3):
        plan = plan_of(fields, f"värde: {value}")
        (indicator,) = plan.indicators
        ways.append(disclosed_progress(Disclosure(plan, MINIMUM), Snapshot(plan, DAY), indicator).way)
    assert ways == [Decimal(25), None]


def test_an_indicator_with_nothing_suppressed_is_told_as_it_is() -> None:
    plan = plan_of(UP, "värde: 20", "värde: 30")
    indicator = plan.indicators[0]
    assert Disclosure(plan, MINIMUM).is_settled(indicator)
    assert judged(UP, "värde: 20", "värde: 30") == ("better", False, None)

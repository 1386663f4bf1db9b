"""How an indicator moves; what cannot be computed says why."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from anhorig_cli.analysis.progress import Progress, direction, is_met, progress
from anhorig_cli.analysis.standing import expected, forecast, standing
from anhorig_cli.catalog import text_of
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.source import Message
from anhorig_cli.vocabulary import Language

NUMBERS = st.decimals(-(10**6), 10**6, allow_nan=False, allow_infinity=False, places=2)
MEASUREMENTS = st.lists(
    st.fixed_dictionaries(
        {"date": st.just("2021")},
        optional={
            "value": NUMBERS.map(str),
            "numerator": st.integers(0, 50).map(str),
            "denominator": st.integers(0, 50).map(str),
            "method_changed": st.booleans(),
        },
    ),
    max_size=4,
)
TARGETS = st.fixed_dictionaries(
    {},
    optional={
        "value": NUMBERS.map(str),
        "at_least": NUMBERS.map(str),
        "at_most": NUMBERS.map(str),
        "direction": st.sampled_from(["increase", "decrease", "hold", "follow"]),
    },
)
INDICATORS = st.fixed_dictionaries(
    {"measurements": MEASUREMENTS},
    optional={
        "baseline": st.fixed_dictionaries({}, optional={"value": NUMBERS.map(str)}),
        "target": TARGETS,
        "direction": st.sampled_from(["increase", "decrease", "hold", "follow"]),
        "numerator": st.just("Aktiverade kort"),
    },
)


def indicator(*values: float | dict[str, object], **facts: object) -> Indicator:
    """Make an indicator with measurements, one a year."""
    measurements = [
        {"date": str(year), **(value if isinstance(value, dict) else {"value": str(value)})}
        for year, value in enumerate(values, 2020)
    ]
    return Indicator.model_validate({"id": "i1", "title": "Indikator", "measurements": measurements, **facts})


def moved(*values: float | dict[str, object], **facts: object) -> Progress:
    subject = indicator(*values, **facts)
    return progress(subject, list(subject.measurements))


def target(**facts: object) -> dict[str, object]:
    return {name: str(value) for name, value in facts.items()}


def reason(text: Message | None) -> str | None:
    return None if text is None else text_of(text, Language.EN)


@pytest.mark.parametrize(
    ("facts", "way"),
    [
        ({"direction": "decrease", "target": {"at_least": "5"}}, "decrease"),
        ({"target": {"direction": "öka"}}, "increase"),
        ({"target": {"at_least": "80"}}, "increase"),
        ({"target": {"at_most": "10"}}, "decrease"),
        ({"target": {"value": "80"}, "baseline": {"value": "40"}}, "increase"),
        ({"target": {"value": "10"}, "baseline": {"value": "40"}}, "decrease"),
        ({"target": {"value": "40"}, "baseline": {"value": "40"}}, None),
        ({"target": {"value": "80"}}, None),
        ({"target": {"by": "2024"}}, None),
        ({"target": {"by": "2024"}, "baseline": {"value": "40"}}, None),
        ({"baseline": {"value": "40"}}, None),
    ],
)
def test_the_direction_is_as_written_or_as_the_target_shows(facts: dict[str, object], way: str | None) -> None:
    assert direction(indicator(**facts)) == way


@pytest.mark.parametrize(
    ("way", "values", "trend"),
    [
        ("increase", (40, 45), "better"),
        ("increase", (45, 40), "worse"),
        ("decrease", (45, 40), "better"),
        ("decrease", (40, 45), "worse"),
        ("increase", (40, 40), "unchanged"),
        ("decrease", (40, 40), "unchanged"),
        ("hold", (40, 40), "unchanged"),
    ],
)
def test_the_trend_is_better_when_the_value_goes_the_way_it_should(
    way: str, values: tuple[float, ...], trend: str
) -> None:
    assert moved(*values, direction=way).trend == trend


def test_the_trend_is_told_from_the_first_measurement_and_the_step_from_the_one_before() -> None:
    found = moved(10, 50, 45, direction="increase")
    assert found.latest is not None
    assert found.latest.amount == 45
    assert found.start is not None
    assert (found.trend, found.start.kind, found.start.amount) == ("better", "first", Decimal(10))
    assert found.previous is not None
    assert (found.step, found.previous.kind, found.previous.amount) == ("worse", "before", Decimal(50))


@pytest.mark.parametrize(
    ("begins", "kind", "amount"),
    [("2020-01-01", "first", 10), ("2021-01-01", "first", 50), ("2022-06-01", "before", 50)],
)
def test_the_first_measurement_is_that_of_the_plans_period(begins: str, kind: str, amount: int) -> None:
    subject = indicator(10, 50, 45, direction="increase")
    start = progress(subject, list(subject.measurements), date.fromisoformat(begins)).start
    assert start is not None
    assert (start.kind, start.amount) == (kind, Decimal(amount))


@pytest.mark.parametrize(
    ("baseline", "start"),
    [
        ({"value": "30", "date": "2019"}, None),
        ({"value": "30"}, None),
        ({"value": "30", "date": "2021"}, "baseline"),
    ],
)
def test_a_baseline_is_compared_where_it_is_of_the_same_method(baseline: dict[str, object], start: str | None) -> None:
    found = moved({"value": "60", "method_changed": "ja"}, 62, baseline=baseline, direction="increase")
    changed = moved(40, {"value": "60", "method_changed": "ja"}, baseline=baseline, direction="increase")
    later = moved(40, {"value": "60", "method_changed": "ja"}, 62, baseline=baseline, direction="increase")
    assert found.start is None or found.start.kind == "changed"
    assert (changed.start, changed.trend, reason(changed.way_unknown_because)) == (
        None,
        "unknown",
        "there is no target value",
    )
    assert later.start is not None
    assert later.start.kind == (start or "changed")


def test_values_of_another_survey_are_not_compared() -> None:
    found = moved({"value": "40", "survey": "a"}, {"value": "45", "survey": "b"}, direction="increase")
    assert (found.trend, reason(found.unknown_because)) == ("unknown", "the earlier values come from another survey")
    again = moved({"value": "40", "survey": "B"}, {"value": "9"}, {"value": "45", "survey": "b"}, direction="increase")
    assert again.start is not None
    assert again.start.amount == 40


def test_a_value_that_is_no_later_than_the_baseline_is_not_compared_with_it() -> None:
    found = moved(45, baseline={"value": "40", "date": "2020"}, target={"value": "80"})
    assert (found.trend, found.way) == ("unknown", None)
    assert reason(found.unknown_because) == "nothing has been measured since the baseline"
    assert reason(found.way_unknown_because) == reason(found.unknown_because)


def test_the_way_to_a_span_goes_to_the_end_that_is_nearer() -> None:
    assert moved(70, baseline={"value": "80"}, target={"at_least": "40", "at_most": "60"}).way == 50
    assert moved(30, baseline={"value": "20"}, target={"at_least": "40", "at_most": "60"}).way == 50


def test_a_first_measurement_is_compared_with_the_baseline() -> None:
    found = moved(45, direction="increase", baseline={"value": "40"})
    assert (found.trend, found.unknown_because) == ("better", None)
    assert found.start is not None
    assert (found.start.kind, found.start.amount) == ("baseline", Decimal(40))


def test_a_measurement_that_gives_no_value_is_passed_over() -> None:
    found = moved(40, 45, {"numerator": "12"}, direction="increase")
    assert found.trend == "better"


@pytest.mark.parametrize(
    ("values", "facts", "trend"),
    [
        ((46, 44), {"target": {"value": "40"}}, "better"),
        ((36, 38), {"target": {"value": "40"}}, "better"),
        ((44, 46), {"target": {"value": "40"}}, "worse"),
        ((44, 42), {"baseline": {"value": "40"}}, "worse"),
        ((44, 42), {"baseline": {"value": "40"}, "target": {"direction": "hold"}}, "worse"),
        ((36, 38), {"target": {"at_least": "40"}}, "better"),
        ((44, 42), {"target": {"at_most": "40"}}, "better"),
        ((44, 46), {"target": {"at_least": "40"}}, "unchanged"),
        ((40, 42), {}, "worse"),
    ],
)
def test_a_value_to_be_held_gets_better_when_it_comes_nearer_to_its_level(
    values: tuple[float, ...], facts: dict[str, object], trend: str
) -> None:
    assert moved(*values, direction="hold", **facts).trend == trend


def test_a_held_value_that_is_as_far_from_its_level_as_before_is_not_better() -> None:
    assert moved(38, 42, direction="hold", target={"value": "40"}).trend == "unchanged"


def test_a_value_above_a_span_gets_better_when_it_comes_down_towards_it() -> None:
    assert moved(9, 7, target={"at_least": "3", "at_most": "5"}).trend == "better"


@pytest.mark.parametrize(
    ("values", "facts", "why"),
    [
        ((), {}, "nothing has been measured"),
        ((40,), {"direction": "increase"}, "there is only one measurement"),
        (
            (40, {"value": "45", "method_changed": "ja"}),
            {"direction": "increase"},
            "the method of measuring has changed",
        ),
        ((40, 45), {}, "the plan does not say whether the value should increase or decrease"),
    ],
)
def test_a_trend_that_cannot_be_told_says_why(
    values: tuple[float | dict[str, object], ...], facts: dict[str, object], why: str
) -> None:
    found = moved(*values, **facts)
    assert (found.trend, reason(found.unknown_because)) == ("unknown", why)


def test_the_trend_goes_on_after_a_change_of_method() -> None:
    assert moved(40, {"value": "80", "method_changed": "ja"}, 85, direction="increase").trend == "better"


@pytest.mark.parametrize(
    ("baseline", "level", "latest", "way"),
    [(40, 80, 60, 50), (40, 80, 80, 100), (40, 80, 40, 0), (80, 40, 70, 25), (40, 80, 90, 125), (40, 80, 30, -25)],
)
def test_the_way_gone_is_the_share_from_baseline_to_target(baseline: int, level: int, latest: int, way: int) -> None:
    found = moved(latest, baseline=target(value=baseline), target=target(value=level))
    assert found.way == way
    assert found.way_unknown_because is None


@pytest.mark.parametrize("bound", ["at_least", "at_most"])
def test_the_way_goes_to_a_bound_as_to_a_value(bound: str) -> None:
    start = {"at_least": "40", "at_most": "120"}[bound]
    latest = {"at_least": 60, "at_most": 100}[bound]
    assert moved(latest, baseline={"value": start}, target={bound: "80"}).way == 50


@pytest.mark.parametrize(
    ("values", "facts", "why"),
    [
        ((), {"baseline": {"value": "40"}, "target": {"value": "80"}}, "nothing has been measured"),
        ((60,), {"baseline": {"value": "40"}}, "there is no target value"),
        (
            (60,),
            {"baseline": {"value": "40"}, "target": {"direction": "increase"}},
            "the target says which way the value should go, not how far",
        ),
        ((68,), {"baseline": {"value": "70"}, "target": {"at_least": "65"}}, "the baseline meets the target already"),
        (
            (60,),
            {"baseline": {"value": "70"}, "target": {"at_least": "65"}},
            "the baseline meets the target, but the latest value does not",
        ),
        ((60,), {"target": {"value": "80"}}, "the plan gives no baseline"),
        ((60,), {"baseline": {"date": "2019"}, "target": {"value": "80"}}, "the plan gives no baseline"),
        (
            (80,),
            {"baseline": {"value": "80"}, "target": {"value": "80.0"}},
            "the target is the same as the baseline",
        ),
    ],
)
def test_a_way_that_cannot_be_computed_says_why(values: tuple[float, ...], facts: dict[str, object], why: str) -> None:
    found = moved(*values, **facts)
    assert (found.way, reason(found.way_unknown_because)) == (None, why)


CARDS: dict[str, object] = {
    "numerator": "Aktiverade kort",
    "denominator": "Utdelade kort",
    "target": {"at_least": "10", "by": "2021-11-30"},
}


def test_a_share_of_which_nothing_is_reported_says_that_neither_part_is() -> None:
    found = moved(**CARDS)
    assert reason(found.way_unknown_because) == "neither Aktiverade kort nor Utdelade kort is reported"
    assert reason(found.unknown_because) == reason(found.way_unknown_because)
    assert found.is_met is None


@pytest.mark.parametrize(
    ("part", "why"),
    [("numerator", "Utdelade kort is not reported"), ("denominator", "Aktiverade kort is not reported")],
)
def test_a_share_of_which_one_part_is_reported_names_the_other(part: str, why: str) -> None:
    assert reason(moved({part: "12"}, **CARDS).way_unknown_because) == why


def test_a_share_whose_parts_have_no_names_speaks_of_numerator_and_denominator() -> None:
    assert reason(moved({"denominator": "12"}).way_unknown_because) == "the numerator is not reported"
    assert (
        reason(moved({"numerator": "12"}, numerator="nöjda").way_unknown_because) == "the denominator is not reported"
    )


def test_a_share_that_is_counted_only_later_is_not_called_half_reported_before() -> None:
    indicator = Indicator.model_validate(
        {"id": "a", "title": "Andel", "measurements": [{"date": "2025", "numerator": "30", "denominator": "60"}]}
    )
    assert reason(progress(indicator, (), None, date(2024, 6, 1)).unknown_because) == "nothing has been measured"


def test_a_denominator_of_zero_is_not_called_unreported() -> None:
    found = moved({"numerator": "0", "denominator": "0"}, **CARDS)
    assert found.way is None
    assert reason(found.way_unknown_because) != "Utdelade kort is not reported"


def test_parts_of_a_share_that_are_reported_on_different_days_are_not_called_unreported() -> None:
    found = moved({"numerator": "12"}, {"denominator": "120"}, **CARDS)
    assert reason(found.way_unknown_because) != "Utdelade kort is not reported"


def test_a_share_is_followed_in_per_cent() -> None:
    found = moved({"numerator": "12", "denominator": "80"}, baseline={"value": "5"}, **CARDS)
    assert found.latest is not None
    assert found.latest.amount == 15
    assert found.way == 200
    assert (found.trend, found.is_met) == ("better", True)


@pytest.mark.parametrize(
    ("facts", "value", "met"),
    [
        ({"target": {"at_least": "80"}}, 80, True),
        ({"target": {"at_least": "80"}}, 79, False),
        ({"target": {"at_most": "10"}}, 10, True),
        ({"target": {"at_most": "10"}}, 11, False),
        ({"target": {"at_least": "3", "at_most": "5"}}, 4, True),
        ({"target": {"at_least": "3", "at_most": "5"}}, 2, False),
        ({"target": {"at_least": "3", "at_most": "5"}}, 6, False),
        ({"target": {"value": "80"}, "direction": "increase"}, 85, True),
        ({"target": {"value": "80"}, "direction": "increase"}, 75, False),
        ({"target": {"value": "10"}, "direction": "decrease"}, 5, True),
        ({"target": {"value": "10"}, "direction": "decrease"}, 15, False),
        ({"target": {"value": "80"}, "direction": "hold"}, 80, True),
        ({"target": {"value": "80"}, "direction": "hold"}, 81, False),
        ({"target": {"direction": "increase"}}, 80, None),
        ({}, 80, None),
    ],
)
def test_a_target_is_met_from_its_own_side(facts: dict[str, object], value: int, met: bool | None) -> None:
    assert is_met(indicator(**facts), Decimal(value)) is met
    assert moved(value, **facts).is_met is met


FROM_40_TO_80: dict[str, object] = {
    "baseline": {"value": "40", "date": "2020-12-31"},
    "target": {"value": "80", "by": "2021-01-10"},
}


@pytest.mark.parametrize(
    ("day", "value"),
    [
        ("2020-06-01", 40),
        ("2020-12-31", 40),
        ("2021-01-01", 44),
        ("2021-01-05", 60),
        ("2021-01-10", 80),
        ("2022-01-01", 80),
    ],
)
def test_the_expected_value_lies_on_the_straight_line_from_baseline_to_target(day: str, value: int) -> None:
    assert expected(indicator(**FROM_40_TO_80), date.fromisoformat(day)) == value


def test_the_line_goes_from_the_end_of_one_period_to_the_end_of_the_other() -> None:
    yearly = indicator(baseline={"value": "0", "date": "2020"}, target={"at_least": "365", "by": "2021"})
    assert expected(yearly, date(2020, 12, 31)) == 0
    assert expected(yearly, date(2021, 1, 31)) == 31
    assert expected(yearly, date(2021, 12, 31)) == 365


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"baseline": {"value": "40", "date": "2020"}},
        {"target": {"value": "80", "by": "2021"}},
        {"baseline": {"value": "40"}, "target": {"value": "80", "by": "2021"}},
        {"baseline": {"date": "2020"}, "target": {"value": "80", "by": "2021"}},
        {"baseline": {"value": "40", "date": "2020"}, "target": {"value": "80"}},
        {"baseline": {"value": "40", "date": "2020"}, "target": {"direction": "increase", "by": "2021"}},
        {"baseline": {"value": "40", "date": "2021"}, "target": {"value": "80", "by": "2021"}},
        {"baseline": {"value": "40", "date": "2022"}, "target": {"value": "80", "by": "2021"}},
    ],
)
def test_without_both_ends_of_the_line_no_value_is_expected(facts: dict[str, object]) -> None:
    assert expected(indicator(**facts), date(2021, 6, 30)) is None


def foreseen(*measurements: tuple[str, str] | dict[str, object], **facts: object) -> Decimal | None:
    told = [{"date": m[0], "value": m[1]} if isinstance(m, tuple) else m for m in measurements]
    subject = Indicator.model_validate({"id": "i1", "title": "Indikator", "measurements": told, **facts})
    return forecast(subject, list(subject.measurements), date(2021, 1, 1))


BY_NEW_YEAR: dict[str, object] = {"target": {"value": "80", "by": "2021-12-31"}}


def test_the_forecast_goes_on_as_from_the_baseline_to_the_latest_value() -> None:
    baseline = {"value": "40", "date": "2021-12-11"}
    assert foreseen(("2021-12-15", "0"), ("2021-12-21", "50"), baseline=baseline, **BY_NEW_YEAR) == 60


def test_without_a_baseline_the_first_measurement_stands_for_it() -> None:
    assert foreseen(("2021-12-11", "40"), ("2021-12-15", "0"), ("2021-12-21", "30"), **BY_NEW_YEAR) == 20
    assert foreseen(("2021-12-11", "40"), ("2021-12-21", "30"), baseline={"date": "2020"}, **BY_NEW_YEAR) == 20


def test_a_measurement_without_a_value_tells_nothing_of_what_comes() -> None:
    empty: dict[str, object] = {"date": "2021-12-25", "numerator": "3"}
    assert foreseen(("2021-12-11", "40"), ("2021-12-21", "30"), empty, **BY_NEW_YEAR) == 20


def test_the_forecast_begins_anew_when_the_method_has_changed() -> None:
    changed: dict[str, object] = {"date": "2021-12-11", "value": "10", "method_changed": "ja"}
    baseline = {"value": "40", "date": "2020"}
    assert foreseen(("2021-06-30", "50"), changed, ("2021-12-21", "12"), baseline=baseline, **BY_NEW_YEAR) == 14
    assert foreseen(("2021-06-30", "50"), changed, baseline=baseline, **BY_NEW_YEAR) is None
    again: dict[str, object] = {**changed, "date": "2021-12-21", "value": "30"}
    assert foreseen(changed, again, ("2021-12-26", "31"), **BY_NEW_YEAR) == 32


@pytest.mark.parametrize(
    ("unit", "first", "last", "ahead"),
    [
        ("procent", "60", "70", 80),
        ("procent", "50", "90", 100),
        ("procent", "20", "5", 0),
        ("procent", "110", "130", 150),
        ("möten", "50", "90", 130),
        ("möten", "20", "5", 0),
        ("kronor", "-5", "-20", -35),
        ("procent", "-5", "-20", -35),
    ],
)
def test_the_forecast_goes_no_further_than_can_be(unit: str, first: str, last: str, ahead: int) -> None:
    days = ("2021-12-11", first), ("2021-12-21", last)
    assert foreseen(*days, unit_of_measure=unit, **BY_NEW_YEAR) == ahead


def test_when_the_targets_day_has_come_the_forecast_is_the_latest_value() -> None:
    assert foreseen(("2021-06-30", "40"), ("2022-01-31", "70"), **BY_NEW_YEAR) == 70


@pytest.mark.parametrize(
    ("measurements", "facts"),
    [
        ([], BY_NEW_YEAR),
        ([("2021-06-30", "40")], BY_NEW_YEAR),
        ([("2021-06-30", "40"), ("2021-06-30", "45")], BY_NEW_YEAR),
        ([("2021-06-30", "40"), ("2021-09-30", "45")], {}),
        ([("2021-06-30", "40"), ("2021-09-30", "45")], {"target": {"value": "80"}}),
        ([("2021-06-30", "40")], {**BY_NEW_YEAR, "baseline": {"value": "40"}}),
        ([("2021-06-30", "40")], {**BY_NEW_YEAR, "baseline": {"value": "40", "date": "2021"}}),
    ],
)
def test_without_two_values_on_different_days_and_a_day_to_reach_there_is_no_forecast(
    measurements: list[tuple[str, str]], facts: dict[str, object]
) -> None:
    assert foreseen(*measurements, **facts) is None


@given(NUMBERS, NUMBERS, st.dates(date(2020, 1, 1), date(2023, 12, 31)))
def test_the_expected_value_never_leaves_the_way_from_baseline_to_target(
    baseline: Decimal, level: Decimal, as_of: date
) -> None:
    ends = {"baseline": target(value=baseline, date="2020-12"), "target": target(value=level, by="2022-12")}
    value = expected(indicator(**ends), as_of)
    assert value is not None
    assert min(baseline, level) <= value <= max(baseline, level)


@settings(max_examples=300)
@given(INDICATORS)
@example({"measurements": [{"date": "2021", "numerator": "0", "denominator": "0"}]})
def test_what_is_unknown_always_says_why_and_what_is_known_never_does(facts: dict[str, object]) -> None:
    found = moved(**facts)
    assert (found.trend == "unknown") is (found.unknown_because is not None)
    assert (found.way is None) is (found.way_unknown_because is not None)


@given(NUMBERS, NUMBERS)
def test_a_target_equal_to_the_baseline_leaves_the_way_undefined(level: Decimal, latest: Decimal) -> None:
    found = moved({"value": str(latest)}, baseline=target(value=level), target=target(value=level))
    assert found.way is None
    is_met = latest == level
    told = "the target is the same as the baseline"
    missed = "the baseline meets the target, but the latest value does not"
    assert reason(found.way_unknown_because) == (told if is_met else missed)


@given(NUMBERS, NUMBERS)
def test_the_way_begins_at_the_baseline_and_is_whole_at_the_target(baseline: Decimal, level: Decimal) -> None:
    if baseline == level:
        return
    facts: dict[str, object] = {"baseline": target(value=baseline), "target": target(value=level)}
    assert moved({"value": str(baseline)}, **facts).way == 0
    assert moved({"value": str(level)}, **facts).way == 100
    assert moved({"value": str(level)}, **facts).is_met


@given(NUMBERS, NUMBERS, NUMBERS)
def test_the_way_does_not_care_whether_it_goes_up_or_down(baseline: Decimal, level: Decimal, latest: Decimal) -> None:
    up = moved({"value": str(latest)}, baseline=target(value=baseline), target=target(value=level))
    down = moved({"value": str(-latest)}, baseline=target(value=-baseline), target=target(value=-level))
    assert (up.way, up.trend, up.is_met) == (down.way, down.trend, down.is_met)


@given(NUMBERS, NUMBERS)
def test_what_is_better_when_it_should_increase_is_worse_when_it_should_decrease(one: Decimal, other: Decimal) -> None:
    opposite = {"better": "worse", "worse": "better", "unchanged": "unchanged"}
    first, second = target(value=one), target(value=other)
    up, down = (moved(first, second, direction=way).trend for way in ("increase", "decrease"))
    assert opposite[up] == down


ON_THE_WAY: dict[str, object] = {
    "baseline": {"value": "100", "date": "2024-12-31"},
    "target": {"at_least": "200", "by": "2026-12-31"},
}


def stands(value: str, as_of: str, **facts: object) -> tuple[str, Decimal | None] | None:
    measurements = [{"date": "2025-12-31", "value": value}]
    subject = Indicator.model_validate({"id": "i", "title": "I", "measurements": measurements, **ON_THE_WAY, **facts})
    found = standing(subject, list(subject.measurements), date.fromisoformat(as_of))
    return (found.state, found.expected) if found else None


@pytest.mark.parametrize(
    ("value", "as_of", "state"),
    [
        ("139", "2026-07-01", ("behind", Decimal(150))),
        ("140", "2026-07-01", ("on_track", Decimal(150))),
        ("170", "2026-07-01", ("on_track", Decimal(150))),
        ("200", "2026-07-01", ("met", None)),
        ("199", "2026-12-31", ("on_track", Decimal(150))),
        ("199", "2027-01-01", ("missed", None)),
        ("200", "2027-01-01", ("met", None)),
    ],
)
def test_a_value_is_held_against_the_straight_line_until_the_targets_day(
    value: str, as_of: str, state: tuple[str, Decimal | None]
) -> None:
    assert stands(value, as_of) == state


@pytest.mark.parametrize(
    "facts",
    [
        {"baseline": None},
        {"baseline": {"value": "100"}},
        {"baseline": {"value": "200", "date": "2024-12-31"}},
        {"target": None},
        {"target": {"direction": "increase", "by": "2026-12-31"}},
        {"target": {"at_least": "200"}},
        {"measurements": []},
        {"measurements": [{"date": "2025", "value": "120", "method_changed": "yes"}]},
        {
            "measurements": [
                {"date": "2025-06", "value": "110", "method_changed": "yes"},
                {"date": "2025-12", "value": "120"},
            ]
        },
        {"measurements": [{"date": "2024-12", "value": "90"}]},
    ],
)
def test_without_a_line_to_hold_it_against_nothing_is_said(facts: dict[str, object]) -> None:
    assert stands("120", "2026-07-01", **facts) is None


def test_a_key_figure_that_is_followed_gets_neither_better_nor_worse() -> None:
    up = moved(10, 12, direction="follow")
    assert (up.trend, reason(up.unknown_because)) == ("unknown", "the value is only followed: neither way is better")
    assert moved(10, 10, direction="follow").trend == "unchanged"


def test_the_forecast_begins_where_the_trend_does() -> None:
    told = [("2020-12-31", "90"), ("2021-12-11", "40"), ("2021-12-21", "50")]
    facts = [{"date": day, "value": value} for day, value in told]
    subject = Indicator.model_validate({"id": "i1", "title": "Indikator", "measurements": facts, **BY_NEW_YEAR})
    begins, measured = date(2021, 1, 1), list(subject.measurements)
    assert forecast(subject, measured, date(2021, 12, 22), begins) == 60
    start = progress(subject, measured, begins).start
    assert start is not None
    assert start.amount == 40


YEAR = {"value": "400", "date": "2024"}


@pytest.mark.parametrize(
    ("now", "facts", "trend"),
    [
        ({"value": "120", "date": "2025-01-01/2025-03-31"}, {}, "unknown"),
        ({"value": "120", "date": "2025-12"}, {}, "unknown"),
        ({"value": "380", "date": "2025"}, {}, "worse"),
        ({"value": "380", "date": "2025-12-31"}, {}, "worse"),
        ({"value": "38", "date": "2025-01-01/2025-03-31"}, {"unit_of_measure": "procent"}, "worse"),
    ],
    ids=["quarter", "month", "year", "day", "share"],
)
def test_a_count_of_one_length_of_time_is_not_held_against_one_of_another(
    now: dict[str, object], facts: dict[str, object], trend: str
) -> None:
    found = moved(now, baseline=YEAR, target={"at_least": "500", "by": "2026"}, **facts)
    assert found.trend == trend
    unlike = "the values are of times of unlike length" if trend == "unknown" else None
    assert (reason(found.unknown_because), reason(found.way_unknown_because)) == (unlike, unlike)


def test_a_count_is_held_against_the_first_of_a_time_as_long() -> None:
    quarters: list[dict[str, object]] = [
        {"value": "100", "date": "2025-01-01/2025-03-31"},
        {"value": "120", "date": "2025-04-01/2025-06-30"},
    ]
    found = moved(*quarters, baseline=YEAR, direction="increase")
    assert (found.trend, found.start and found.start.amount) == ("better", Decimal(100))


def test_a_count_of_a_year_that_is_not_over_is_not_held_against_a_whole_year() -> None:
    subject = indicator({"value": "120", "date": "2025", "reported": "2025-05-31"}, baseline=YEAR, direction="increase")
    assert progress(subject, list(subject.measurements), None, date(2025, 6, 30)).trend == "unknown"
    assert progress(subject, list(subject.measurements), None, date(2025, 12, 31)).trend == "worse"


@pytest.mark.parametrize(
    ("value", "state"),
    [
        ({"date": "2025-H1", "value": 5}, None),
        ({"date": "2025", "value": 7}, "met"),
        ({"date": "2025", "value": 9}, "missed"),
        ({"date": "2025-06-30", "value": 5}, "met"),
    ],
)
def test_half_a_years_low_value_does_not_show_that_a_target_for_a_year_is_met(
    value: dict[str, object], state: str | None
) -> None:
    subject = Indicator.model_validate(
        {
            "id": "i",
            "title": "Avbrutna insatser",
            "direction": "decrease",
            "baseline": {"value": 12, "date": "2024"},
            "target": {"at_most": 8, "by": "2025"},
            "measurements": [value],
        }
    )
    found = standing(subject, list(subject.measurements), date(2026, 1, 2))
    assert (found.state if found else None) == state

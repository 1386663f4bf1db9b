"""Which figures tell of few people; what reports make of it stands in `tests/views/test_untold_figures.py`."""

from decimal import Decimal

import pytest

from anhorig_cli.model.few_people import (
    counts_few,
    few_did_not_answer,
    sexes_tell_of_few,
    side_tells_of_few,
    trend_tells_of_few,
)
from anhorig_cli.model.indicator import Indicator, Measurement, Survey
from anhorig_cli.model.progress import progress

FEWEST = 5
PEOPLE = {"people": "true"}
SHARE = {"people": "true", "numerator": "nöjda", "denominator": "svarande"}


def indicator(fields: dict[str, str], *measured: dict[str, str]) -> Indicator:
    measurements = [{"date": f"2026-0{n}", **facts} for n, facts in enumerate(measured, 1)]
    return Indicator.model_validate({"id": "i", "title": "I", **fields, "measurements": measurements})


def first(of: Indicator) -> Measurement:
    return of.measurements[0]


@pytest.mark.parametrize(
    ("fields", "measured", "is_few"),
    [
        (PEOPLE, {"value": "4"}, True),
        (PEOPLE, {"value": "5"}, False),
        (PEOPLE, {"value": "0"}, True),
        ({}, {"value": "4"}, False),
        (SHARE, {"numerator": "4", "denominator": "40"}, True),
        (SHARE, {"numerator": "36", "denominator": "40"}, True),
        (SHARE, {"numerator": "35", "denominator": "40"}, False),
        (SHARE, {"value": "4"}, False),
    ],
    ids=["few", "enough", "none", "not people", "in it", "not in it", "enough in and out", "a share of unknown counts"],
)
def test_few_people_are_counted(fields: dict[str, str], measured: dict[str, str], is_few: bool) -> None:
    one = indicator(fields, measured)
    assert counts_few(one, first(one), FEWEST) is is_few


@pytest.mark.parametrize(
    ("fields", "measured", "level", "tells"),
    [
        (PEOPLE, {"value": "3"}, 4, True),
        (PEOPLE, {"value": "3"}, 5, False),
        (PEOPLE, {"value": "30"}, 4, False),
        (SHARE, {"numerator": "2", "denominator": "40"}, 80, False),
        (SHARE, {"numerator": "2", "denominator": "40"}, 100, True),
        (SHARE, {"numerator": "2", "denominator": "40"}, 0, True),
        (SHARE, {"numerator": "20", "denominator": "40"}, 100, False),
    ],
    ids=[
        "of few",
        "of what is told",
        "of many",
        "which of the two are few",
        "whether all",
        "whether none",
        "a share of many",
    ],
)
def test_the_side_of_a_level_tells_of_few(
    fields: dict[str, str], measured: dict[str, str], level: int, tells: bool
) -> None:
    one = indicator(fields, measured)
    assert side_tells_of_few(one, first(one), Decimal(level), FEWEST) is tells


@pytest.mark.parametrize(
    ("values", "tells"), [(("3", "2"), True), (("9", "2"), False), (("3", "9"), False), (("3",), False)]
)
def test_a_trend_tells_of_few_where_both_values_are_few(values: tuple[str, ...], tells: bool) -> None:
    one = indicator(PEOPLE, *({"value": value} for value in values))
    known = one.measurements
    assert trend_tells_of_few(one, progress(one, known), known, FEWEST) is tells


@pytest.mark.parametrize(
    ("facts", "tell"),
    [
        ({"value": "60", "women": "4", "men": "50"}, True),
        ({"value": "60", "women": "5", "men": "55"}, False),
        ({"value": "60", "women": "26", "men": "30"}, True),
        ({"value": "60", "women": "25", "men": "30"}, False),
        ({"value": "60", "women": "60"}, True),
        ({"value": "60", "women": "55"}, False),
        ({"numerator": "30", "denominator": "60", "women": "28"}, True),
        ({"value": "60"}, False),
    ],
    ids=[
        "few women",
        "enough of both",
        "few of no known sex",
        "enough of no known sex",
        "no men, though it is not said",
        "enough men, though it is not said",
        "few of those in a share",
        "nothing is told",
    ],
)
def test_women_and_men_tell_of_few(facts: dict[str, str], tell: bool) -> None:
    assert sexes_tell_of_few(first(indicator(PEOPLE, facts)), FEWEST) is tell


@pytest.mark.parametrize(
    ("facts", "is_few"),
    [
        ({"sent": "40", "answered": "36"}, True),
        ({"sent": "40", "answered": "35"}, False),
        ({"sent": "40"}, False),
        ({"answered": "36"}, False),
    ],
)
def test_few_did_not_answer_a_survey(facts: dict[str, str], is_few: bool) -> None:
    survey = Survey.model_validate({"id": "e", "title": "Enkät", **facts})
    assert few_did_not_answer(survey, FEWEST) is is_few

"""Which facts were known on a day, and in what order they come."""

from datetime import date

import pytest

from anhorig_cli.analysis.facts import answers_known_from, is_awaited, known, known_from, new_from
from anhorig_cli.model.activity import Occasion
from anhorig_cli.model.assessment import Assessment
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.survey import Survey


def assessment(comment: str, **days: str) -> Assessment:
    return Assessment.model_validate({"status": "expected", "comment": comment, **days})


@pytest.mark.parametrize(
    ("days", "day"),
    [
        ({"date": "2026-03"}, date(2026, 3, 1)),
        ({"date": "2026-03-31", "reported": "2026-05-02"}, date(2026, 5, 2)),
        ({"reported": "2026-05-02"}, date(2026, 5, 2)),
        ({}, date.min),
    ],
    ids=["from its first day", "when it was reported", "without a date of its own", "always, without any"],
)
def test_a_fact_is_known_from(days: dict[str, str], day: date) -> None:
    assert known_from(assessment("a", **days)) == day


@pytest.mark.parametrize(
    ("days", "day"),
    [
        ({"date": "2026-05"}, date(2026, 5, 31)),
        ({"date": "2026-Q4"}, date(2026, 12, 31)),
        ({"date": "2026-05-12"}, date(2026, 5, 12)),
        ({"date": "2026-05", "reported": "2026-05-20"}, date(2026, 5, 20)),
        ({"date": "2026-05", "reported": "2026-07-02"}, date(2026, 7, 2)),
    ],
)
def test_a_figure_is_known_from_the_last_day_of_its_time(days: dict[str, str], day: date) -> None:
    assert known_from(Measurement.model_validate({"value": "7", **days})) == day
    assert known_from(Occasion.model_validate({"count": "4", **days})) == day
    assert known_from(Occasion.model_validate({"participants": "40", **days})) == day


def test_an_occasion_without_a_number_is_known_from_the_first_day() -> None:
    assert known_from(Occasion.model_validate({"date": "2026-05", "note": "Möten"})) == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("as_of", "is_left_out"),
    [(date(2026, 4, 30), False), (date(2026, 5, 1), True), (date(2026, 5, 30), True), (date(2026, 5, 31), False)],
)
def test_a_figure_is_awaited_while_its_time_lasts(as_of: date, is_left_out: bool) -> None:
    assert is_awaited(Measurement.model_validate({"date": "2026-05", "value": "7"}), as_of) is is_left_out
    reported = Measurement.model_validate({"date": "2026-05", "value": "7", "reported": "2026-06-15"})
    assert not is_awaited(reported, as_of)


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({}, date.min),
        ({"period": {"from": "2026-05", "to": "2026-05"}}, date(2026, 5, 31)),
        ({"period": {"from": "2026-05-04"}}, date(2026, 5, 4)),
        ({"period": {"from": "2026-05", "to": "2026-05"}, "reported": "2026-05-20"}, date(2026, 5, 20)),
    ],
)
def test_the_answers_to_a_survey_are_known_when_it_has_ended(facts: dict[str, object], day: date) -> None:
    assert answers_known_from(Survey.model_validate({"id": "e", "title": "E", **facts})) == day


def test_what_is_new_goes_by_the_end_of_its_time() -> None:
    assert new_from(assessment("a", date="2026-03")) == date(2026, 3, 31)
    assert new_from(assessment("a", date="2026-03", reported="2026-05-02")) == date(2026, 5, 2)


def test_what_is_known_comes_by_date_and_then_as_it_is_written() -> None:
    facts = [
        assessment("late", date="2026-06-30"),
        assessment("told later", date="2026-01-31", reported="2026-06-01"),
        assessment("first of two", date="2026-03-31"),
        assessment("second of two", date="2026-03-31"),
        assessment("undated"),
        assessment("not yet known", date="2026-02-28", reported="2026-07-01"),
    ]
    found = [fact.comment for fact in known(facts, date(2026, 6, 30))]
    assert found == ["undated", "told later", "first of two", "second of two", "late"]

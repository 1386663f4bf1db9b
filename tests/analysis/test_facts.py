"""Which facts were known on a day, and in what order they come."""

from datetime import date

import pytest

from anhorig_cli.analysis.facts import known, known_from
from anhorig_cli.model.subgoal import Assessment


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

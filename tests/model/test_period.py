"""A period begins on the first day of its `from` and holds to the last day of its `to`."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anhorig_cli.model.dates import parse_date
from anhorig_cli.model.period import Period


def period(**ends: str) -> Period:
    return Period.model_validate(ends)


@pytest.mark.parametrize(
    ("ends", "day", "covered"),
    [
        ({"from": "2021-09", "to": "2021-10"}, "2021-08-31", False),
        ({"from": "2021-09", "to": "2021-10"}, "2021-09-01", True),
        ({"from": "2021-09", "to": "2021-10"}, "2021-10-31", True),
        ({"from": "2021-09", "to": "2021-10"}, "2021-11-01", False),
        ({"from": "2021"}, "2199-12-31", True),
        ({"from": "2021"}, "2020-12-31", False),
        ({"to": "2023"}, "1900-01-01", True),
        ({"to": "2023"}, "2024-01-01", False),
        ({"from": "2021", "to": "tills vidare"}, "2199-12-31", True),
        ({}, "2021-09-20", True),
    ],
)
def test_a_period_covers_the_days_between_its_ends(ends: dict[str, str], day: str, covered: bool) -> None:
    assert period(**ends).covers(date.fromisoformat(day)) is covered


@pytest.mark.parametrize("text", ["2024", "2021-09/2021-10", "hösten 2021"])
def test_one_date_stands_for_both_ends(text: str) -> None:
    short = Period.from_scalar(text)
    assert short is not None
    whole, named = Period.model_validate(short), parse_date(text)
    assert whole.covers(named.first)
    assert whole.covers(named.last)
    assert not whole.covers(date.fromordinal(named.first.toordinal() - 1))
    assert not whole.covers(date.fromordinal(named.last.toordinal() + 1))


def test_a_period_does_not_begin_until_further_notice() -> None:
    with pytest.raises(ValueError, match="bad-date"):
        period(**{"from": "tills vidare"})


@settings(derandomize=True, deadline=None)
@given(st.lists(st.dates(date(1950, 1, 1), date(2150, 1, 1)), min_size=3, max_size=3))
def test_a_day_is_covered_exactly_when_it_lies_between_the_ends(days: list[date]) -> None:
    start, end, day = days
    assert period(**{"from": str(start), "to": str(end)}).covers(day) is (start <= day <= end)

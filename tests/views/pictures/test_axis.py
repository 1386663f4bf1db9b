"""Axes: round numbers that enclose the values, and few enough days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.views.pictures.axis import Axis, month_starts, ticks


@pytest.mark.parametrize(
    ("values", "marks"),
    [
        ([40, 80], (0, 20, 40, 60, 80)),
        ([71, 108], (0, 50, 100, 150)),
        ([95, 108], (95, 100, 105, 110)),
        ([7], (6, 6.5, 7, 7.5, 8)),
        ([0], (-1, -0.5, 0, 0.5, 1)),
        ([-3, 5], (-4, -2, 0, 2, 4, 6)),
    ],
)
def test_the_marks_of_an_axis_are_round(values: list[float], marks: tuple[float, ...]) -> None:
    assert ticks(values).marks == marks


@pytest.mark.parametrize(("values", "decimals"), [([0, 80], 0), ([0, 1], 2), ([0, 2], 1), ([0, 10], 1)])
def test_marks_are_written_with_the_decimals_they_need(values: list[float], decimals: int) -> None:
    found = ticks(values)
    assert found.decimals == decimals
    assert all(round(mark, decimals) == mark for mark in found.marks)


@given(st.lists(st.floats(-1e15, 1e15), min_size=1))
def test_the_marks_enclose_every_value_and_are_few(values: list[float]) -> None:
    marks = ticks(values).marks
    assert marks[0] <= min(values) + 1e-6 * max(1, abs(min(values)))
    assert marks[-1] >= max(values) - 1e-6 * max(1, abs(max(values)))
    assert 2 <= len(marks) <= 8


def test_a_value_has_its_place_between_the_ends() -> None:
    assert Axis(0, 10, 100, 0).place(2.5) == 75


@pytest.mark.parametrize(
    ("first", "last", "starts"),
    [
        (date(2021, 6, 30), date(2021, 9, 30), ["2021-07-01", "2021-08-01", "2021-09-01"]),
        (date(2021, 1, 1), date(2022, 1, 31), ["2021-01-01", "2021-04-01", "2021-07-01", "2021-10-01", "2022-01-01"]),
        (date(1995, 5, 1), date(2025, 1, 1), ["1998-01-01", "2004-01-01", "2010-01-01", "2016-01-01", "2022-01-01"]),
    ],
)
def test_the_days_of_an_axis_begin_months(first: date, last: date, starts: list[str]) -> None:
    assert [day.isoformat() for day in month_starts(first, last, 5)] == starts

"""Circles: sectors make up a whole turn, and marks stand apart."""

from itertools import pairwise
from math import dist, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.views.pictures.wheel_parts import arc, around, is_upper, sector, shares, spread


@given(st.integers(1, 400), st.floats(0.01, 1))
def test_equal_sectors_sum_to_the_whole_without_gap_or_overlap(number: int, whole: float) -> None:
    found = shares(number, whole)
    assert found[0][0] == 0
    assert isclose(found[-1][1], whole)
    assert all(end == begin for (_, end), (begin, _) in pairwise(found))
    assert isclose(sum(end - begin for begin, end in found), whole)


def test_twelve_months_are_a_full_circle() -> None:
    assert sum(end - begin for begin, end in shares(12)) == pytest.approx(1)


@given(st.floats(0, 1), st.floats(1, 500))
def test_a_point_around_a_circle_lies_on_it(angle: float, radius: float) -> None:
    assert isclose(dist(around((10, 20), radius, angle), (10, 20)), radius)


def test_angles_go_clockwise_from_the_top() -> None:
    assert [tuple(map(round, around((0, 0), 10, n / 4))) for n in range(4)] == [(0, -10), (10, 0), (0, 10), (-10, 0)]
    assert [is_upper(angle) for angle in (0, 0.2, 0.3, 0.5, 0.7, 0.8)] == [True, True, False, False, False, True]


def test_the_paths_of_a_circle_s_pieces() -> None:
    assert arc((0, 0), 10, 0, 0.75) == "M0 -10A10 10 0 1 1 -10 0"
    assert sector((0, 0), 5, 10, 0, 0.25) == "M0 -10A10 10 0 0 1 10 0L5 0A5 5 0 0 0 0 -5Z"


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20), st.floats(0.1, 4))
def test_marks_keep_their_order_stand_apart_and_stay_within(wanted: list[float], apart: float) -> None:
    placed = spread(sorted(wanted), apart, 0, 100)
    assert all(after - before >= apart - 1e-9 for before, after in pairwise(placed))
    assert all(-1e-9 <= place <= 100 for place in placed)


def test_marks_that_have_room_are_not_moved() -> None:
    assert spread([10, 50, 90], 5, 0, 100) == [10, 50, 90]
    assert spread([10, 11, 99], 5, 0, 100) == [10, 15, 99]
    assert spread([98, 99, 100], 5, 0, 100) == [90, 95, 100]

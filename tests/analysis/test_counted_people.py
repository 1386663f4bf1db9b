"""How many people a value counts, and which other small values a small one might have been."""

from decimal import Decimal

import pytest

from anhorig_cli.analysis.counted_people import CountedPeople, Sexes, is_small
from plan_text import plan_in

MINIMUM = 5


def small_values(value: str) -> list[float] | None:
    """Return what else a measurement of people might have been."""
    plan = plan_in(f"""\
        titel: P
        indikatorer:
          - {{id: i, titel: Deltagare, personer: ja, mätningar: [{{datum: 2026, {value}}}]}}
    """)
    (indicator,) = plan.indicators
    found = CountedPeople(plan, MINIMUM, is_of_unit=False).small_values(indicator, indicator.measurements[0])
    return None if found is None else [float(one) for one in found]


@pytest.mark.parametrize(("count", "small"), [(0, True), (1, True), (4, True), (5, False)])
def test_a_small_count_is_of_fewer_than_the_minimum(count: int, *, small: bool) -> None:
    assert is_small(Decimal(count), MINIMUM) is small


def test_a_small_count_might_be_any_other() -> None:
    assert small_values("värde: 3") == [0, 1, 2, 3, 4]
    assert small_values("värde: 5") is None


@pytest.mark.parametrize(
    ("share", "values"),
    [
        ("täljare: 2, nämnare: 20", [0, 5, 10, 15, 20]),
        ("täljare: 18, nämnare: 20", [100, 95, 90, 85, 80]),
        ("täljare: 10, nämnare: 20", None),
    ],
)
def test_so_might_those_in_a_share_or_those_not_in_it(share: str, values: list[float] | None) -> None:
    assert small_values(share) == values


def test_of_a_base_hardly_larger_than_the_minimum_nothing_is_said() -> None:
    """That the one are few says of the others that they are not."""
    assert small_values("täljare: 2, nämnare: 8") is None
    assert small_values("täljare: 2, nämnare: 9") is not None


def many(number: int, first: int) -> list[Decimal]:
    return [Decimal(first + 10 * n) for n in range(number)]


@pytest.mark.parametrize(("women", "men", "are_small"), [(8, 8, False), (16, 4, False), (13, 5, True), (65, 1, True)])
def test_where_sexes_are_counted_too_many_times_to_be_held_against_each_other_they_are_taken_for_few(
    women: int, men: int, *, are_small: bool
) -> None:
    """Up to 64 women and men of one day, of which none is few, nor what remains of the total."""
    assert Sexes(many(women, 1000), many(men, 5000), [Decimal(99_999)], MINIMUM).are_small() is are_small
